"""Another mentor for a while comes to an end: never round the service, never left standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import (
    Cover,
    Meeting,
    MeetingTask,
    Pair,
    Place,
    Review,
    Volunteer,
)
from alongside.domain.messaging.models import Message
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.models import AuditRow
from factories.covers import FIRST, LAST, asked_cover, covered, to_cover
from factories.meetings import LOG, PLAN, staffed
from factories.mentoring import AT, SYSTEM, TODAY, acting, ready, row, see_checks, service
from factories.mentoring import who_waits as theirs

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _told(volunteer_or_person: Any) -> list[str]:
    rows = Message.objects.filter(
        person_id=volunteer_or_person, template__in=("cover_over_mentor", "cover_over_person")
    )
    return list(rows.values_list("template", flat=True))


def _planned(pair_id: Any, actor: Any) -> None:
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=actor, at=AT)


@pytest.mark.parametrize("paused_before", [False, True])
def test_a_pause_by_the_service_stops_it_at_once_and_nothing_leads_round_it(
    paused_before: bool,
) -> None:
    here = service()
    cover_id, pair_id, mentor, place_id, other = covered(here)
    ruth, olga = theirs(place_id), acting(other)
    if paused_before:
        mentoring.pause_pair(pair_id, actor=acting(mentor), at=AT)
        told = mentoring.pair_told(pair_id, actor=here.lead, at=AT)
        assert (told.may_pause, told.paused) == (True, False)
    _planned(pair_id, olga)

    mentoring.pause_pair(pair_id, actor=here.lead, at=AT + DAY)

    assert Cover.objects.get().state == "over"
    assert Meeting.objects.get().state == "cancelled"
    assert _told(row(other).person_id) == ["cover_over_mentor"]
    assert _told(ruth.person_id) == []  # they hear that meetings are paused, and that alone
    assert mentoring.my_cover(cover_id, actor=ruth, at=AT + DAY).reach == ""
    assert Volunteer.objects.get(pk=other).held == 0
    assert str(other) in Place.objects.get().blocks
    assert AuditRow.objects.filter(action="place.kept_apart").exists()
    names = mentoring.pair_told(pair_id, actor=here.lead, at=AT).names
    assert names == ("Ruth Adeyemi", "Mona Price", "Olga Stone")
    with pytest.raises(Conflict):
        mentoring.ask_cover(
            pair_id, first_on=FIRST + DAY, last_on=LAST, actor=here.first, at=AT + DAY
        )
    mentoring.resume_pair(pair_id, actor=here.lead, at=AT + DAY)
    with pytest.raises(Invalid):  # whoever covered is not suggested again
        mentoring.ask_cover(
            pair_id, first_on=FIRST + DAY, last_on=LAST, actor=here.first, at=AT + DAY
        )


def test_what_was_asked_before_a_pause_by_the_service_is_not_answered_after_it() -> None:
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    cover_id = asked_cover(here, pair_id, place_id, other)

    mentoring.pause_pair(pair_id, actor=SYSTEM, at=AT)
    mentoring.resume_pair(pair_id, actor=SYSTEM, at=AT)

    with pytest.raises(Conflict):
        mentoring.accept_cover(cover_id, actor=acting(other), at=AT)
    assert Cover.objects.get().state == "withdrawn"


def test_a_pause_by_the_mentor_who_is_away_leaves_it_and_one_by_the_person_does_not() -> None:
    here = service()
    _cover, pair_id, mentor, place_id, other = covered(here)
    _planned(pair_id, acting(other))

    mentoring.pause_pair(pair_id, actor=acting(mentor), at=AT)
    assert (Cover.objects.get().state, Meeting.objects.get().state) == ("agreed", "planned")
    mentoring.resume_pair(pair_id, actor=acting(mentor), at=AT)
    mentoring.pause_pair(pair_id, actor=theirs(place_id), at=AT)

    assert (Cover.objects.get().state, Meeting.objects.get().state) == ("over", "cancelled")
    assert Place.objects.get().blocks == []


ENDS: dict[str, Callable[..., object]] = {
    "another mentor": lambda here, pair, place: mentoring.change_mentor(
        pair, actor=theirs(place), at=AT
    ),
    "the desk": lambda here, pair, place: mentoring.end_pair(
        pair, reason="lost_contact", wait_again=False, actor=here.first, at=AT
    ),
    "finished": lambda here, pair, place: mentoring.end_pair(
        pair, reason="completed", wait_again=False, actor=here.first, at=AT
    ),
    "support over": lambda here, pair, place: mentoring.close_of_episode(
        Place.objects.get().episode_id, how=mentoring.SupportOver.MOVED, actor=SYSTEM, at=AT
    ),
    "mentor stops": lambda here, pair, place: mentoring.stop(
        Pair.objects.get().volunteer_id, actor=here.first, at=AT
    ),
    "erased": lambda here, pair, place: mentoring.erase_person_data(
        person_id=theirs(place).person_id, actor=SYSTEM, at=AT
    ),
}


@pytest.mark.parametrize("how", ENDS)
def test_however_the_pair_ends_its_cover_ends_with_it(how: str) -> None:
    here = service()
    _cover, pair_id, _mentor, place_id, other = covered(here)
    _planned(pair_id, acting(other))

    ENDS[how](here, pair_id, place_id)

    cover = Cover.objects.get()
    assert (cover.state, Volunteer.objects.get(pk=other).held) == ("over", 0)
    assert Meeting.objects.get().state == "cancelled"
    assert _told(row(other).person_id) == ["cover_over_mentor"]
    if how == "erased":
        assert (cover.reasons, cover.difference, cover.suggested) == ([], "", [])


def test_of_somebody_who_died_whoever_covers_hears_from_a_person() -> None:
    here = staffed()
    _cover, _pair, _mentor, _place, other = covered(here)

    mentoring.close_of_episode(
        Place.objects.get().episode_id, how=mentoring.SupportOver.DIED, actor=SYSTEM, at=AT + DAY
    )

    assert _told(row(other).person_id) == []
    rows = mentoring.tasks(actor=here.first, at=AT + DAY).rows
    assert {(one.kind, one.name) for one in rows} == {
        ("died", "Mona Price"),
        ("died", "Olga Stone"),
    }
    assert MeetingTask.objects.filter(cover__isnull=False).count() == 1


def test_whoever_covers_and_stops_leaves_and_the_person_hears() -> None:
    here = service()
    _cover, pair_id, _mentor, place_id, other = covered(here)

    mentoring.stop(other, actor=acting(other), at=AT + DAY)

    assert (Cover.objects.get().state, Pair.objects.get().state) == ("over", "agreed")
    assert _told(theirs(place_id).person_id) == ["cover_over_person"]
    assert mentoring.pair_covers(pair_id, actor=here.first).may_ask


def test_a_mentor_who_pauses_before_the_answer_is_not_able_to() -> None:
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    asked_cover(here, pair_id, place_id, other)

    mentoring.pause(other, actor=acting(other), at=AT)

    assert Cover.objects.get().state == "declined"
    sent = Message.objects.filter(template="cover_not_able_person")
    assert sent.get().person_id == theirs(place_id).person_id


def test_nobody_is_suggested_whose_check_runs_out_within_the_days() -> None:
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    see_checks(here, other, look_again_on=LAST - DAY)

    with pytest.raises(Invalid):
        mentoring.ask_cover(pair_id, first_on=FIRST, last_on=LAST, actor=here.first, at=AT)
    cover_id = mentoring.ask_cover(
        pair_id, first_on=FIRST, last_on=LAST - DAY, actor=here.first, at=AT
    )
    mentoring.choose_cover(cover_id, other, actor=theirs(place_id), at=AT)
    mentoring.accept_cover(cover_id, actor=acting(other), at=AT)
    with pytest.raises(Invalid):
        mentoring.change_cover(cover_id, last_on=LAST, actor=here.first, at=AT)


def test_neither_the_mentor_nor_whom_they_are_kept_apart_from_nor_who_has_no_room_is_shown() -> (
    None
):
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    days = {"first_on": FIRST, "last_on": LAST, "actor": here.first, "at": AT}
    for change, back in (
        ({"held": 2}, {"held": 0}),
        ({"state": "paused"}, {"state": "ready"}),
        ({"person_id": theirs(place_id).person_id}, {"person_id": row(other).person_id}),
        ({"trained_until": TODAY + DAY}, {"trained_until": None}),
    ):
        Volunteer.objects.filter(pk=other).update(**change)
        with pytest.raises(Invalid):
            mentoring.ask_cover(pair_id, **days)
        Volunteer.objects.filter(pk=other).update(**back)
    Place.objects.update(blocks=[str(other)])
    with pytest.raises(Invalid):
        mentoring.ask_cover(pair_id, **days)


def test_the_days_pass_while_a_form_is_open() -> None:
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    cover_id = mentoring.ask_cover(pair_id, first_on=FIRST, last_on=FIRST, actor=here.first, at=AT)
    with pytest.raises(Conflict):
        mentoring.choose_cover(cover_id, other, actor=theirs(place_id), at=AT + DAY)
    mentoring.choose_cover(cover_id, other, actor=theirs(place_id), at=AT)
    with pytest.raises(Conflict):
        mentoring.accept_cover(cover_id, actor=acting(other), at=AT + DAY)

    assert mentoring.run_covers_due(actor=SYSTEM, at=AT + DAY) == 1
    assert Cover.objects.get().state == "withdrawn"


def test_an_earlier_last_day_calls_off_what_lies_after_it_and_all_three_hear() -> None:
    here = service()
    cover_id, pair_id, mentor, place_id, other = covered(here)
    _planned(pair_id, acting(other))

    for _twice in range(2):
        mentoring.change_cover(cover_id, last_on=FIRST + DAY, actor=here.first, at=AT)

    assert Meeting.objects.get().state == "cancelled"
    days = Message.objects.filter(template__in=("cover_days_person", "cover_days_mentor"))
    assert {one.person_id for one in days} == {theirs(place_id).person_id, row(other).person_id}
    told = Message.objects.filter(template="cover_told_mentor", person_id=row(mentor).person_id)
    assert told.count() == 2
    with pytest.raises(NotFound):
        mentoring.change_cover(cover_id, last_on=LAST, actor=acting(mentor), at=AT)


def test_a_meeting_of_a_cover_is_no_beginning_and_no_week_of_the_two() -> None:
    here = service()
    _cover, pair_id, mentor, _place, other = covered(here)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(other), at=AT)
    later = AT + timedelta(days=20)
    log = replace(LOG, on=later.date())
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=later)

    mentoring.run_reviews_due(actor=SYSTEM, at=AT + timedelta(weeks=6))
    assert not Review.objects.exists()
    mentoring.run_reviews_due(actor=SYSTEM, at=later + timedelta(weeks=6))
    assert Review.objects.count() == 1


def test_each_has_in_their_copy_what_is_about_them() -> None:
    here = service()
    _cover, pair_id, mentor, place_id, other = covered(here)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(other), at=AT)

    hers, olgas, monas = (
        mentoring.personal_data(one)
        for one in (theirs(place_id).person_id, row(other).person_id, row(mentor).person_id)
    )

    assert hers["mentoring.cover"][0]["reasons"]
    assert "reasons" not in olgas["mentoring.cover"][0]
    assert "worry" in olgas["mentoring.meeting"][0]
    assert monas["mentoring.cover"] == monas["mentoring.meeting"] == []


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_of_a_pair_takes_as_many_queries_for_thirty_covers_as_for_one(
    many: int, django_assert_max_num_queries: Any
) -> None:
    here = service()
    _cover, pair_id, _mentor, _place, other = covered(here)
    for _number in range(many - 1):
        Cover.objects.create(
            pair_id=pair_id, volunteer_id=other, state="over", first_on=FIRST, last_on=LAST,
            asked_at=AT, agreed_at=AT, over_at=AT, changed_at=AT,
        )  # fmt: skip

    with django_assert_max_num_queries(7):
        found = mentoring.pair_covers(pair_id, actor=here.first)
    with django_assert_max_num_queries(8):
        mentoring.my_covers(actor=acting(other), at=AT)

    assert len(found.before) == many - 1


def test_whoever_said_no_is_not_shown_again_for_these_days() -> None:
    here = service()
    pair_id, _mentor, place_id, other = to_cover(here)
    una = ready(here, name="Una Wells")
    cover_id = asked_cover(here, pair_id, place_id, other)
    mentoring.refuse_cover(cover_id, actor=acting(other), at=AT)

    again = mentoring.ask_cover(pair_id, first_on=FIRST, last_on=LAST, actor=here.first, at=AT)

    cards = mentoring.my_cover(again, actor=theirs(place_id), at=AT).cards
    assert [card.volunteer_id for card in cards] == [una]
