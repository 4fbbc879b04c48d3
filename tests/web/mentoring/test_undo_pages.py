"""A volunteer welcomed or declined by mistake, on the pages: half a minute, then plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from factories.mentoring import AT, applied, row
from factories.mentoring import service as made_service
from web.conftest import AsRole

pytestmark = pytest.mark.django_db
BUTTON = "Undo: it is not answered yet"


@pytest.fixture(autouse=True)
def clock_of(db: None) -> Iterator[Any]:
    with time_machine.travel(AT, tick=False) as travelled:
        made_service()
        yield travelled


@pytest.fixture
def coordinator(as_role: AsRole) -> Client:
    return as_role("coordinator")


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def do(client: Client, page: str, act: str) -> str:
    sent = client.post(f"{page}{act}/")
    assert sent.status_code == 302, words(sent)
    return words(client.get(sent["Location"]))


@pytest.mark.parametrize("act", ["welcome", "decline"])
def test_one_press_takes_it_back(coordinator: Client, act: str) -> None:
    one = applied().volunteer_id
    page = f"/mentors/{one}/"
    assert "cannot be undone" not in words(coordinator.get(f"{page}{act}/"))
    told = do(coordinator, page, act)
    assert "in half a minute" in told
    assert told.count(BUTTON) == 1

    told = do(coordinator, page, "undo")
    assert "It is as before, and they were not told" in told
    assert BUTTON not in told
    assert row(one).state == "applied"
    assert "It is as before" in do(coordinator, page, "undo")  # the same form sent twice


@pytest.mark.parametrize(
    ("act", "instead"),
    [("welcome", "Ring them, then say not now"), ("decline", "ask them to apply again")],
)
def test_too_late_is_said_with_what_to_do(
    coordinator: Client, clock_of: Any, act: str, instead: str
) -> None:
    one = applied().volunteer_id
    page = f"/mentors/{one}/"
    do(coordinator, page, act)
    state = row(one).state
    clock_of.shift(31)
    assert BUTTON not in words(coordinator.get(page))

    refused = coordinator.post(f"{page}undo/")
    assert refused.status_code == 409
    assert instead in words(refused)
    assert BUTTON not in words(refused)
    assert row(one).state == state
