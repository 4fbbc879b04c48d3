"""What falls due by date: checks that have to be looked at again, training to be done again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import Q

from alongside.domain.mentoring.actions.links import tell, tell_staff
from alongside.domain.mentoring.models import Check, Volunteer
from alongside.domain.mentoring.records import DueDone
from alongside.domain.mentoring.rules.checks import OVERDUE, WARN_AT_DAYS, warning_due
from alongside.domain.mentoring.states import OPEN
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.unit import Work, unit

_AT_ONCE = 200
log = structlog.get_logger(__name__)


def run_due(*, actor: Actor, at: datetime) -> DueDone:
    """Tells volunteers and who looks after them of checks to look at again, and of training to do
    again: 90, 30 and 7 days before, and when it is over. Each of these once, however often it runs,
    and after a silence of the worker only the latest. What goes wrong about one keeps nobody else
    from being told.

    Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    today = london_date(at)
    checks = (
        Check.objects.filter(_unwarned("look_again_on", "warned_at_days", today))
        .filter(current=True, volunteer__state__in=sorted(OPEN))
        .order_by("look_again_on", "pk")
    )
    learners = (
        Volunteer.objects.filter(_unwarned("trained_until", "trained_warned_at_days", today))
        .filter(state__in=sorted(OPEN))
        .order_by("trained_until", "pk")
    )
    warned = _each(checks.values_list("pk", flat=True), _warn_of_check, actor, at)
    warned += _each(learners.values_list("pk", flat=True), _warn_of_training, actor, at)
    return DueDone(warned)


def _unwarned(last_day: str, warned: str, today: date) -> Q:
    """As `warning_due`, for the database: whose latest warning was not given yet. A column that is
    empty is in none of it, or was never warned of."""
    found = Q(**{f"{last_day}__lt": today}) & ~_given(warned, OVERDUE)
    since = today
    for days in sorted(WARN_AT_DAYS):
        until = today + timedelta(days=days)
        reached = Q(**{f"{last_day}__gte": since, f"{last_day}__lte": until})
        found |= reached & ~_given(warned, days)
        since = until + timedelta(days=1)
    return found


def _given(warned: str, days: int) -> Q:
    return Q(**{f"{warned}__isnull": False, f"{warned}__lte": days})


def _each(
    keys: Iterable[UUID], warn: Callable[[UUID, Work], bool], actor: Actor, at: datetime
) -> int:
    """Warns of so many at once; what failed is not counted, so that it holds nothing up."""
    warned = 0
    for key in list(keys):
        if warned == _AT_ONCE:
            break
        try:
            with unit(actor=actor, at=at) as work:
                warned += warn(key, work)
        except Exception as failure:
            log.error("warning_failed", of=str(key), failure=type(failure).__name__)
    return warned


def _warn_of_check(key: UUID, work: Work) -> bool:
    check = Check.objects.select_for_update().get(pk=key)
    due = warning_due(check.look_again_on, check.warned_at_days, london_date(work.at))
    if due is None or not check.current:
        return False
    volunteer = check.volunteer
    Check.objects.filter(pk=key).update(warned_at_days=due)
    work.audit(
        "check.warned",
        check,
        organisation_id=volunteer.organisation_id,
        fields=("warned_at_days",),
    )
    by_day = check.look_again_on.isoformat() if check.look_again_on else ""
    tell(volunteer, "mentor_check_due", work=work, step=f"{check.pk}/{due}", by_day=by_day)
    tell_staff(volunteer, "mentor_check_staff", cause=check, work=work, by_day=by_day)
    return True


def _warn_of_training(key: UUID, work: Work) -> bool:
    row = Volunteer.objects.select_for_update().get(pk=key)
    last = row.trained_until
    due = warning_due(last, row.trained_warned_at_days, london_date(work.at))
    if due is None or last is None:
        return False
    Volunteer.objects.filter(pk=key).update(trained_warned_at_days=due)
    work.audit(
        "volunteer.training_warned",
        row,
        organisation_id=row.organisation_id,
        fields=("trained_warned_at_days",),
    )
    by_day = last.isoformat()
    tell(row, "mentor_training_due", work=work, step=f"{by_day}/{due}", by_day=by_day)
    tell_staff(row, "mentor_training_staff", cause=row, work=work, by_day=by_day)
    return True
