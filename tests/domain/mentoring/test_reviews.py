"""Six and twelve weeks after a first meeting somebody is asked how it goes. They need not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import MeetingTask, Pair, Review, Volunteer
from alongside.domain.mentoring.rules.reviews import windows
from alongside.domain.messaging.models import Message
from alongside.domain.people.models import Restriction
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.meetings import LOG, paired, staffed
from factories.mentoring import AT, SYSTEM, acting, who_waits
from factories.people import PersonFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
SIXTH, TWELFTH = AT + 6 * WEEK, AT + 12 * WEEK


def _meets() -> tuple[UUID, Actor, Actor, UUID, Any]:
    """A pair that met on the first day: its id, the mentor, the person, the place, the service."""
    here = staffed()
    pair_id, mentor, place_id = paired(here)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(mentor), at=AT)
    return pair_id, acting(mentor), who_waits(place_id), place_id, here


def _due(at: datetime) -> mentoring.ReviewsDone:
    return mentoring.run_reviews_due(actor=SYSTEM, at=at)


def _told(template: str) -> int:
    return Message.objects.filter(template=template).count()


def test_both_hear_once_after_six_and_after_twelve_weeks() -> None:
    _pair, mona, ruth, place_id, here = _meets()

    assert _due(SIXTH - timedelta(days=1)).asked == 0
    assert mentoring.my_review(place_id, actor=ruth) is None
    asked = [_due(at).asked for at in (SIXTH, SIXTH, SIXTH + WEEK, TWELFTH, TWELFTH + WEEK)]

    assert asked == [1, 0, 0, 1, 0]
    assert list(Review.objects.order_by("week").values_list("week", flat=True)) == [6, 12]
    assert (_told("review_person"), _told("review_mentor")) == (2, 2)
    assert mentoring.my_pairs(actor=mona)[0].to_review
    assert mentoring.my_place(place_id, actor=ruth).to_review
    row = mentoring.pairs(actor=here.first, at=TWELFTH).rows[0]
    assert (row.review_on, row.review_late) == (TWELFTH.date(), False)


def test_the_clocks_that_go_forward_move_no_review() -> None:
    """Six weeks on, London is an hour ahead; the day counts, and not the hours."""
    here = staffed()
    met_at = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)
    pair_id, mentor, _place = paired(here, at=met_at)
    log = replace(LOG, on=date(2027, 3, 1))
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=met_at)

    assert _due(datetime(2027, 4, 11, 22, 59, tzinfo=UTC)).asked == 0  # 23:59 in London
    assert _due(datetime(2027, 4, 11, 23, tzinfo=UTC)).asked == 1


def test_who_pauses_is_asked_once_they_go_on_and_who_ended_never() -> None:
    pair_id, mona, ruth, place_id, _here = _meets()
    mentoring.pause_pair(pair_id, actor=ruth, at=AT + WEEK)
    assert _due(SIXTH).asked == 0

    mentoring.resume_pair(pair_id, actor=mona, at=SIXTH + 8 * WEEK)
    assert _due(SIXTH + 8 * WEEK).asked == 1  # the one of week twelve alone

    assert Review.objects.get().week == 12
    mentoring.end_pair(
        pair_id, reason="person_stopped", wait_again=True, actor=ruth, at=SIXTH + 9 * WEEK
    )
    done = _due(SIXTH + 12 * WEEK)
    assert (done.asked, done.closed, done.silent) == (0, 1, 0)
    assert Review.objects.get().state == "closed"
    assert mentoring.my_review(place_id, actor=ruth) is None


def test_nobody_is_asked_who_never_met_met_long_ago_or_whose_details_are_not_used() -> None:
    _pair, _mona, ruth, _place, here = _meets()
    paired(here, name="Nia Cole")  # said yes, and has not met
    assert ruth.person_id is not None
    Restriction.objects.create(
        person_id=ruth.person_id, because="accuracy", how="phone", recorded_by=PersonFactory(),
        asked_at=AT,
    )  # fmt: skip
    assert _due(SIXTH).asked == 0
    Restriction.objects.all().delete()
    assert _due(AT + 26 * WEEK).asked == 0
    with pytest.raises(Refused):
        mentoring.run_reviews_due(actor=here.first, at=SIXTH)


@pytest.mark.parametrize(("weeks_before", "asked"), [(5, 1), (7, 0)])
def test_what_fell_due_before_a_pair_was_brought_in_is_not_asked(
    weeks_before: int, asked: int
) -> None:
    pair_id, _mona, _ruth, _place, _here = _meets()
    taken = AT + weeks_before * WEEK
    Volunteer.objects.update(taken_over_at=taken)

    assert _due(AT + 7 * WEEK).asked == asked
    assert _due(TWELFTH).asked == 1


@given(days=st.integers(0, 400))
def test_on_any_day_at_most_one_review_is_due(days: int) -> None:
    today = date(2027, 3, 1)
    first = today - timedelta(days=days)
    due = [week for week, after, until in windows(today) if after < first <= until]
    assert due == ([6] if 42 <= days < 84 else [12] if 84 <= days < 182 else [])


@pytest.mark.parametrize(
    ("answer", "task", "pair"),
    [("carry_on", [], "active"), ("change", ["change"], "active"), ("finish", [], "ending")],
)
def test_an_answer_is_taken_once_and_leads_on(answer: str, task: list[str], pair: str) -> None:
    pair_id, _mona, ruth, place_id, here = _meets()
    _due(SIXTH)
    review = mentoring.my_review(place_id, actor=ruth)
    assert review is not None

    for _twice in range(2):
        mentoring.answer_review(
            review.review_id, answer=answer, words="Tuesdays are hard.", actor=ruth, at=SIXTH
        )

    row = Review.objects.get()
    assert (row.state, row.answer, row.words) == ("answered", answer, "Tuesdays are hard.")
    assert Pair.objects.get().state == pair
    tasks = mentoring.tasks(actor=here.first, at=SIXTH).rows
    assert [one.kind for one in tasks] == task
    assert all((one.name, one.owner != "") == ("Ruth Adeyemi", True) for one in tasks)
    assert (_told("meeting_change"), _told("pair_ending_mentor")) == (
        len(task),
        int(answer == "finish"),
    )
    shown = mentoring.pair_meetings(pair_id, actor=here.first, at=SIXTH).reviews[0]
    assert (shown.answer, shown.words) == (answer, "Tuesdays are hard.")
    assert not mentoring.my_place(place_id, actor=ruth).to_review
    other = "carry_on" if answer != "carry_on" else "finish"
    with pytest.raises(Conflict):
        mentoring.answer_review(review.review_id, answer=other, actor=ruth, at=SIXTH)
    assert "words" in AuditRow.objects.get(action="review.answer").fields


def test_a_change_that_was_settled_is_opened_again_by_the_next_review() -> None:
    _pair, _mona, ruth, place_id, here = _meets()

    for at in (SIXTH, TWELFTH):
        _due(at)
        review = mentoring.my_review(place_id, actor=ruth)
        assert review is not None
        mentoring.answer_review(review.review_id, answer="change", actor=ruth, at=at)
        task = mentoring.tasks(actor=here.first, at=at).rows[0]
        mentoring.settle_task(task.task_id, actor=here.first, at=at)

    assert MeetingTask.objects.count() == 1
    assert mentoring.tasks(actor=here.first, at=TWELFTH).rows == ()


def test_whose_task_is_opened_again_hears_so_and_an_undo_tells_nobody() -> None:
    _pair, _mona, ruth, place_id, here = _meets()
    told = Message.objects.filter(template="meeting_change")
    for number, week in enumerate((6, 12), start=1):
        at = AT + timedelta(weeks=week)
        mentoring.run_reviews_due(actor=SYSTEM, at=at)
        review = mentoring.my_review(place_id, actor=ruth)
        assert review is not None
        mentoring.answer_review(review.review_id, answer="change", actor=ruth, at=at)
        task = MeetingTask.objects.get(kind="change")
        assert [one.person_id for one in told.all()] == [task.owner_id] * number
        mentoring.settle_task(task.pk, actor=here.second, at=at)
    newest = told.latest("created_at")
    assert newest.values["by_day"] == task.due_on.isoformat()

    mentoring.open_task(task.pk, actor=here.second, at=at)

    assert told.count() == 2


def test_who_would_rather_not_say_leaves_no_words() -> None:
    _pair, _mona, ruth, place_id, _here = _meets()
    _due(SIXTH)
    review = mentoring.my_review(place_id, actor=ruth)
    assert review is not None

    for _twice in range(2):
        mentoring.answer_review(review.review_id, answer="skip", words="No.", actor=ruth, at=SIXTH)

    assert Review.objects.values_list("state", "answer", "words").get() == ("skipped", "", "")
    assert not MeetingTask.objects.exists()


def test_after_ten_working_days_of_silence_a_coordinator_has_a_task_until_they_answer() -> None:
    _pair, _mona, ruth, place_id, here = _meets()
    _due(SIXTH)
    review = mentoring.my_review(place_id, actor=ruth)
    assert review is not None
    late = SIXTH + 2 * WEEK

    assert _due(late - timedelta(days=1)).silent == 0
    assert [_due(late).silent, _due(late + WEEK).silent] == [1, 0]

    task = mentoring.tasks(actor=here.first, at=late).rows[0]
    assert _told("meeting_silent") == 1
    assert (task.kind, task.name) == ("silent", "Ruth Adeyemi")
    assert mentoring.today(actor=here.first, at=late).to_talk == 1
    assert mentoring.pairs(actor=here.first, at=late).rows[0].review_late
    mentoring.answer_review(review.review_id, answer="carry_on", actor=ruth, at=late)
    assert mentoring.tasks(actor=here.first, at=late).rows == ()


def test_only_the_person_answers_and_only_what_is_offered() -> None:
    pair_id, mona, ruth, place_id, here = _meets()
    _due(SIXTH)
    review_id = Review.objects.get().pk

    for actor in (mona, here.first, here.lead, SYSTEM):
        with pytest.raises(NotFound):
            mentoring.answer_review(review_id, answer="finish", actor=actor, at=SIXTH)
        with pytest.raises(NotFound):
            mentoring.my_review(place_id, actor=actor)
    for answer, words, field in (("fly", "", "answer"), ("finish", "x" * 501, "words")):
        with pytest.raises(Invalid) as refused:
            mentoring.answer_review(review_id, answer=answer, words=words, actor=ruth, at=SIXTH)
        assert set(refused.value.faults) == {field}
    mentoring.change_mentor(pair_id, actor=ruth, at=SIXTH)
    with pytest.raises(Conflict):
        mentoring.answer_review(review_id, answer="finish", actor=ruth, at=SIXTH)


def test_as_many_queries_for_many_pairs_that_are_not_due(
    django_assert_max_num_queries: Any,
) -> None:
    _meets()
    _due(SIXTH)
    with django_assert_max_num_queries(14):
        _due(SIXTH + timedelta(hours=1))
    assert Pair.objects.count() == 1


def test_whoever_is_deleted_takes_their_words_along() -> None:
    _pair, _mona, ruth, place_id, _here = _meets()
    _due(SIXTH)
    review = mentoring.my_review(place_id, actor=ruth)
    assert review is not None
    assert ruth.person_id is not None
    mentoring.answer_review(
        review.review_id, answer="change", words="Too far", actor=ruth, at=SIXTH
    )

    assert mentoring.personal_data(ruth.person_id)["mentoring.review"][0]["words"] == "Too far"
    mentoring.erase_person_data(person_id=ruth.person_id, actor=SYSTEM, at=SIXTH)

    assert Review.objects.get().words == ""
