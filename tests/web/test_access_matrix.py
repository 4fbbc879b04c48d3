"""Every route, for everybody: what `web/access/<area>.py` says is what happens.

A new route needs a row. Write it in the module of its area in `tests/web/access/` (make the module
if there is none; it is found by itself); `tests/web/access/rows.py` shows how.
"""

from __future__ import annotations

import csv
import importlib
import pkgutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from support import SHARED, needs_shared
from web import access
from web.access.rows import (
    ACTORS,
    DONE,
    NOBODY,
    SECOND_FACTOR,
    SIGN_IN,
    Answer,
    Row,
    World,
    build_world,
)
from web.conftest import sign_in

HOUR = 60 * 60
MATRIX = SHARED / "data/security/access_matrix.csv"
AREAS = [found.name for found in pkgutil.iter_modules(access.__path__) if found.name != "rows"]
BY_AREA = {area: importlib.import_module(f"web.access.{area}").ROWS for area in AREAS}
ROWS: dict[str, Row] = {name: row for rows in BY_AREA.values() for name, row in rows.items()}


def _routes(patterns: list[Any], spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """(full name, pattern) of every address of the service."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _routes(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            yield ":".join((*spaces, one.name or "")), str(one.pattern)


ROUTES = list(_routes(get_resolver().url_patterns))
NAMES = sorted({name for name, _ in ROUTES})


@pytest.mark.parametrize(("name", "pattern"), ROUTES, ids=[name for name, _ in ROUTES])
def test_route_has_a_name_and_a_row(name: str, pattern: str) -> None:
    assert name.rsplit(":", 1)[-1], f"give the address {pattern!r} a name"
    assert name in ROWS, (
        f"nobody has said who may use {name!r}: add a row to tests/web/access/<area>.py, "
        "as tests/web/access/rows.py shows"
    )


def test_rows_are_of_routes_that_exist_and_stand_once() -> None:
    written = [name for rows in BY_AREA.values() for name in rows]

    assert sorted(set(written) - set(NAMES)) == []
    assert len(written) == len(set(written))


def _answer(response: HttpResponse) -> Answer:
    if response.status_code not in (301, 302, 303):
        return response.status_code
    path = urlsplit(response["Location"]).path
    if path == reverse("account_login"):
        return SIGN_IN
    if path in {reverse("mfa_activate_totp"), reverse("mfa_reauthenticate")}:
        return SECOND_FACTOR
    return DONE


@dataclass(frozen=True)
class Place:
    """A world, and a browser for every actor in it."""

    world: World
    clients: dict[str, Client]


def _client(world: World, actor: str) -> Client:
    client = Client(raise_request_exception=False)
    if actor == NOBODY:
        return client
    confirmed = not actor.endswith("_without_second_factor")
    # As long as this module may run, everybody signed in just now.
    return sign_in(client, world.people[actor], second_factor=confirmed, at=time.time() + HOUR)


@pytest.fixture(scope="module")
def place(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Place]:
    """A service, or a demo when its parameter is true, made once for all rows that want it.

    Each test is a transaction inside this one, so every row finds it as it was made."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world(demo=request.param)
        yield Place(world, {actor: _client(world, actor) for actor in ACTORS})
        transaction.set_rollback(True)


def _asked(client: Client, method: str, address: str, data: dict[str, Any]) -> Answer:
    """What the actor gets; everything that the request did is undone."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = _answer(getattr(client, method)(address, data if method == "post" else {}))
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


# What a method that a row does not name may answer: refused, or not let in first.
REFUSED = {403, 404, 405, SIGN_IN, SECOND_FACTOR}


def _fault(row: Row, method: str, actor: str, found: Answer) -> str:
    """What is wrong with the answer, or nothing."""
    said = row.get if method == "get" else row.post
    if said is not None:
        return "" if found == said[actor] else f"got {found}, the row says {said[actor]}"
    only_shows = method == "post" and row.get is not None and found == row.get[actor] == 200
    return "" if found in REFUSED or only_shows else f"got {found}, the row says nothing"


# A page that answers everybody alike, as those behind a link and those without a lock do, keeps
# nobody out: these few ask it in the check, and everybody with --long.
A_FEW = {NOBODY, "person", "coordinator", "coordinator_elsewhere", "commissioner"}


def _who_asks(row: Row, *, everybody: bool) -> list[str]:
    """The actors whose answers are held against the row."""
    alike = all(said is None or len(set(said.values())) == 1 for said in (row.get, row.post))
    return [actor for actor in ACTORS if everybody or not alike or actor in A_FEW]


HELD = sorted((row.demo, name) for name, row in ROWS.items() if name in NAMES)


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "name"), HELD, ids=[name for _, name in HELD], indirect=["place"], scope="module"
)
def test_everybody_gets_what_the_row_says(
    place: Place, name: str, request: pytest.FixtureRequest
) -> None:
    row, world = ROWS[name], replace(place.world)  # whose listing is not made yet
    row.before(world)
    address = reverse(name, kwargs=dict(row.args(world)))
    data = dict(row.data(world))

    faults = {
        f"{method} as {actor}": _fault(
            row, method, actor, _asked(place.clients[actor], method, address, data)
        )
        for actor in _who_asks(row, everybody=request.config.getoption("--long"))
        for method in ("get", "post")
    }

    assert [f"{who}: {fault}" for who, fault in faults.items() if fault] == []


def _matrix() -> dict[str, dict[str, str]]:
    with MATRIX.open(encoding="utf-8", newline="") as lines:
        return {row["action"]: row for row in csv.DictReader(lines)}


@needs_shared
@pytest.mark.parametrize("name", sorted(name for name, row in ROWS.items() if row.action))
def test_row_gives_nothing_that_the_matrix_forbids(name: str) -> None:
    row = ROWS[name]
    cells = _matrix()[row.action]

    given = {
        (method, actor): answers[actor]
        for method, answers in (("get", row.get), ("post", row.post))
        if answers is not None
        for actor in ACTORS
        if cells.get(actor) == "-" and answers[actor] in {200, 201, 204, DONE}
    }

    assert given == {}
