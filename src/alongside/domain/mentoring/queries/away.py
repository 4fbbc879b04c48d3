"""Whose mentor is away, and what is left to do about it, for who coordinates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from alongside.domain.mentoring.cover_records import AwayRow
from alongside.domain.mentoring.models import Check, Cover, Meeting, Pair, Place
from alongside.domain.mentoring.queries.pairs import coordinated_places
from alongside.domain.mentoring.rules.pairs import BEFORE_ENDING
from alongside.domain.mentoring.states import (
    HOLDING,
    OPEN_COVERS,
    CoverState,
    MeetingState,
    VolunteerState,
)
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused

ANSWER_WITHIN = timedelta(days=3)
SOON = timedelta(days=7)
ALONE_AFTER = timedelta(days=14)  # without a meeting, and with none planned
MOST = 200
_WITH = ("pair__place", "pair__volunteer")


def away(*, actor: Actor, at: datetime) -> tuple[AwayRow, ...]:
    """What is left to do, the soonest first, at most 200: a cover that waits for an answer, whose
    mentor said no, that ends while the mentor is still away, or whose mentor may not meet anybody
    any more; and people whose mentor is paused, who have met nobody for two weeks and have no hour
    planned. In as many queries for thirty as for one.

    Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not actor.holds(Role.COORDINATOR):
        raise Refused("only a coordinator sees whose mentor is away")
    places = coordinated_places(actor)
    flagged = _covers(at).filter(pair__place__in=places).select_related(*_WITH)
    covers = list(flagged.order_by("first_on", "pk")[:MOST])
    pairs = Pair.objects.filter(_alone(at), place__in=places).select_related("place", "volunteer")
    alone = list(pairs.order_by("agreed_at", "pk")[:MOST])
    told: list[tuple[Pair, str, date | None]] = [(row.pair, row.why, row.last_on) for row in covers]
    told += [(pair, "alone", None) for pair in alone]
    names = people.shown_names(
        key for pair, _why, _on in told for key in (pair.place.person_id, pair.volunteer.person_id)
    )
    return tuple(_row(pair, why, last_on, names) for pair, why, last_on in told[:MOST])


def away_count(places: QuerySet[Place], at: datetime) -> int:
    """How many are in `away` of these places: one query, since a pair is there once."""
    covered = Exists(_covers(at).filter(pair=OuterRef("pk")))
    return Pair.objects.filter(covered | _alone(at), place__in=places).count()


def _row(pair: Pair, why: str, last_on: date | None, names: dict[UUID, str]) -> AwayRow:
    both = (pair.place.person_id, pair.volunteer.person_id)
    return AwayRow(
        pair_id=pair.pk,
        person_ids=both,
        name=names.get(both[0], ""),
        mentor=names.get(both[1], ""),
        why=why,
        last_on=last_on,
    )


def _covers(at: datetime) -> QuerySet[Any]:
    today = london_date(at)
    asked = Q(state__in=(CoverState.ASKED_PERSON, CoverState.ASKED_MENTOR))
    agreed = Q(state=CoverState.AGREED)
    overdue = Check.objects.filter(
        volunteer=OuterRef("volunteer"), current=True, look_again_on__lt=today
    )
    newer = Cover.objects.filter(pair=OuterRef("pair"), asked_at__gt=OuterRef("asked_at"))
    whys = {
        "waits": asked & (Q(changed_at__lt=at - ANSWER_WITHIN) | Q(first_on__lte=today)),
        "look": agreed
        & (
            ~Q(volunteer__state=VolunteerState.READY)
            | Q(volunteer__trained_until__lt=today)
            | Exists(overdue)
        ),
        "ends": agreed
        & Q(last_on__lte=today + SOON, pair__volunteer__state=VolunteerState.PAUSED)
        & (
            Q(pair__volunteer__paused_until=None)
            | Q(pair__volunteer__paused_until__gt=F("last_on"))
        ),
        "not_able": Q(
            state=CoverState.DECLINED,
            volunteer__isnull=False,
            last_on__gte=today,
            pair__state__in=sorted(HOLDING),
            pair__service_paused=False,
        )
        & ~Exists(newer),
    }
    cases = [When(rule, then=Value(why)) for why, rule in whys.items()]
    return Cover.objects.annotate(why=Case(*cases, default=Value(""))).exclude(why="")


def _alone(at: datetime) -> Q:
    today = london_date(at)
    covers = Cover.objects.filter(
        Q(state__in=sorted(OPEN_COVERS)) | Q(state=CoverState.DECLINED, last_on__gte=today),
        pair=OuterRef("pk"),
    )
    met = Meeting.objects.filter(
        pair=OuterRef("pk"),
        state__in=(MeetingState.PLANNED, MeetingState.MET),
        on__gt=today - ALONE_AFTER,
    )
    return Q(
        ~Exists(covers),
        ~Exists(met),
        state__in=sorted(BEFORE_ENDING),
        service_paused=False,
        volunteer__state=VolunteerState.PAUSED,
    )
