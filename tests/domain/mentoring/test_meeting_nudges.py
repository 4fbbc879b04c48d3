"""What is told by date: the day before, two hours after; and what a mentor answers by text."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, Pair
from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.foundation.errors import Refused
from alongside.foundation.events import tell
from alongside.journeys import reactions
from factories.meetings import LOG, PLAN, paired
from factories.mentoring import AT, SYSTEM, acting, service, who_waits
from support import examples

pytestmark = pytest.mark.django_db
STARTS = PLAN.starts_at
ENDS = STARTS + timedelta(hours=1)


def _planned() -> tuple[UUID, UUID, UUID]:
    pair_id, mentor, place_id = paired(service())
    actor = acting(mentor)
    return (
        mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=actor, at=AT),
        mentor,
        place_id,
    )


def _told(template: str) -> list[UUID | None]:
    rows = Message.objects.filter(template=template).order_by("created_at")
    return list(rows.values_list("person_id", flat=True))


def _reply(meeting_id: UUID, meaning: str) -> messaging.ReplyReceived:
    return messaging.ReplyReceived(
        message_id=uuid4(),
        cause_type="mentoring.meeting",
        cause_id=str(meeting_id),
        template="meeting_nudge_mentor",
        meaning=meaning,
        at=ENDS + timedelta(hours=3),
    )


def test_both_are_reminded_once_the_day_before() -> None:
    _meeting, mentor, place_id = _planned()

    for hours in (-72, -49, -20, -18, -1, 5):
        mentoring.run_meetings_due(actor=SYSTEM, at=STARTS + timedelta(hours=hours))

    assert _told("meeting_tomorrow_mentor") == [acting(mentor).person_id]
    assert _told("meeting_tomorrow_person") == [who_waits(place_id).person_id]


def test_whoever_moved_it_to_tomorrow_an_hour_ago_is_not_told_again() -> None:
    meeting_id, mentor, _place = _planned()
    at = STARTS - timedelta(hours=20)
    later = replace(PLAN, starts_at=STARTS + timedelta(hours=1))
    mentoring.move_meeting(meeting_id, plan=later, actor=acting(mentor), at=at)

    done = mentoring.run_meetings_due(actor=SYSTEM, at=at + timedelta(hours=1))

    assert done.reminded == 0


@pytest.mark.parametrize("over", ["cancel", "log", "end"])
def test_nobody_is_asked_about_what_is_over(over: str) -> None:
    meeting_id, mentor, _place = _planned()
    mona, pair_id = acting(mentor), Pair.objects.get().pk
    if over == "cancel":
        mentoring.cancel_meeting(meeting_id, actor=mona, at=AT)
    elif over == "log":
        log = replace(LOG, on=STARTS.date())
        mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=mona, at=ENDS)
    else:
        mentoring.end_pair(pair_id, reason="completed", wait_again=False, actor=mona, at=AT)

    done = mentoring.run_meetings_due(actor=SYSTEM, at=ENDS + timedelta(hours=3))

    assert (done.reminded, done.nudged) == (0, 0)


def test_the_mentor_is_asked_once_two_hours_after() -> None:
    _meeting, mentor, _place = _planned()

    early = mentoring.run_meetings_due(actor=SYSTEM, at=ENDS + timedelta(minutes=119))
    for hours in (2, 3, 30, 100):
        mentoring.run_meetings_due(actor=SYSTEM, at=ENDS + timedelta(hours=hours))

    assert early.nudged == 0
    assert _told("meeting_nudge_mentor") == [acting(mentor).person_id]


def test_who_has_noted_it_meanwhile_is_not_asked_any_more() -> None:
    _meeting, mentor, _place = _planned()
    mentoring.run_meetings_due(actor=SYSTEM, at=ENDS + timedelta(hours=2))
    asked = Message.objects.get(template="meeting_nudge_mentor")
    assert asked.state == "queued"  # it is late, and they are asked in the morning

    log = replace(LOG, on=STARTS.date())
    at = ENDS + timedelta(hours=3)
    mentoring.log_meeting(Pair.objects.get().pk, log=log, key=uuid4(), actor=acting(mentor), at=at)

    asked.refresh_from_db()
    assert asked.state == "cancelled"


def test_after_a_silence_of_days_nobody_is_asked() -> None:
    _planned()

    assert mentoring.run_meetings_due(actor=SYSTEM, at=ENDS + timedelta(days=5)).nudged == 0


def test_one_by_text_is_that_they_met_and_the_page_can_say_more() -> None:
    meeting_id, mentor, _place = _planned()

    reactions.take_reply(_reply(meeting_id, "1"))
    reactions.take_reply(_reply(meeting_id, "1"))
    reactions.take_reply(_reply(meeting_id, "2"))

    assert Meeting.objects.get().state == "met"
    assert Pair.objects.get().state == "active"
    mona, at = acting(mentor), ENDS + timedelta(hours=4)
    assert not mentoring.my_meetings(mentor, actor=mona, at=at).past.rows[0].told
    log = replace(LOG, on=STARTS.date(), topics=("food",))
    said = mentoring.log_meeting(Pair.objects.get().pk, log=log, key=uuid4(), actor=mona, at=at)
    assert said.meeting_id == meeting_id
    assert Meeting.objects.get().topics == ["food"]


def test_two_by_text_is_that_they_did_not_and_changes_no_pair() -> None:
    meeting_id, _mentor, _place = _planned()

    for meaning in ("2", "1", "2"):
        reactions.take_reply(_reply(meeting_id, meaning))

    assert Meeting.objects.get().state == "not_met"
    assert Pair.objects.get().state == "agreed"


def test_other_replies_are_not_about_meetings() -> None:
    meeting_id, _mentor, _place = _planned()
    right = _reply(meeting_id, "1")
    said = {"cause_type": right.cause_type, "cause_id": right.cause_id, "at": right.at}

    assert not mentoring.met_by_reply(**said, template="join_how_was_it", meaning="1")
    assert not mentoring.met_by_reply(**said, template="meeting_nudge_mentor", meaning="3")
    for wrong in ({"cause_type": "mentoring.pair"}, {"cause_id": str(uuid4())}):
        assert not mentoring.met_by_reply(
            **{**said, **wrong}, template="meeting_nudge_mentor", meaning="1"
        )
    assert Meeting.objects.get().state == "planned"


@examples(60)
@given(told=st.lists(st.sampled_from(["1", "2"]), max_size=6))
def test_the_first_answer_stands_however_often_and_late_others_come(told: list[str]) -> None:
    Meeting.objects.all().delete()
    if not Pair.objects.exists():
        paired(service())
    pair = Pair.objects.get()
    meeting_id = mentoring.plan_meeting(
        pair.pk, plan=PLAN, key=uuid4(), actor=acting(pair.volunteer_id), at=AT
    )

    for meaning in told:
        tell([_reply(meeting_id, meaning)])
        reactions.take_reply(_reply(meeting_id, meaning))

    states = {"1": "met", "2": "not_met"}
    expected = states[told[0]] if told else "planned"
    assert Meeting.objects.get(pk=meeting_id).state == expected


def test_only_the_services_own_work_does_what_is_due() -> None:
    here = service()

    with pytest.raises(Refused):
        mentoring.run_meetings_due(actor=here.first, at=AT)
