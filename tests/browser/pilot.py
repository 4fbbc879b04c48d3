"""What the walk of a whole pilot needs: its people, their windows, its weeks, and its messages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from playwright.sync_api import Page, expect

from alongside.cli import worker
from alongside.domain.catalogue.models import Postcode
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation
from alongside.foundation import clock
from browser.steps import DESK, PHONE, Site, faults_in_both_sizes
from factories.catalogue import fill
from factories.messaging import SYSTEM
from factories.people import MembershipFactory, PersonFactory
from factories.safety import look_after_safety

BEGINS = datetime(2026, 11, 2, 10, tzinfo=UTC)  # a Monday
STAFF = {
    "Grace Adeyemi": "coordinator",
    "Colin West": "coordinator",
    "Dr Ann Field": "referrer",
    "Priya Nair": "commissioner",
}
_LINK = re.compile(r"https?://[^/\s]+(/\S+)")


class Window:
    """Somebody's browser. What a step names is on the page, or the journey has failed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, address: str) -> None:
        """Opens a page of the service."""
        self.page.goto(address)

    def at(self, heading: str) -> None:
        """Stands on the page with that first heading, which is well in both sizes."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        assert faults_in_both_sizes(self.page) == [], heading

    def reads(self, *words: str) -> None:
        """Each of these stands on the page."""
        for one in words:
            expect(self.page.locator("body")).to_contain_text(one)

    def follow(self, name: str) -> None:
        """Presses a link of the page itself."""
        ways = self.page.get_by_role("main").get_by_role("link")
        self._press(ways.filter(has_text=name).first)

    def press(self, name: str) -> None:
        """Presses a button."""
        self._press(self.page.get_by_role("button", name=name, exact=True).first)

    def _press(self, what: Any) -> None:
        with self.page.expect_navigation():
            what.click()

    def fill(self, label: str, words: str, *, number: int = 0) -> None:
        """Types into a field; `number` counts fields of one name from 0."""
        self.page.get_by_label(label, exact=True).nth(number).fill(words)

    def tick(self, *labels: str) -> None:
        """Ticks boxes and chooses answers."""
        for one in labels:
            self.page.get_by_label(one, exact=True).first.check()

    def choose(self, label: str, words: str) -> None:
        """Chooses from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=words)

    def date(self, on: datetime, *, number: int = 0) -> None:
        """Types a day into its three boxes."""
        for name, part in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
            self.fill(name, str(part), number=number)


class Pilot:
    """A service in its first weeks, in a demo, so that each of its people can be tried."""

    def __init__(self, site: Site, clock_of_all: Any) -> None:
        self.site, self.clock = site, clock_of_all
        fill()
        Postcode.objects.create(code="BS5", outward="BS5", lat=51.46, lon=-2.55)
        now = clock.now()
        here = people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=now)
        self.organisation = Organisation.objects.get(pk=here.organisation_id)
        look_after_safety(self.organisation)
        for name, role in STAFF.items():
            someone = PersonFactory(name=name, about="Works here.")
            MembershipFactory(person=someone, organisation=self.organisation, role=role)

    def be(self, name: str) -> Window:
        """A fresh window, signed in as one of the staff."""
        window = Window(self.site.visitor())
        window.go("/try/")
        window.press(f"Be {name}")
        return window

    def somebody(self, *, phone: bool = False) -> Window:
        """A fresh window of somebody without an account."""
        return Window(self.site.visitor(size=PHONE if phone else DESK))

    def later(self, **time: float) -> datetime:
        """Time passes, and the worker has done what fell due; returns what the clock says then."""
        self.clock.move_to(clock.now() + timedelta(**time))
        worker._look(everything=True)
        messaging.drain(now=clock.now)
        return clock.now()

    def message(self, about: str, *, to: str) -> str:
        """The address in the newest message to that number or e-mail that says this, as it lies in
        the outbox."""
        messaging.drain(now=clock.now)
        rows = messaging.outbox(at=clock.now(), per_page=100).rows
        found = [row for row in rows if row.address == to and about in row.body]
        assert found, f"nothing says {about!r}"
        link = _LINK.search(found[0].body)
        assert link is not None, found[0].body
        return link[1]


def weeks() -> Any:
    """The clock of the pilot, which stands at its first morning and goes on from there."""
    return time_machine.travel(BEGINS)
