"""Meetings: logged once however often they are sent, the first makes a pair active, planned hours
move and are called off, and only the two and who coordinates know of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, MeetingTask, Pair
from alongside.domain.mentoring.rules.meetings import day_meant
from alongside.domain.messaging.models import Message
from alongside.domain.people.models import Membership, Restriction
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.events import receive
from factories.directory import coordinator, organisation
from factories.meetings import LOG, PLAN, library, paired, staffed
from factories.mentoring import AT, SYSTEM, acting, asked, ready, service, waiting, who_waits

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=10)
heard: list[mentoring.PairMet] = []


def _told(person_id: object) -> list[str]:
    sent = Message.objects.filter(person_id=person_id, template__startswith="meeting")
    return sorted(sent.values_list("template", flat=True))


def test_a_form_sent_ten_times_is_one_meeting_and_the_first_makes_the_pair_active() -> None:
    here = service()
    pair_id, mentor, _place = paired(here)
    key, mona = uuid4(), acting(mentor)

    found = {
        mentoring.log_meeting(pair_id, log=LOG, key=key, actor=mona, at=AT).meeting_id
        for _time in range(10)
    }

    assert len(found) == 1
    assert Meeting.objects.get().state == "met"
    assert Pair.objects.get().state == "active"
    again = replace(LOG, on=AT.date() + timedelta(days=7))
    mentoring.log_meeting(pair_id, log=again, key=uuid4(), actor=mona, at=LATER)
    assert Pair.objects.get().state == "active"
    mine = mentoring.my_meetings(mentor, actor=mona, at=LATER)
    assert (mine.count, mine.minutes) == (2, 120)
    assert [row.name for row in mine.past.rows] == ["Ruth", "Ruth"]


@pytest.mark.django_db(transaction=True)
def test_it_is_told_once_that_they_met_and_whether_for_the_first_time() -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    heard.clear()
    receive(mentoring.PairMet, heard.append)
    key, mona = uuid4(), acting(mentor)

    for _twice in range(2):
        mentoring.log_meeting(pair_id, log=LOG, key=key, actor=mona, at=AT)
    next_time = replace(LOG, on=LATER.date())
    mentoring.log_meeting(pair_id, log=next_time, key=uuid4(), actor=mona, at=LATER)

    assert [(one.first, one.pair_id) for one in heard] == [(True, pair_id), (False, pair_id)]
    assert heard[0].person_id == who_waits(place_id).person_id
    assert heard[0].organisation_id == here.id


def test_a_log_fills_in_what_was_planned_for_that_day() -> None:
    here = service()
    pair_id, mentor, _place = paired(here)
    mona = acting(mentor)
    planned = mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=mona, at=AT)
    log = replace(LOG, on=PLAN.starts_at.date(), topics=("food",), goal="moved_on")

    record = mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=mona, at=LATER)

    assert record.meeting_id == planned
    assert Meeting.objects.get().topics == ["food"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": AT.date() + timedelta(days=1)}, "on"),
        ({"on": AT.date() - timedelta(days=1)}, "on"),
        ({"minutes": 61}, "minutes"),
        ({"mode": "carrier-pigeon"}, "where"),
        ({"place_id": uuid4()}, "where"),
        ({"topics": ("weather",)}, "topics"),
        ({"goal": "won"}, "goal"),
        ({"worry": ""}, "worry"),
    ],
)
def test_a_log_that_cannot_be_taken_is_told_by_field(
    changes: dict[str, object], field: str
) -> None:
    pair_id, mentor, _place = paired(service())

    with pytest.raises(Invalid) as refused:
        log = replace(LOG, **changes)
        mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=AT)

    assert set(refused.value.faults) == {field}
    assert not Meeting.objects.exists()
    assert Pair.objects.get().state == "agreed"


@pytest.mark.parametrize("out", [-366, -365, -40, 40, 365])
def test_a_phone_whose_clock_is_out_loses_nothing(out: int) -> None:
    pair_id, mentor, _place = paired(service())
    phone_on = LATER.date() + timedelta(days=out)
    log = replace(LOG, on=phone_on - timedelta(days=2))

    record = mentoring.log_meeting(
        pair_id, log=log, key=uuid4(), phone_on=phone_on, actor=acting(mentor), at=LATER
    )

    assert record.corrected
    assert record.on == Meeting.objects.get().on == LATER.date() - timedelta(days=2)


def test_a_day_that_fits_ours_stands_although_the_clock_is_out() -> None:
    pair_id, mentor, _place = paired(service())

    record = mentoring.log_meeting(
        pair_id,
        log=replace(LOG, on=LATER.date()),
        key=uuid4(),
        phone_on=LATER.date() - timedelta(days=365),
        actor=acting(mentor),
        at=LATER,
    )

    assert not record.corrected
    assert record.on == LATER.date()


_DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(today=_DAYS, phone=_DAYS, ago=st.integers(0, 60))
def test_what_a_phone_means_by_so_many_days_ago_is_so_many_days_ago(
    today: date, phone: date, ago: int
) -> None:
    out = abs((today - phone).days)
    told = phone - timedelta(days=ago)

    meant = day_meant(told, phone_on=phone, today=today)

    if out < 2:
        assert meant == told
    elif ago * 2 <= out:
        assert meant == today - timedelta(days=ago)
    assert day_meant(told, phone_on=None, today=today) == told


def test_a_wish_to_talk_is_a_coordinators_task_with_an_owner_and_a_day() -> None:
    here = staffed()
    pair_id, mentor, _place = paired(here)
    key, mona = uuid4(), acting(mentor)
    for _twice in range(2):
        mentoring.log_meeting(pair_id, log=replace(LOG, worry="talk"), key=key, actor=mona, at=AT)

    row = mentoring.tasks(actor=here.first, at=AT).rows[0]

    assert MeetingTask.objects.get().owner_id in (here.first.person_id, here.second.person_id)
    assert (row.kind, row.due_on, row.late) == ("talk", AT.date() + timedelta(days=7), False)
    assert Message.objects.filter(template="meeting_talk").count() == 1
    assert mentoring.tasks(actor=here.first, at=LATER).rows[0].late
    for _twice in range(2):
        mentoring.settle_task(row.task_id, actor=here.second, at=AT)
    assert mentoring.tasks(actor=here.first, at=AT).total == 0
    elsewhere = coordinator(organisation("Another place"))
    assert mentoring.tasks(actor=elsewhere, at=AT).total == 0
    for stranger in (elsewhere, mona):
        with pytest.raises(NotFound):
            mentoring.settle_task(row.task_id, actor=stranger, at=AT)


def test_an_urgent_worry_is_due_today_and_everybody_who_may_hears_at_once() -> None:
    here = staffed()
    pair_id, mentor, _place = paired(here)

    mentoring.log_meeting(
        pair_id, log=replace(LOG, worry="urgent"), key=uuid4(), actor=acting(mentor), at=AT
    )

    assert MeetingTask.objects.get().due_on == AT.date()
    told = Message.objects.filter(template="meeting_urgent").values_list("person_id", flat=True)
    assert set(told) == {here.first.person_id, here.second.person_id, here.lead.person_id}


def test_tasks_are_shared_out_and_go_to_others_when_somebody_leaves() -> None:
    here = staffed()
    pair_id, mentor, _place = paired(here)
    for days in range(4):
        log = replace(LOG, on=AT.date() + timedelta(days=days), worry="talk")
        mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=LATER)
    owners = list(MeetingTask.objects.values_list("owner_id", flat=True))
    assert sorted(owners.count(who.person_id) for who in (here.first, here.second)) == [2, 2]

    Membership.objects.filter(person_id=here.first.person_id).update(ended_at=LATER)
    done = mentoring.run_meetings_due(actor=SYSTEM, at=LATER)

    assert done.handed_on == 2
    assert set(MeetingTask.objects.values_list("owner_id", flat=True)) == {here.second.person_id}
    assert mentoring.run_meetings_due(actor=SYSTEM, at=LATER).handed_on == 0


def test_an_hour_is_planned_moved_and_called_off_and_the_other_one_hears() -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    mona, ruth, key = acting(mentor), who_waits(place_id), uuid4()
    for _twice in range(2):
        meeting_id = mentoring.plan_meeting(pair_id, plan=PLAN, key=key, actor=mona, at=AT)
    first = mentoring.meeting_calendar(meeting_id, actor=ruth).decode()
    moved = replace(PLAN, starts_at=PLAN.starts_at + timedelta(hours=1), place_id=library(here),
                    mode="in_person")  # fmt: skip

    for _twice in range(2):
        mentoring.move_meeting(meeting_id, plan=moved, actor=ruth, at=AT)
    second = mentoring.meeting_calendar(meeting_id, actor=ruth).decode()
    for _twice in range(2):
        mentoring.cancel_meeting(meeting_id, actor=ruth, at=AT)
    last = mentoring.meeting_calendar(meeting_id, actor=mona).decode()

    assert _told(ruth.person_id) == ["meeting_set_person"]
    assert _told(mona.person_id) == ["meeting_off_mentor", "meeting_set_mentor"]
    assert "SUMMARY:Appointment" in first
    assert "Mona" not in first
    assert "SEQUENCE:1" in second
    assert "The Hive library" in second
    assert "STATUS:CANCELLED" in last
    assert "SEQUENCE:2" in last
    assert "DTSTART;TZID=Europe/London:20261126T100000" in first
    with pytest.raises(Conflict):
        mentoring.move_meeting(meeting_id, plan=PLAN, actor=mona, at=AT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_at": AT}, "starts_at"),
        ({"starts_at": AT + timedelta(days=400)}, "starts_at"),
        ({"minutes": 0}, "minutes"),
        ({"mode": ""}, "where"),
        ({"place_id": uuid4(), "mode": "in_person"}, "where"),
    ],
)
def test_a_plan_that_cannot_be_taken_is_told_by_field(
    changes: dict[str, object], field: str
) -> None:
    pair_id, mentor, _place = paired(service())

    with pytest.raises(Invalid) as refused:
        plan = replace(PLAN, **changes)
        mentoring.plan_meeting(pair_id, plan=plan, key=uuid4(), actor=acting(mentor), at=AT)

    assert set(refused.value.faults) == {field}
    assert not Meeting.objects.exists()


def test_out_of_sight_is_not_found() -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    mona, ruth = acting(mentor), who_waits(place_id)
    meeting_id = mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=mona, at=AT)
    other = acting(ready(here, name="Olga Marsh"))
    elsewhere = coordinator(organisation("Another place"))

    for act, strangers in (
        (lambda who: mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=who, at=AT),
         (ruth, other, elsewhere)),
        (lambda who: mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=who, at=AT),
         (other, elsewhere)),
        (lambda who: mentoring.move_meeting(meeting_id, plan=PLAN, actor=who, at=AT),
         (other, elsewhere)),
        (lambda who: mentoring.cancel_meeting(meeting_id, actor=who, at=AT), (other, elsewhere)),
        (lambda who: mentoring.take_back(meeting_id, actor=who, at=AT), (ruth, other, here.first)),
        (lambda who: mentoring.meeting(meeting_id, actor=who, at=AT), (other, elsewhere)),
        (lambda who: mentoring.meeting_calendar(meeting_id, actor=who), (other, elsewhere)),
        (lambda who: mentoring.my_meetings(mentor, actor=who, at=AT), (ruth, other, here.first)),
        (lambda who: mentoring.my_place(place_id, actor=who), (mona, other, elsewhere)),
        (lambda who: mentoring.pair_meetings(pair_id, actor=who, at=AT), (mona, ruth, elsewhere)),
        (lambda who: mentoring.plan_page(pair_id, actor=who), (other, elsewhere)),
        (lambda who: mentoring.log_page(mentor, actor=who, at=AT), (ruth, other, here.first)),
    ):  # fmt: skip
        for stranger in strangers:
            with pytest.raises(NotFound):
                act(stranger)


def test_nobody_meets_who_did_not_both_say_yes_and_nobody_plans_while_details_are_not_used() -> (
    None
):
    here = service()
    mentor = ready(here)
    place_id = waiting(here)
    pair_id = asked(here, place_id, mentor)
    mona = acting(mentor)
    with pytest.raises(Conflict):
        mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=mona, at=AT)
    with pytest.raises(Conflict):
        mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=mona, at=AT)
    mentoring.accept(pair_id, actor=mona, at=AT)
    Restriction.objects.create(
        person_id=who_waits(place_id).person_id, because="accuracy", how="phone", asked_at=AT
    )

    with pytest.raises(Conflict):
        mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=mona, at=AT)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=mona, at=AT)
    assert mentoring.my_meetings(mentor, actor=mona, at=AT).past.rows[0].name == (
        "Details not to be used"
    )


def test_a_late_log_of_a_pair_that_ended_is_still_taken() -> None:
    here = service()
    pair_id, mentor, _place = paired(here)
    mona, key = acting(mentor), uuid4()
    mentoring.end_pair(
        pair_id, reason="completed", wait_again=False, actor=mona, at=AT + timedelta(days=2)
    )

    mentoring.log_meeting(pair_id, log=LOG, key=key, actor=mona, at=LATER)

    assert Pair.objects.get().state == "ended"
    with pytest.raises(Invalid):
        late = replace(LOG, on=AT.date() + timedelta(days=3))
        mentoring.log_meeting(pair_id, log=late, key=uuid4(), actor=mona, at=LATER)


def test_a_log_that_was_a_mistake_is_taken_back() -> None:
    here = service()
    pair_id, mentor, _place = paired(here)
    mona = acting(mentor)
    log = replace(LOG, topics=("food",), goal="same")
    record = mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=mona, at=AT)

    mentoring.take_back(record.meeting_id, actor=mona, at=AT)

    row = Meeting.objects.get()
    assert (row.state, row.topics, row.goal) == ("not_met", [], "")
    assert mentoring.my_meetings(mentor, actor=mona, at=AT).count == 0
    with pytest.raises(Conflict):
        mentoring.take_back(record.meeting_id, actor=mona, at=AT)
