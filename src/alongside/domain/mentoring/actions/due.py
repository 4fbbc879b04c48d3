"""What falls due by date: checks that have to be looked at again, training to be done again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from alongside.domain.mentoring.actions.links import tell, tell_staff
from alongside.domain.mentoring.models import Check, Volunteer
from alongside.domain.mentoring.records import DueDone
from alongside.domain.mentoring.rules.checks import WARN_AT_DAYS, warning_due
from alongside.domain.mentoring.states import OPEN
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.unit import unit

_AT_ONCE = 200


def run_due(*, actor: Actor, at: datetime) -> DueDone:
    """Tells volunteers and who looks after them of checks to look at again, and of training to do
    again: 90, 30 and 7 days before, and when it is over. Each of these once, however often it runs,
    and after a silence of the worker only the latest.

    Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    today = london_date(at)
    return DueDone(_warn_of_checks(today, actor, at) + _warn_of_training(today, actor, at))


def _warn_of_checks(today: date, actor: Actor, at: datetime) -> int:
    near = Check.objects.filter(
        current=True,
        look_again_on__lte=today + timedelta(days=max(WARN_AT_DAYS)),
        volunteer__state__in=sorted(OPEN),
    ).exclude(warned_at_days=0)
    warned = 0
    for key in near.order_by("look_again_on", "pk").values_list("pk", flat=True)[:_AT_ONCE]:
        with unit(actor=actor, at=at) as work:
            check = Check.objects.select_for_update().get(pk=key)
            due = warning_due(check.look_again_on, check.warned_at_days, today)
            if due is None or not check.current:
                continue
            volunteer = check.volunteer
            Check.objects.filter(pk=key).update(warned_at_days=due)
            work.audit(
                "check.warned",
                check,
                organisation_id=volunteer.organisation_id,
                fields=("warned_at_days",),
            )
            by_day = check.look_again_on.isoformat() if check.look_again_on else ""
            step = f"{check.pk}/{due}"
            tell(volunteer, "mentor_check_due", work=work, step=step, by_day=by_day)
            tell_staff(volunteer, "mentor_check_staff", cause=check, work=work, by_day=by_day)
            warned += 1
    return warned


def _warn_of_training(today: date, actor: Actor, at: datetime) -> int:
    near = Volunteer.objects.filter(
        state__in=sorted(OPEN), trained_until__lte=today + timedelta(days=max(WARN_AT_DAYS))
    ).exclude(trained_warned_at_days=0)
    warned = 0
    for key in near.order_by("trained_until", "pk").values_list("pk", flat=True)[:_AT_ONCE]:
        with unit(actor=actor, at=at) as work:
            row = Volunteer.objects.select_for_update().get(pk=key)
            last = row.trained_until
            due = warning_due(last, row.trained_warned_at_days, today)
            if due is None or last is None:
                continue
            Volunteer.objects.filter(pk=key).update(trained_warned_at_days=due)
            work.audit(
                "volunteer.training_warned",
                row,
                organisation_id=row.organisation_id,
                fields=("trained_warned_at_days",),
            )
            by_day = last.isoformat()
            step = f"{by_day}/{due}"
            tell(row, "mentor_training_due", work=work, step=step, by_day=by_day)
            tell_staff(row, "mentor_training_staff", cause=row, work=work, by_day=by_day)
            warned += 1
    return warned
