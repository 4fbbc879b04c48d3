"""Goals are written down, changed, reached, set aside, and taken up again.

By the person; and by their mentor, who writes down what the person says. The words themselves are
the person's: a mentor changes those alone that they wrote down and the person has not changed.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring.goal_records import MOST_OPEN, GoalSaid
from alongside.domain.mentoring.models import Goal, Place
from alongside.domain.mentoring.queries.goals import goal_places
from alongside.domain.mentoring.rules.goals import events_of, faults_of_goal
from alongside.domain.mentoring.rules.profiles import tidy
from alongside.domain.mentoring.states import GOAL, GoalState, PlaceState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import unit

_FIELDS = ("just_talk", "words", "step", "step_when", "sure", "by_mentor")


def set_goal(place_id: UUID, *, said: GoalSaid, key: UUID, actor: Actor, at: datetime) -> UUID:
    """Writes a goal down: by the person, or by their mentor for them. Returns its id.

    The same `key` again is the same goal, and *just to talk* again is the one that is there. Raises
    NotFound for anybody else, Invalid by field of `GoalSaid` (`words` also where there are
    MOST_OPEN already), Conflict once the wish for a mentor is closed, for a key that made another
    person's goal, and while the person's details are not used."""
    columns = _columns(said)
    with unit(actor=actor, at=at) as work:
        place = _hold(place_id, actor)
        there = Goal.objects.filter(key=key).first()
        if there is not None:
            if there.place_id != place.pk:
                raise Conflict("the key was used for somebody else")
            return there.pk
        rows = Goal.objects.filter(place=place, state=GoalState.OPEN)
        same = rows.filter(just_talk=True).first() if said.just_talk else None
        if same is not None:
            return same.pk
        if rows.count() >= MOST_OPEN:
            raise Invalid({"words": _("There are ten already. Set one aside first.")})
        by_mentor = actor.person_id != place.person_id
        goal = Goal.objects.create(
            key=key, place=place, made_at=at, changed_at=at, by_mentor=by_mentor, **columns
        )
        work.audit("goal.set", goal, organisation_id=place.organisation_id, fields=_FIELDS)
        return goal.pk


def change_goal(goal_id: UUID, *, said: GoalSaid, edition: int, actor: Actor, at: datetime) -> None:
    """Changes what a goal says. To the very same does nothing.

    Raises as `set_goal`, and Conflict for a goal that is not open, for *just to talk*, for words
    that are not the mentor's to change, and where somebody changed it since `edition`."""
    columns = _columns(said)
    with unit(actor=actor, at=at) as work:
        place, goal = _held(goal_id, actor)
        theirs = actor.person_id == place.person_id
        if goal.just_talk or said.just_talk or not (theirs or goal.by_mentor):
            raise Conflict("these words cannot be changed")
        if all(getattr(goal, name) == value for name, value in columns.items()):
            return
        if goal.edition != edition:
            raise Conflict("somebody changed it meanwhile")
        more = {"edition": goal.edition + 1, "changed_at": at, "by_mentor": not theirs}
        move(
            goal,
            "change",
            work=work,
            organisation_id=place.organisation_id,
            also={**columns, **more},
        )


def reach_goal(goal_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The person reached it. Again does nothing.

    Raises as `set_goal`, and Conflict for one that was set aside and for *just to talk*, which is
    never measured."""
    _move(goal_id, "reach", actor=actor, at=at)


def set_goal_aside(goal_id: UUID, *, actor: Actor, at: datetime) -> None:
    """It is no goal of theirs any more, without a reason. Again does nothing. Raises as `set_goal`,
    and Conflict for one that was reached."""
    _move(goal_id, "set_aside", actor=actor, at=at)


def reopen_goal(goal_id: UUID, *, actor: Actor, at: datetime) -> None:
    """They take it up again. Again does nothing. Raises as `set_goal`, and Conflict where there are
    MOST_OPEN already, or *just to talk* is there once more."""
    _move(goal_id, "reopen", actor=actor, at=at)


def _move(goal_id: UUID, event: str, *, actor: Actor, at: datetime) -> None:
    with unit(actor=actor, at=at) as work:
        place, goal = _held(goal_id, actor)
        if goal.state in {to for (_source, name), to in GOAL.moves.items() if name == event}:
            return
        if event not in events_of(goal.state, just_talk=goal.just_talk):
            raise Conflict(f"no {event} for this goal")
        opens = event == "reopen"
        if opens:
            _refuse_more(place, goal)
        changed = {"over_at": None if opens else at, "changed_at": at}
        more = {"edition": goal.edition + 1}
        organisation_id = place.organisation_id
        move(goal, event, work=work, organisation_id=organisation_id, also={**changed, **more})


def _refuse_more(place: Place, goal: Goal) -> None:
    rows = Goal.objects.filter(place=place, state=GoalState.OPEN)
    if rows.count() >= MOST_OPEN or (goal.just_talk and rows.filter(just_talk=True).exists()):
        raise Conflict("there are enough")


def _held(goal_id: UUID, actor: Actor) -> tuple[Place, Goal]:
    seen = get_visible(Goal.objects.filter(place__in=goal_places(actor)), goal_id)
    place = _hold(seen.place_id, actor)
    return place, Goal.objects.select_for_update().get(pk=seen.pk)


def _hold(place_id: UUID, actor: Actor) -> Place:
    """The place, locked and looked at again in the open unit, before any of its goals: whoever was
    the mentor a moment ago writes nothing any more."""
    seen = get_visible(goal_places(actor), place_id)
    Place.objects.select_for_update().only("pk").get(pk=seen.pk)
    place = get_visible(goal_places(actor), place_id)
    if place.state == PlaceState.CLOSED:
        raise Conflict("the wish for a mentor is closed")
    if people.restricted(one for one in (place.person_id, actor.person_id) if one):
        raise Conflict("not possible while details are not used")
    return place


def _columns(said: GoalSaid) -> dict[str, Any]:
    faults = faults_of_goal(said)
    if faults:
        raise Invalid(faults)
    if said.just_talk:
        return asdict(GoalSaid(just_talk=True))
    lines = ("words", "step", "step_when")
    tidied = {name: " ".join(tidy(getattr(said, name)).split()) for name in lines}
    return {**asdict(said), **tidied}
