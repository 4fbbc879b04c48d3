"""The demo's outbox: each message as its person gets it; in a real service it is not there."""

from __future__ import annotations

import re
from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alongside.domain.messaging.models import Message, Reply
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.web.messaging.pages import with_links
from factories.messaging import MOBILE, drained, person, send

pytestmark = pytest.mark.django_db
MIDNIGHT = time(0)


@pytest.fixture
def sent(demo_service: people.ServiceRecord) -> list[Message]:
    """A text, an e-mail and a letter that went out, and one that did not."""
    any_hour: dict[str, Any] = {"quiet_from": MIDNIGHT, "quiet_to": MIDNIGHT}
    several = [
        person(text_number=MOBILE, **any_hour),
        person(channels=("email",), email="tom@example.org", signed_as="service", **any_hour),
        person(channels=("letter",), post=("Wen Li", "4 Mill Lane", "WR1 2AB"), **any_hour),
        person(channels=("phone",), phone_number="01632 960002"),
    ]
    made = [send(each, "join_called_back", at=clock.now()) for each in several]
    drained(clock.now())
    return [Message.objects.get(pk=each.pk) for each in made]


def test_a_real_service_has_no_outbox(service: people.ServiceRecord) -> None:
    answer = {"text": "1", "sender": MOBILE, "key": str(uuid4()), "message": str(uuid4())}

    assert Client().get("/outbox/").status_code == 404
    assert Client().post("/outbox/", answer).status_code == 404
    assert Reply.objects.count() == 0
    assert "/outbox/" not in Client().get("/help-now/").content.decode()


def test_each_message_is_shown_as_its_person_gets_it(sent: list[Message]) -> None:
    page = Client().get("/outbox/").content.decode()

    assert 'href="/outbox/"' in Client().get("/help-now/").content.decode()
    assert page.count('class="app-phone"') == 1
    assert re.search(r"\d+ letters, 1 part", page)
    assert "tom@example.org" in page
    assert "From Severn Peers" in page
    assert "4 Mill Lane" in page
    assert "They want to be rung" in page


@pytest.mark.parametrize(("channel", "shown"), [("text", 1), ("email", 1), ("letter", 1), ("x", 4)])
def test_the_list_is_narrowed_by_channel(sent: list[Message], channel: str, shown: int) -> None:
    page = Client().get(f"/outbox/?channel={channel}").content.decode()

    assert page.count('<article class="app-message') == shown


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("http://127.0.0.1:8123/r/abc/", "/r/abc/"),  # served by another port today
        ("http://localhost/r/abc/?done=1", "/r/abc/?done=1"),
        ("http://127.0.0.1:8000", "/"),
        ("https://elsewhere.example/r/abc/", "https://elsewhere.example/r/abc/"),
        ("http://[127.0.0.1/r/abc/", "http://[127.0.0.1/r/abc/"),
    ],
)
def test_a_link_of_this_machine_is_followed_from_here(
    settings: Any, address: str, leads: str
) -> None:
    settings.SITE_ADDRESS = "http://127.0.0.1:8121"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]

    assert str(with_links(f"See {address} today.")) == f'See <a href="{leads}">{address}</a> today.'


def test_links_in_a_message_lead_to_pages_of_ours(
    demo_service: people.ServiceRecord, settings: Any
) -> None:
    settings.SITE_ADDRESS = "https://peers.example.org"
    to = person(channels=("email",), email="a@example.org", quiet_from=MIDNIGHT,
                quiet_to=MIDNIGHT)  # fmt: skip
    send(to, "join_sent", at=clock.now())
    drained(clock.now())

    page = Client().get("/outbox/").content.decode()

    links = re.findall(r'<a href="(/r/[^"]+)">(https://peers.example.org/r/[^<]+)</a>', page)
    assert (
        [f"https://peers.example.org{href}" for href, _shown in links]
        == [shown for _href, shown in links]
        != []
    )


def test_words_of_others_are_never_markup(demo_service: people.ServiceRecord) -> None:
    to = person(channels=("email",), email="a@example.org", signed_as="first_name",
                signature_name='<a href="javascript:x">', quiet_from=MIDNIGHT,
                quiet_to=MIDNIGHT)  # fmt: skip
    send(to, at=clock.now())
    drained(clock.now())

    page = Client().get("/outbox/").content.decode()

    assert "&lt;a href=" in page
    assert 'href="javascript' not in page


def _answer(page: str, text: str) -> dict[str, str]:
    found = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in
        ("key", "message", "sender")
    }  # fmt: skip
    return {name: match[1] for name, match in found.items() if match} | {"text": text}


def test_an_answer_as_they_would_give_it_counts_once(sent: list[Message]) -> None:
    form = _answer(Client().get("/outbox/").content.decode(), "stop ")

    answers = [Client().post("/outbox/", form, follow=True) for _time in range(10)]

    assert all("The answer was sent" in answer.content.decode() for answer in answers)
    assert Reply.objects.get().meaning == "stop"


@pytest.mark.parametrize("text", ["", " ", "x" * 301, "\x00"])
def test_an_answer_that_says_nothing_is_not_sent(sent: list[Message], text: str) -> None:
    form = _answer(Client().get("/outbox/").content.decode(), text)

    answer = Client().post("/outbox/", form, follow=True)

    assert "write an answer first" in answer.content.decode()
    assert Reply.objects.count() == 0
