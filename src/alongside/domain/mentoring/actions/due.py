"""What falls due by date: checks that have to be looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.domain.mentoring.actions.links import tell, tell_staff
from alongside.domain.mentoring.models import Check
from alongside.domain.mentoring.records import DueDone
from alongside.domain.mentoring.rules.checks import WARN_AT_DAYS, warning_due
from alongside.domain.mentoring.states import OPEN
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.unit import unit

_AT_ONCE = 200


def run_due(*, actor: Actor, at: datetime) -> DueDone:
    """Tells volunteers and who looks after them of checks to look at again: 90, 30 and 7 days
    before, and when it is over. Each of these once, however often it runs, and after a silence of
    the worker only the latest.

    Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    today = london_date(at)
    near = Check.objects.filter(
        current=True,
        look_again_on__lte=today + timedelta(days=max(WARN_AT_DAYS)),
        volunteer__state__in=sorted(OPEN),
    ).exclude(warned_at_days=0)
    warned = 0
    for key in near.order_by("look_again_on", "pk").values_list("pk", flat=True)[:_AT_ONCE]:
        with unit(actor=actor, at=at) as work:
            check = Check.objects.select_for_update().get(pk=key)
            due = warning_due(check, today) if check.current else None
            if due is None:
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
    return DueDone(warned)
