"""Making an account, signing in with two steps, roles by invitation, and trying each role."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import system
from browser.steps import PHONE, WAYS, Site, faults_in_both_sizes, tab_to
from factories.catalogue import fill

PASSWORD = "three quiet herons"


@pytest.fixture(autouse=True)
def _no_tries_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def _set_up(kind: str) -> people.ServiceRecord:
    return people.create_deployment(
        kind=kind, name="Severn Peers", actor=system("test"), at=clock.now()
    )


def _somebody(name: str, role: str, home: people.ServiceRecord, about: str = "") -> str:
    email = f"{name.split()[0].lower()}@example.org"
    given = {"actor": system("test"), "at": clock.now()}
    person = people.create_person(name=name, email=email, password=PASSWORD, about=about, **given)
    if role:
        people.grant_role(
            person_id=person, organisation_id=home.organisation_id, role=role, **given
        )
    return email


def _token(template: str) -> str:
    """What the link of the newest message of that kind carries."""
    return str(Message.objects.filter(template=template).latest("created_at").values["link"])


def _stop(page: Page, heading: str) -> None:
    """The page that the journey has come to: its heading, nothing for axe, no sideways scroll."""
    expect(page.locator("h1")).to_have_text(heading)
    assert faults_in_both_sizes(page) == []


def _sign_in(page: Page, email: str) -> None:
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.click("main button:has-text('Sign in')")


def test_newcomer_makes_an_account_and_signs_in(site: Site) -> None:
    _set_up("service")
    fill()
    page = site.visitor(size=PHONE)
    page.goto("/accounts/login/")
    _stop(page, "Sign in")

    page.click("text=Make an account")
    _stop(page, "Make an account")
    page.click("main button:has-text('Make an account')")
    _stop(page, "Make an account")
    expect(page).to_have_title(re.compile("^Error:"))

    page.fill("#id_name", "Noor Ali")
    page.fill("#id_email", "noor@example.org")
    page.fill("#id_password", PASSWORD)
    page.click("main button:has-text('Make an account')")
    _stop(page, "Look at your e-mail")

    page.goto(f"/accounts/confirm-address/{_token('account_confirm')}/")
    _stop(page, "Confirm your address")
    page.click("main button")
    _stop(page, "Sign in")
    expect(page.locator("[role=alert]")).to_contain_text("Your address is confirmed")

    page.fill("#id_login", "noor@example.org")
    page.fill("#id_password", "wrong")
    page.click("main button:has-text('Sign in')")
    _stop(page, "Sign in")
    expect(page.locator("main")).to_contain_text("The e-mail address or the password is wrong")

    _sign_in(page, "noor@example.org")
    page.goto("/people/me/")
    _stop(page, "Your account")
    page.click("text=Change your password")
    _stop(page, "Change your password")


def test_lost_password_is_replaced_by_a_link(site: Site) -> None:
    email = _somebody("Noor Ali", "", _set_up("service"))
    fill()
    page = site.visitor(size=PHONE)
    page.goto("/accounts/login/")
    page.click("text=I cannot sign in")
    _stop(page, "If you cannot sign in")
    page.fill("#id_email", email)
    page.click("main button")
    _stop(page, "Look at your e-mail")

    page.goto(f"/accounts/password/reset/{_token('account_reset')}/")
    _stop(page, "Choose a new password")
    page.fill("#id_password", "short")
    page.click("text=Keep the new password")
    page.get_by_text("There is a problem").wait_for()
    _stop(page, "Choose a new password")
    expect(page).to_have_title(re.compile("^Error:"))
    page.fill("#id_password", PASSWORD)
    page.click("text=Keep the new password")
    _stop(page, "Sign in")
    _sign_in(page, email)
    page.goto("/people/me/")
    _stop(page, "Your account")


def test_administrator_sets_up_the_second_step_and_invites(site: Site) -> None:
    email = _somebody("Amara Admin", "org_admin", _set_up("service"))
    page = site.visitor(size=PHONE)
    page.goto("/people/")
    _sign_in(page, email)
    _stop(page, "Set up your second step")

    code = format_hotp_value(hotp_value(page.inner_text(".app-key"), int(time.time()) // 30))
    page.fill("#id_code", code)
    page.click("main button")
    _stop(page, "Your recovery codes")
    page.click("text=I have kept them")
    _stop(page, "People and roles")

    page.click("text=Invite somebody")
    _stop(page, "Invite somebody")
    page.check("text=Coordinator")
    page.click("main button:has-text('Make the invitation')")
    _stop(page, "Hand this link over")
    link = page.inner_text("p.app-key")

    other = site.visitor(size=PHONE)
    other.goto(link)
    _stop(other, "You are invited")

    page.goto("/people/")
    page.click("main table a:has-text('End this role')")
    _stop(page, "Amara Admin\nEnd this role?")
    page.goto("/accounts/2fa/")
    _stop(page, "Your second step")
    page.click("text=Remove the app")
    _stop(page, "Remove your second step?")


@WAYS
def test_visitor_tries_a_role_of_the_demo(site: Site, size: dict[str, int], script: bool) -> None:
    home = _set_up("demo")
    for name, role in (("Amara Admin", "org_admin"), ("Cora Bell", "coordinator"), ("Lee", "")):
        _somebody(name, role, home, about="Invented, and glad to be tried")
    page = site.visitor(size=size, script=script)
    page.goto("/try/")
    if script:
        _stop(page, "Try each role")

    page.click("text=Be Amara Admin")

    expect(page.locator("h1")).to_contain_text("Today")
    page.goto("/people/me/")
    expect(page.locator("main")).to_contain_text("You are signed in as Amara Admin")
    if script:
        _stop(page, "Your account")
    page.goto("/people/")
    expect(page.locator("h1")).to_have_text("People and roles")
    page.click("text=Sign out")
    page.goto("/people/")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_sign_in_by_keyboard_alone(site: Site) -> None:
    email = _somebody("Lee", "", _set_up("service"))
    page = site.visitor()
    page.goto("/accounts/login/")

    tab_to(page, "E-mail address")
    page.keyboard.type(email)
    tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    tab_to(page, "Sign in")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/accounts/login/" not in address)

    page.goto("/people/me/")
    expect(page.locator("main")).to_contain_text("You are signed in as Lee")
