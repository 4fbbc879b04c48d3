"""The look itself: components by keyboard, on a phone, without scripts, in large text."""

from __future__ import annotations

import pytest

from browser.steps import PHONE, Site, faults_in_both_sizes, sideways

PAGES = ["/gallery/", "/gallery/?errors=1", "/help-now/", "/privacy/", "/cookies/"]
PAGES += ["/accessibility/", "/no-such-page/"]


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_accessibility_fault_and_fits(site: Site, address: str) -> None:
    page = site.visitor(size=PHONE)

    page.goto(address)

    assert faults_in_both_sizes(page) == []


def test_link_in_the_summary_leads_the_keyboard_to_its_box(site: Site) -> None:
    page = site.visitor()
    page.goto("/gallery/?errors=1")

    page.get_by_role("link", name="Enter a full postcode").click()

    assert page.evaluate("document.activeElement.id") == "id_postcode"


def test_summary_has_the_focus_when_the_page_comes_back_with_errors(site: Site) -> None:
    page = site.visitor()

    page.goto("/gallery/?errors=1")

    page.wait_for_function("document.activeElement.classList.contains('nhsuk-error-summary')")


def test_answer_uncovers_its_question(site: Site) -> None:
    page = site.visitor()
    page.goto("/gallery/")
    assert not page.get_by_label("Email address").is_visible()

    page.get_by_label("By email", exact=True).check()

    assert page.get_by_label("Email address").is_visible()


def test_without_scripts_every_question_can_be_answered(site: Site) -> None:
    page = site.visitor(script=False)

    page.goto("/gallery/")

    assert page.get_by_label("Email address").is_visible()
    assert page.get_by_label("Telephone number").is_visible()
    assert page.locator("input[type=file]").is_visible()


def test_first_tab_offers_to_skip_to_the_content(site: Site) -> None:
    page = site.visitor()
    page.goto("/gallery/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "maincontent"


def test_text_twice_as_large_still_fits_a_phone(site: Site) -> None:
    page = site.visitor(size=PHONE)
    page.goto("/gallery/?errors=1")

    page.add_style_tag(content="html { font-size: 200% !important }")

    assert sideways(page) == 0


def test_paper_carries_the_words_and_not_the_ways_about(site: Site) -> None:
    page = site.visitor()
    page.goto("/help-now/")

    page.emulate_media(media="print")

    assert page.get_by_text("Samaritans", exact=True).is_visible()
    assert not page.get_by_role("link", name="Privacy").is_visible()
    added = "every => every.map(a => getComputedStyle(a, '::after').content)"
    assert set(page.locator('a[href^="/"], a[href^="tel:"]').evaluate_all(added)) == {"none"}
