"""What two who finish see and write to each other, for how long, and the way back to a mentor."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import MeetingTask, Pair, Place, Thanks
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.directory import coordinator, organisation
from factories.meetings import LOG, paired
from factories.mentoring import AT, SYSTEM, Service, acting, service, who_waits

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
WORDS = "Thank you for the walks by the river."


class Two(NamedTuple):
    """Two who have met once and reached one of two goals; they have not begun to finish."""

    here: Service
    pair_id: UUID
    place_id: UUID
    ruth: Actor
    mona: Actor


@pytest.fixture
def two() -> Two:
    here = service()
    pair_id, mentor, place_id = paired(here)
    ruth, mona = who_waits(place_id), acting(mentor)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=mona, at=AT)
    for words in ("Walk to the shop", "Swim again"):
        goal_id = mentoring.set_goal(
            place_id, said=mentoring.GoalSaid(words), key=uuid4(), actor=ruth, at=AT
        )
    mentoring.reach_goal(goal_id, actor=ruth, at=AT)
    return Two(here, pair_id, place_id, ruth, mona)


def _begin(two: Two) -> None:
    mentoring.begin_ending(two.pair_id, actor=two.mona, at=LATER)


def _finish(two: Two) -> None:
    _begin(two)
    mentoring.finish_ending(two.pair_id, actor=two.mona, at=LATER)


def _seen(two: Two, actor: Actor, days: int = 1) -> mentoring.Ending:
    return mentoring.ending(two.pair_id, actor=actor, at=AT + timedelta(days=days))


def test_each_sees_what_they_did_together_before_and_after(two: Two) -> None:
    before = _seen(two, two.ruth)
    assert (before.state, before.first_name, before.may_thank) == ("before", "Mona", False)
    _begin(two)
    during = _seen(two, two.mona)
    assert (during.state, during.first_name, during.theirs) == ("ending", "Ruth", False)
    assert (during.count, during.minutes, during.reached) == (1, 60, ("Swim again",))
    assert during.back_until is None
    mentoring.finish_ending(two.pair_id, actor=two.mona, at=LATER)

    after = _seen(two, two.ruth, days=300)

    assert (after.state, after.reached, after.until) == (
        "finished", ("Swim again",), LATER.date(),
    )  # fmt: skip
    assert after.back_until == (LATER + timedelta(days=365)).date()
    assert _seen(two, two.mona).reached == ()  # theirs alone, once it is over
    assert [one.first_name for one in mentoring.finished_with(actor=two.mona, at=LATER)] == ["Ruth"]
    assert mentoring.finished_with(actor=two.mona, at=LATER + timedelta(days=28)) == ()
    assert mentoring.finished_with(actor=two.ruth, at=LATER) == ()


def test_it_is_of_the_two_alone_for_a_year_and_only_where_they_finished(two: Two) -> None:
    for actor in (two.here.first, two.here.lead, coordinator(organisation("Elsewhere"))):
        with pytest.raises(NotFound):
            _seen(two, actor)
    _finish(two)
    with pytest.raises(NotFound):
        _seen(two, two.ruth, days=367)
    Pair.objects.update(end_reason="lost_contact")
    with pytest.raises(NotFound):
        _seen(two, two.ruth)


@pytest.mark.parametrize("who", ["ruth", "mona"])
def test_a_few_words_are_for_the_other_one_who_hears_of_them_once(two: Two, who: str) -> None:
    _begin(two)
    writer, reader = getattr(two, who), two.mona if who == "ruth" else two.ruth

    for words in ("Thank you", f"  {WORDS}\r\n", WORDS):
        mentoring.write_thanks(two.pair_id, words=words, actor=writer, at=LATER)

    assert (_seen(two, reader).thanks, _seen(two, reader).own_thanks) == (WORDS, "")
    assert (_seen(two, writer).thanks, _seen(two, writer).own_thanks) == ("", WORDS)
    other = "mentor" if who == "ruth" else "person"
    told = Message.objects.filter(template__startswith="pair_thanks_")
    assert list(told.values_list("template", flat=True)) == [f"pair_thanks_{other}"]
    assert "river" not in told.get().body
    mentoring.write_thanks(two.pair_id, words=" ", actor=writer, at=LATER)
    assert _seen(two, reader).thanks == ""
    assert not Thanks.objects.exists()


def test_they_write_while_they_finish_and_four_weeks_after(two: Two) -> None:
    def write(words: str, days: int) -> None:
        at = LATER + timedelta(days=days)
        mentoring.write_thanks(two.pair_id, words=words, actor=two.ruth, at=at)

    with pytest.raises(Conflict):
        write("Too early", 0)
    _finish(two)
    write("In time", 27)
    with pytest.raises(Conflict):
        write("Too late", 28)
    with pytest.raises(Invalid) as fault:
        write("x" * 501, 1)
    assert set(fault.value.faults) == {"words"}
    with pytest.raises(NotFound):
        mentoring.write_thanks(two.pair_id, words="Hm", actor=two.here.first, at=LATER)
    assert _seen(two, two.mona, days=300).thanks == "In time"


def test_whom_the_service_keeps_apart_reads_and_writes_nothing(two: Two) -> None:
    _begin(two)
    mentoring.write_thanks(two.pair_id, words=WORDS, actor=two.mona, at=LATER)
    mentoring.pause_pair(two.pair_id, actor=two.here.lead, at=LATER)

    with pytest.raises(Conflict):
        mentoring.write_thanks(two.pair_id, words="More", actor=two.mona, at=LATER)
    assert (_seen(two, two.ruth).thanks, _seen(two, two.ruth).may_thank) == ("", False)

    mentoring.resume_pair(two.pair_id, actor=two.here.lead, at=LATER)
    assert _seen(two, two.ruth).thanks == WORDS


def test_while_details_are_not_used_nothing_is_read_written_or_asked(two: Two) -> None:
    _finish(two)
    mentoring.write_thanks(two.pair_id, words=WORDS, actor=two.mona, at=LATER)
    person_id = two.ruth.person_id
    assert person_id is not None
    people.restrict(person_id=person_id, because="objection", actor=two.ruth, at=LATER)

    assert (_seen(two, two.mona).thanks, _seen(two, two.mona).may_thank) == ("", False)
    assert "Ruth" not in repr(_seen(two, two.mona))
    assert mentoring.finished_with(actor=two.mona, at=LATER) == ()
    for act in (
        lambda: mentoring.write_thanks(two.pair_id, words="More", actor=two.mona, at=LATER),
        lambda: mentoring.ask_again(two.pair_id, support_over=False, actor=two.ruth, at=LATER),
    ):
        with pytest.raises(Conflict):
            act()


def test_words_are_forgotten_and_deleted_with_either_of_the_two(two: Two) -> None:
    _begin(two)
    for actor in (two.mona, two.ruth):
        mentoring.write_thanks(two.pair_id, words=WORDS, actor=actor, at=LATER)
    assert mentoring.forget_thanks(before=LATER, actor=SYSTEM, at=LATER) == 0
    with pytest.raises(Refused):
        mentoring.forget_thanks(before=LATER, actor=two.here.first, at=LATER)
    for actor in (two.mona, two.ruth):
        assert actor.person_id is not None
        copy = mentoring.personal_data(actor.person_id)["mentoring.thanks"]
        assert {one["by"] for one in copy} == {"person", "mentor"}

    assert two.mona.person_id is not None
    mentoring.erase_person_data(person_id=two.mona.person_id, actor=SYSTEM, at=LATER)

    assert not Thanks.objects.exists()
    assert mentoring.forget_thanks(before=LATER, actor=SYSTEM, at=LATER) == 0


def test_the_way_back_opens_the_place_and_the_wait_begins_anew(two: Two) -> None:
    _finish(two)
    at = LATER + timedelta(days=200)

    for _twice in range(2):
        assert mentoring.ask_again(two.pair_id, support_over=False, actor=two.ruth, at=at)

    story = mentoring.place_story(Place.objects.get().episode_id, actor=two.here.first)
    assert story is not None
    assert story.lines[-1][1] == "They asked for a mentor again"
    place = Place.objects.get()
    assert (place.state, place.conditions) == ("waiting", ["type-1-diabetes"])
    assert mentoring.place(two.place_id, actor=two.here.first, at=at).waiting_days == 0
    plan = mentoring.plan(two.here.id, actor=two.here.first, at=at)
    assert [one.mentor_name for one in plan.suggested] == ["Mona Price"]  # the same one may be
    assert _seen(two, two.ruth, days=201).back_until is None


def test_where_the_support_is_over_a_coordinator_speaks_with_them_first(two: Two) -> None:
    _finish(two)

    for _twice in range(2):
        waits = mentoring.ask_again(two.pair_id, support_over=True, actor=two.ruth, at=LATER)
        assert not waits

    task = MeetingTask.objects.get()
    assert (task.kind, Place.objects.get().state) == ("again", "closed")
    row = mentoring.tasks(actor=two.here.first, at=LATER).rows[0]
    assert row.name == "Ruth Adeyemi"
    mentoring.settle_task(task.pk, actor=two.here.first, at=LATER)
    mentoring.ask_again(two.pair_id, support_over=True, actor=two.ruth, at=LATER)
    assert MeetingTask.objects.get().done_at is None


def test_who_asks_again_needs_no_closing_of_their_support(two: Two) -> None:
    _finish(two)
    mentoring.ask_to_close(two.pair_id, actor=SYSTEM, at=LATER)

    mentoring.ask_again(two.pair_id, support_over=False, actor=two.ruth, at=LATER)

    assert MeetingTask.objects.get().done_at == LATER


def test_nobody_else_asks_again_and_not_for_ever(two: Two) -> None:
    with pytest.raises(NotFound):
        mentoring.ask_again(uuid4(), support_over=False, actor=two.ruth, at=LATER)
    _finish(two)
    for actor in (two.mona, two.here.first):
        with pytest.raises(NotFound):
            mentoring.ask_again(two.pair_id, support_over=False, actor=actor, at=LATER)
    late = LATER + timedelta(days=365)
    with pytest.raises(NotFound):
        mentoring.ask_again(two.pair_id, support_over=False, actor=two.ruth, at=late)
