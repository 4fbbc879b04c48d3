"""How many worries one address may tell: nothing is lost, and nobody is shut out without a word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from alongside.domain.safety.models import Concern
from factories.safety import MONDAY, Team
from web.conftest import sign_in

pytestmark = pytest.mark.django_db
WORDS = "He shouts at her after the group.\nShe is afraid."


@pytest.fixture(autouse=True)
def team() -> Iterator[Team]:
    """An open service on a Monday at ten."""
    with time_machine.travel(MONDAY, tick=False):
        yield Team()


def _send(client: Client | None = None, **more: str) -> Any:
    """A whole worry in one request, as its last page sends it."""
    said = {"danger_now": "no", "what_happened": "He shouts.", "about": "unsaid"}
    return (client or Client()).post("/worry/check/", said | {"key": str(uuid4())} | more)


def test_over_the_limit_nothing_is_lost_and_help_is_named(team: Team) -> None:
    for _each in range(10):
        assert _send().status_code == 302

    refused = _send(what_happened=WORDS, key="7e1c9f3e-61a2-4f2f-8a68-3a6b1b7c3f10")

    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert Concern.objects.count() == 10
    assert "It has not been sent yet" in page
    assert page.count(WORDS.splitlines()[0]) == 2  # to be read, and to be sent again
    for number in ("01632 960 200", "999", "116 123"):
        assert number in page
    assert "7e1c9f3e-61a2-4f2f-8a68-3a6b1b7c3f10" in page

    with time_machine.travel(MONDAY + timedelta(minutes=61), tick=False):
        again = _send(what_happened=WORDS, key="7e1c9f3e-61a2-4f2f-8a68-3a6b1b7c3f10")
        assert again.status_code == 302
    assert Concern.objects.count() == 11


def test_what_was_taken_already_is_answered_alike_over_the_limit(team: Team) -> None:
    key = str(uuid4())
    client = Client()
    for _each in range(15):
        assert _send(client, key=key).status_code == 302
    for _each in range(9):
        _send()
    assert _send().status_code == 429

    assert _send(client, key=key).status_code == 302
    assert Concern.objects.count() == 10


def test_somebody_in_danger_has_room_of_their_own(team: Team) -> None:
    for _each in range(11):
        _send()
    assert _send().status_code == 429

    assert [_send(danger_now="yes").status_code for _each in range(31)] == [302] * 30 + [429]


def test_other_places_and_who_is_signed_in_are_not_counted(team: Team) -> None:
    for _each in range(10):
        _send()
    assert _send().status_code == 429

    assert _send(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302
    home, other = "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"
    for _each in range(10):
        assert _send(Client(REMOTE_ADDR=home)).status_code == 302
    assert _send(Client(REMOTE_ADDR=other)).status_code == 429
    assert _send(Client(REMOTE_ADDR="2001:db8:1:3::1")).status_code == 302
    known = sign_in(Client(), team.holder("Ada", "mentor"))
    assert [_send(known).status_code for _each in range(12)] == [302] * 12


def test_the_counting_keeps_no_address_and_its_failing_lets_everybody_through(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    _send(Client(REMOTE_ADDR="192.0.2.7"))
    assert cache._cache
    assert not any("192.0.2.7" in f"{key}{value!r}" for key, value in cache._cache.items())

    def broken(*given: Any, **more: Any) -> None:
        raise OperationalError("no such table: shared_cache")

    monkeypatch.setattr(cache, "add", broken)
    for _each in range(12):
        assert _send().status_code == 302
