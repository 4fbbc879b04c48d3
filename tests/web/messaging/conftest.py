"""Every page of messages has the catalogue, and a real service unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.foundation import clock
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.catalogue import fill
from factories.messaging import SYSTEM

MakeLink = Callable[[Person], str]


@pytest.fixture(autouse=True)
def _catalogue(db: None) -> None:
    fill()


@pytest.fixture
def link(service: people.ServiceRecord) -> MakeLink:
    """`link(person)`: the address of that person's choices."""

    def make(person: Person, *, hours: int = 1, purpose: str = "preferences") -> str:
        now = clock.now()
        with unit(actor=SYSTEM, at=now) as work:
            until = now + timedelta(hours=hours)
            token = make_link(purpose, person, valid_until=until, work=work)
        return f"/p/{token}/"

    return make


@pytest.fixture
def said() -> dict[str, Any]:
    """The form of somebody who wants texts and nothing else."""
    return {
        "text": "yes",
        "text_number": "07700 900456",
        "mail": "never",
        "letter": "never",
        "phone": "last",
        "when": "any",
        "quiet_from": "9pm",
        "quiet_to": "8am",
        "signed_as": "neutral",
        "may_name": "no",
        "language": "en",
    }
