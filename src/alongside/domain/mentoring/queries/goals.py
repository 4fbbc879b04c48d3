"""What somebody would like to do or change: for them, and for whoever is their mentor now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.mentoring.goal_records import GoalRecord, Goals, GoalSaid
from alongside.domain.mentoring.models import Goal, Pair, Place
from alongside.domain.mentoring.queries.pairs import own_pairs, own_places
from alongside.domain.mentoring.rules.goals import events_of
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.states import HOLDING, GoalState, PlaceState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.scoping import get_visible


def goal_places(actor: Actor) -> QuerySet[Place]:
    """The places whose goals the actor may see: their own, and those of whom they are the mentor
    now and whom nobody keeps apart; without those of people whose details are kept and not used."""
    mentored = own_pairs(actor).filter(state__in=sorted(HOLDING), service_paused=False)
    shown = Place.objects.exclude(person__in=people.restricted())
    return own_places(actor) | shown.filter(pk__in=mentored.values("place"))


def goals(place_id: UUID, *, actor: Actor) -> Goals:
    """The goals of one person, for them and for their mentor. Raises NotFound for anybody else.
    A constant number of queries."""
    place = get_visible(goal_places(actor), place_id)
    theirs = place.person_id == actor.person_id
    may_write = place.state != PlaceState.CLOSED
    rows = Goal.objects.filter(place=place).order_by("-made_at", "pk")
    records = [record_of(row, theirs=theirs, may_write=may_write) for row in rows]
    return Goals(
        place_id=place.pk,
        theirs=theirs,
        first_name=_mentor(place) if theirs else first_name(people.person_name(place.person_id)),
        may_write=may_write,
        open=tuple(one for one in records if one.state == GoalState.OPEN),
        over=tuple(one for one in records if one.state != GoalState.OPEN),
    )


def record_of(row: Goal, *, theirs: bool, may_write: bool) -> GoalRecord:
    """One goal as the person (`theirs`) or their mentor sees it."""
    opened = row.state == GoalState.OPEN
    return GoalRecord(
        goal_id=row.pk,
        place_id=row.place_id,
        state=row.state,
        said=GoalSaid(row.words, row.just_talk, row.step, row.step_when, row.sure),
        by_mentor=row.by_mentor,
        may_change=may_write and opened and not row.just_talk and (theirs or row.by_mentor),
        events=events_of(row.state, just_talk=row.just_talk) if may_write else (),
        edition=row.edition,
    )


def words_of_open(places: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The open goals of these places in their own words, the oldest first: one query."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Goal.objects.filter(place__in=list(places), state=GoalState.OPEN, just_talk=False)
    for place_id, words in rows.order_by("made_at", "pk").values_list("place_id", "words"):
        found[place_id].append(words)
    return {place_id: tuple(words) for place_id, words in found.items()}


def _mentor(place: Place) -> str:
    pair = (
        Pair.objects.filter(place=place, state__in=sorted(HOLDING))
        .select_related("volunteer")
        .first()
    )
    if pair is None:
        return ""
    mentor = pair.volunteer.person_id
    if people.restricted([mentor]):
        return people.not_used()
    return first_name(people.person_name(mentor))
