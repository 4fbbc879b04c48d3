"""While the service keeps two people apart, no other way leads them together."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import MeetingTask, Pair, Place, Review
from alongside.domain.mentoring.public import GoalSaid
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound
from factories.meetings import LOG, paired, staffed
from factories.mentoring import AT, SYSTEM, Service, acting, who_waits

pytestmark = pytest.mark.django_db
SIXTH = AT + timedelta(weeks=6)
TWELFTH = AT + timedelta(weeks=12)


@pytest.fixture
def two() -> tuple[Service, UUID, Actor, Actor, UUID]:
    """A pair that met, with the mentor, the person and their place."""
    here = staffed()
    pair_id, mentor, place_id = paired(here)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(mentor), at=AT)
    return here, pair_id, acting(mentor), who_waits(place_id), place_id


def test_the_mentor_reads_and_writes_no_goals_and_neither_is_led_to_the_other(two: tuple) -> None:
    _here, pair_id, mona, ruth, place_id = two
    mentoring.set_goal(place_id, said=GoalSaid("Walk"), key=uuid4(), actor=ruth, at=AT)
    assert mentoring.goals(place_id, actor=mona).open
    assert mentoring.my_place(place_id, actor=ruth).reach

    mentoring.pause_pair(pair_id, actor=SYSTEM, at=AT)

    with pytest.raises(NotFound):
        mentoring.goals(place_id, actor=mona)
    with pytest.raises(NotFound):
        mentoring.set_goal(place_id, said=GoalSaid("Swim"), key=uuid4(), actor=mona, at=AT)
    assert mentoring.goals(place_id, actor=ruth).open  # her own stay hers
    assert mentoring.my_pairs(actor=mona)[0].reach == ""
    assert mentoring.my_place(place_id, actor=ruth).reach == ""


def test_to_finish_by_a_review_becomes_the_services_next_step(two: tuple) -> None:
    _here, pair_id, mona, ruth, place_id = two
    mentoring.run_reviews_due(actor=SYSTEM, at=SIXTH)
    review = mentoring.my_review(place_id, actor=ruth)
    mentoring.pause_pair(pair_id, actor=SYSTEM, at=SIXTH)

    assert not mentoring.my_place(place_id, actor=ruth).to_review
    assert not mentoring.my_pairs(actor=mona)[0].to_review
    mentoring.answer_review(review.review_id, answer="finish", actor=ruth, at=SIXTH)

    assert Pair.objects.get().state == "paused"
    assert MeetingTask.objects.get(done_at=None).kind == "change"


def test_the_two_do_not_say_goodbye_and_are_not_suggested_to_each_other_again(two: tuple) -> None:
    here, pair_id, mona, ruth, place_id = two
    mentoring.begin_ending(pair_id, actor=ruth, at=AT)
    mentoring.pause_pair(pair_id, actor=SYSTEM, at=AT)

    for actor in (mona, ruth):
        with pytest.raises(Conflict):
            mentoring.finish_ending(pair_id, actor=actor, at=AT)
    mentoring.finish_ending(pair_id, actor=here.first, at=AT)

    pair = Pair.objects.get()
    assert pair.state == "ended"
    assert Place.objects.get().blocks == [str(pair.volunteer_id)]


def test_one_question_stands_at_a_time(two: tuple) -> None:
    _here, _pair, _mona, ruth, place_id = two
    mentoring.run_reviews_due(actor=SYSTEM, at=SIXTH)

    mentoring.run_reviews_due(actor=SYSTEM, at=TWELFTH)

    states = dict(Review.objects.values_list("week", "state"))
    assert states == {6: "closed", 12: "asked"}
    review = mentoring.my_review(place_id, actor=ruth)
    mentoring.answer_review(review.review_id, answer="carry_on", actor=ruth, at=TWELFTH)
    assert not mentoring.my_place(place_id, actor=ruth).to_review


def test_nobody_rings_about_how_it_goes_once_it_is_over(two: tuple) -> None:
    here, pair_id, _mona, ruth, place_id = two
    mentoring.run_reviews_due(actor=SYSTEM, at=SIXTH)
    review = mentoring.my_review(place_id, actor=ruth)
    mentoring.answer_review(review.review_id, answer="change", actor=ruth, at=SIXTH)
    assert mentoring.tasks(actor=here.first, at=SIXTH).total == 1

    mentoring.end_pair(
        pair_id, reason="person_stopped", wait_again=False, actor=here.first, at=SIXTH
    )

    assert mentoring.tasks(actor=here.first, at=SIXTH).total == 0


def test_a_pair_is_not_taken_back_once_one_of_them_said_yes_to_the_lines(two: tuple) -> None:
    _here, pair_id, mona, _ruth, place_id = two
    Pair.objects.get().meetings.all().delete()
    taken = Place.objects.get().changed_at
    Pair.objects.update(changed_at=taken)
    mentoring.agree_together(pair_id, version=1, actor=mona, at=AT)

    why = mentoring.take_back_pair(place_id, taken_at=taken, actor=SYSTEM, at=AT)

    assert "gone on with this pair" in why
    assert Pair.objects.exists()
