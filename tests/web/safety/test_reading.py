"""The list of worries and one of them, for lead and deputy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.safety.models import Concern
from alongside.foundation.models import AuditRow
from factories.safety import MONDAY, Team, told
from web.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def team() -> Iterator[Team]:
    """An open service on a Monday at ten."""
    with time_machine.travel(MONDAY, tick=False):
        yield Team()


def _as(person: Any) -> Client:
    return sign_in(Client(), person)


def _text(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return " ".join(re.sub("<[^>]*>", " ", page[page.index("<main") :]).split())


def test_the_list_says_even_that_there_is_none(team: Team) -> None:
    assert "0 open, 0 overdue There is none at present." in _text(_as(team.lead), "/worries/")


def test_what_is_overdue_stands_on_top_and_the_clock_comes_first(team: Team) -> None:
    late = told(danger_now=True)
    new = told(at=MONDAY + timedelta(hours=2), what_happened="SECRET WORDS")

    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        page = _text(_as(team.deputy), "/worries/")

    assert "2 open, 1 overdue" in page
    assert page.index("Overdue") < page.index(late.reference) < page.index(new.reference)
    assert "To be read by 11am on Monday 23 November" in page
    assert "SECRET" not in page


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_of_the_list_asks_as_much_for_thirty_as_for_one(
    team: Team, many: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(many):
        told()
    client = _as(team.lead)
    client.get("/worries/")

    with django_assert_max_num_queries(10):
        client.get("/worries/")


def test_an_overdue_worry_is_said_on_every_page_of_those_who_read_them(team: Team) -> None:
    told(danger_now=True, kept_from=team.lead.pk)

    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        assert "1 worry is overdue" in _as(team.deputy).get("/").content.decode()
        assert "overdue" not in _as(team.lead).get("/").content.decode()
        coordinator = team.holder("Sam", "coordinator")
        assert "overdue" not in _as(coordinator).get("/").content.decode()


def test_from_reading_to_closing_by_two(team: Team) -> None:
    receipt = told(what_happened="He takes <b>her</b> insulin.")
    lead, deputy = _as(team.lead), _as(team.deputy)
    here = f"/worries/{receipt.concern_id}/"

    assert "He takes &lt;b&gt;her&lt;/b&gt; insulin." in lead.get(here).content.decode()
    assert "You have read it" in lead.post(f"{here}read/", follow=True).content.decode()
    day = {"look_again_on_day": "24", "look_again_on_month": "11", "look_again_on_year": "2026"}
    lead.post(f"{here}take/", day | {"words": "Ring her."})
    form = lead.get(f"{here}note/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key is not None
    for _each in range(3):
        lead.post(f"{here}note/", {"kind": "spoke", "words": "She is safe.", "key": key[1]})
    refused = lead.post(f"{here}suggest_closing/", {"words": "She has moved."})
    assert "Nothing is decided yet" in refused.content.decode()
    form = lead.get(f"{here}decide/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', form)
    assert key is not None
    council = {
        "key": key[1], "route": "adults", "reasons": "He <b>took</b> it.",
        "told_whom": "Duty desk, 81/7", "can_decide": "yes", "agrees": "no", "under_18": "no",
        "care_needs": "yes", "at_risk": "yes", "cannot_protect": "yes",
    }  # fmt: skip
    refused = lead.post(f"{here}decide/", council).content.decode()
    assert "Enter when you told them" in refused
    assert "Say why you tell somebody without the person" in refused
    council |= {
        "without_consent": "Her sister is hurt as well.",
        "told_on_day": "23", "told_on_month": "11", "told_on_year": "2026",
    }  # fmt: skip
    for _each in range(3):
        lead.post(f"{here}decide/", council)
    page = _text(lead, here)
    assert page.count("Duty desk, 81/7") == 1
    assert "By these answers the council must be told" in page
    assert "Her sister is hurt as well." in page
    lead.post(f"{here}suggest_closing/", {"words": "She has moved."})

    assert "You suggested to close it." in _text(lead, here)
    assert lead.post(f"{here}close/").status_code == 409
    assert "Helen Marsh suggests to close it." in _text(deputy, here)
    deputy.post(f"{here}close/")

    page = _text(lead, here)
    for words in ("Ring her.", "She has moved.", "Closed it Ruth Tallis"):
        assert words in page
    assert page.count("She is safe.") == 1
    assert Concern.objects.get().state == "closed"
    assert receipt.reference in _text(lead, "/worries/?closed=1")
    assert AuditRow.objects.filter(action="concern.looked_at").count() >= 4


def test_titles_of_staff_pages_say_nothing(team: Team) -> None:
    receipt = told()
    lead = _as(team.lead)
    here = f"/worries/{receipt.concern_id}/"

    for address in ("/worries/", here, f"{here}note/", f"{here}let_in/"):
        title = re.search("<title>(.*)</title>", lead.get(address).content.decode())
        assert title is not None
        assert not re.search("worr|safeguard|danger|concern", title[1].lower())


def test_what_is_missing_in_a_form_is_said(team: Team) -> None:
    receipt = told()
    lead = _as(team.lead)
    here = f"/worries/{receipt.concern_id}/"
    lead.post(f"{here}read/")

    page = lead.post(f"{here}take/", {}).content.decode()
    assert "There is a problem" in page
    assert lead.get(f"{here}nothing/").status_code == 404
    assert lead.post(f"{here}let_in/", {"person": "x"}).status_code == 200


def test_somebody_let_in_reads_that_one_alone(team: Team) -> None:
    first, second = told(), told()
    lead, third = _as(team.lead), _as(team.third)

    lead.post(f"/worries/{first.concern_id}/let_in/", {"person": str(team.third.pk)})

    assert third.get(f"/worries/{first.concern_id}/").status_code == 200
    assert third.get(f"/worries/{second.concern_id}/").status_code == 404
