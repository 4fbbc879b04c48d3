"""The way about: each actor is shown the places that they can use."""

from __future__ import annotations

import pytest

from alongside.domain.people import public as people
from alongside.foundation.actor import VISITOR, Actor, Grant
from alongside.web.shared.shell import navigation

EVERYBODY = ["/", "/listings/"]


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("mentor", []),
        ("coordinator", ["/listings/to-check/", "/listings/running/", "/interop/"]),
        (people.LISTING_CHECKER, ["/listings/to-check/"]),
        ("org_admin", ["/people/"]),
    ],
)
def test_role_adds_its_places(role: str, more: list[str]) -> None:
    actor = Actor(kind="person", grants=frozenset({Grant(role)}))

    assert [way.href for way in navigation(actor)] == [*EVERYBODY, *more]


def test_visitor_finds_support_and_lists_a_group() -> None:
    assert [way.href for way in navigation(VISITOR)] == EVERYBODY
