"""A worry told from a page about somebody: it remembers from where, and no address does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from alongside.domain.safety.models import Concern
from factories.safety import MONDAY, Team
from web.safety.test_telling import _answer, _check_page

pytestmark = pytest.mark.django_db
NOBODY = "6f7d3c0e-4c1b-4c39-9a53-2f6c5f5f0d10"


@pytest.fixture(autouse=True)
def team() -> Iterator[Team]:
    """An open service on a Monday at ten."""
    with time_machine.travel(MONDAY, tick=False):
        yield Team()


def _told(thing: str) -> Any:
    """Told from there, by somebody whose browser sends no token of ours."""
    client = Client(enforce_csrf_checks=True)
    begun = client.post("/worry/begin/", {"thing": thing})
    assert (begun.status_code, begun["Location"]) == (302, "/worry/")
    client.handler.enforce_csrf_checks = False
    _answer(client)
    client.post("/worry/check/", _check_page(client))
    return Concern.objects.get()


@pytest.mark.parametrize("kind", ["pair", "referral"])
def test_from_where_it_was_told_travels_with_the_answers(kind: str) -> None:
    key = uuid4()

    concern = _told(f"{kind}:{key}")

    assert (concern.thing, concern.thing_id) == (kind, key)


@pytest.mark.parametrize("thing", ["", "pair:", f"person:{NOBODY}", "pair:1 OR 1=1", "🌻:x"])
def test_anything_else_is_a_worry_told_from_nowhere(thing: str) -> None:
    concern = _told(thing)

    assert (concern.thing, concern.thing_id) == ("", None)


def test_the_page_of_two_who_meet_leads_there(client: Client) -> None:
    assert client.get("/worry/begin/").status_code == 405
