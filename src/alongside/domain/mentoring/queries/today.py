"""What waits for whoever coordinates mentors, counted; and where there are too few of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Greatest

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.day_records import CapacityRow, MentorsToday
from alongside.domain.mentoring.models import Check, Volunteer
from alongside.domain.mentoring.queries.away import away_count
from alongside.domain.mentoring.queries.meeting_tasks import talk_counts
from alongside.domain.mentoring.queries.pairs import coordinated_places
from alongside.domain.mentoring.queries.visible import (
    looked_after,
    of_the_service,
    require_looks_after,
)
from alongside.domain.mentoring.queries.volunteers import volunteer_counts
from alongside.domain.mentoring.queries.watching import overdue_count
from alongside.domain.mentoring.states import OPEN, PlaceState, VolunteerState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date

_SEEKS = (PlaceState.WAITING, PlaceState.CHOOSING)


def today(*, actor: Actor, at: datetime) -> MentorsToday:
    """How much waits in each list, in a constant number of queries. Raises Refused for whoever
    looks after volunteers nowhere."""
    volunteers = volunteer_counts(actor=actor, at=at)
    places = coordinated_places(actor)
    to_match = places.filter(state=PlaceState.WAITING).count()
    open_ones, on = looked_after(actor).filter(state__in=sorted(OPEN)), london_date(at)
    next_check = Check.objects.filter(
        volunteer__in=open_ones, current=True, look_again_on__gte=on
    ).aggregate(first=Min("look_again_on"))["first"]
    next_training = open_ones.filter(trained_until__gte=on).aggregate(first=Min("trained_until"))
    days = [day for day in (next_check, next_training["first"]) if day is not None]
    talks = talk_counts(actor=actor, at=at)
    return MentorsToday(
        to_match=to_match,
        applied=volunteers.applied,
        second_yes=volunteers.second_yes,
        checks_due=volunteers.checks_due,
        checks_overdue=volunteers.checks_overdue,
        short=sum(row.short for row in capacity(actor=actor, at=at)),
        to_talk=talks.open,
        to_ring=talks.pressing,
        overdue=overdue_count(actor),
        away=away_count(places, at),
        next_check_on=min(days, default=None),
    )


def capacity(*, actor: Actor, at: datetime) -> tuple[CapacityRow, ...]:
    """For each place where somebody waits or a mentor is ready: how many wait, how many mentors
    there are and how many more people they could meet. First where people wait and no place is
    free, last those of whom no place is known. Whoever's check or training is overdue has no free
    place. Two queries beside the names of places. Raises Refused for whoever looks after volunteers
    nowhere."""
    require_looks_after(actor)
    waiting = dict(
        coordinated_places(actor)
        .filter(state__in=_SEEKS)
        .values_list("place")
        .annotate(waiting=Count("pk"))
        .order_by()
    )
    mentors: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for place, count, free in _ready(actor, at):
        mentors[place] = (count, free or 0)
    rows = [
        CapacityRow(key, _name(key), waiting.get(key, 0), *mentors[key])
        for key in {*waiting, *mentors}
    ]
    return tuple(sorted(rows, key=_first))


def _first(row: CapacityRow) -> tuple[bool, bool, int, str, str]:
    return (not row.place, not row.short, -row.waiting, row.name, row.place)


def _ready(actor: Actor, at: datetime) -> QuerySet[Volunteer, tuple[str, int, int | None]]:
    today = london_date(at)
    overdue = Check.objects.filter(current=True, look_again_on__lt=today)
    trained = Q(trained_until=None) | Q(trained_until__gte=today)
    return (
        of_the_service(actor)
        .filter(state=VolunteerState.READY)
        .exclude(person__in=people.restricted())
        .values_list("place")
        .annotate(
            mentors=Count("pk"),
            free=Sum(
                Greatest(F("capacity") - F("held"), 0),
                filter=~Q(pk__in=overdue.values("volunteer")) & trained,
            ),
        )
        .order_by()
    )


def _name(key: str) -> str:
    place = catalogue.place(key) if key else None
    return place.name if place else ""
