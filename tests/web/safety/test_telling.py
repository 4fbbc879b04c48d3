"""Telling a worry on pages: four questions, nothing left behind, nothing lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client

from alongside.domain.safety.models import Concern, SafetySetup
from alongside.foundation.models import AuditRow
from alongside.foundation.sealed import is_sealed, unseal
from alongside.web.shared.held import COOKIE
from factories.safety import MONDAY, Team
from web.conftest import sign_in

pytestmark = pytest.mark.django_db
WORDS = "He shouts at her after the group.\nShe is afraid."
ANSWERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/worry/", {"danger_now": "no"}),
    ("/worry/what/", {"what_happened": WORDS.replace("\n", "\r\n")}),
    ("/worry/about/", {"about": "other", "about_name": "Ann"}),
    ("/worry/contact/", {"how": "phone", "phone": "07700 900 982", "contact_safely": "mornings"}),
)


@pytest.fixture(autouse=True)
def team() -> Iterator[Team]:
    """An open service on a Monday at ten."""
    with time_machine.travel(MONDAY, tick=False):
        yield Team()


@pytest.fixture
def database_down() -> Any:
    """From `with` on, the database answers nothing."""

    def refuse(execute: Any, sql: str, *rest: Any) -> None:
        raise OperationalError("the database is down")

    return lambda: connection.execute_wrapper(refuse)


def _answer(client: Client, upto: int = 4) -> str:
    """Answers the questions; returns where the last one led."""
    onward = "/worry/"
    for address, data in ANSWERS[:upto]:
        assert client.get(address).status_code == 200
        response = client.post(address, data)
        assert response.status_code == 302, response.content.decode()
        onward = response["Location"]
    return onward


def _hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {
        name: value.replace("&#39;", "'") for name, value in found if name != "csrfmiddlewaretoken"
    }


def _check_page(client: Client) -> dict[str, str]:
    return _hidden(client.get("/worry/check/").content.decode())


def test_four_questions_lead_to_a_worry_that_is_read_word_for_word(team: Team) -> None:
    client = Client()

    assert _answer(client) == "/worry/check/"
    response = client.post("/worry/check/", _check_page(client), follow=True)

    concern = Concern.objects.get()
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == "/worry/sent/"
    assert concern.reference in page
    assert "Helen Marsh or Ruth Tallis reads it by 10am on Tuesday 24 November." in page
    assert concern.what_happened == WORDS
    assert (concern.contact_by, concern.contact_at) == ("phone", "07700 900982")
    assert concern.contact_safely == "mornings"


def test_what_was_typed_is_sealed_and_gone_once_it_is_sent(team: Team) -> None:
    client = Client()
    _answer(client)
    (row,) = Session.objects.all()
    assert is_sealed(row.get_decoded()["worry"])
    assert "Ann" in unseal(row.get_decoded()["worry"])
    client.post("/worry/check/", _check_page(client))

    for row in Session.objects.all():
        held = json.loads(unseal(row.get_decoded()["worry"]))
        assert list(held) == ["sent"]
        assert "Ann" not in str(held)
    for address, _data in ANSWERS:
        assert "Ann" not in client.get(address, follow=True).content.decode()


def test_the_page_that_sends_ten_times_makes_one_worry(team: Team) -> None:
    client = Client()
    _answer(client)
    sent = _check_page(client)

    for _each in range(10):
        response = client.post("/worry/check/", sent, follow=True)
        assert Concern.objects.get().reference in response.content.decode()

    assert Concern.objects.count() == 1


def test_an_abandoned_one_leaves_nothing_after_half_an_hour(team: Team) -> None:
    client = Client()
    _answer(client, upto=3)
    assert Session.objects.count() == 1

    with time_machine.travel(MONDAY + timedelta(minutes=31), tick=False):
        response = client.get("/worry/what/")
        Session.get_session_store_class().clear_expired()

    assert response["Location"] == "/worry/"
    assert Session.objects.count() == 0
    assert Concern.objects.count() == 0


def test_words_typed_for_longer_than_that_are_not_lost(team: Team) -> None:
    client = Client()
    _answer(client, upto=1)

    with time_machine.travel(MONDAY + timedelta(minutes=40), tick=False):
        response = client.post("/worry/what/", {"what_happened": WORDS})
        assert response["Location"] == "/worry/"
        client.post("/worry/", {"danger_now": "no"})
        page = client.get("/worry/what/").content.decode()

    assert "She is afraid." in page


def test_somebody_in_danger_is_told_to_ring_first_and_may_go_on(team: Team) -> None:
    client = Client()

    response = client.post("/worry/", {"danger_now": "yes"}, follow=True)

    page = response.content.decode()
    assert response.redirect_chain[-1][0] == "/worry/now/"
    assert 'href="tel:999"' in page
    assert 'href="/worry/what/"' in page
    for address, data in ANSWERS[1:]:
        client.post(address, data)
    client.post("/worry/check/", _check_page(client))
    assert Concern.objects.get().due_at == MONDAY + timedelta(hours=1)


@pytest.mark.parametrize("attach", [True, False])
def test_somebody_signed_in_is_named_only_when_they_tick_the_box(team: Team, attach: bool) -> None:
    client = sign_in(Client(), team.third)
    _answer(client, upto=3)
    assert "Una Price" in client.get("/worry/contact/").content.decode()

    client.post("/worry/contact/", {"how": "no"} | ({"say_who": "on"} if attach else {}))
    client.post("/worry/check/", _check_page(client))

    wanted = team.third.pk if attach else None
    assert Concern.objects.get().reporter_id == wanted
    assert AuditRow.objects.get(action="concern.told").actor_id == wanted


def test_nobody_is_asked_who_they_are_on_the_way(team: Team) -> None:
    client = sign_in(Client(), team.lead)

    for address in ("/worry/", "/help-now/"):
        assert "Helen Marsh</a>" not in client.get(address).content.decode()


def test_a_worry_about_a_reader_can_be_kept_from_them(team: Team) -> None:
    client = Client()
    _answer(client)
    assert "you can choose who reads it" in client.get("/worry/about/").content.decode()

    response = client.post("/worry/readers/", {"kept_from": str(team.lead.pk)}, follow=True)
    assert "Ruth Tallis" in response.content.decode()
    page = client.post("/worry/check/", _check_page(client), follow=True).content.decode()

    assert Concern.objects.get().kept_from_id == team.lead.pk
    assert "Ruth Tallis reads it by" in page
    assert "Helen Marsh" not in page


def test_when_sending_fails_the_words_stay_and_the_number_is_there(
    team: Team, database_down: Any
) -> None:
    client = Client()
    _answer(client)
    sent = _check_page(client)
    with database_down():
        response = client.post("/worry/check/", sent)

    page = response.content.decode()
    assert response.status_code == 503
    assert "01632 960 200" in page
    assert "She is afraid." in page
    assert _hidden(page) == sent
    client.post("/worry/check/", _hidden(page))
    assert Concern.objects.count() == 1


@pytest.mark.parametrize(("address", "data"), ANSWERS)
def test_a_question_that_cannot_be_kept_shows_what_was_typed_again(
    team: Team, database_down: Any, address: str, data: dict[str, str]
) -> None:
    client = Client()
    client.get("/worry/")
    with database_down():
        response = client.post(address, data)

    page = response.content.decode()
    assert response.status_code == 503
    assert "We could not take it just now" in page
    assert "01632 960 200" in page
    assert "what_happened" not in data or "She is afraid." in page


@pytest.mark.parametrize("address", [address for address, _data in ANSWERS[1:]])
def test_a_question_out_of_turn_leads_to_the_first_one(team: Team, address: str) -> None:
    assert Client().get(address)["Location"] == "/worry/"


@pytest.mark.parametrize(
    ("address", "data", "words"),
    [
        ("/worry/", {}, "Select yes or no"),
        ("/worry/what/", {"what_happened": " "}, "Write what happened"),
        ("/worry/about/", {}, "Select who it is about"),
        ("/worry/contact/", {}, "Select whether we may contact you"),
        ("/worry/contact/", {"how": "phone"}, "Enter a telephone number that is safe"),
        ("/worry/contact/", {"how": "email", "email": "x"}, "Enter an email address"),
    ],
)
def test_what_is_missing_is_said_and_nothing_goes_on(
    team: Team, address: str, data: dict[str, str], words: str
) -> None:
    page = Client().post(address, data).content.decode()

    assert words in page
    assert "There is a problem" in page
    assert "<title>Error:" in page


def test_a_number_typed_for_another_answer_is_not_kept(team: Team) -> None:
    client = Client()
    _answer(client, upto=3)

    client.post("/worry/contact/", {"how": "no", "phone": "07700 900 982", "contact_name": "Ann"})
    client.post("/worry/check/", _check_page(client))

    concern = Concern.objects.get()
    assert (concern.contact_at, concern.contact_name) == ("", "")


@pytest.mark.parametrize("address", ["/worry/", "/worry/now/", "/worry/sent/", "/worry/check/"])
def test_titles_say_nothing(team: Team, address: str) -> None:
    client = Client()
    client.post("/worry/", {"danger_now": "yes"})
    if address in {"/worry/sent/", "/worry/check/"}:
        for one, data in ANSWERS[1:]:
            client.post(one, data)
    if address == "/worry/sent/":
        client.post("/worry/check/", _check_page(client))

    response = client.get(address)
    title = re.search("<title>(.*)</title>", response.content.decode())

    assert response.status_code == 200
    assert title is not None
    assert not re.search("worr|safeguard|danger|concern|abuse", title[1].lower())
    assert "no-store" in response["Cache-Control"]


def test_leaving_forgets_what_was_typed_and_who_was_signed_in(team: Team) -> None:
    client = sign_in(Client(), team.lead)
    _answer(client, upto=3)

    response = client.get("/leave/", headers={"Sec-Fetch-Site": "same-origin"})

    assert response["Location"] == "https://www.bbc.co.uk/weather"
    assert Session.objects.count() == 0
    assert client.cookies[COOKIE].value == ""
    assert client.get("/worry/what/")["Location"] == "/worry/"
    assert "Sign in" in client.get("/").content.decode()


def test_another_site_that_leads_to_the_way_out_forgets_nothing(team: Team) -> None:
    client = Client()
    _answer(client, upto=3)

    client.get("/leave/", headers={"Sec-Fetch-Site": "cross-site"})

    assert Session.objects.count() == 1


def test_the_way_out_leads_away_when_the_database_is_down(team: Team, database_down: Any) -> None:
    client = Client()
    _answer(client, upto=2)

    with database_down():
        response = client.get("/leave/")

    assert response["Location"] == "https://www.bbc.co.uk/weather"


def test_a_service_that_is_not_open_says_where_help_is(team: Team) -> None:
    SafetySetup.objects.update(live_at=None)
    client = Client()

    for address in ("/worry/", "/worry/what/", "/worry/check/"):
        response = client.get(address)
        page = response.content.decode()
        assert response.status_code == 503
        assert "cannot ask or tell us something here yet" in page
        assert 'tel:999"' in page
        assert "01632 960 200" in page
    assert client.post("/worry/check/", {"what_happened": "x", "about": "me"}).status_code == 503
    assert client.get("/").status_code == 200
    assert Concern.objects.count() == 0


@pytest.mark.parametrize("key", ["", "not-a-key", "a" * 5000])
def test_a_garbled_key_is_a_key_of_its_own(team: Team, key: str) -> None:
    client = Client()
    _answer(client)

    client.post("/worry/check/", _check_page(client) | {"key": key})

    assert isinstance(Concern.objects.get().key, UUID)
