"""Somebody told yesterday that they have type 2 diabetes finds a group, without an account."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from alongside.domain.catalogue.models import Postcode
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import system
from browser.steps import PHONE, Site, faults_in_both_sizes, sideways, tab_to
from factories.catalogue import fill
from factories.directory import PLACE, content, listed


@pytest.fixture(autouse=True)
def _county(transactional_db: None) -> None:
    now = clock.now()
    here = people.create_deployment(
        kind="service", name="Severn Peers", actor=system("test"), at=now
    )
    fill()
    Postcode.objects.create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)
    for number, name in enumerate(("Sugar Circle", "Walk and Talk", "Evening Friends")):
        said = content(
            name=name,
            conditions=("type-2-diabetes",) if number < 2 else ("copd",),
            languages=("en", "ur") if number == 1 else ("en",),
            access={"step_free": "yes"} if number else {},
            places=(replace(PLACE, lat=52.19 + (number + 1) * 0.06),),
            greeter="Amina, in a green scarf",
        )
        today = clock.london_date(now)
        listed(here.organisation_id, said, assured_on=today - timedelta(days=22), at=now)


def sound(page: Page) -> None:
    """Nothing that axe finds, and nobody scrolls sideways."""
    assert faults_in_both_sizes(page) == []


def test_from_a_postcode_to_a_group(site: Site) -> None:
    page = site.visitor(size=PHONE)

    page.goto("/")
    sound(page)
    page.get_by_label("Where do you want to find support?").fill("WR1 2AB")
    page.get_by_role("button", name="Find support").click()

    expect(page).to_have_url(re.compile(r"/find/results\?near=WR1$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Peer support near WR1")
    expect(page.get_by_text("3 groups")).to_be_visible()
    sound(page)

    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Type 2 diabetes").check()
    expect(page.get_by_text("2 groups")).to_be_visible()  # at once, without the button
    expect(page).to_have_url(re.compile("condition=type-2-diabetes"))
    sound(page)

    page.get_by_role("link", name="Show on a map").click()
    expect(page.locator(".app-map__spot")).to_have_count(2)
    sound(page)
    page.get_by_role("link", name="Back to the list").click()

    page.get_by_role("link", name="Sugar Circle").click()
    expect(page.get_by_text("Amina, in a green scarf")).to_be_visible()
    expect(page.get_by_role("link", name="Put it in my calendar")).to_be_visible()
    sound(page)


def test_a_place_that_is_not_known(site: Site) -> None:
    page = site.visitor(size=PHONE)
    page.goto("/")
    page.get_by_label("Where do you want to find support?").fill("Worcster")
    page.get_by_role("button", name="Find support").click()

    expect(page).to_have_title(re.compile("^Error:"))
    sound(page)
    page.get_by_role("link", name="Worcester").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Peer support near Worcester")

    page.goto("/find/places?name=Newport")
    sound(page)


def test_without_scripts_and_with_a_button(site: Site) -> None:
    page = site.visitor(script=False)
    page.goto("/")
    page.get_by_label("Where do you want to find support?").fill("WR1")
    page.get_by_role("button", name="Find support").click()

    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Type 2 diabetes").check()
    page.get_by_role("button", name="Apply filters").click()

    expect(page.get_by_text("2 groups")).to_be_visible()
    page.get_by_role("link", name="Show on a map").click()
    page.locator(".app-map__spot").first.click()
    expect(page).to_have_url(re.compile("#spot-1$"))
    page.get_by_role("link", name="Sugar Circle", exact=True).click()
    expect(page.get_by_text("Amina, in a green scarf")).to_be_visible()


def test_by_keyboard_alone(site: Site) -> None:
    page = site.visitor()
    page.goto("/")

    tab_to(page, "Where do you want to find support?")
    page.keyboard.type("WR1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find/results?near=WR1")
    tab_to(page, "Filters")
    page.keyboard.press("Enter")
    tab_to(page, "Type 2 diabetes")
    page.keyboard.press("Space")
    expect(page.get_by_text("2 groups")).to_be_visible()
    tab_to(page, "Walk and Talk", most=120)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Walk and Talk")


def test_with_text_twice_as_large_and_in_print(site: Site) -> None:
    page = site.visitor(size={"width": 640, "height": 800})

    for address in ("/", "/find/results?near=WR1", "/find/map?near=WR1"):
        page.goto(address)
        page.add_style_tag(content="html { font-size: 200% }")
        assert sideways(page) == 0, address
    page.goto("/find/results?near=WR1")
    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="Apply filters")).to_be_hidden()
    expect(page.get_by_text("Sugar Circle")).to_be_visible()
    expect(page.get_by_role("link", name="Need help now?").first).to_be_hidden()
