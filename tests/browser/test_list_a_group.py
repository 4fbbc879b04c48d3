"""Journey 12 in a browser: a leader lists a group, a coordinator checks it, it is public."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from alongside.domain.catalogue import public as catalogue
from alongside.domain.catalogue.models import Postcode
from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation, Person
from alongside.foundation import clock
from alongside.foundation.actor import system
from browser.steps import PHONE, WAYS, Site, faults_in_both_sizes, tab_to
from factories.catalogue import fill
from factories.people import PASSWORD, MembershipFactory, PersonFactory
from web.conftest import sign_in
from web.directory.steps import filled, sent

pytestmark = pytest.mark.django_db(transaction=True)
MOST_PAGES = 12


@pytest.fixture(autouse=True)
def _service(transactional_db: None) -> None:
    people.create_deployment(
        kind="service", name="Severn Peers", actor=system("test"), at=clock.now()
    )
    fill()
    Postcode.objects.create(code="WR1", outward="WR1", lat=52.19, lon=-2.22, town="Worcester")


@dataclass
class Leader:
    """Somebody in a window, and what they saw: each page once, each question answered."""

    page: Page
    look: bool = True
    pages: list[str] = field(default_factory=list)

    def stop(self, title: str) -> None:
        """A page stands there: its title, no fault for axe, nothing beyond the edge."""
        expect(self.page).to_have_title(re.compile("^" + re.escape(title)))
        if self.look:
            assert faults_in_both_sizes(self.page) == [], title
        self.pages.append(title)

    def on(self, name: str = "Continue") -> None:
        """Presses the button."""
        self.page.get_by_role("button", name=name, exact=True).click()


def _person() -> str:
    """A new person's e-mail address."""
    person = PersonFactory(name="Ada Lane")
    assert person.user is not None
    return str(person.user.email)


def _sign_in(leader: Leader) -> None:
    leader.stop("Sign in")
    leader.page.get_by_label("E-mail address").fill(_person())
    leader.page.get_by_label("Password", exact=True).fill(PASSWORD)
    leader.on("Sign in")


def _to_the_first_question(leader: Leader) -> None:
    leader.page.goto("/")
    leader.page.goto("/listings/start/")
    leader.stop("List a group")
    assert (
        leader.page.locator("main ul").first.locator("li").count() == len(directory.REQUIRED) == 6
    )
    leader.on("Start now")
    _sign_in(leader)
    leader.pages.clear()


def _six_answers(leader: Leader) -> None:
    page = leader.page
    leader.stop("Name of the group")
    page.get_by_label("What is the group called?").fill("Tuesday Circle")
    leader.on()
    leader.stop("How people take part")
    page.get_by_label("In person").check()
    leader.on()
    leader.stop("Where do you meet?")
    page.get_by_label("Town or village").fill("Worcester")
    page.get_by_label("Postcode").fill("WR1 2AB")
    leader.on()
    leader.stop("Where you meet")
    leader.on()
    leader.stop("What the group is")
    page.get_by_label("In one or two sentences").fill("People with type 1 diabetes drink tea.")
    leader.on()
    page.goto(_home(page))
    leader.stop("Tuesday Circle")
    page.get_by_role("link", name="when you meet").click()
    leader.stop("When you meet")
    leader.on("Add a meeting")
    leader.stop("When do you meet?")
    page.get_by_label("Every week, or every few weeks").check()
    page.get_by_label("Tuesday", exact=True).check()
    page.get_by_label("From what time?").fill("6pm")
    leader.on()
    page.goto(_home(page))
    page.get_by_role("link", name="who the group welcomes").click()
    leader.stop("Who it welcomes")
    page.get_by_label("Type 1 diabetes").check()
    leader.on()
    page.goto(_home(page))
    page.get_by_role("link", name="how people reach the group").click()
    leader.stop("Contact shown publicly")
    page.get_by_label("Telephone number").fill("01632 960001")
    leader.on()


def _home(page: Page) -> str:
    return "/".join(page.url.split("/")[:5]) + "/"


def _look_at_the_preview(leader: Leader) -> None:
    leader.page.goto(_home(leader.page) + "preview/")
    leader.stop("Preview: Tuesday Circle")
    leader.page.get_by_role("link", name="Back").click()


def _send(leader: Leader) -> None:
    leader.stop("Check your answers")
    leader.on("Send")
    leader.stop("Sent")
    expect(leader.page.locator("main")).to_contain_text("within 3 working days")


@WAYS
def test_a_leader_lists_a_group_with_six_answers(
    site: Site, size: dict[str, int], script: bool
) -> None:
    leader = Leader(site.visitor(size=size, script=script), look=script)

    _to_the_first_question(leader)
    _six_answers(leader)
    _send(leader)

    assert len(leader.pages) <= MOST_PAGES, leader.pages
    leader.page.goto("/listings/")
    leader.stop("Your groups")
    expect(leader.page.locator("main")).to_contain_text("Being checked")


def test_by_keyboard_alone(site: Site) -> None:
    page = site.visitor()
    page.goto("/listings/start/")
    tab_to(page, "Start now")
    page.keyboard.press("Enter")
    leader = Leader(page, look=False)
    leader.stop("Sign in")
    _type(page, "E-mail address", _person())
    _type(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    leader.stop("Name of the group")
    _type(page, "What is the group called?", "Keyboard Circle")
    page.keyboard.press("Enter")
    leader.stop("How people take part")
    tab_to(page, "Online")
    page.keyboard.press("Space")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    leader.stop("What the group is")
    _type(page, "In one or two sentences", "We write to each other.")
    tab_to(page, "Continue")
    page.keyboard.press("Enter")
    leader.stop("The first visit")

    seen = directory.draft(page.url.split("/")[4], actor=system("test"))  # type: ignore[arg-type]

    assert seen.content.modes == ("online",)
    assert seen.content.summary == "We write to each other."


def _type(page: Page, label: str, text: str) -> None:
    tab_to(page, label)
    page.keyboard.type(text)


def test_sent_back_changed_checked_and_public(site: Site) -> None:
    client, page = _window(site, PersonFactory(name="Ada Lane"), size=PHONE)
    leader, home = Leader(page), sent(client)
    checker = Leader(_coordinator(site))

    checker.page.goto("/listings/to-check/")
    checker.stop("Listings to check")
    checker.page.get_by_role("link", name="Tuesday Circle").click()
    checker.stop("Tuesday Circle")
    checker.page.get_by_role("button", name="Send it back with reasons").click()
    checker.stop("Send back")
    checker.page.get_by_text("Ask for a change Telephone").click()
    checker.page.locator("#id_phone").fill("Nobody answers this number.")
    checker.on("Send back")
    checker.stop("Listings to check")

    leader.page.goto(home)
    leader.stop("Tuesday Circle")
    leader.page.get_by_role("link", name="Telephone").click()
    leader.stop("Contact shown publicly")
    expect(leader.page.locator("main")).to_contain_text("Nobody answers this number.")
    leader.page.get_by_label("Telephone number").fill("01632 960002")
    leader.on()
    _look_at_the_preview(leader)
    leader.page.get_by_role("link", name="Check your answers and send").click()
    _send(leader)

    checker.page.goto(f"{home}check/")
    checker.stop("Tuesday Circle")
    checker.on("Details checked: make it public")
    checker.page.goto(f"{home}history/")
    checker.stop("History")
    leader.page.goto("/listings/")
    expect(leader.page.locator("main")).to_contain_text("Public")
    leader.page.get_by_role("link", name="Tuesday Circle").click()
    leader.page.get_by_role("link", name="See its public page").click()
    leader.stop("Tuesday Circle")
    expect(leader.page.locator("main")).to_contain_text("01632 960002")


def test_the_principles_are_read_answered_and_signed(site: Site) -> None:
    client, page = _window(site, PersonFactory(name="Ada Lane"), size=PHONE)
    leader = Leader(page)
    page.goto(f"{filled(client)}principles/")
    leader.stop("Six principles")

    page.get_by_role("link", name="Led by shared experience").click()
    for title in _titles():
        leader.stop(title)
        page.get_by_label("We are working on it").check()
        leader.on()
    page.get_by_role("button", name="Sign the principles").click()
    leader.stop("Sign the principles")
    page.get_by_label("Your name").fill("Ada Lane")
    page.get_by_label("I sign these principles").check()
    leader.on("Sign")

    leader.stop("Six principles")
    expect(page.locator("main")).to_contain_text("Ada Lane signed on")


def _titles() -> list[str]:
    return [one.title for one in catalogue.principle_set("six-for-type-1-diabetes").principles]


def _coordinator(site: Site) -> Page:
    """A coordinator's window, as after a code was given."""
    here = people.service()
    assert here is not None
    held = MembershipFactory(organisation=Organisation.objects.get(pk=here.organisation_id))
    return _window(site, held.person)[1]


def _window(site: Site, person: Person, **how: Any) -> tuple[Client, Page]:
    """A client and a window in which that person is signed in."""
    client = sign_in(Client(), person)
    client.person = person  # type: ignore[attr-defined]
    page = site.visitor(**how)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site.base}]
    )
    return client, page
