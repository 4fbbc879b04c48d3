"""Telling the people who read worries that one waits: never what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import structlog

from alongside.domain.messaging import public as messaging
from alongside.domain.safety.models import Concern
from alongside.domain.safety.records import Named
from alongside.foundation.clock import in_london
from alongside.foundation.unit import Work, unit

log = structlog.get_logger(__name__)


def pass_on(concern: Concern, readers: Iterable[Named], *, occasion: str, work: Work) -> None:
    """Tells these readers that it waits, each once for each `occasion`, in the unit that is open.

    Before it is due they learn by when, afterwards since when."""
    due_at = concern.due_at or work.at
    late = due_at <= work.at
    for reader in readers:
        messaging.send(
            "worry_overdue" if late else "worry_to_read",
            to=messaging.to_staff(reader.id),
            values={"since" if late else "by_day": _moment(due_at)},
            cause=concern,
            key=f"worry/{concern.pk}/{occasion}/{reader.id}",
            organisation_id=concern.organisation_id,
            actor=work.actor,
            at=work.at,
        )


def try_to_pass_on(
    concern: Concern, readers: Iterable[Named], *, occasion: str, work: Work
) -> None:
    """As `pass_on`; but a fault in what tells somebody never undoes what it is told of.

    It is logged, and the due work tells them later."""
    try:
        with unit(actor=work.actor, at=work.at) as inner:
            pass_on(concern, readers, occasion=occasion, work=inner)
    except Exception as failure:
        log.error("worry_not_passed_on", failure=type(failure).__name__)


def _moment(at: datetime) -> str:
    return in_london(at).replace(tzinfo=None).isoformat(timespec="minutes")
