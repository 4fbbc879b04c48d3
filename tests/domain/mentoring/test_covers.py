"""While a mentor is away another one meets the person for a while; then the two go on as before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Cover, Meeting, Pair, Volunteer
from alongside.domain.messaging.models import Message
from alongside.foundation.errors import Conflict, Invalid, NotFound
from factories.covers import FIRST, LAST, asked_cover, covered, to_cover
from factories.meetings import LOG, PLAN, staffed
from factories.mentoring import AT, SYSTEM, acting, row, service, who_waits

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _told() -> list[str]:
    sent = Message.objects.filter(template__startswith="cover_")
    return sorted(sent.values_list("template", flat=True))


def _held(volunteer_id: UUID) -> int:
    return Volunteer.objects.get(pk=volunteer_id).held


def test_the_whole_way_from_asking_to_the_two_going_on() -> None:
    here = service()
    pair_id, mentor, place_id, other = to_cover(here)
    ruth, mona, olga = who_waits(place_id), acting(mentor), acting(other)

    cover_id = mentoring.ask_cover(pair_id, first_on=FIRST, last_on=LAST, actor=here.first, at=AT)
    card = mentoring.my_cover(cover_id, actor=ruth, at=AT).cards[0]
    assert (card.volunteer_id, card.first_name) == (other, "Olga")
    assert card.reasons
    mentoring.choose_cover(cover_id, other, actor=ruth, at=AT)
    assert mentoring.my_cover(cover_id, actor=ruth, at=AT).reach == ""
    asked = mentoring.my_covers(actor=olga, at=AT)[0]
    assert (asked.first_name, asked.reach, asked.state) == ("Ruth", "", "asked_mentor")
    mentoring.accept_cover(cover_id, actor=olga, at=AT)

    assert mentoring.my_cover(cover_id, actor=ruth, at=AT).reach
    assert mentoring.my_covers(actor=olga, at=AT)[0].reach
    assert (_held(mentor), _held(other), Pair.objects.get().state) == (1, 1, "agreed")
    assert _told() == [
        *("cover_agreed_mentor", "cover_agreed_person"),
        *("cover_asked_mentor", "cover_asked_person", "cover_told_mentor"),
    ]
    day = AT + DAY
    log = replace(LOG, on=day.date())
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=olga, at=day)
    met = Meeting.objects.get()
    assert (met.cover_id, met.state) == (cover_id, "met")
    assert mentoring.my_meetings(other, actor=olga, at=day).count == 1
    assert mentoring.my_meetings(mentor, actor=mona, at=day).count == 0
    rows = mentoring.pair_meetings(pair_id, actor=here.first, at=day)
    assert (rows.count, rows.rows.rows[0].name) == (1, "Olga")
    assert Pair.objects.get().state == "agreed"  # the two have not met yet

    over = AT + timedelta(days=14)
    for _twice in range(2):
        mentoring.run_covers_due(actor=SYSTEM, at=over)
    assert Cover.objects.get().state == "over"
    assert (_held(mentor), _held(other)) == (1, 0)
    assert _told().count("cover_over_person") == _told().count("cover_over_mentor") == 1
    assert mentoring.my_covers(actor=olga, at=over) == ()
    assert mentoring.my_place(place_id, actor=ruth).reach  # of their own mentor, all the while


def test_reach_is_there_on_the_days_of_the_cover_alone() -> None:
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    ruth, olga = who_waits(place_id), acting(other)
    cover_id = mentoring.ask_cover(
        pair_id, first_on=FIRST + DAY, last_on=LAST, actor=here.first, at=AT
    )
    mentoring.choose_cover(cover_id, other, actor=ruth, at=AT)
    mentoring.accept_cover(cover_id, actor=olga, at=AT)

    for days, there in ((0, False), (1, True), (13, True), (14, False)):
        at = AT + timedelta(days=days)
        assert bool(mentoring.my_cover(cover_id, actor=ruth, at=at).reach) is there
        assert bool(mentoring.my_covers(actor=olga, at=at)[0].reach) is there


def test_hours_are_with_whoever_meets_on_that_day() -> None:
    here = service()
    pair_id, mentor, place_id, other = to_cover(here)
    ruth, mona, olga = who_waits(place_id), acting(mentor), acting(other)
    late = replace(PLAN, starts_at=AT + timedelta(days=20))
    for plan in (PLAN, late):
        mentoring.plan_meeting(pair_id, plan=plan, key=uuid4(), actor=mona, at=AT)
    cover_id = asked_cover(here, pair_id, place_id, other)

    mentoring.accept_cover(cover_id, actor=olga, at=AT)

    states = dict(Meeting.objects.values_list("on", "state"))
    assert states == {PLAN.starts_at.date(): "cancelled", late.starts_at.date(): "planned"}
    for actor, plan in ((mona, PLAN), (olga, late)):
        with pytest.raises(Invalid):
            mentoring.plan_meeting(pair_id, plan=plan, key=uuid4(), actor=actor, at=AT)
    planned = mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=ruth, at=AT)
    assert mentoring.meeting(planned, actor=olga, at=AT).row.name == "Ruth"
    assert mentoring.meeting(planned, actor=ruth, at=AT).row.name == "Olga"
    for verb in (
        lambda: mentoring.meeting(planned, actor=mona, at=AT),
        lambda: mentoring.cancel_meeting(planned, actor=mona, at=AT),
        lambda: mentoring.move_meeting(planned, plan=PLAN, actor=mona, at=AT),
    ):
        with pytest.raises(NotFound):
            verb()
    with pytest.raises(Invalid):
        mentoring.move_meeting(planned, plan=late, actor=ruth, at=AT)


def test_reminders_and_nudges_go_to_whoever_covers() -> None:
    here = service()
    _cover, pair_id, _mentor, _place, other = covered(here)
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=acting(other), at=AT)

    mentoring.run_meetings_due(actor=SYSTEM, at=PLAN.starts_at - timedelta(hours=20))
    mentoring.run_meetings_due(actor=SYSTEM, at=PLAN.starts_at + timedelta(hours=4))

    mentors = Message.objects.filter(
        template__in=("meeting_tomorrow_mentor", "meeting_nudge_mentor")
    )
    assert {one.person_id for one in mentors} == {row(other).person_id}
    assert mentors.count() == 2


def test_whoever_covered_logs_what_happened_within_it_for_a_week() -> None:
    here = service()
    cover_id, pair_id, _mentor, place_id, other = covered(here)
    olga, ruth = acting(other), who_waits(place_id)
    over = AT + timedelta(days=3)
    mentoring.end_cover(cover_id, actor=ruth, at=over)
    soon, late = over + timedelta(days=6), over + timedelta(days=9)

    with pytest.raises(Invalid):
        log = replace(LOG, on=over.date() + DAY)
        mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=olga, at=soon)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=olga, at=soon)
    with pytest.raises(NotFound):
        mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=olga, at=late)
    assert mentoring.log_page(other, actor=olga, at=soon).meets[0].first_name == "Ruth"
    assert mentoring.log_page(other, actor=olga, at=late).meets == ()


def test_a_wish_to_talk_after_a_cover_is_of_whoever_met() -> None:
    here = staffed()
    _cover, pair_id, _mentor, _place, other = covered(here)
    log = replace(LOG, worry="talk")

    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(other), at=AT)

    task = mentoring.tasks(actor=here.first, at=AT).rows[0]
    assert (task.name, task.volunteer_id) == ("Olga Stone", other)


def test_the_person_may_rather_wait_and_the_mentor_may_be_unable() -> None:
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    ruth, olga = who_waits(place_id), acting(other)
    days = {"first_on": FIRST, "last_on": LAST, "actor": here.first, "at": AT}
    cover_id = mentoring.ask_cover(pair_id, **days)

    mentoring.refuse_cover(cover_id, actor=ruth, at=AT)
    with pytest.raises(Conflict):
        mentoring.choose_cover(cover_id, other, actor=ruth, at=AT)
    again = mentoring.ask_cover(pair_id, **days)
    mentoring.choose_cover(again, other, actor=ruth, at=AT)
    for _twice in range(2):
        mentoring.refuse_cover(again, actor=olga, at=AT)
    with pytest.raises(Conflict):
        mentoring.accept_cover(again, actor=olga, at=AT)

    assert _told().count("cover_not_able_person") == 1
    with pytest.raises(Invalid):  # whoever is not able to is not asked again for these days
        mentoring.ask_cover(pair_id, **days)
    assert _held(other) == 0


def test_nobody_else_sees_or_does_anything_about_it() -> None:
    here = service()
    cover_id, pair_id, mentor, _place, other = covered(here)
    mona = acting(mentor)

    for actor in (mona, acting(other), here.lead):
        with pytest.raises(NotFound):
            mentoring.my_cover(cover_id, actor=actor, at=AT)
        with pytest.raises(NotFound):
            mentoring.pair_covers(pair_id, actor=actor)
        with pytest.raises(NotFound):
            mentoring.ask_cover(pair_id, first_on=FIRST, last_on=LAST, actor=actor, at=AT)
    for actor in (mona, here.lead):
        with pytest.raises(NotFound):
            mentoring.end_cover(cover_id, actor=actor, at=AT)
        with pytest.raises(NotFound):
            mentoring.accept_cover(cover_id, actor=actor, at=AT)
    olga = acting(other)
    for verb in (
        lambda: mentoring.together(pair_id, actor=olga),
        lambda: mentoring.pause_pair(pair_id, actor=olga, at=AT),
        lambda: mentoring.begin_ending(pair_id, actor=olga, at=AT),
        lambda: mentoring.goals(Pair.objects.get().place_id, actor=olga),
        lambda: mentoring.change_cover(cover_id, last_on=LAST + DAY, actor=olga, at=AT),
    ):
        with pytest.raises(NotFound):
            verb()
