"""An open service with one group, and somebody who asks it page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.people.models import Organisation
from alongside.domain.safety.models import SafetySetup
from alongside.domain.signposting.models import Request
from factories.asking import County, county
from factories.directory import AT
from factories.people import MembershipFactory, PersonFactory
from web.conftest import AsRole

ANSWERS = {"name": "Ruth", "channel": "text", "text": "07700 900123"}


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """It is Monday 23 November 2026, ten in the morning."""
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def here(db: None, now: time_machine.Traveller) -> County:
    """An open service, its coordinator and one group, which meets on Tuesdays at six."""
    made = county(greeter="Amina, in a green scarf")
    look_after_safety(made)
    return made


def look_after_safety(made: County) -> None:
    """Somebody reads worries, so that the service may be asked."""
    organisation = Organisation.objects.get(pk=made.steward)
    lead, deputy = PersonFactory(name="Lea"), PersonFactory(name="Dan")
    for person in (lead, deputy):
        MembershipFactory(person=person, organisation=organisation, role="safeguarding_lead")
    SafetySetup.objects.create(
        lead=lead,
        deputy=deputy,
        hours=[{"days": [0, 1, 2, 3, 4], "opens": "09:00", "closes": "17:00"}],
        telephone="01632 960 200",
        changed_at=AT,
        live_at=AT,
    )


@dataclass
class Asker:
    """Somebody who asks the group, in a browser of their own."""

    here: County
    client: Client = field(default_factory=Client)

    @property
    def start(self) -> str:
        """The first page."""
        return f"/groups/{self.here.group}/ask/"

    def reach(self, **changes: Any) -> Any:
        """Sends the first page."""
        return self.client.post(self.start, ANSWERS | changes)

    def help(self, **changes: Any) -> Any:
        """Sends the second page."""
        return self.client.post(f"{self.start}help/", changes)

    def check(self) -> str:
        """The page with all answers."""
        return self.client.get(f"{self.start}check/").content.decode()

    def key(self) -> str:
        """The key in that page."""
        return self.check().split('name="key" value="')[1].split('"')[0]

    def send(self, key: str = "") -> Any:
        """Presses *Send*."""
        return self.client.post(f"{self.start}check/", {"key": key or self.key()})

    def whole(self, **changes: Any) -> str:
        """All of it; the address of the page after *Send*."""
        self.reach(**changes)
        self.help(help_to_come="step_free", note="I walk slowly.")
        return str(self.send()["Location"])

    def token(self) -> str:
        """All of it; the token that the person was given."""
        return self.whole().split("/")[2]


@pytest.fixture
def asker(here: County) -> Asker:
    """Somebody who has not begun."""
    return Asker(here)


@pytest.fixture
def coordinator(here: County, as_role: AsRole) -> Client:
    """A coordinator of the service, signed in."""
    return as_role("coordinator")


def only_request() -> Request:
    """The one request that there is."""
    return Request.objects.get()
