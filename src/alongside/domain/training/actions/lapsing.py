"""What time alone does: a module stops counting."""

from __future__ import annotations

from datetime import datetime

from alongside.domain.training.models import Enrolment
from alongside.domain.training.states import EnrolmentState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.transitions import move_all
from alongside.foundation.unit import unit

MOST_AT_ONCE = 500


def run_due(*, actor: Actor, at: datetime) -> int:
    """Writes down which modules stopped counting before today, and returns how many.

    It may come late, twice or twice at once: who is trained is worked out from the dates alone.
    Raises Refused unless the service's own work asks."""
    if not actor.is_system:
        raise Refused("only the service's own work does this")
    with unit(actor=actor, at=at) as work:
        due = Enrolment.objects.filter(state=EnrolmentState.DONE, renew_on__lt=london_date(at))
        return len(
            move_all(
                list(due.order_by("pk")[:MOST_AT_ONCE]),
                "lapse",
                work=work,
                organisation_id=lambda each: each.organisation_id,
            )
        )
