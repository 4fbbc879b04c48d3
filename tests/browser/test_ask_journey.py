"""From finding a group to how it was: a person, the group and nobody else, without an account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from alongside.domain.catalogue.models import Postcode
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request
from alongside.foundation import clock
from alongside.foundation.actor import system
from browser.steps import PHONE, Site, faults_of, sideways, tab_to
from factories.asking import County, asked, county, group, group_link, offer_link
from web.signposting.conftest import look_after_safety


@pytest.fixture
def here(transactional_db: None) -> County:
    """An open service with one group in Worcester."""
    made = county(greeter="Amina, in a green scarf")
    look_after_safety(made)
    Postcode.objects.create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)
    return made


class Walker:
    """Somebody with a phone and no mouse. With scripts, axe looks at each stop."""

    def __init__(self, site: Site, *, script: bool) -> None:
        self.page: Page = site.visitor(size=PHONE, script=script)
        self.script = script

    def at(self, heading: str) -> None:
        """Stands on the page with that heading, which axe finds nothing on and is narrow enough."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        if self.script:
            assert faults_of(self.page) == []
        assert sideways(self.page) == 0

    def choose(self, name: str) -> None:
        """Goes to a box or an answer, and chooses it."""
        tab_to(self.page, name)
        self.page.keyboard.press("Space")

    def fill(self, name: str, words: str) -> None:
        """Goes to a field, and types."""
        tab_to(self.page, name)
        self.page.keyboard.type(words)

    def press(self, name: str) -> None:
        """Goes to a link or a button, and presses Enter."""
        tab_to(self.page, name, most=90)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False], ids=["axe", "without scripts"])
def test_from_a_place_to_how_it_was(site: Site, here: County, script: bool) -> None:
    ruth = Walker(site, script=script)
    ruth.page.goto("/find/results?near=WR1")
    ruth.press("Tuesday Type 1 Circle")
    ruth.at("Tuesday Type 1 Circle")

    ruth.press("Ask to join")
    ruth.at("How can we reach you?")
    ruth.press("Continue")
    ruth.at("How can we reach you?")  # with what is missing
    ruth.fill("What shall we call you?", "Ruth")
    ruth.choose("Send me a text")
    ruth.fill("Mobile number", "07700 900123")
    ruth.press("Continue")
    ruth.at("Would any of this help you come?")
    ruth.choose("A way in without steps")
    ruth.press("Continue")
    ruth.at("Check your answers")
    ruth.press("Send")
    ruth.at("Your request is sent")
    ruth.press("See, change or cancel your request")
    ruth.at("has been asked")
    request = Request.objects.get()
    expect(ruth.page.locator("main")).to_contain_text(request.reference)

    host = Walker(site, script=script)
    host.page.goto(f"/a/{group_link(request.pk, at=clock.now())}/")
    host.at("Ruth would like to come")
    host.choose("Yes, they can come")
    host.choose("Tuesday")
    host.press("Send the answer")
    host.at("You said yes to Ruth")

    ruth.page.reload()
    ruth.at("expects you")
    expect(ruth.page.get_by_text("Amina, in a green scarf")).to_be_visible()

    for moment in days_after(request):
        signposting.run_due(actor=system("test"), at=moment)
        ruth.page.reload()
        ruth.at("How was it?")
        ruth.choose("I am glad I went")
        ruth.press("Send")
        ruth.at("You went")
    request.refresh_from_db()
    assert request.state == "went"


def days_after(request: Request) -> Iterator[datetime]:
    """The morning after the first day, while the clock stands there."""
    request.refresh_from_db()
    assert request.first_day is not None
    moment = datetime.combine(request.first_day, time(10), UTC) + timedelta(days=1)
    with time_machine.travel(moment):
        yield moment


def test_another_group_is_offered_and_none_of_these(site: Site, here: County) -> None:
    now = clock.now()
    group(here.steward, name="Evening Friends")
    record = asked(here.group, at=now)
    signposting.answer_request(
        group_link(record.request_id, at=now), answer="not_this_one", reason="We pause.", at=now
    )
    signposting.offer_next(record.request_id, actor=here.coordinator, at=now)
    ruth = Walker(site, script=True)

    ruth.page.goto(f"/o/{offer_link(record.request_id, at=now)}/")
    ruth.at("Evening Friends")
    ruth.page.get_by_label("None of these").check()
    ruth.page.get_by_role("button", name="Send").click()
    ruth.at("Nothing suited you yet")

    ruth.page.goto("/none-of-these/?near=WR1&condition=copd")
    ruth.at("Shall we tell you when a group opens that fits?")
    ruth.page.get_by_role("button", name="Only count me").click()
    ruth.at("You are counted")
