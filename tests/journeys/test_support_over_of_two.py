"""The support of somebody is closed while two still meet: no pair is left standing unseen, and each
outcome ends it with the words and the care that it needs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, MeetingTask, Pair, Place, Volunteer
from alongside.domain.messaging.models import Message
from alongside.domain.referrals import public as referrals
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.models import Link
from alongside.journeys import pair_finished, reactions, referral_to_mentor
from factories.meetings import LOG, PLAN, paired, staffed
from factories.mentoring import AT, SYSTEM, Service, acting, asked, waiting, who_waits
from factories.referring import received, staff

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LATER = AT + timedelta(days=1)
OUTCOMES = {
    "supported": "ending",
    "ended_early": "ending",
    "not_for_them": "ending",
    "other_support": "ending",
    "no_contact": "lost_contact",
    "moved_away": "support_over",
    "died": "support_over",
    "withdrawn": "person_stopped",
}


class Two(NamedTuple):
    """Two who have met and planned an hour, in a support that is open."""

    here: Service
    referral_id: UUID
    episode_id: UUID
    pair_id: UUID
    mentor: UUID
    place_id: UUID


@pytest.fixture
def two() -> Two:
    here = staffed()
    made = received(staff("Dr Ann Field", "referrer", here.id), at=AT)
    referrals.run_due(actor=SYSTEM, at=AT)
    episode_id = referrals.accept(made.referral_id, actor=here.first, at=AT)
    pair_id, mentor, place_id = paired(here)
    Place.objects.filter(pk=place_id).update(episode_id=episode_id)
    mona = acting(mentor)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=mona, at=AT)
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=here.first, at=AT)
    return Two(here, made.referral_id, episode_id, pair_id, mentor, place_id)


def _close(two: Two, outcome: str) -> None:
    if outcome == "withdrawn":
        referrals.withdraw_for(two.referral_id, actor=two.here.first, at=LATER)
    else:
        referrals.close(two.referral_id, outcome=outcome, actor=two.here.first, at=LATER)


def _told() -> list[str]:
    """Which messages wait or went to the two since, by template."""
    sent = Message.objects.filter(template__startswith="pair_").exclude(state="cancelled")
    return sorted(sent.values_list("template", flat=True))


def _due() -> int:
    return referral_to_mentor.run_due(actor=SYSTEM, at=LATER)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_ends_it_also_where_a_process_ended_between(two: Two, outcome: str) -> None:
    _close(two, outcome)
    assert Pair.objects.get().state == "active"  # nothing was told: as after a crash

    assert _due() == 1
    assert _due() == 0

    pair, place = Pair.objects.get(), Place.objects.get()
    planned = Meeting.objects.filter(state="planned")
    if OUTCOMES[outcome] == "ending":
        assert (pair.state, place.state) == ("ending", "matched")
        assert planned.count() == 1
        assert _told() == ["pair_ending_mentor", "pair_ending_person"]
        return
    assert (pair.state, pair.end_reason) == ("ended", OUTCOMES[outcome])
    assert (place.state, Volunteer.objects.get().held) == ("closed", 0)
    assert not planned.exists()


def test_the_close_itself_does_it(two: Two, django_capture_on_commit_callbacks: Any) -> None:
    reactions.connect()
    with django_capture_on_commit_callbacks(execute=True):
        _close(two, "supported")

    assert Pair.objects.get().state == "ending"
    assert _due() == 0


def test_of_somebody_who_died_nothing_is_sent_and_a_person_tells_the_mentor(two: Two) -> None:
    _close(two, "died")

    _due()

    waits = Message.objects.filter(state__in=("queued", "cannot_send"))
    assert _told() == []
    assert not waits.filter(cause_type__in=("mentoring.place", "mentoring.meeting")).exists()
    task = MeetingTask.objects.get()
    assert (task.kind, task.due_on, task.pair_id) == ("died", LATER.date(), two.pair_id)
    told = waits.filter(template="meeting_died").count()
    assert told == 3  # two coordinators and the lead
    row = mentoring.tasks(actor=two.here.first, at=LATER).rows[0]
    assert (row.kind, row.name, row.meeting_on) == ("died", "Mona Price", None)
    assert mentoring.today(actor=two.here.first, at=LATER).to_ring == 1
    mentoring.settle_task(task.pk, actor=two.here.first, at=LATER)
    assert mentoring.today(actor=two.here.first, at=LATER).to_talk == 0


def test_what_waited_to_be_told_to_the_mentor_goes_no_more(two: Two) -> None:
    other, mentor, _place = paired(two.here, volunteer_id=two.mentor, name="Ken Hill")
    sixth = AT + timedelta(weeks=6)
    mentoring.run_reviews_due(actor=SYSTEM, at=sixth)
    mentoring.pause_pair(two.pair_id, actor=SYSTEM, at=sixth)
    about = Message.objects.filter(cause_id=str(mentor)).exclude(state="cancelled")
    kens = about.filter(key__contains=str(other)).count()
    assert kens  # of the other one they still hear
    assert {"review_mentor", "pair_paused_mentor"} <= set(
        about.filter(state="queued").values_list("template", flat=True)
    )

    _close(two, "died")
    _due()

    queued = about.filter(state="queued")
    assert not queued.filter(template__in=("review_mentor", "pair_paused_mentor")).exists()
    assert not queued.filter(key__contains=str(two.pair_id)).exists()
    assert about.filter(key__contains=str(other)).count() == kens
    assert MeetingTask.objects.get().kind == "died"


def test_a_mentor_who_was_asked_hears_no_more_of_who_died(two: Two) -> None:
    place_id = waiting(two.here, "Amy Reed")
    Place.objects.filter(pk=two.place_id).update(episode_id=uuid4())
    Place.objects.filter(pk=place_id).update(episode_id=two.episode_id)
    pair_id = asked(two.here, place_id, two.mentor)
    note = Message.objects.get(template="mentor_asked", key__contains=str(pair_id))
    assert note.state == "queued"

    _close(two, "died")
    _due()

    note.refresh_from_db()
    assert note.state == "cancelled"


def test_who_died_while_they_finished_is_not_written_to_either(two: Two) -> None:
    mentoring.begin_ending(two.pair_id, actor=acting(two.mentor), at=AT)

    _close(two, "died")
    _due()

    assert Pair.objects.get().end_reason == "support_over"
    assert _told() == []


def test_who_died_after_they_finished_leaves_no_open_link_and_their_mentor_is_spoken_to(
    two: Two,
) -> None:
    mentoring.begin_ending(two.pair_id, actor=acting(two.mentor), at=AT)
    mentoring.finish_ending(two.pair_id, actor=two.here.first, at=AT)
    mentoring.close_of_episode(
        two.episode_id, how=mentoring.SupportOver.DIED, actor=SYSTEM, at=LATER
    )

    assert not Link.objects.filter(thing_id=str(two.place_id), revoked_at=None).exists()
    assert [task.kind for task in MeetingTask.objects.filter(done_at=None)] == ["died"]


def test_to_close_the_support_is_no_next_step_for_who_asked_again(two: Two) -> None:
    mentoring.begin_ending(two.pair_id, actor=acting(two.mentor), at=AT)
    mentoring.finish_ending(two.pair_id, actor=two.here.first, at=AT)
    ruth = who_waits(two.place_id)
    mentoring.ask_again(two.pair_id, support_over=False, actor=ruth, at=LATER)
    MeetingTask.objects.all().delete()

    assert not mentoring.ask_to_close(two.pair_id, actor=SYSTEM, at=LATER)


@pytest.mark.parametrize(
    ("outcome", "told"),
    [
        ("withdrawn", ["pair_over_mentor"]),
        ("moved_away", ["pair_over_mentor", "pair_over_person"]),
        ("no_contact", ["pair_over_mentor", "pair_over_person"]),
    ],
)
def test_who_hears_that_it_is_over_at_once(two: Two, outcome: str, told: list[str]) -> None:
    _close(two, outcome)
    _due()

    assert _told() == told


def test_two_who_finished_before_their_support_is_closed_are_left_alone(two: Two) -> None:
    mentoring.begin_ending(two.pair_id, actor=acting(two.mentor), at=AT)
    mentoring.finish_ending(two.pair_id, actor=acting(two.mentor), at=AT)
    _close(two, "supported")

    assert _due() == 0


def _finish(two: Two) -> None:
    for verb in (mentoring.begin_ending, mentoring.finish_ending):
        verb(two.pair_id, actor=acting(two.mentor), at=LATER)


def test_when_two_finished_the_next_step_is_to_close_the_support(two: Two) -> None:
    _finish(two)

    for again in (1, 0):
        assert pair_finished.run_due(actor=SYSTEM, at=LATER) == again

    row = mentoring.tasks(actor=two.here.first, at=LATER).rows[0]
    assert (row.kind, row.name) == ("close", "Ruth Adeyemi")
    assert Message.objects.filter(template="meeting_close").count() == 1
    _close(two, "supported")
    assert (_due(), _due()) == (1, 0)
    assert MeetingTask.objects.get().done_at == LATER


def test_finishing_itself_makes_the_step(two: Two, django_capture_on_commit_callbacks: Any) -> None:
    reactions.connect()
    with django_capture_on_commit_callbacks(execute=True):
        _finish(two)

    assert MeetingTask.objects.get().kind == "close"
    assert pair_finished.run_due(actor=SYSTEM, at=LATER) == 0


@pytest.mark.parametrize("days", [2, 4])
def test_the_step_is_found_again_for_three_days(two: Two, days: int) -> None:
    _finish(two)

    done = pair_finished.run_due(actor=SYSTEM, at=LATER + timedelta(days=days))

    assert done == (days == 2)


def test_nobody_closes_twice_what_is_closed_or_was_never_open(two: Two) -> None:
    _finish(two)
    _close(two, "supported")
    assert pair_finished.run_due(actor=SYSTEM, at=LATER) == 0
    Place.objects.update(episode_id=uuid4())
    assert pair_finished.run_due(actor=SYSTEM, at=LATER) == 0


def test_only_the_services_own_work_does_it(two: Two) -> None:
    how = mentoring.SupportOver.WELL
    with pytest.raises(Refused):
        mentoring.close_of_episode(two.episode_id, how=how, actor=two.here.first, at=LATER)
    with pytest.raises(Refused):
        mentoring.ask_to_close(two.pair_id, actor=two.here.first, at=LATER)
    with pytest.raises(Refused):
        mentoring.finished_since(AT, actor=two.here.first)
    with pytest.raises(NotFound):
        mentoring.ask_to_close(two.pair_id, actor=SYSTEM, at=LATER)
