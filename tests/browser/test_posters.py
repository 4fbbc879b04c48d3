"""Somebody prints a poster, somebody scans it. Each sheet is one page of its paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect

from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation
from alongside.domain.signposting.models import PosterCount
from alongside.foundation import clock
from alongside.foundation.actor import system
from browser.steps import PHONE, Site, faults_of, sideways, tab_to
from factories.catalogue import fill
from factories.people import MembershipFactory, PersonFactory
from factories.posters import team
from web.conftest import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
POINTS_A_MM = 72 / 25.4
PAPER = {"a4": (210, 297), "a5": (148, 210), "cards": (210, 297)}
# Longer than any name there is: nothing may fall off the sheet, or make a second one.
LONG = ("The Surgery of Saint Mary by the Water and All Angels, with its Branch at Upton " * 3)[
    :199
]
OVER = """[...document.querySelectorAll('.app-sheet, .app-poster, .app-card, .app-sheet p')]
    .filter(e => !e.closest('[aria-hidden]') && getComputedStyle(e).webkitLineClamp === 'none')
    .filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)
    .map(e => e.className)"""


@pytest.fixture(autouse=True)
def _service(transactional_db: None, live_server: Any, settings: Any) -> None:
    settings.SITE_ADDRESS = live_server.url
    people.create_deployment(
        kind="service", name="Severn Peers", actor=system("test"), at=clock.now()
    )
    fill()
    team()


def _referrer(site: Site, page: Page) -> Page:
    """The window, signed in as a link worker."""
    person = PersonFactory(name="Col Whittaker")
    MembershipFactory(person=person, role="referrer", organisation=Organisation.objects.get())
    client = sign_in(Client(), person)
    name = django_settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": site.base}]
    )
    return page


def _stop(page: Page, title: str) -> None:
    expect(page).to_have_title(re.compile("^" + re.escape(title)))
    assert faults_of(page) == [], title
    assert sideways(page) == 0, title


def test_poster_is_chosen_by_keyboard_on_a_phone_and_scanned(site: Site) -> None:
    page = _referrer(site, site.visitor(size=PHONE))
    page.goto("/posters/")
    _stop(page, "Posters and cards")

    tab_to(page, "Whose poster?")
    page.keyboard.type("Malvern: Link")
    tab_to(page, "A4 poster")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Show it")
    page.keyboard.press("Enter")
    _stop(page, "A5 poster: Link Top Surgery")
    address = page.locator(".app-poster__address").inner_text()

    phone = site.visitor(size=PHONE, script=False)
    phone.goto(f"http://{address}")
    expect(phone).to_have_title(re.compile("^Find peer support"))
    assert PosterCount.objects.get().scans == 1

    page.goto("/posters/counts/")
    _stop(page, "What posters did")


def _pages(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in millimetres."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == len(re.findall(rb"/Type /Page\b", pdf))
    return [(round(float(w) / POINTS_A_MM), round(float(h) / POINTS_A_MM)) for w, h in boxes]


@pytest.mark.parametrize("size", sorted(PAPER))
def test_sheet_is_one_page_of_its_paper_with_nothing_cut_off(site: Site, size: str) -> None:
    team("long", LONG, (("L1", LONG),))
    page = _referrer(site, site.visitor())
    for code in ("malvern", "M81001", "L1"):
        page.goto(f"/posters/{code}/{size}/")
        assert faults_of(page) == []

        printed = page.pdf(prefer_css_page_size=True)

        assert _pages(printed) == [PAPER[size]], code
        page.emulate_media(media="print")
        assert page.evaluate(OVER) == [], code
        page.emulate_media(media="null")


@pytest.mark.parametrize("forced", ["active", "none"])
def test_code_stays_black_on_white_whatever_the_colours(site: Site, forced: str) -> None:
    page = _referrer(site, site.visitor(forced_colors=forced, color_scheme="dark"))
    page.goto("/posters/malvern/a4/")

    colours = page.locator(".app-poster__code path").evaluate_all(
        "paths => paths.map(path => getComputedStyle(path).fill)"
    )

    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
