"""None of these: told when something opens, or only counted."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alongside.domain.catalogue.models import Postcode
from alongside.domain.signposting.models import ToldOf, UnmetNeed
from alongside.foundation.actor import system
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.asking import County
from factories.directory import AT
from factories.people import PersonFactory

LOOKED = "near=WR1&condition=type-1-diabetes&language=en&age=19"
ADDRESS = f"/none-of-these/?{LOOKED}"


@pytest.fixture(autouse=True)
def _county(here: County) -> None:
    Postcode.objects.create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)


def test_the_results_lead_there_with_what_was_looked_for() -> None:
    found = Client().get("/find/results?near=WR1&condition=type-1-diabetes").content.decode()
    nothing = Client().get("/find/results?near=WR1&condition=copd&within=2").content.decode()

    assert "/none-of-these/?near=WR1&amp;condition=type-1-diabetes" in found
    assert "/none-of-these/?near=WR1&amp;within=2&amp;condition=copd" in nothing


def test_the_page_says_what_was_looked_for() -> None:
    page = Client().get(ADDRESS).content.decode()

    assert "Type 1 diabetes, English and 18 to 24, near WR1" in page


def test_told_when_one_opens_and_twice_is_once() -> None:
    answers = {"name": "Ruth", "channel": "text", "text": "07700 900123", "key": str(uuid4())}

    done = [Client().post(ADDRESS, answers) for _ in range(3)][0]

    need = UnmetNeed.objects.get()
    assert (need.reason, need.outward, need.condition, need.language, need.age_band) == (
        "tell_me",
        "WR1",
        "type-1-diabetes",
        "en",
        "18_24",
    )
    assert need.tell_until is not None
    assert "We tell you when a group opens" in Client().get(done["Location"]).content.decode()


def test_only_counted_leaves_nobody() -> None:
    answers = {"only": "count", "key": str(uuid4())}

    done = [Client().post(ADDRESS, answers) for _ in range(3)][0]

    need = UnmetNeed.objects.get()
    assert (need.reason, need.person_id, need.tell_until) == ("nothing_suitable", None, None)
    assert "You are counted" in Client().get(done["Location"]).content.decode()


def test_how_to_be_reached_is_needed_to_be_told() -> None:
    page = Client().post(ADDRESS, {"name": "", "channel": "text"}).content.decode()

    assert "Enter a mobile number" in page
    assert not UnmetNeed.objects.exists()


@pytest.mark.parametrize("query", ["", "near=%00&age=999&condition=%3Cscript%3E", "age=x&near=ZZ9"])
def test_an_odd_address_is_no_need_in_particular(query: str) -> None:
    client = Client()

    assert client.get(f"/none-of-these/?{query}").status_code == 200
    client.post(f"/none-of-these/?{query}", {"only": "count", "key": "no key"})

    need = UnmetNeed.objects.get()
    assert (need.outward, need.condition, need.age_band) == ("", "", "")


def test_a_forged_form_is_refused() -> None:
    answer = Client(enforce_csrf_checks=True).post(ADDRESS, {"only": "count"})

    assert answer.status_code == 403
    assert not UnmetNeed.objects.exists()


def _news(here: County) -> str:
    need = UnmetNeed.objects.create(
        key="k",
        reason="tell_me",
        recorded_at=AT,
        steward_id=here.steward,
        tell_until=AT.date() + timedelta(days=365),
        person=PersonFactory(),
    )
    ToldOf.objects.create(need=need, listing_id=here.group, told_at=AT)
    with unit(actor=system("test"), at=AT) as work:
        return make_link("news", need, valid_until=AT + timedelta(days=30), work=work)


def test_the_news_names_the_group_and_can_be_stopped(here: County) -> None:
    address = f"/n/{_news(here)}/"

    page = Client().get(address).content.decode()
    stopped = [Client().post(address) for _ in range(2)][0]

    assert f"/groups/{here.group}/" in page
    assert "until Tuesday 23 November" in page
    assert "You hear no more of this" in Client().get(stopped["Location"]).content.decode()
    assert UnmetNeed.objects.get().tell_until is None


def test_a_link_of_news_that_is_over(here: County) -> None:
    _news(here)

    answer = Client().get(f"/n/{'A' * 22}/")

    assert answer.status_code == 404
    assert "does not work any more" in answer.content.decode()


def test_looked_for_near_a_town_it_has_a_place() -> None:
    answers = {"only": "count", "key": str(uuid4())}

    Client().post("/none-of-these/?near=worcester-52.19&condition=type-1-diabetes", answers)

    need = UnmetNeed.objects.get()
    assert (need.outward, need.condition) == ("WR1", "type-1-diabetes")
