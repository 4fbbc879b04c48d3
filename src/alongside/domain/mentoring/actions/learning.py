"""What a volunteer was taught: followed from the modules, or noted where it was held elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.utils.translation import gettext as _

from alongside.domain.mentoring.actions.preparing import hold_open
from alongside.domain.mentoring.models import Volunteer
from alongside.domain.mentoring.queries.visible import looked_after
from alongside.domain.mentoring.rules.training import ELSEWHERE, MODULES
from alongside.domain.mentoring.states import OPEN, VolunteerState
from alongside.domain.training import public as training
from alongside.foundation.actor import Actor, system
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

log = structlog.get_logger(__name__)
_ASKS = system("mentoring")
_BEGUN = OPEN - {VolunteerState.APPLIED}


def note_trained(
    volunteer_id: UUID, *, on: date, until: date | None = None, actor: Actor, at: datetime
) -> None:
    """A colleague says that the training was held elsewhere, and done on a day. It is shown as
    their note, and stands until every module is done here. `until`: the last day on which it
    counts; None for ever.

    Raises NotFound out of sight, Invalid by field (on, until), Conflict once they have stopped."""
    today, faults = london_date(at), {}
    if on > today:
        faults["on"] = _("Choose a day that has come.")
    if until is not None and until <= on:
        faults["until"] = _("Choose a day after the one on which it was done.")
    if faults:
        raise Invalid(faults)
    with unit(actor=actor, at=at) as work:
        row = hold_open(get_visible(looked_after(actor), volunteer_id))
        noted = {"trained_noted_by_id": actor.person_id, "trained_noted_at": at}
        _write(row, work, on=on, until=until, how=ELSEWHERE, **noted)


def follow_training(*, person_id: UUID | None = None, actor: Actor, at: datetime) -> int:
    """Writes down of every volunteer, or of one person, until when all modules of the programme
    count: done, done again, run out, or one more asked for. Returns for how many that changed;
    again: none. What goes wrong about one keeps nobody else from it. Two queries where nothing did.

    Raises Refused unless the service's own work asks."""
    if not actor.is_system:
        raise Refused("only the service's own work follows training")
    rows = Volunteer.objects.filter(state__in=sorted(_BEGUN))
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    found = list(rows.order_by("applied_at", "pk"))
    trained = training.trained_people([row.person_id for row in found], at=at)
    today, changed = london_date(at), 0
    for row in found:
        if _differs(row, trained.get(row.person_id), today):
            try:
                with unit(actor=actor, at=at) as work:
                    held = Volunteer.objects.select_for_update().get(pk=row.pk)
                    changed += held.state in _BEGUN and follow(held, work)
            except Exception as failure:
                # One volunteer must not keep the others from being ready, or from being so no more.
                log.error("training_not_followed", of=str(row.pk), failure=type(failure).__name__)
    return changed


def follow(row: Volunteer, work: Work) -> bool:
    """The same of one volunteer, locked in the open unit; returns whether it changed."""
    today = london_date(work.at)
    until = training.trained_until(row.person_id, at=work.at)
    if not _differs(row, until, today):
        return False
    if until is None:
        # A module more is asked for than they have done: it counts no more from today on.
        yesterday = today - timedelta(days=1)
        _write(row, work, on=row.trained_on, until=yesterday, how=MODULES)
        return True
    programme = training.Programme.MENTOR
    own = training.progress(row.person_id, actor=_ASKS, at=work.at, programme=programme)
    done_on = max(each.done_on for each in own if each.done_on is not None)
    _write(row, work, on=done_on, until=_last(until), how=MODULES)
    return True


def _last(until: date) -> date | None:
    return None if until == date.max else until


def _differs(row: Volunteer, until: date | None, today: date) -> bool:
    if until is None:
        by_modules = row.trained_how == MODULES and row.trained_on is not None
        return by_modules and (row.trained_until is None or row.trained_until >= today)
    return row.trained_on is None or row.trained_how != MODULES or row.trained_until != _last(until)


def _write(
    row: Volunteer, work: Work, *, on: date | None, until: date | None, how: str, **noted: Any
) -> None:
    columns: dict[str, Any] = {
        "trained_on": on,
        "trained_until": until,
        "trained_how": how,
        "trained_noted_by_id": None,
        "trained_noted_at": None,
        "trained_warned_at_days": None,
        **noted,
    }
    Volunteer.objects.filter(pk=row.pk).update(**columns, changed_at=work.at)
    for name, value in columns.items():
        setattr(row, name, value)
    work.audit(
        "volunteer.trained_on",
        row,
        organisation_id=row.organisation_id,
        fields=("trained_on", "trained_until", "trained_how"),
    )
