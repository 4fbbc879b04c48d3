"""The kept list of public places, and lists of meetings with a constant number of queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.foundation.errors import Invalid, NotFound, Refused
from factories.directory import coordinator, organisation
from factories.meetings import LOG, PLAN, library, paired
from factories.mentoring import AT, acting, service, who_waits

pytestmark = pytest.mark.django_db


def test_a_closed_place_is_offered_no_more_and_what_is_planned_there_stands() -> None:
    here = service()
    pair_id, mentor, _place = paired(here)
    place_id, mona = library(here), acting(mentor)
    there = replace(PLAN, mode="in_person", place_id=place_id)
    meeting_id = mentoring.plan_meeting(pair_id, plan=there, key=uuid4(), actor=mona, at=AT)
    for _twice in range(2):
        mentoring.close_place_for_meetings(place_id, actor=here.first, at=AT)

    assert mentoring.log_page(mentor, actor=mona, at=AT).places == ()
    assert mentoring.meeting(meeting_id, actor=mona, at=AT).address == "Sawmill Walk, Worcester"
    with pytest.raises(Invalid):
        mentoring.plan_meeting(pair_id, plan=there, key=uuid4(), actor=mona, at=AT)


def test_the_kept_list_is_the_organisations_own() -> None:
    here = service()
    key = uuid4()
    assert library(here, key=key) == library(here, key=key)
    elsewhere = coordinator(organisation("Another place"))

    assert [one.name for one in mentoring.kept_places(here.id, actor=here.second)] == [
        "The Hive library"
    ]
    for faulty in (
        {"name": " "},
        {"address": ""},
        {"step_free": "maybe"},
        {"name": "the hive LIBRARY"},
    ):
        with pytest.raises(Invalid) as refused:
            library(here, **{"key": uuid4(), **faulty})
        assert set(refused.value.faults) == set(faulty)
    with pytest.raises(NotFound):
        mentoring.close_place_for_meetings(library(here, key=key), actor=elsewhere, at=AT)
    for refused_to in (elsewhere, here.lead):
        with pytest.raises(Refused):
            library(here, actor=refused_to)
        with pytest.raises(Refused):
            mentoring.kept_places(here.id, actor=refused_to)


@pytest.mark.parametrize("many", [1, 30])
def test_lists_take_as_many_queries_for_thirty_as_for_one(
    many: int, django_assert_max_num_queries: object
) -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    mona, ruth = acting(mentor), who_waits(place_id)
    for number in range(many):
        log = replace(LOG, on=AT.date() + timedelta(days=number), worry="talk")
        mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=mona, at=AT + timedelta(days=40))
        library(here, f"Place {number}")
        plan = replace(PLAN, starts_at=PLAN.starts_at + timedelta(days=60 + number))
        mentoring.plan_meeting(pair_id, plan=plan, key=uuid4(), actor=mona, at=AT)

    with django_assert_max_num_queries(20):  # type: ignore[operator]
        mine = mentoring.my_meetings(mentor, actor=mona, at=AT, per_page=50)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        hers = mentoring.my_place(place_id, actor=ruth).meetings
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        pairs = mentoring.pair_meetings(pair_id, actor=here.first, at=AT, per_page=100)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        tasks = mentoring.tasks(actor=here.first, at=AT)
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        places = mentoring.kept_places(here.id, actor=here.first)

    assert len(mine.coming) == len(mine.past.rows) == len(hers) == tasks.total == many
    assert (len(pairs.rows.rows), len(places)) == (2 * many, many)
