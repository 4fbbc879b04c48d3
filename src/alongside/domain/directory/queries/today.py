"""How much of the directory waits for a coordinator, for the page that counts it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from alongside.domain.directory.models import RunningCheck, Version
from alongside.domain.directory.queries.running import row_of
from alongside.domain.directory.queries.visible import coordinated
from alongside.domain.directory.records import RunningRow, TodayCounts
from alongside.domain.directory.rules import REMIND_AFTER_DAYS
from alongside.domain.directory.states import VersionState
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused


def today(*, actor: Actor, at: datetime) -> TodayCounts:
    """What waits for the actor: two queries. Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not actor.organisations(Role.COORDINATOR):
        raise Refused("only a coordinator sees what waits")
    day, seen = london_date(at), coordinated(actor)
    to_check = Version.objects.filter(state=VersionState.SUBMITTED, listing__in=seen).count()
    asked = RunningCheck.objects.filter(answered_on=None, listing__in=seen).aggregate(
        to_ring=Count("pk", filter=Q(ring_from__lte=day)),
        next_ring_on=Min("ring_from", filter=Q(ring_from__gt=day)),
    )
    return TodayCounts(to_check=to_check, **asked)


def to_remind(*, actor: Actor, at: datetime) -> tuple[RunningRow, ...]:
    """The questions that a second message may still answer: asked a week ago or longer, and not yet
    to be rung. Two queries. Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not actor.organisations(Role.COORDINATOR):
        raise Refused("only a coordinator sees who was asked")
    day = london_date(at)
    rows = RunningCheck.objects.filter(
        answered_on=None,
        rang_on=None,
        asked_on__lte=day - timedelta(days=REMIND_AFTER_DAYS),
        ring_from__gt=day,
        listing__in=coordinated(actor),
    ).select_related("listing", "listing__current")
    return tuple(row_of(row, day) for row in rows.order_by("asked_on", "pk"))
