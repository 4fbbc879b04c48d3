"""Two who come to an end, as each of them sees it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.domain.mentoring.ending_records import Ending, FinishedWith
from alongside.domain.mentoring.models import Goal, Meeting, Pair, Thanks
from alongside.domain.mentoring.queries.meetings import added_up
from alongside.domain.mentoring.queries.pairs import own_pairs, own_places
from alongside.domain.mentoring.rules.pairs import (
    COMPLETED,
    FINISH_AFTER,
    THANK_WITHIN,
    WAY_BACK,
    is_finished,
    is_paused,
    may_begin,
    may_thank,
)
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.states import HOLDING, GoalState, PairState, PlaceState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.scoping import get_visible


def endable_pairs(actor: Actor, *, at: datetime) -> QuerySet[Pair]:
    """The actor's own pairs that hold, and for a year those that finished; of both of the two."""
    mine = own_pairs(actor) | Pair.objects.filter(place__in=own_places(actor))
    finished = Q(state=PairState.ENDED, end_reason=COMPLETED, ended_at__gt=at - WAY_BACK)
    return mine.filter(Q(state__in=sorted(HOLDING)) | finished)


def ending(pair_id: UUID, *, actor: Actor, at: datetime) -> Ending:
    """How the two come to an end. Raises NotFound for anybody but the two, and for a pair that was
    over in another way or long ago. A constant number of queries."""
    seen = endable_pairs(actor, at=at).select_related("place", "volunteer")
    pair = get_visible(seen, pair_id)
    theirs = pair.place.person_id == actor.person_id
    other = pair.volunteer.person_id if theirs else pair.place.person_id
    kept = bool(people.restricted([pair.place.person_id, pair.volunteer.person_id]))
    apart = kept or pair.service_paused
    wrote = dict(Thanks.objects.filter(pair=pair).values_list("by", "words"))
    count, minutes = added_up(Meeting.objects.filter(pair=pair, cover=None))
    return Ending(
        pair_id=pair.pk,
        episode_id=pair.place.episode_id,
        state=_state(pair),
        theirs=theirs,
        first_name=people.not_used() if kept else first_name(people.person_name(other)),
        paused=is_paused(pair),
        may_begin=may_begin(pair),
        since=london_date(pair.agreed_at or pair.asked_at),
        until=london_date(pair.ended_at) if pair.ended_at else None,
        over_on=london_date(pair.ending_at + FINISH_AFTER)
        if pair.ending_at and pair.state == PairState.ENDING
        else None,
        count=count,
        minutes=minutes,
        reached=_reached(pair) if theirs or (pair.state in HOLDING and not kept) else (),
        thanks="" if apart else wrote.get("mentor" if theirs else "person", ""),
        own_thanks="" if pair.service_paused else wrote.get("person" if theirs else "mentor", ""),
        may_thank=may_thank(pair, at) and not kept,
        back_until=_back_until(pair) if theirs and not kept else None,
    )


def finished_with(*, actor: Actor, at: datetime) -> tuple[FinishedWith, ...]:
    """With whom a mentor finished in the last four weeks, the last first: two queries."""
    rows = list(
        own_pairs(actor)
        .filter(state=PairState.ENDED, end_reason=COMPLETED, ended_at__gt=at - THANK_WITHIN)
        .filter(service_paused=False)
        .exclude(place__person__in=people.restricted())
        .select_related("place")
        .order_by("-ended_at", "pk")
    )
    names = people.names(row.place.person_id for row in rows)
    return tuple(
        FinishedWith(row.pk, first_name(names.get(row.place.person_id, ""))) for row in rows
    )


def _state(pair: Pair) -> str:
    if is_finished(pair):
        return "finished"
    return "ending" if pair.state == PairState.ENDING else "before"


def _reached(pair: Pair) -> tuple[str, ...]:
    rows = Goal.objects.filter(place=pair.place_id, state=GoalState.REACHED, just_talk=False)
    return tuple(rows.order_by("changed_at", "pk").values_list("words", flat=True))


def _back_until(pair: Pair) -> date | None:
    if pair.ended_at is None or pair.service_paused or pair.place.state != PlaceState.CLOSED:
        return None
    return london_date(pair.ended_at + WAY_BACK)
