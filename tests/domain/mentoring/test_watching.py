"""Check-in and check-out: an alarm only where somebody is on the rota, and then for certain."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import CheckIn, Watch
from alongside.domain.messaging.models import Message
from alongside.domain.people.models import Membership
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.directory import coordinator, organisation
from factories.meetings import library, paired, staffed
from factories.mentoring import AT, SYSTEM, Service, acting, applied, ready

pytestmark = pytest.mark.django_db
ALARM = AT + timedelta(minutes=75)  # an hour, and a quarter of an hour more


def _watched(here: Service, **changes: object) -> UUID:
    """Colin watches on Mondays from nine to five."""
    said = {
        "person_id": here.second.person_id, "weekday": 0, "starts": time(9), "ends": time(17),
        "actor": here.first, "at": AT,
    }  # fmt: skip
    return mentoring.add_watch(here.id, **{**said, **changes})  # type: ignore[arg-type]


def _out(mentor: UUID, *, at: datetime = AT, minutes: int = 60) -> UUID:
    return mentoring.check_in(mentor, minutes=minutes, key=uuid4(), actor=acting(mentor), at=at)


def _told(template: str) -> set[UUID | None]:
    return set(Message.objects.filter(template=template).values_list("person_id", flat=True))


def test_whoever_is_on_the_rota_hears_of_a_mentor_who_is_overdue_once() -> None:
    here = staffed()
    _watched(here)
    mentor = ready(here)
    check_in = _out(mentor)

    early = mentoring.raise_alarms(actor=SYSTEM, at=ALARM - timedelta(seconds=1))
    raised = [mentoring.raise_alarms(actor=SYSTEM, at=ALARM) for _twice in range(2)]

    assert (early, raised) == (0, [1, 0])
    assert _told("meeting_overdue") == {here.second.person_id}
    (row,) = mentoring.overdue(actor=here.first, at=ALARM)
    assert (row.check_in_id, row.name, row.watcher) == (check_in, "Mona Price", "Colin West")
    assert row.reach == "+447700900123"


def test_where_nobody_watches_there_is_no_alarm_and_the_page_knows() -> None:
    here = staffed()
    _watched(here, ends=time(11))
    mentor = ready(here)
    mona = acting(mentor)

    before = mentoring.out(mentor, actor=mona, at=AT)
    _out(mentor)
    during = mentoring.out(mentor, actor=mona, at=AT)

    # At ten: half an hour and a quarter lies before eleven, the longer ones do not.
    assert dict(before.would) == {30: "Colin", 60: "", 90: "", 120: "", 180: ""}
    assert during.out
    assert (during.watcher, during.alarm_at) == ("", None)
    assert mentoring.raise_alarms(actor=SYSTEM, at=AT + timedelta(days=1)) == 0
    assert not Message.objects.filter(template="meeting_overdue").exists()
    assert mentoring.overdue(actor=here.first, at=AT + timedelta(days=1)) == ()


def test_whoever_is_back_in_time_raises_no_alarm() -> None:
    here = staffed()
    _watched(here)
    mentor = ready(here)
    _out(mentor)

    for _twice in range(2):
        mentoring.check_out(mentor, actor=acting(mentor), at=ALARM - timedelta(minutes=1))

    assert mentoring.raise_alarms(actor=SYSTEM, at=ALARM) == 0
    assert not mentoring.out(mentor, actor=acting(mentor), at=ALARM).out
    assert not Message.objects.filter(template="meeting_back").exists()


def test_whoever_is_back_after_the_alarm_is_told_of() -> None:
    here = staffed()
    _watched(here)
    mentor = ready(here)
    _out(mentor)
    mentoring.raise_alarms(actor=SYSTEM, at=ALARM)

    mentoring.check_out(mentor, actor=acting(mentor), at=ALARM + timedelta(minutes=2))

    assert _told("meeting_back") == {here.second.person_id}
    assert mentoring.overdue(actor=here.first, at=ALARM) == ()


def test_what_the_mentor_was_told_stands_when_the_rota_changes() -> None:
    here = staffed()
    watch_id = _watched(here)
    mentor = ready(here)
    _out(mentor)
    for _twice in range(2):
        mentoring.end_watch(watch_id, actor=here.first, at=AT)

    assert mentoring.raise_alarms(actor=SYSTEM, at=ALARM) == 1
    assert _told("meeting_overdue") == {here.second.person_id}


def test_when_the_watcher_has_left_everybody_who_may_hears() -> None:
    here = staffed()
    _watched(here)
    mentor = ready(here)
    _out(mentor)
    Membership.objects.filter(person_id=here.second.person_id).update(ended_at=AT)

    mentoring.raise_alarms(actor=SYSTEM, at=ALARM)

    assert _told("meeting_overdue") == {here.first.person_id, here.lead.person_id}
    assert [row.counts for row in mentoring.rota(here.id, actor=here.first, at=ALARM).rows] == [
        False
    ]
    mentoring.check_out(mentor, actor=acting(mentor), at=ALARM)
    _out(mentor, at=ALARM)
    assert CheckIn.objects.get(back_at=None).watched_by_id is None


def test_going_out_twice_is_once_and_the_day_names_the_planned_place() -> None:
    here = staffed()
    _watched(here)
    pair_id, mentor, _place = paired(here)
    plan = mentoring.MeetingPlan(AT + timedelta(minutes=20), 60, "in_person", library(here))
    mentoring.plan_meeting(pair_id, plan=plan, key=uuid4(), actor=acting(mentor), at=AT)

    assert _out(mentor) == _out(mentor, minutes=30)
    mentoring.raise_alarms(actor=SYSTEM, at=ALARM)

    (row,) = mentoring.overdue(actor=here.lead, at=ALARM)
    assert row.place == "The Hive library, Sawmill Walk, Worcester"
    for _twice in range(2):
        mentoring.settle_overdue(row.check_in_id, actor=here.lead, at=ALARM)
    assert mentoring.overdue(actor=here.first, at=ALARM) == ()
    assert not mentoring.out(mentor, actor=acting(mentor), at=ALARM).out


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"person_id": uuid4()}, "person_id"),
        ({"weekday": 7}, "weekday"),
        ({"ends": time(9)}, "ends"),
    ],
)
def test_hours_that_cannot_be_are_told_by_field(changes: dict[str, object], field: str) -> None:
    here = staffed()

    with pytest.raises(Invalid) as refused:
        _watched(here, **changes)

    assert set(refused.value.faults) == {field}
    assert not Watch.objects.exists()


def test_out_of_sight_is_not_found_and_what_is_not_theirs_is_refused() -> None:
    here = staffed()
    watch_id = _watched(here)
    assert _watched(here) == watch_id
    mentor = ready(here)
    check_in = _out(mentor)
    mentoring.raise_alarms(actor=SYSTEM, at=ALARM)
    elsewhere, mona = coordinator(organisation("Another place")), acting(mentor)
    other = acting(ready(here, name="Olga Marsh"))

    for act in (
        lambda: mentoring.out(mentor, actor=other, at=AT),
        lambda: mentoring.check_out(mentor, actor=other, at=AT),
        lambda: mentoring.check_in(mentor, minutes=30, key=uuid4(), actor=here.first, at=AT),
        lambda: mentoring.end_watch(watch_id, actor=elsewhere, at=AT),
        lambda: mentoring.end_watch(watch_id, actor=here.lead, at=AT),
        lambda: mentoring.settle_overdue(check_in, actor=elsewhere, at=AT),
        lambda: mentoring.settle_overdue(check_in, actor=mona, at=AT),
    ):
        with pytest.raises(NotFound):
            act()
    for act in (
        lambda: _watched(here, actor=here.lead),
        lambda: _watched(here, actor=elsewhere),
        lambda: mentoring.rota(here.id, actor=elsewhere, at=AT),
        lambda: mentoring.overdue(actor=mona, at=AT),
        lambda: mentoring.raise_alarms(actor=here.first, at=AT),
    ):
        with pytest.raises(Refused):
            act()
    assert mentoring.overdue(actor=elsewhere, at=ALARM) == ()
    with pytest.raises(Invalid):
        mentoring.check_in(mentor, minutes=1, key=uuid4(), actor=mona, at=AT)


def test_only_a_mentor_goes_out() -> None:
    staffed()
    new = applied().volunteer_id

    with pytest.raises(Conflict):
        _out(new)


def test_the_database_holds_the_rules_too() -> None:
    here = staffed()
    _watched(here)
    mentor = ready(here)
    _out(mentor)
    row = CheckIn.objects.get()

    for write in (
        lambda: Watch.objects.update(ends=time(9)),
        lambda: Watch.objects.update(weekday=7),
        lambda: CheckIn.objects.create(
            key=uuid4(), volunteer_id=mentor, started_at=AT, back_by=row.back_by
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_there_is_an_alarm_just_where_the_page_said_that_somebody_watches() -> None:
    here = staffed()
    mentor = ready(here)
    for starts, hours, minutes in product(range(9, 14), (1, 3), (30, 60, 180)):
        Watch.objects.all().delete()
        CheckIn.objects.all().delete()
        _watched(here, starts=time(starts), ends=time(starts + hours))

        said = dict(mentoring.out(mentor, actor=acting(mentor), at=AT).would)[minutes]
        _out(mentor, minutes=minutes)
        raised = mentoring.raise_alarms(actor=SYSTEM, at=AT + timedelta(days=2))

        alarm = AT + timedelta(minutes=minutes + 15)
        assert raised == (starts <= alarm.hour < starts + hours) == bool(said)


def test_the_rota_and_who_is_overdue_take_few_queries(
    django_assert_max_num_queries: object,
) -> None:
    here = staffed()
    for hour in range(20):
        _watched(here, starts=time(hour), ends=time(hour + 1))

    with django_assert_max_num_queries(4):  # type: ignore[operator]
        assert len(mentoring.rota(here.id, actor=here.first, at=AT).rows) == 20
