"""The way about: each actor is shown the places that they can use."""

from __future__ import annotations

import pytest

from alongside.domain.people import public as people
from alongside.foundation.actor import VISITOR, Actor, Grant
from alongside.web.shared.shell import home_of, navigation

pytestmark = pytest.mark.django_db
EVERYBODY = ["/", "/listings/"]


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("mentor", ["/training/"]),
        (people.LISTING_CHECKER, ["/listings/to-check/"]),
        ("referrer", ["/refer/", "/posters/", "/training/"]),
        ("safeguarding_lead", ["/worries/", "/mentors/"]),
        ("org_admin", ["/posters/", "/people/", "/safety/", "/people/complaints/", "/report/"]),
    ],
)
def test_role_adds_its_places(role: str, more: list[str]) -> None:
    actor = Actor(kind="person", grants=frozenset({Grant(role)}))

    assert [way.href for way in navigation(actor)] == [*EVERYBODY, *more]


def test_a_coordinator_begins_with_today_and_finds_the_rest_there() -> None:
    roles = frozenset({Grant("coordinator"), Grant("org_admin")})
    ways = navigation(Actor(kind="person", grants=roles))

    assert [way.href for way in ways] == [
        "/today/",
        "/requests/",
        "/",
        "/posters/",
        "/people/",
        "/safety/",
        "/people/complaints/",
        "/report/",
    ]


@pytest.mark.parametrize(
    ("roles", "home"),
    [
        ((), "/"),
        (("mentor",), "/"),
        (("referrer",), "/refer/"),
        (("coordinator",), "/today/"),
        (("safeguarding_lead",), "/worries/"),
        (("coordinator", "safeguarding_lead"), "/today/"),
    ],
)
def test_everybody_begins_where_something_waits(roles: tuple[str, ...], home: str) -> None:
    grants = frozenset(Grant(role) for role in roles)

    assert home_of(Actor(kind="person", grants=grants)) == home


def test_visitor_finds_support_and_lists_a_group() -> None:
    assert [way.href for way in navigation(VISITOR)] == EVERYBODY
