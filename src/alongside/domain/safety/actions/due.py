"""Telling the readers of a worry again: what the clock asks for, whatever happened before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from django.db.models import Q

from alongside.domain.safety.actions.handing_on import hand_on
from alongside.domain.safety.actions.passing_on import pass_on
from alongside.domain.safety.models import Concern
from alongside.domain.safety.records import DueCounts
from alongside.domain.safety.standing import Standing, standing
from alongside.domain.safety.states import OPEN, ConcernState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.unit import Work, unit

log = structlog.get_logger(__name__)


def run_due(*, actor: Actor, at: datetime) -> DueCounts:
    """Gives on what somebody left behind, tells the first reader of each worry that nobody has
    read, and every reader of each that waits too long, once for each time that is due; and tells
    the administrators of a worry that nobody reads.

    A run may come late, twice or twice at once: what was told is not told again, and of the times
    that were missed only the last is told. One worry that fails stops no other. Raises Refused for
    anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work tells again")
    here = standing(at)
    if here is None:
        return DueCounts(unread=0, late=0)
    left = _handed_on(actor, at)
    waiting = Concern.objects.filter(state__in=OPEN).filter(
        Q(state=ConcernState.RECEIVED) | Q(escalate_at__lte=at)
    )
    unread = late = 0
    for key in list(waiting.order_by("due_at", "pk").values_list("pk", flat=True)):
        try:
            with unit(actor=actor, at=at) as work:
                first, again = _tell(key, here, work)
        except Exception as failure:
            log.error("worry_not_passed_on", failure=type(failure).__name__)
        else:
            unread, late = unread + first, late + again
    return DueCounts(unread=unread, late=late, without_reader=left)


def _handed_on(actor: Actor, at: datetime) -> int:
    """How many worries have no reader. A fault here keeps nobody from being told."""
    try:
        return hand_on(actor=actor, at=at).without_reader
    except Exception as failure:
        log.error("worries_not_handed_on", failure=type(failure).__name__)
        return 0


def _tell(key: UUID, here: Standing, work: Work) -> tuple[bool, bool]:
    """Whether it is unread, and whether it waits too long, at this moment."""
    concern = Concern.objects.select_for_update().get(pk=key)
    readers = here.readers_of(concern)
    unread = concern.state == ConcernState.RECEIVED
    late = concern.escalate_at is not None and concern.escalate_at <= work.at
    if unread:
        # Told when it came already, unless that failed: it is not told twice.
        pass_on(concern, readers[:1], occasion="told", work=work)
    if late:
        occasion = f"{concern.state}-{concern.due_at:%Y%m%d%H%M}"
        number = here.times.times_due(concern, work.at)
        pass_on(concern, readers, occasion=f"{occasion}-{number}", work=work)
    return unread, late
