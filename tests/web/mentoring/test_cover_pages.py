"""Another mentor for a while by pages: asked, chosen, agreed, a meeting logged, and over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Cover, Meeting, Pair, Place, Volunteer
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.covers import LAST, covered, to_cover
from factories.meetings import PLAN
from factories.mentoring import AT, SYSTEM, TODAY, acting, service
from web.conftest import AsRole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield service()


def _link(purpose: str, thing: Any) -> str:
    with unit(actor=SYSTEM, at=AT) as work:
        return make_link(purpose, thing, valid_until=AT.replace(year=2027), work=work)


def _person(place_id: UUID) -> str:
    return f"/c/{_link('place', Place.objects.get(pk=place_id))}/"


def _mentor(volunteer_id: UUID) -> str:
    return f"/m/{_link('volunteer', Volunteer.objects.get(pk=volunteer_id))}/"


def _cover_page(client: Client, home: str) -> str:
    found = re.search(r'href="([^"]+/cover/[^"#]+)', client.get(home).content.decode())
    assert found
    return found[1]


def _days(first: Any, last: Any) -> dict[str, Any]:
    said = {}
    for name, day in (("first_on", first), ("last_on", last)):
        said |= {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}
    return said


def test_the_whole_way_by_pages(here: Any, as_role: AsRole) -> None:
    pair_id, _mona, place_id, other = to_cover(here)
    staff = as_role("coordinator")
    desk = f"/mentors/pairs/{pair_id}/cover/"
    meetings = f"/mentors/pairs/{pair_id}/meetings/"
    assert desk in staff.get(meetings).content.decode()

    wrong = staff.post(desk, _days(TODAY - timedelta(days=1), LAST))
    assert "a day that is still to come" in wrong.content.decode()
    assert "Enter the first day" in staff.post(desk, {}).content.decode()
    for _twice in range(2):
        assert staff.post(desk, _days(TODAY, LAST)).status_code == 302
    assert "Olga Stone" in staff.get(desk).content.decode()

    ruth, ruths = Client(), _person(place_id)
    page = _cover_page(ruth, ruths)
    shown = ruth.get(page).content.decode()
    assert "While Mona is away" in shown
    assert "Olga" in shown
    assert "Stone" not in shown
    assert "Select whom you would like to meet" in ruth.post(page, {}).content.decode()
    for _twice in range(2):
        assert ruth.post(page, {"whom": str(other)}).status_code == 302
    assert "We have asked Olga" in ruth.get(page).content.decode()
    assert "Olga Stone is asked" in staff.get(desk).content.decode()

    olga, olgas = Client(), _mentor(other)
    asked = _cover_page(olga, olgas)
    assert "Ruth would like to meet you for a while" in olga.get(asked).content.decode()
    assert "07700" not in olga.get(asked).content.decode()
    for _twice in range(2):
        assert olga.post(asked, {"answer": "yes"}).status_code == 302
    assert "07700" in olga.get(asked).content.decode()
    assert "You meet Olga for a while" in ruth.get(page).content.decode()
    assert "From 23 November 2026 to 6 December 2026" in ruth.get(ruths).content.decode()

    log = olgas.replace("/m/", "/log/")
    answers = {
        "on_day": 23, "on_month": 11, "on_year": 2026, "minutes": "60",
        "where": "phone", "worry": "none", "key": uuid4(),
    }  # fmt: skip
    assert olga.post(log, answers).status_code == 302
    assert Meeting.objects.get().cover_id == Cover.objects.get().pk
    assert "Olga" in staff.get(meetings).content.decode()

    with time_machine.travel(AT + timedelta(days=14), tick=False):
        mentoring.run_covers_due(actor=SYSTEM, at=AT + timedelta(days=14))
        assert "This is over" in ruth.get(page).content.decode()
        over = olga.get(asked).content.decode()
        assert "This is over" in over
        assert "07700" not in over
    assert Pair.objects.get().state == "agreed"


def test_the_person_would_rather_wait(here: Any) -> None:
    pair_id, _mona, place_id, _other = to_cover(here)
    mentoring.ask_cover(pair_id, first_on=TODAY, last_on=LAST, actor=here.first, at=AT)
    ruth, ruths = Client(), _person(place_id)
    page = _cover_page(ruth, ruths)

    assert ruth.post(page, {"whom": "none"}).status_code == 302

    assert Cover.objects.get().state == "declined"
    assert "This is over" in ruth.get(page).content.decode()
    assert "/cover/" not in ruth.get(ruths).content.decode()


@pytest.mark.parametrize("who", ["person", "mentor", "desk"])
def test_each_of_them_can_end_it(here: Any, as_role: AsRole, who: str) -> None:
    cover_id, pair_id, _mona, place_id, other = covered(here)
    home = _person(place_id) if who == "person" else _mentor(other)
    client, page, said = Client(), f"{home}cover/{cover_id}/", {"act": "end"}
    if who == "desk":
        client = as_role("coordinator")
        page, said = f"/mentors/pairs/{pair_id}/cover/", {"end": str(cover_id)}

    for _twice in range(2):
        assert client.post(page, said).status_code == 302

    assert Cover.objects.get().state == "over"


def test_who_coordinates_gives_it_another_last_day(here: Any, as_role: AsRole) -> None:
    cover_id, pair_id, *_others = covered(here)
    staff, page = (
        as_role("coordinator"),
        f"/mentors/pairs/{pair_id}/cover/",
    )
    later = LAST + timedelta(days=7)
    day = {"cover": str(cover_id), "last_on_day": later.day, "last_on_month": later.month}

    assert "13 December 2026" not in staff.get(page).content.decode()
    assert staff.post(page, {**day, "last_on_year": later.year}).status_code == 302
    assert "13 December 2026" in staff.get(page).content.decode()
    too_long = staff.post(page, {**day, "last_on_year": later.year + 1})
    assert "within twelve weeks" in too_long.content.decode()


def test_hours_say_with_whom_they_are(here: Any, as_role: AsRole) -> None:
    _cover, pair_id, mona, place_id, other = covered(here)
    ruth, home = Client(), _person(place_id)

    shown = ruth.get(f"{home}meetings/plan/{pair_id}/").content.decode()
    assert "it is with Olga, on other days with Mona" in shown
    olgas = Client().get(f"{_mentor(other)}meetings/plan/{pair_id}/").content.decode()
    assert "An hour with Ruth" in olgas
    assert "You meet them from 23 November 2026" in olgas
    monas = Client().get(f"{_mentor(mona)}meetings/plan/{pair_id}/").content.decode()
    assert "the meetings are with another mentor" in monas
    assert "Olga" not in monas

    plan = replace(PLAN, starts_at=AT + timedelta(days=3))
    mentoring.plan_meeting(pair_id, plan=plan, key=uuid4(), actor=acting(other), at=AT)
    assert "With Olga." in ruth.get(home).content.decode()
    meetings = as_role("coordinator").get(f"/mentors/pairs/{pair_id}/meetings/").content.decode()
    assert "With Olga, in place of Mona Price" in meetings


def test_what_is_left_to_do_is_on_a_list(here: Any, as_role: AsRole) -> None:
    pair_id, mona, _place, _other = to_cover(here)
    mentoring.pause(mona, actor=acting(mona), at=AT)
    staff = as_role("coordinator")

    assert "While a mentor is away" in staff.get("/today/").content.decode()
    shown = staff.get("/mentors/away/").content.decode()
    assert "They have met nobody for two weeks" in shown
    assert f"/mentors/pairs/{pair_id}/cover/" in shown
