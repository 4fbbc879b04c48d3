"""Journey 13 in a browser: help at once, telling a worry, and leaving before anybody sees."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Error, Page, Route, expect

from alongside.domain.safety.models import Concern
from browser.steps import PHONE, Site, faults_of, sideways, tab_to
from factories.safety import Team

pytestmark = pytest.mark.django_db(transaction=True)
AWAY = "https://www.bbc.co.uk/weather"
WORDS = "He shouts at her after the group."


@pytest.fixture(autouse=True)
def team() -> Team:
    """An open service."""
    return Team()


def _looks_right(page: Page) -> None:
    """No fault of access, and nobody scrolls sideways."""
    assert (faults_of(page), sideways(page)) == ([], 0)


def _weather(page: Page) -> list[str]:
    """The neutral site, which is not asked for anything before somebody leaves."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(content_type="text/html", body="<title>Weather</title><h1>Sunny</h1>")

    page.route("https://www.bbc.co.uk/**", answer)
    return asked


def _choose(page: Page, answer: str) -> None:
    page.get_by_label(answer, exact=True).focus()
    page.keyboard.press("Space")


def _go_on(page: Page, name: str = "Continue") -> None:
    tab_to(page, name)
    with page.expect_navigation():  # the next page may have the same heading, with an error
        page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_tells_a_worry_by_keyboard_on_a_small_phone(site: Site, script: bool) -> None:
    page = site.visitor(size=PHONE, script=script)

    def stop(heading: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
        if script:
            _looks_right(page)

    page.goto("/")
    tab_to(page, "Need help now?")
    page.keyboard.press("Enter")
    stop("Need help now?")
    _go_on(page, "Tell us about a worry")

    stop("Is somebody in danger right now?")
    _go_on(page)
    stop("Is somebody in danger right now?")  # with an error
    _choose(page, "Yes")
    _go_on(page)
    stop("Ring 999 now")
    _go_on(page, "Go on")
    stop("What happened, or what worries you?")
    tab_to(page, "What happened, or what worries you?")
    page.keyboard.type(WORDS)
    _go_on(page)
    stop("Who is it about?")
    _choose(page, "Somebody else")
    _go_on(page)
    stop("May we contact you?")
    _choose(page, "No, do not contact me")
    _go_on(page)
    stop("Check your answers, then send them")
    expect(page.locator("main")).to_contain_text(WORDS)
    _go_on(page, "Send")
    stop("It has reached us")

    concern = Concern.objects.get()
    expect(page.locator("main")).to_contain_text(concern.reference)
    expect(page.locator("main")).to_contain_text("Helen Marsh or Ruth Tallis reads it by")
    assert (concern.danger_now, concern.what_happened) == (True, WORDS)


def test_the_form_sent_again_from_an_old_page_is_the_same_worry(site: Site) -> None:
    page = site.visitor()
    _write(page)
    page.get_by_label("I would rather not say").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("No, do not contact me").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="It has reached us").wait_for()

    page.go_back()
    page.get_by_role("heading", level=1).wait_for()

    assert WORDS not in page.content()
    assert Concern.objects.count() == 1


def _write(page: Page) -> None:
    """Up to the third question, with words written."""
    page.goto("/worry/")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Who is it about?").wait_for()


def _leave(page: Page, how: str) -> float:
    """Leaves the page; in how many seconds."""
    began = time.monotonic()
    if how == "button":
        page.get_by_role("link", name="Exit this page").click(no_wait_after=True)
    else:
        for _each in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(AWAY)
    return time.monotonic() - began


def _leave_again(page: Page, how: str) -> float:
    _write(page)
    return _leave(page, how)


@pytest.mark.parametrize("how", ["button", "shift"])
def test_leaving_takes_a_second_at_most_and_back_shows_nothing(site: Site, how: str) -> None:
    page = site.visitor(size=PHONE)
    asked = _weather(page)
    _write(page)
    assert asked == []

    # A machine that is busy with other things may hold it up: then it may try again.
    assert _leave(page, how) <= 1 or any(_leave_again(page, how) <= 1 for _each in range(4))

    for _each in range(2):
        page.go_back()
        page.wait_for_url(AWAY)
        assert page.title() == "Weather"
    page.goto("/worry/what/")
    page.wait_for_url("**/worry/")
    assert WORDS not in page.content()


def test_capital_letters_do_not_leave_the_page(site: Site) -> None:
    page = site.visitor()
    page.clock.install()
    asked = _weather(page)
    page.goto("/worry/")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What happened").wait_for()

    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))  # presses are never too far apart
    page.get_by_label("What happened").press_sequentially("HE SAID NO")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(page.locator("[data-exit-said]")).to_have_text("Shift, press 1 more time to exit.")
    page.keyboard.press("a")
    page.keyboard.press("Shift")

    assert page.get_by_label("What happened").input_value() == "HE SAID NOa"
    assert asked == []


def test_leaving_without_scripts_is_a_link_that_forgets(site: Site) -> None:
    page = site.visitor(script=False)
    _write(page)

    # Our answer sends the browser on to another machine, of which there is none here.
    with page.expect_event("requestfailed") as gone:
        page.get_by_role("link", name="Exit this page").click(no_wait_after=True)
    assert gone.value.url == AWAY
    page.wait_for_function("location.protocol !== 'http:'")
    page.go_back()
    page.get_by_role("heading", name="Is somebody in danger right now?").wait_for()

    assert WORDS not in page.content()
    assert site.outside == [AWAY]
    site.outside.clear()


def test_help_is_there_without_a_connection(site: Site) -> None:
    page = site.visitor(size=PHONE, worker=True)
    page.goto("/")
    _until_kept(page)

    page.context.set_offline(True)
    page.goto("/help-now/")
    page.get_by_role("heading", name="Need help now?").wait_for()
    assert page.locator("a[href='tel:999']").count() >= 1
    _looks_right(page)
    with pytest.raises(Error):
        page.goto("/worry/")


def test_the_page_that_was_kept_stands_in_only_while_there_is_no_connection(site: Site) -> None:
    page = site.visitor(worker=True)
    page.goto("/help-now/")
    _until_kept(page)
    page.evaluate(
        "async () => (await caches.open((await caches.keys())[0])).put('/help-now/',"
        " new Response('<h1>Kept</h1>', {headers: {'Content-Type': 'text/html'}}))"
    )

    page.context.set_offline(True)
    page.goto("/help-now/")
    page.get_by_role("heading", name="Kept").wait_for()
    page.context.set_offline(False)
    page.goto("/help-now/")
    page.get_by_role("heading", name="Need help now?").wait_for()


def _until_kept(page: Page) -> None:
    kept = page.evaluate(
        """async () => {
          for (let tries = 0; tries < 200; tries += 1) {
            const one = await navigator.serviceWorker.getRegistration("/help-now/");
            if (one && one.active && one.active.state === "activated") return true;
            await new Promise((done) => setTimeout(done, 50));
          }
          return false;
        }"""
    )
    assert kept
