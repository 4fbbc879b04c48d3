"""A pair that both said yes to, as one of the two sees it, and who may pause it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from alongside.domain.mentoring.models import Cover, Pair
from alongside.domain.mentoring.pair_records import PairRow, PairTold, Together
from alongside.domain.mentoring.queries.agreements import agreement_lines, said_yes
from alongside.domain.mentoring.queries.asked import asked_now
from alongside.domain.mentoring.queries.covers import open_cover_of
from alongside.domain.mentoring.queries.meetings import seen_pairs
from alongside.domain.mentoring.queries.pairs import coordinated_pairs, own_pairs, own_places
from alongside.domain.mentoring.rules.pairs import (
    MEETING,
    is_finished,
    is_paused,
    may_begin,
    nobody_meets,
    service_may_pause,
)
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.rules.reviews import is_late
from alongside.domain.mentoring.rules.steps import overdue, unsigned
from alongside.domain.mentoring.states import HOLDING, MeetingState, PairState
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible


def pausable_pairs(actor: Actor) -> QuerySet[Pair]:
    """The pairs that the actor may pause: their own, those they coordinate, those of the
    organisations where they look after safety; the service itself every one."""
    if actor.is_system:
        return Pair.objects.all()
    led = actor.organisations(Role.SAFEGUARDING_LEAD)
    return seen_pairs(actor) | Pair.objects.filter(place__organisation_id__in=led)


def pair_told(pair_id: UUID, *, actor: Actor, at: datetime) -> PairTold:
    """The names of all who meet, for whoever may pause the pair. Raises NotFound for anybody
    else."""
    pair = get_visible(pausable_pairs(actor).select_related("place", "volunteer"), pair_id)
    covered = Cover.objects.filter(pair=pair, agreed_at__isnull=False).order_by("-agreed_at")
    others = covered.values_list("volunteer__person_id", flat=True)
    whom = dict.fromkeys((pair.place.person_id, pair.volunteer.person_id, *others))
    names = people.shown_names(whom)
    now = open_cover_of(pair.place_id) is not None
    return PairTold(
        names=tuple(names.get(one, "") for one in whom),
        may_pause=service_may_pause(pair, at, covered=now),
        paused=nobody_meets(pair, covered=now),
        finished=is_finished(pair),
    )


def together(pair_id: UUID, *, actor: Actor) -> Together:
    """The pair, and what the actor can do about it as one of the two.

    Raises NotFound for anybody else, and unless both said yes."""
    mine = own_pairs(actor) | Pair.objects.filter(place__in=own_places(actor))
    pair = get_visible(mine.select_related("place", "volunteer"), pair_id)
    if pair.state not in HOLDING:
        raise NotFound("pair")
    person_acts = pair.place.person_id == actor.person_id
    other = pair.volunteer.person_id if person_acts else pair.place.person_id
    kept = people.restricted([other])
    yes = {person_id: day for (_pair, person_id), day in said_yes([pair.pk]).items()}
    me = pair.place.person_id if person_acts else pair.volunteer.person_id
    ways = ["pause"] if pair.state in MEETING else []
    ways += ["resume"] if pair.state == PairState.PAUSED and not pair.service_paused else []
    ways += ["change"] if person_acts else []
    ways += ["finish"] if may_begin(pair) else []
    return Together(
        pair_id=pair.pk,
        place_id=pair.place_id,
        theirs=person_acts,
        first_name=people.not_used() if kept else first_name(people.person_name(other)),
        paused=is_paused(pair),
        ending=pair.state == PairState.ENDING,
        ways=tuple(ways),
        lines=agreement_lines("pair"),
        yes_on=yes.get(me),
        other_yes_on=yes.get(other),
    )


WHICH_PAIRS = ("now", "ended")


def pairs(
    *, actor: Actor, at: datetime, which: str = "now", page: int = 1, per_page: int = 50
) -> Page[PairRow]:
    """Who meets whom where the actor coordinates, or met, but for pairs in which the actor is one
    of the two: those who have not met for longest first.
    In as many queries for thirty as for one.

    Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not actor.holds(Role.COORDINATOR):
        raise Refused("only a coordinator sees who meets whom")
    states = sorted(HOLDING) if which != "ended" else [PairState.ENDED]
    met = Max("meetings__on", filter=Q(meetings__state=MeetingState.MET))
    rows = coordinated_pairs(actor).filter(state__in=states, agreed_at__isnull=False)
    rows = rows.select_related("place", "volunteer").annotate(last_met=met)
    rows = rows.prefetch_related("volunteer__checks")
    names: dict[UUID, str] = {}
    asked: dict[UUID, datetime] = {}
    today = london_date(at)

    def prepare(shown: list[Any]) -> None:
        both = [(row.place.person_id, row.volunteer.person_id) for row in shown]
        names.update(people.shown_names([key for pair in both for key in pair]))
        asked.update(asked_now(row.pk for row in shown))

    def record(row: Any) -> PairRow:
        both = (row.place.person_id, row.volunteer.person_id)
        return PairRow(
            pair_id=row.pk,
            person_ids=both,
            name=names.get(both[0], ""),
            mentor=names.get(both[1], ""),
            state=row.state,
            since=london_date(row.agreed_at),
            last_met=row.last_met,
            review_on=london_date(asked[row.pk]) if row.pk in asked else None,
            review_late=row.pk in asked and is_late(asked[row.pk], today),
            mentor_overdue=overdue(row.volunteer, today),
            mentor_unsigned=unsigned(row.volunteer),
        )

    ordered = rows.order_by(F("last_met").asc(nulls_first=True), "agreed_at", "pk")
    return page_of(ordered, record, number=page, per_page=per_page, prepare=prepare)
