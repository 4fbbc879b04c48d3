"""Who meets whom, and a pause by the service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from alongside.domain.mentoring.models import Pair, Volunteer
from factories.meetings import paired
from factories.mentoring import AT, ready, waiting
from factories.mentoring import service as made_service
from web.conftest import AsRole


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield made_service()


def test_a_coordinator_sees_who_meets_and_pauses_and_lets_them_go_on(
    here: Any, as_role: AsRole
) -> None:
    pair_id, _mentor, _place = paired(here)
    desk = as_role("coordinator")
    listed = desk.get("/mentors/pairs/").content.decode()
    assert "Ruth Adeyemi and Mona Price" in listed
    assert "Not met yet." in listed

    for act, state, words in (
        ("pause", "paused", "Let them go on"),
        ("resume", "agreed", "Pause their meetings"),
    ):
        for _twice in range(2):
            answer = desk.post(f"/mentors/pairs/{pair_id}/{act}/")
            assert answer.status_code == 302
        assert Pair.objects.get(pk=pair_id).state == state
        assert words in desk.get(answer["Location"]).content.decode()


def test_who_met_before_has_a_list_of_its_own(here: Any, as_role: AsRole) -> None:
    pair_id, _mentor, _place = paired(here)
    Pair.objects.filter(pk=pair_id).update(state="ended", ended_at=AT, end_reason="completed")
    desk = as_role("coordinator")

    assert "Nobody." in desk.get("/mentors/pairs/").content.decode()
    assert "Ruth Adeyemi" in desk.get("/mentors/pairs/?which=ended").content.decode()


def test_a_check_that_ran_out_is_said_of_the_mentor_and_of_the_two(
    here: Any, as_role: AsRole
) -> None:
    last = AT.date() + timedelta(days=10)
    mentor = ready(here, capacity=3, look_again_on=last)
    paired(here, volunteer_id=mentor)
    waiting(here, "Wyn Vaughan")
    with time_machine.travel(AT + timedelta(days=10), tick=False):
        desk = as_role("coordinator")
        assert "Wyn Vaughan</a> – Mona Price" in desk.get("/mentors/plan/").content.decode()
        assert "overdue" not in desk.get("/mentors/pairs/").content.decode()

    with time_machine.travel(AT + timedelta(days=11), tick=False):
        desk = as_role("coordinator")
        plan = desk.get("/mentors/plan/").content.decode()
        listed = desk.get("/mentors/").content.decode()
        pairs = desk.get("/mentors/pairs/").content.decode()
    assert "Wyn Vaughan</a> – " not in plan
    assert "a check has to be looked at again" in plan
    assert "Not matchable: check overdue since 3 December 2026." in listed
    assert "Ready." not in listed
    assert "Still lacking" not in listed
    assert "Mona Price: check overdue since 3 December 2026." in pairs


def test_who_came_from_the_list_and_was_not_signed_off_is_told_of(
    here: Any, as_role: AsRole
) -> None:
    paired(here)
    desk = as_role("coordinator")
    for page in ("/mentors/", "/mentors/pairs/"):
        assert "not signed off here" not in desk.get(page).content.decode()

    Volunteer.objects.update(
        state="preparing", taken_over_at=AT, first_yes_by=None, second_yes_by=None,
        first_yes_at=None, second_yes_at=None,
    )  # fmt: skip

    assert "Came from your list, not signed off here." in desk.get("/mentors/").content.decode()
    pairs = desk.get("/mentors/pairs/").content.decode()
    assert "Mona Price came from your list, not signed off here." in pairs


def test_the_list_takes_as_many_queries_for_four_as_for_one(
    here: Any, as_role: AsRole, django_assert_max_num_queries: Any
) -> None:
    _pair, mentor, _place = paired(here)
    desk = as_role("coordinator")
    desk.get("/mentors/pairs/")
    with django_assert_max_num_queries(18):
        desk.get("/mentors/pairs/")
    for number in range(3):
        paired(here, volunteer_id=mentor, name=f"Person {number}")
    with django_assert_max_num_queries(18):
        page = desk.get("/mentors/pairs/")
    assert "Person 2" in page.content.decode()
