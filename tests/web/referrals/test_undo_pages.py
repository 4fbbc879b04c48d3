"""Yes or no by mistake, on the pages: half a minute to take it back, then plain words."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.people import public as people
from alongside.domain.referrals.models import Referral
from factories.catalogue import fill
from web.conftest import AsRole
from web.referrals.test_desk_pages import asked, do, text

pytestmark = pytest.mark.django_db
BUTTON = "Undo: it is not decided yet"


@pytest.fixture(autouse=True)
def clock_of(service: people.ServiceRecord) -> Any:
    fill()
    with time_machine.travel("2026-11-25T10:00Z", tick=False) as travelled:
        yield travelled


@pytest.fixture
def coordinator(as_role: AsRole) -> Client:
    return as_role("coordinator")


@pytest.mark.parametrize(("act", "said"), [("accept", {}), ("decline", {"because": "no_room"})])
def test_one_press_takes_it_back(
    coordinator: Client, clock_of: Any, act: str, said: dict[str, str]
) -> None:
    key = asked()
    page = do(coordinator, key, act, **said)
    assert "in half a minute" in page
    assert page.count(BUTTON) == 1

    page = do(coordinator, key, "undo")
    assert "It is as before, and nobody was told" in page
    assert BUTTON not in page
    assert "was a mistake, and taken back" in page
    assert Referral.objects.get(pk=key).state == "received"
    assert "It is as before" in do(coordinator, key, "undo")  # the same form sent twice


@pytest.mark.parametrize(
    ("act", "said", "instead"),
    [
        ("accept", {}, "Ring them, then end the support"),
        ("decline", {"because": "no_room"}, "Ring them, and introduce them anew"),
    ],
)
def test_too_late_is_said_with_what_to_do(
    coordinator: Client, clock_of: Any, act: str, said: dict[str, str], instead: str
) -> None:
    key = asked()
    do(coordinator, key, act, **said)
    clock_of.shift(31)
    assert BUTTON not in text(coordinator.get(f"/referrals/{key}/"))

    refused = coordinator.post(f"/referrals/{key}/undo/")
    assert refused.status_code == 409
    assert instead in text(refused)
    assert "Nobody has been told" not in text(refused)
    assert BUTTON not in text(refused)  # there is nothing more to press
    assert Referral.objects.get(pk=key).state != "received"
