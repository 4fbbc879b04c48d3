"""Goals in a person's own words: theirs, written down by them or by their mentor for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Goal
from alongside.domain.mentoring.rules.goals import LONGEST, faults_of_goal
from alongside.domain.people import public as people
from alongside.domain.people.models import Restriction
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.models import AuditRow, Transition
from factories.directory import coordinator, organisation
from factories.meetings import paired
from factories.mentoring import AT, SYSTEM, acting, ready, service, waiting, who_waits
from factories.people import PersonFactory

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
WALK = mentoring.GoalSaid("Walk to the shop", step="As far as the bench", step_when="on Tuesday")
TALK = mentoring.GoalSaid(just_talk=True)


def _set(place_id: UUID, actor: Actor, said: mentoring.GoalSaid = WALK, **more: Any) -> UUID:
    return mentoring.set_goal(place_id, **{"said": said, "key": uuid4(), "at": AT, **more},
                              actor=actor)  # fmt: skip


def _restrict(person_id: UUID | None) -> None:
    assert person_id is not None
    Restriction.objects.create(
        person_id=person_id, because="accuracy", how="phone", recorded_by=PersonFactory(),
        asked_at=AT,
    )  # fmt: skip


def test_the_person_writes_it_and_both_read_the_same_words() -> None:
    _pair, mentor, place_id = paired(service())
    ruth, key = who_waits(place_id), uuid4()

    for _twice in range(2):
        goal_id = _set(place_id, ruth, key=key)

    mine = mentoring.goals(place_id, actor=ruth)
    theirs = mentoring.goals(place_id, actor=acting(mentor))
    assert [one.goal_id for one in mine.open] == [goal_id]
    assert mine.open[0].said == theirs.open[0].said == WALK
    assert (mine.theirs, mine.first_name) == (True, "Mona")
    assert (theirs.theirs, theirs.first_name) == (False, "Ruth")
    assert mine.open[0].may_change
    assert not theirs.open[0].may_change
    assert set(AuditRow.objects.get(action="goal.set").fields) >= {"words", "step", "sure"}


def test_what_the_mentor_wrote_down_is_the_persons_as_soon_as_they_change_it() -> None:
    _pair, mentor, place_id = paired(service())
    mona, ruth = acting(mentor), who_waits(place_id)
    goal_id = _set(place_id, mona)
    shorter = mentoring.GoalSaid("Walk to the bench", sure=7)

    mentoring.change_goal(goal_id, said=WALK, edition=99, actor=mona, at=LATER)  # the very same
    mentoring.change_goal(goal_id, said=shorter, edition=1, actor=ruth, at=LATER)

    goal = mentoring.goals(place_id, actor=ruth).open[0]
    assert (goal.said, goal.by_mentor, goal.edition) == (shorter, False, 2)
    assert Transition.objects.filter(thing_id=str(goal_id)).count() == 1
    with pytest.raises(Conflict):
        mentoring.change_goal(goal_id, said=WALK, edition=2, actor=mona, at=LATER)
    with pytest.raises(Conflict):  # from a page that was open before
        mentoring.change_goal(goal_id, said=WALK, edition=1, actor=ruth, at=LATER)


@pytest.mark.parametrize("who", ["person", "mentor"])
def test_reached_set_aside_and_taken_up_again_each_once(who: str) -> None:
    _pair, mentor, place_id = paired(service())
    actor = acting(mentor) if who == "mentor" else who_waits(place_id)
    goal_id = _set(place_id, actor)
    said = {"actor": actor, "at": LATER}

    for _twice in range(2):
        mentoring.reach_goal(goal_id, **said)
    assert [one.state for one in mentoring.goals(place_id, actor=actor).over] == ["reached"]
    with pytest.raises(Conflict):
        mentoring.set_goal_aside(goal_id, **said)
    for _twice in range(2):
        mentoring.reopen_goal(goal_id, **said)
    for _twice in range(2):
        mentoring.set_goal_aside(goal_id, **said)
    events = Transition.objects.filter(thing_id=str(goal_id)).order_by("pk")
    assert list(events.values_list("event", flat=True)) == ["reach", "reopen", "set_aside"]


def test_just_to_talk_is_a_goal_of_which_nothing_more_is_asked() -> None:
    _pair, _mentor, place_id = paired(service())
    ruth = who_waits(place_id)
    talk = mentoring.GoalSaid("Words", True, "A step", "then", 3)

    goal_id = _set(place_id, ruth, talk)

    assert _set(place_id, ruth, TALK) == goal_id  # one is enough
    goal = mentoring.goals(place_id, actor=ruth).open[0]
    assert (goal.said, goal.events, goal.may_change) == (TALK, ("set_aside",), False)
    with pytest.raises(Conflict):
        mentoring.reach_goal(goal_id, actor=ruth, at=LATER)
    with pytest.raises(Conflict):
        mentoring.change_goal(goal_id, said=WALK, edition=1, actor=ruth, at=LATER)
    mentoring.set_goal_aside(goal_id, actor=ruth, at=LATER)
    assert _set(place_id, ruth, TALK) != goal_id
    with pytest.raises(Conflict):
        mentoring.reopen_goal(goal_id, actor=ruth, at=LATER)


def test_the_database_measures_no_talk() -> None:
    _pair, _mentor, place_id = paired(service())
    goal_id = _set(place_id, who_waits(place_id), TALK)

    for wrong in ({"words": "x"}, {"sure": 3}, {"state": "reached", "over_at": AT}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            Goal.objects.filter(pk=goal_id).update(**wrong)


def test_to_others_there_are_no_goals() -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    goal_id = _set(place_id, who_waits(place_id))
    other_mentor = acting(ready(here, name="Olga Stone"))
    elsewhere = coordinator(organisation("Elsewhere"))

    for actor in (other_mentor, here.first, here.lead, elsewhere, who_waits(waiting(here, "Ann"))):
        with pytest.raises(NotFound):
            mentoring.goals(place_id, actor=actor)
        with pytest.raises(NotFound):
            _set(place_id, actor)
        with pytest.raises(NotFound):
            mentoring.reach_goal(goal_id, actor=actor, at=LATER)

    mentoring.end_pair(
        pair_id, reason="person_stopped", wait_again=True, actor=acting(mentor), at=LATER
    )
    with pytest.raises(NotFound):  # no longer their mentor
        mentoring.goals(place_id, actor=acting(mentor))
    assert mentoring.goals(place_id, actor=who_waits(place_id)).first_name == ""


def test_once_the_wish_is_closed_goals_are_read_alone() -> None:
    pair_id, mentor, place_id = paired(service())
    ruth = who_waits(place_id)
    goal_id = _set(place_id, ruth)
    mentoring.end_pair(
        pair_id, reason="completed", wait_again=False, actor=acting(mentor), at=LATER
    )

    shown = mentoring.goals(place_id, actor=ruth)

    assert (shown.may_write, shown.open[0].events) == (False, ())
    with pytest.raises(Conflict):
        mentoring.reach_goal(goal_id, actor=ruth, at=LATER)
    with pytest.raises(Conflict):
        _set(place_id, ruth)


def test_details_that_are_not_used_are_shown_to_nobody_and_not_added_to() -> None:
    _pair, mentor, place_id = paired(service())
    ruth = who_waits(place_id)
    _set(place_id, ruth)
    _restrict(ruth.person_id)

    with pytest.raises(NotFound):
        mentoring.goals(place_id, actor=acting(mentor))
    assert len(mentoring.goals(place_id, actor=ruth).open) == 1
    with pytest.raises(Conflict):
        _set(place_id, ruth)
    assert mentoring.log_page(mentor, actor=acting(mentor), at=AT).meets[0].goals == ()


def test_a_mentor_whose_details_are_not_used_is_not_named_and_writes_nothing() -> None:
    _pair, mentor, place_id = paired(service())
    _restrict(acting(mentor).person_id)

    assert mentoring.goals(place_id, actor=who_waits(place_id)).first_name == people.not_used()
    with pytest.raises(Conflict):
        _set(place_id, acting(mentor))


def test_ten_are_enough_and_a_key_makes_no_goal_of_somebody_else() -> None:
    here = service()
    _pair, mentor, place_id = paired(here)
    ruth, key = who_waits(place_id), uuid4()
    other = waiting(here, "Ann Other")
    _set(other, who_waits(other), key=key)
    with pytest.raises(Conflict):
        _set(place_id, ruth, key=key)
    made = [_set(place_id, ruth) for _one in range(10)]
    with pytest.raises(Invalid) as refused:
        _set(place_id, ruth)
    assert set(refused.value.faults) == {"words"}
    mentoring.reach_goal(made[0], actor=ruth, at=LATER)
    _set(place_id, ruth)
    with pytest.raises(Conflict):
        mentoring.reopen_goal(made[0], actor=ruth, at=LATER)
    meets = mentoring.log_page(mentor, actor=acting(mentor), at=AT).meets[0]
    assert meets.goals == (WALK.words,) * 10


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (mentoring.GoalSaid(" "), "words"),
        (mentoring.GoalSaid("x" * 201), "words"),
        (mentoring.GoalSaid("x", step="x" * 201), "step"),
        (mentoring.GoalSaid("x", step_when="x" * 101), "step_when"),
        (mentoring.GoalSaid("x", sure=0), "sure"),
        (mentoring.GoalSaid("x", sure=11), "sure"),
    ],
)
def test_what_cannot_be_kept_is_said_by_field(said: mentoring.GoalSaid, field: str) -> None:
    _pair, _mentor, place_id = paired(service())

    with pytest.raises(Invalid) as refused:
        _set(place_id, who_waits(place_id), said)

    assert set(refused.value.faults) == {field}
    assert not Goal.objects.exists()


@given(text=st.text(max_size=220), sure=st.none() | st.integers(-3, 14))
def test_just_to_talk_has_no_fault_whatever_stands_beside_it(text: str, sure: int | None) -> None:
    assert faults_of_goal(mentoring.GoalSaid(text, True, text, text, sure)) == {}
    own = faults_of_goal(mentoring.GoalSaid(text, sure=sure))
    assert ("words" in own) is (not text.strip() or len(text) > LONGEST["words"])


def test_whoever_is_deleted_takes_their_words_along() -> None:
    _pair, _mentor, place_id = paired(service())
    ruth = who_waits(place_id)
    _set(place_id, ruth)
    assert ruth.person_id is not None

    assert mentoring.personal_data(ruth.person_id)["mentoring.goal"][0]["words"] == WALK.words
    mentoring.erase_person_data(person_id=ruth.person_id, actor=SYSTEM, at=LATER)

    goal = Goal.objects.get()
    assert (goal.words, goal.step, goal.step_when, goal.sure) == ("", "", "", None)
