"""One's own data in a browser: a phone, no account, a link; then a carer; scripts on and off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, system
from alongside.foundation.links import make_link
from alongside.foundation.unit import Thing, unit
from browser.steps import PHONE, WAYS, Site, faults_in_both_sizes
from factories.catalogue import fill

pytestmark = pytest.mark.django_db(transaction=True)


def _somebody() -> tuple[str, str]:
    """A person who agreed to something, and the address of their own data."""
    at = clock.now()
    people.create_deployment(kind="service", name="Severn Peers", actor=system("test"), at=at)
    fill()
    person = people.add_person(name="Ada 🌻", actor=VISITOR, at=at)
    people.give_consent(
        person_id=person, purpose="share-with-group", how="page", actor=VISITOR, at=at
    )
    with unit(actor=system("test"), at=at) as work:
        token = make_link(
            "my_data",
            Thing("people.person", person),
            valid_until=at + timedelta(hours=1),
            work=work,
        )
    return str(person), f"/d/{token}/"


def _stop(page: Page, heading: str, script: bool) -> None:
    expect(page.locator("h1")).to_have_text(heading)
    if script:
        assert faults_in_both_sizes(page) == []


@WAYS
def test_somebody_sees_takes_stops_and_deletes(
    site: Site, size: dict[str, int], script: bool
) -> None:
    _person, way = _somebody()
    page = site.visitor(size=size, script=script)
    page.goto(way)
    _stop(page, "Your details", script)
    expect(page.locator("main")).to_contain_text("Ada 🌻")

    page.click("text=See everything that we hold")
    _stop(page, "Everything that we hold", script)
    page.go_back()
    page.click("text=What you agreed to")
    _stop(page, "What you agreed to", script)
    page.get_by_role("button", name="Stop this").press("Enter")
    page.get_by_text("You stopped it on").wait_for()
    _stop(page, "What you agreed to", script)
    page.click("text=Back")
    page.click("text=Who looked at your details")
    _stop(page, "Who looked at your details", script)
    page.click("text=Back")
    page.click("text=Download a copy")
    _stop(page, "Download a copy", script)
    with page.expect_download() as copy:
        page.get_by_role("button", name="Download").click()
    assert copy.value.suggested_filename == "details.zip"

    page.goto(way)
    page.get_by_role("link", name="Delete your details").click()
    _stop(page, "Delete your details?", script)
    page.get_by_role("button", name="Delete my details").click()
    page.get_by_text("There is a problem").wait_for()
    page.get_by_label("Yes, delete my details").check()
    page.get_by_role("button", name="Delete my details").click()
    page.get_by_role("heading", name="Your details are deleted").wait_for()
    _stop(page, "Your details are deleted", script)
    page.goto(way)
    _stop(page, "This link does not work any more", script)


def test_somebody_lets_a_carer_help_and_ends_it(site: Site) -> None:
    _person, way = _somebody()
    until = clock.london_date(clock.now()) + timedelta(days=30)
    page = site.visitor(size=PHONE)
    page.goto(way)
    page.click("text=Let somebody help you")
    _stop(page, "Let somebody help you", script=True)
    page.get_by_role("button", name="Let somebody help").click()
    page.get_by_label("See what you asked a group").check()
    for box, number in (("Day", until.day), ("Month", until.month), ("Year", until.year)):
        page.get_by_label(box, exact=True).fill(str(number))
    _stop(page, "What may they do?", script=True)
    page.get_by_role("button", name="Make a link for them").click()
    _stop(page, "A link for the person who helps you", script=True)
    link = page.inner_text(".nhsuk-inset-text").split()[-1]

    other = site.visitor(size=PHONE)
    other.goto(link)
    _stop(other, "Somebody asks for your help", script=True)
    expect(other.locator("main")).to_contain_text("Ada 🌻")
    expect(other.locator("main")).to_contain_text("Sign in first")


@WAYS
def test_anybody_complains_in_a_way_that_is_safe(
    site: Site, size: dict[str, int], script: bool
) -> None:
    _somebody()
    page = site.visitor(size=size, script=script)
    page.goto("/privacy/")
    page.click("text=Ask us, or complain")
    _stop(page, "Your details: ask or complain", script)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("There is a problem").wait_for()
    _stop(page, "Your details: ask or complain", script)
    page.get_by_label("What is wrong?").fill("You wrote to the wrong house.")
    page.get_by_label("Stop using it for something").check()
    page.get_by_label("By phone").check()
    page.get_by_label("Your email address, phone number").fill("01632 960001")
    page.get_by_label("Is there a time").fill("Mornings")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="We have it").wait_for()
    _stop(page, "We have it", script)
    expect(page.locator("main")).not_to_contain_text("01632")


@WAYS
def test_somebody_has_their_details_left_alone_and_used_again(
    site: Site, size: dict[str, int], script: bool
) -> None:
    _person, way = _somebody()
    page = site.visitor(size=size, script=script)
    page.goto(way)
    page.click("text=Keep your details, but do not use them")
    _stop(page, "Keep my details, but do not use them", script)
    page.get_by_role("button", name="Keep them and do not use them").press("Enter")
    page.locator("h1").wait_for()
    _stop(page, "Keep my details, but do not use them", script)
    page.locator("text=There is a problem").wait_for()

    page.get_by_label("Something that you hold about me is wrong").check()
    page.get_by_label("What is it about?").fill("My road 🌻")
    page.get_by_role("button", name="Keep them and do not use them").press("Enter")
    page.get_by_text("We keep your details and do not use them", exact=True).wait_for()
    _stop(page, "Your details are not used", script)
    expect(page.locator("main")).to_contain_text("My road 🌻")

    page.get_by_role("button", name="You may use them again").press("Enter")
    page.get_by_text("We may use your details again", exact=True).wait_for()
    _stop(page, "Your details", script)
