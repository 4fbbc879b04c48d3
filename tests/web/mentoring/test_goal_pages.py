"""Goals by pages: the person behind their link, the mentor behind theirs, the page of the log."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Goal, Place, Volunteer
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.meetings import paired
from factories.mentoring import AT, SYSTEM, service, who_waits
from web.naughty import RAW, sample, sendable

OWN = {"kind": "own", "words": "Walk to the shop", "step": "To the bench", "step_when": "Tuesday"}


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield service()


def _link(purpose: str, thing: Any) -> str:
    with unit(actor=SYSTEM, at=AT) as work:
        return make_link(purpose, thing, valid_until=AT.replace(year=2027), work=work)


def _home(mentor: UUID | None = None, place_id: UUID | None = None) -> str:
    if mentor:
        return f"/m/{_link('volunteer', Volunteer.objects.get(pk=mentor))}/"
    return f"/c/{_link('place', Place.objects.get(pk=str(place_id)))}/"


def _found(body: str, pattern: str) -> str:
    found = re.search(pattern, body)
    assert found, body
    return found[1]


def _goals(client: Client, home: str) -> str:
    return _found(client.get(home).content.decode(), r'href="([^"]+/goals/[0-9a-f-]+/)"')


def _goal(client: Client, goals: str) -> str:
    return _found(client.get(goals).content.decode(), r'href="([^"]+/goals/[^"/]+/[0-9a-f-]{36}/)"')


def _edition(client: Client, page: str) -> str:
    body = client.get(page).content.decode()
    return _found(body, r'<input[^>]*name="edition"[^>]*value="(\d+)"')


def test_the_person_writes_changes_reaches_and_takes_up_again(here: Any) -> None:
    _pair, _mentor, place_id = paired(here)
    client = Client()
    goals = _goals(client, _home(place_id=place_id))
    assert "None yet. Nobody needs one." in client.get(goals).content.decode()

    said = OWN | {"sure": "7", "key": str(uuid4())}
    for _twice in range(2):
        assert client.post(f"{goals}new/", said).status_code == 302
    body = client.get(f"{goals}?done=set").content.decode()
    for words in ("Walk to the shop", "To the bench", "Tuesday", "7 out of 10", "Mona, whom you"):
        assert words in body
    assert Goal.objects.count() == 1

    page = _goal(client, goals)
    first = _edition(client, page)
    client.post(page, {"words": "Walk to the bench", "edition": first})
    late = client.post(page, {"words": "Fly", "edition": first})
    assert late["Location"].endswith("done=not_now")
    assert Goal.objects.get().words == "Walk to the bench"
    for act, words in (("reach", "That is good to hear"), ("reopen", "It is a goal again")):
        answer = client.post(page, {"act": act})
        assert words in client.get(answer["Location"]).content.decode()
        assert "Walk to the bench" in client.get(page).content.decode()


def test_just_to_talk_asks_for_nothing_more(here: Any) -> None:
    _pair, _mentor, place_id = paired(here)
    client = Client()
    goals = _goals(client, _home(place_id=place_id))

    assert client.post(f"{goals}new/", {"kind": "talk"}).status_code == 302

    page = _goal(client, goals)
    body = client.get(page).content.decode()
    assert 'value="reach"' not in body
    assert 'name="words"' not in body
    assert client.post(page, {"act": "reach"})["Location"].endswith("done=not_now")
    assert client.post(page, {"words": "x", "edition": "1"})["Location"].endswith("done=not_now")
    assert Goal.objects.get().state == "open"


def test_what_is_missing_is_told_and_what_was_typed_stays(here: Any) -> None:
    _pair, _mentor, place_id = paired(here)
    client = Client()
    goals = _goals(client, _home(place_id=place_id))

    nothing = client.post(f"{goals}new/", {}).content.decode()
    empty = client.post(f"{goals}new/", {"kind": "own", "step": "A step"}).content.decode()

    assert "Select what the goal is" in nothing
    assert "Write what you would like to do" in empty
    assert 'value="A step"' in empty


def test_the_mentor_writes_down_what_was_said_and_the_person_hears_of_it(here: Any) -> None:
    _pair, mentor, place_id = paired(here)
    client = Client()
    home = _home(mentor)
    goals = _goals(client, home)
    assert "What Ruth would like to do" in client.get(home).content.decode()
    assert "Adeyemi" not in client.get(goals).content.decode()

    refused = client.post(f"{goals}new/", OWN).content.decode()
    assert "Tick the box once they said it" in refused
    assert client.post(f"{goals}new/", OWN | {"said": "on"}).status_code == 302
    page = _goal(client, goals)
    assert client.post(page, {"words": "Walk", "edition": "1"}).status_code == 200  # no tick
    assert Goal.objects.get().words == OWN["words"]

    theirs = Client()
    own_goals = _goals(theirs, _home(place_id=place_id))
    assert "Your mentor wrote this down for you" in theirs.get(own_goals).content.decode()
    theirs.post(_goal(theirs, own_goals), {"words": "Walk slowly", "edition": "1"})
    assert "The words are Ruth’s." in client.get(page).content.decode()
    client.post(page, {"act": "reach"})
    assert Goal.objects.get().state == "reached"


def test_the_log_shows_the_goals_of_one_person_and_the_kept_page_none(here: Any) -> None:
    _pair, mentor, place_id = paired(here)
    said = mentoring.GoalSaid("Walk to the shop")
    mentoring.set_goal(place_id, said=said, key=uuid4(), actor=who_waits(place_id), at=AT)
    token, client = _home(mentor).split("/")[2], Client()

    assert "Walk to the shop" in client.get(f"/log/{token}/").content.decode()
    assert "Walk to the shop" not in client.get(f"/log/{token}/kept/").content.decode()


@pytest.mark.once
def test_whatever_is_typed_is_kept_or_refused_and_shown_as_text(here: Any) -> None:
    _pair, _mentor, place_id = paired(here)
    client = Client()
    goals = _goals(client, _home(place_id=place_id))

    for text in map(sendable, sample(31, 300)):
        said = {"kind": "own", "words": text, "step": text, "step_when": text}
        assert client.post(f"{goals}new/", said | {"sure": text}).status_code in (200, 302, 400)
        assert client.post(f"{goals}new/", said).status_code in (200, 302, 400)
        body = client.get(goals).content.decode()
        assert not any(raw in body for raw in RAW)
        Goal.objects.all().delete()
    client.post(f"{goals}new/", OWN)
    page = _goal(client, goals)
    for edition in ("", "-1", "9" * 40, "1.5", "\N{SUPERSCRIPT TWO}"):
        answer = client.post(page, {"words": "y", "edition": edition})
        assert answer["Location"].endswith("done=not_now")


def test_as_many_queries_for_ten_goals_as_for_one(here: Any) -> None:
    _pair, _mentor, place_id = paired(here)
    client, ruth, counts = Client(), who_waits(place_id), []
    goals = _goals(client, _home(place_id=place_id))

    for many in (1, 9):
        for number in range(many):
            said = mentoring.GoalSaid(f"Goal {number}")
            mentoring.set_goal(place_id, said=said, key=uuid4(), actor=ruth, at=AT)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(goals).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
