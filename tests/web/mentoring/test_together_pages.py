"""A pause and another mentor by pages, for the two behind their links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Pair, Place, Volunteer
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.meetings import paired
from factories.mentoring import AT, SYSTEM, service
from web.conftest import AsRole

PAUSED = "Meetings are paused for now."


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield service()


def _link(purpose: str, thing: Any) -> str:
    with unit(actor=SYSTEM, at=AT) as work:
        return make_link(purpose, thing, valid_until=AT.replace(year=2027), work=work)


def _page(client: Client, home: str) -> str:
    found = re.search(r'href="([^"]+/together/[^"#]+)', client.get(home).content.decode())
    assert found
    return found[1]


def test_the_person_pauses_goes_on_and_asks_for_another_mentor(here: Any) -> None:
    _pair, _mentor, place_id = paired(here)
    client, home = Client(), f"/c/{_link('place', Place.objects.get(pk=place_id))}/"
    page = _page(client, home)

    assert "Select what you would like" in client.post(page, {}).content.decode()
    assert client.post(page, {"what": "pause"}).status_code == 302
    assert PAUSED in client.get(page).content.decode()
    assert PAUSED in client.get(home).content.decode()
    assert client.post(page, {"what": "resume"}).status_code == 302
    assert PAUSED not in client.get(page).content.decode()
    answer = client.post(page, {"what": "change"})
    assert answer["Location"] == home
    assert "We are looking for somebody for you" in client.get(home).content.decode()
    assert client.get(page).status_code == 404


def test_the_mentor_pauses_and_is_offered_no_change(here: Any) -> None:
    pair_id, mentor, _place = paired(here)
    client, home = Client(), f"/m/{_link('volunteer', Volunteer.objects.get(pk=mentor))}/"
    page = _page(client, home)

    assert "another mentor" not in client.get(page).content.decode()
    assert client.post(page, {"what": "change"}).status_code == 200
    client.post(page, {"what": "pause"})
    assert "Meetings with Ruth are paused" in client.get(home).content.decode()
    mentoring.pause_pair(pair_id, actor=here.lead, at=AT)
    body = client.get(page).content.decode()
    assert "You hear from us before they go on" in body
    assert 'value="resume"' not in body
    client.post(page, {"what": "resume"})
    assert Pair.objects.get().state == "paused"


def test_both_say_yes_to_the_six_lines_and_each_sees_who_has(here: Any, as_role: AsRole) -> None:
    pair_id, mentor, place_id = paired(here)
    person, person_home = Client(), f"/c/{_link('place', Place.objects.get(pk=place_id))}/"
    volunteer = Volunteer.objects.get(pk=mentor)
    other, other_home = Client(), f"/m/{_link('volunteer', volunteer)}/"
    page, other_page = _page(person, person_home), _page(other, other_home)
    assert "say yes" in person.get(person_home).content.decode()
    body = person.get(page).content.decode()
    assert "We meet in public places" in body
    assert "Mona has not said yes yet." in body

    stale = person.post(page, {"act": "agree", "version": "99"})
    for _twice in range(2):
        answer = person.post(page, {"act": "agree", "version": "1"})

    assert "done" not in stale["Location"]
    assert "Your yes is noted" in person.get(answer["Location"]).content.decode()
    assert "say yes" not in person.get(person_home).content.decode()
    assert "Ruth said yes on 23 November 2026." in other.get(other_page).content.decode()
    desk = as_role("coordinator").get(f"/mentors/pairs/{pair_id}/meetings/").content.decode()
    assert "Ruth Adeyemi said yes to how they work together on 23 November 2026." in desk
    assert "Mona Price has not said yes yet" in desk
