"""How I may be reached, on a phone: with scripts and without, by keyboard, and in one press."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from browser.steps import PHONE, Site, faults_of, sideways, tab_to
from factories.catalogue import fill
from factories.messaging import MOBILE, SYSTEM, person

pytestmark = pytest.mark.django_db(transaction=True)


def _choices() -> tuple[people.ServiceRecord, object, str]:
    """A service, somebody who is texted, and the address of their choices."""
    now = clock.now()
    fill()
    here = people.create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=now)
    someone = person(text_number=MOBILE)
    with unit(actor=SYSTEM, at=now) as work:
        until = now + timedelta(hours=1)
        token = make_link("preferences", someone, valid_until=until, work=work)
    return here, someone.pk, f"/p/{token}/"


def _well(page: Page, script: bool) -> None:
    assert not script or (faults_of(page), sideways(page)) == ([], 0)


@pytest.mark.parametrize("script", [True, False])
def test_everything_is_stopped_and_taken_back(site: Site, script: bool) -> None:
    _here, key, address = _choices()
    page = site.visitor(size=PHONE, script=script)

    page.goto(address)
    _well(page, script)
    page.get_by_role("button", name="Stop everything").click()
    page.get_by_text("We send you nothing, and nobody rings.").wait_for()
    _well(page, script)
    assert messaging.own_profile(key).channels == ()  # type: ignore[arg-type]

    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Everything is as it was before").wait_for()
    assert messaging.own_profile(key).channels == ("text",)  # type: ignore[arg-type]


@pytest.mark.parametrize("script", [True, False])
def test_another_way_at_times_of_ones_own(site: Site, script: bool) -> None:
    _here, key, address = _choices()
    page = site.visitor(size=PHONE, script=script)

    page.goto(address)
    page.get_by_role("group", name="May we send you emails?").get_by_label("Yes").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Enter an e-mail address").wait_for()
    _well(page, script)
    page.get_by_label("Email address").fill("ann@example.org")
    page.get_by_label("Only at times that I choose").check()
    page.get_by_label("Tuesday").check()
    page.get_by_label("From", exact=True).fill("10am")
    page.get_by_label("To", exact=True).fill("noon")
    page.get_by_label("With the name of this service").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Your choices are saved").wait_for()
    _well(page, script)

    kept = messaging.own_profile(key)  # type: ignore[arg-type]
    assert (kept.channels, kept.email) == (("text", "email"), "ann@example.org")
    assert [span.days for span in kept.safe_times] == [(1,)]
    assert kept.signed_as == "service"


def test_one_press_by_keyboard(site: Site) -> None:
    _here, key, address = _choices()
    page = site.visitor(size=PHONE)

    page.goto(address)
    tab_to(page, "Stop everything")
    page.keyboard.press("Enter")
    page.get_by_text("We send you nothing").wait_for()
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    page.get_by_text("Everything is as it was before").wait_for()

    assert messaging.own_profile(key).channels == ("text",)  # type: ignore[arg-type]
