"""A mentor notes a meeting on a phone: with a connection, without one, and once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, Pair, Volunteer
from alongside.foundation import clock
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from browser.steps import DESK, PHONE, WAYS, Site, faults_in_both_sizes
from factories.meetings import library, paired
from factories.mentoring import SYSTEM, acting, service
from factories.people import UserFactory
from web.conftest import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "Saved on this phone, not sent yet"


def _log() -> tuple[str, UUID]:
    """The page of a mentor who meets somebody, and the pair."""
    at = clock.now() - timedelta(days=40)
    here = service()
    pair_id, mentor, _place = paired(here, at=at)
    library(here)
    with unit(actor=SYSTEM, at=at) as work:
        volunteer = Volunteer.objects.get(pk=mentor)
        until = at + timedelta(days=180)
        token = make_link("volunteer", volunteer, valid_until=until, work=work)
    return f"/log/{token}/", pair_id


def _fill(page: Page, worry: str = "None") -> None:
    page.get_by_label("The Hive library").check()
    page.get_by_label("Food and eating").check()
    page.get_by_label("The same").check()
    page.get_by_label(worry, exact=True).check()


def _ready(page: Page, address: str) -> None:
    """Opened with a connection, until the phone has kept the page and its worker is at work."""
    page.goto(address)
    page.locator("[data-log][data-ready]").wait_for(state="attached")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def _kept(page: Page) -> str:
    """All that the browser holds of this site, as one text."""
    return str(
        page.evaluate(
            """async () => {
              const found = [JSON.stringify([{...localStorage}, {...sessionStorage}])];
              for (const name of await caches.keys()) {
                const cache = await caches.open(name);
                for (const request of await cache.keys()) {
                  found.push(request.url);
                  const kept = await cache.match(request);
                  if ((kept.headers.get("Content-Type") || "").includes("html")) {
                    found.push(await kept.text());
                  }
                }
              }
              return found.join("\\n");
            }"""
        )
    )


@WAYS
def test_a_meeting_is_noted_on_one_page(site: Site, size: dict[str, int], script: bool) -> None:
    address, _pair = _log()
    page = site.visitor(size=size, script=script)
    page.goto(address)
    page.get_by_role("heading", name="You met Ruth").wait_for()
    if script:
        assert faults_in_both_sizes(page) == []

    _fill(page)
    page.get_by_role("button", name="Save").click()

    page.get_by_text("It is saved. Thank you.").wait_for()
    if script:
        assert faults_in_both_sizes(page) == []
        assert "alongside-log" not in page.evaluate("Object.keys(localStorage)")
    assert Meeting.objects.get().topics == ["food"]
    assert Pair.objects.get().state == "active"


def test_without_a_connection_it_waits_on_the_phone_and_is_sent_once(site: Site) -> None:
    address, _pair = _log()
    page = site.visitor(size=PHONE, worker=True)
    _ready(page, address)

    page.context.set_offline(True)
    page.goto(address)  # the page that was kept: it names nobody
    page.get_by_role("heading", name="You met", exact=True).wait_for()
    assert "Ruth" not in page.content()
    _fill(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    assert faults_in_both_sizes(page) == []
    assert not Meeting.objects.exists()
    page.goto(address)  # closed and opened again: it still waits
    expect(page.get_by_text(WAITING)).to_be_visible()

    page.context.set_offline(False)
    expect(page.get_by_text("What was saved on this phone has been sent.")).to_be_visible()
    expect(page.get_by_text(WAITING)).to_be_hidden()
    page.goto(address)
    page.get_by_role("heading", name="You met Ruth").wait_for()

    assert Meeting.objects.count() == 1
    row = Meeting.objects.get()
    assert (row.topics, row.goal, row.on) == (["food"], "same", clock.london_date(clock.now()))
    left = _kept(page)
    token = address.split("/")[2]
    for told in ("Ruth", "Mona", token):
        assert told not in left


def test_an_answer_that_was_lost_on_the_way_makes_no_second_meeting(site: Site) -> None:
    address, _pair = _log()
    page = site.visitor(size=PHONE)
    page.goto(address)
    page.route(re.compile(re.escape(address)), _lose_the_answer)
    _fill(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    assert Meeting.objects.count() == 1

    page.unroute(re.compile(re.escape(address)))
    page.goto(address)
    expect(page.get_by_text("What was saved on this phone has been sent.")).to_be_visible()

    assert Meeting.objects.count() == 1


def _lose_the_answer(route: Any) -> None:
    if route.request.method == "POST":
        route.fetch(max_redirects=0)
        route.abort("connectionreset")
    else:
        route.continue_()


def test_what_we_must_ask_opens_again_with_what_was_typed(site: Site) -> None:
    address, pair_id = _log()
    page = site.visitor(size=PHONE, worker=True)
    _ready(page, address)
    page.context.set_offline(True)
    page.goto(address)
    _fill(page)
    page.get_by_label("Day", exact=True).fill("1")
    page.get_by_label("Month").fill("1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(WAITING)).to_be_visible()

    page.context.set_offline(False)
    page.get_by_role("button", name="Open it again").wait_for()
    page.get_by_role("button", name="Open it again").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    expect(page.get_by_label("Food and eating")).to_be_checked()
    today = clock.london_date(clock.now())
    page.get_by_label("Day", exact=True).fill(str(today.day))
    page.get_by_label("Month").fill(str(today.month))
    page.get_by_role("button", name="Save").click()
    page.get_by_text("It is saved. Thank you.").wait_for()

    assert Meeting.objects.get().on == today
    assert page.evaluate("localStorage.getItem('alongside-log')") is None
    assert mentoring.pair_meetings(pair_id, actor=SYSTEM, at=clock.now()).count == 1


def test_urgent_without_a_connection_shows_at_once_whom_to_ring(site: Site) -> None:
    address, _pair = _log()
    page = site.visitor(size=PHONE, worker=True)
    _ready(page, address)
    page.context.set_offline(True)
    page.goto(address)
    _fill(page, "Urgent")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("heading", name="Ring somebody now")).to_be_visible()
    assert page.locator("[data-log-urgent] a[href='tel:999']").is_visible()
    page.context.set_offline(False)
    page.get_by_role("heading", name="Ring somebody now", level=1).wait_for()

    assert Meeting.objects.get().worry == "urgent"


def test_a_phone_that_two_mentors_share_sends_nothing_as_the_other(site: Site) -> None:
    address, _pair = _log()
    page = site.visitor(size=DESK)
    page.goto(address)
    page.evaluate(
        "localStorage.setItem('alongside-log', JSON.stringify([{key: 'k', whose: 'another',"
        " fields: [['worry', 'none']]}]))"
    )
    page.goto(address)
    page.get_by_role("heading", name="You met Ruth").wait_for()

    expect(page.get_by_text(WAITING)).to_be_hidden()
    assert "another" in page.evaluate("localStorage.getItem('alongside-log')")
    assert acting(Volunteer.objects.get().pk).person_id
    assert not Meeting.objects.exists()


def test_signing_out_leaves_nothing_in_the_browser(site: Site) -> None:
    _log()
    person = Volunteer.objects.get().person
    person.user = UserFactory()
    person.save()
    signed_in = sign_in(Client(), person)
    page = site.visitor(size=DESK, worker=True)
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": site.base}
            for name, cookie in signed_in.cookies.items()
        ]
    )
    _ready(page, "/log/")
    _fill(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(WAITING)).to_be_visible()
    page.route("**/log/", lambda route: route.abort())  # back on line, and still it cannot be sent
    page.context.set_offline(False)

    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_function("document.readyState === 'complete'")
    assert asked == [
        "A meeting is saved on this phone and not sent yet. If you sign out now, it is gone."
    ]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").first.wait_for()

    assert page.evaluate("localStorage.getItem('alongside-log')") is None
    assert "alongside-log-page" not in page.evaluate("caches.keys()")
    assert not Meeting.objects.exists()
