"""What the walk of a whole pilot needs: its people, their windows, its weeks, and its messages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import time_machine
from playwright.sync_api import Page, expect

from alongside.cli import worker
from alongside.domain.catalogue.models import Postcode
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation
from alongside.formats.tables import read_table, write_book
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
# What the list says that runs the service, in the columns of the example; one row is faulty.
ROWS = {
    "Mentors": [
        {
            "Name": "Meg Price", "Phone": "07700 900101", "Contact by": "text",
            "Condition": "Type 2 diabetes", "Languages": "English", "Times": "Tuesday evening",
            "Meets by": "In person; By phone", "Can talk about": "Food; Day to day",
            "Postcode": "BS5 1AA", "Travels km": "15", "Gender": "woman", "Born": "1961",
            "Places": "2", "Story": "I have had type 2 diabetes for twelve years.",
            "Status": "working", "Since": "03/02/2025", "Met": "14/01/2025",
            "Trained": "28/01/2025", "References": "20/01/2025", "Agreement": "03/02/2025",
            "Identity seen": "14/01/2025", "DBS": "basic", "DBS seen": "20/01/2025",
            "DBS again": "20/01/2028",
        },
        {"Name": "Bea Okafor", "Phone": "07700 900102", "Condition": "Sugar", "Status": "working"},
    ],
    "Waiting": [
        {
            "Name": "Wyn Hopkins", "Phone": "07700 900103", "Contact by": "phone",
            "Condition": "Type 2 diabetes", "Times": "Tuesday evening", "Meets by": "By phone",
            "Date of birth": "12/05/1984", "Status": "waiting", "Referred on": "01/09/2026",
        },
    ],
    "Pairs": [
        {
            "Mentor": "Meg Price", "Name": "Pat Lowe", "Phone": "07700 900104",
            "Condition": "Type 2 diabetes", "Date of birth": "30/11/1990",
            "Started": "06/10/2026", "Next call": "12/12/2026",
        },
    ],
    "Meetings": [{"Mentor": "Meg Price", "Name": "Pat Lowe", "Date": "13/10/2026"}],
}  # fmt: skip
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

    def tick_all(self) -> None:
        """Ticks every box of the page."""
        for box in self.page.get_by_role("main").get_by_role("checkbox").all():
            box.check()

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


def filled_in(example: Path, folder: Path) -> Path:
    """The example that the page gives, with the rows of this service in its columns."""
    sheets = []
    for title, rows in ROWS.items():
        with read_table(example.read_bytes(), "example.xlsx", sheet=title) as table:
            heads = list(table.headers)
        sheets.append((title, heads, [[row.get(head, "") for head in heads] for row in rows]))
    file = folder / "our mentors.xlsx"
    file.write_bytes(write_book(sheets))
    return file
