"""Choosing by pages: cards, the mentor's answer, how to reach each other, the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Pair, Place, Volunteer
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.mentoring import AT, SYSTEM, ready, waiting
from factories.mentoring import service as made_service
from web.conftest import AsRole


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield made_service()


def _link(purpose: str, thing: Any) -> str:
    with unit(actor=SYSTEM, at=AT) as work:
        return make_link(purpose, thing, valid_until=AT.replace(year=2027), work=work)


def _page_of(place_id: UUID) -> str:
    return f"/c/{_link('place', Place.objects.get(pk=place_id))}/"


def _own_page(volunteer_id: UUID) -> str:
    return f"/m/{_link('volunteer', Volunteer.objects.get(pk=volunteer_id))}/"


def test_from_the_plan_to_both_said_yes(here: Any, as_role: AsRole) -> None:
    mentor, place_id = ready(here), waiting(here)
    coordinator, client = as_role("coordinator"), Client()
    page, own = _page_of(place_id), _own_page(mentor)

    assert "We are looking for somebody" in client.get(page).content.decode()
    assert "Ruth Adeyemi" in coordinator.get("/mentors/plan/").content.decode()
    assert coordinator.post(f"/mentors/waiting/{place_id}/").status_code == 302
    assert "the plan has it so" in coordinator.get(f"/mentors/waiting/{place_id}/").content.decode()
    cards = client.get(page).content.decode()
    assert "Mona" in cards
    assert "One difference:" in cards
    assert "Price" not in cards
    assert "Select whom" in client.post(page, {}).content.decode()
    for _twice in range(2):
        assert client.post(page, {"whom": str(mentor)}).status_code in (200, 302)
    assert "We have asked Mona" in client.get(page).content.decode()
    asked = re.findall(r'href="(/m/[^"]+/asked/[^"]+)"', client.get(own).content.decode())
    question = client.get(asked[0]).content.decode()
    assert "Ruth would like to meet you" in question
    assert "Adeyemi" not in question
    assert "07700" not in question
    for _twice in range(2):
        assert client.post(asked[0], {"answer": "yes"}).status_code == 302

    assert Pair.objects.get().state == "agreed"
    chosen, met = client.get(page).content.decode(), client.get(own).content.decode()
    assert "both said yes" in chosen
    assert '<a href="tel:+447700900123" class="app-nowrap">07700 900123</a>' in chosen
    assert f'<a href="{page}meetings/plan/{Pair.objects.get().pk}/">Plan an hour with Mona</a>' in (
        chosen
    )
    assert "Whom you meet" in met
    assert "As soon as somebody is suggested" not in met
    assert client.get(asked[0]).status_code == 302


def test_not_this_one_reads_the_same_for_everybody(here: Any) -> None:
    mentor, place_id = ready(here), waiting(here)
    client, page = Client(), _page_of(place_id)
    mentoring.suggest(place_id, actor=here.first, at=AT)
    client.post(page, {"whom": str(mentor)})
    pair_id = Pair.objects.get().pk

    client.post(f"{_own_page(mentor)}asked/{pair_id}/", {"answer": "no"})

    told = client.get(page).content.decode()
    assert "We are looking for somebody for you" in told
    assert "Mona" not in told


def test_changing_ones_mind_and_none_of_them(here: Any) -> None:
    mentor, place_id = ready(here), waiting(here)
    client, page = Client(), _page_of(place_id)
    mentoring.suggest(place_id, actor=here.first, at=AT)

    client.post(page, {"whom": str(mentor)})
    client.post(page, {"act": "change_mind"})
    client.post(page, {"act": "change_mind"})
    assert Place.objects.get().state == "waiting"
    mentoring.suggest(place_id, actor=here.first, at=AT)
    client.post(page, {"whom": "none"})

    assert Place.objects.get().blocks == [str(mentor)]


def test_where_there_is_nobody_the_page_says_so(here: Any, as_role: AsRole) -> None:
    place_id = waiting(here)
    coordinator = as_role("coordinator")

    told = coordinator.post(f"/mentors/waiting/{place_id}/").content.decode()

    assert "There is nobody now" in told
    assert "Error:" in told
    assert "There is nobody who could be asked." in (
        coordinator.get("/mentors/plan/").content.decode()
    )


def test_whoever_pauses_between_the_cards_and_the_choice(here: Any) -> None:
    mentor, place_id = ready(here), waiting(here)
    client, page = Client(), _page_of(place_id)
    mentoring.suggest(place_id, actor=here.first, at=AT)
    mentoring.pause(mentor, actor=here.first, at=AT)

    answer = client.post(page, {"whom": str(mentor)})

    assert answer["Location"].endswith("?changed=1")
    assert "not able to take this on" in client.get(answer["Location"]).content.decode()


def test_a_link_that_is_over_says_a_kind_word() -> None:
    assert Client().get(f"/c/{'x' * 22}/").status_code == 404


def test_cards_are_taken_back_by_one_press_and_later_the_page_says_why_not(
    here: Any, as_role: AsRole
) -> None:
    ready(here)
    place_id = waiting(here)
    coordinator, where = as_role("coordinator"), f"/mentors/waiting/{place_id}/"
    coordinator.post(where)
    assert "Undo: take the cards back" in coordinator.get(where).content.decode()

    for _twice in range(2):
        assert coordinator.post(where, {"act": "undo"}).status_code == 302
    told = coordinator.get(f"{where}?undone=1").content.decode()
    assert "nobody was told" in told
    assert "Undo: take" not in told
    assert Place.objects.get().state == "waiting"

    coordinator.post(where)
    Place.objects.update(state="asked")  # they chose meanwhile
    late = coordinator.post(where, {"act": "undo"}).content.decode()
    assert "It is too late" in late
    assert Place.objects.get().state == "asked"
