"""A coordinator's day without a mouse, and pages of the desk that no other walk visits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from alongside.domain.mentoring.models import Place
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation
from alongside.foundation import clock
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from browser.steps import Site, faults_in_both_sizes, tab_to
from factories.catalogue import fill
from factories.mentoring import SYSTEM, Service, prepared, ready, service, waiting
from factories.people import MembershipFactory, PersonFactory
from factories.referring import received, staff
from factories.safety import look_after_safety

pytestmark = pytest.mark.django_db(transaction=True)
# Whether the element that has the focus shows it: an outline, a shadow, or another ground.
SHOWN = """() => {
  const e = document.activeElement, box = e.closest('.nhsuk-radios__item, .nhsuk-checkboxes__item');
  const own = getComputedStyle(e), by = box && getComputedStyle(e, ':focus');
  const label = box && getComputedStyle(box.querySelector('label'), '::before');
  const shows = (s) => s && (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0
    || s.boxShadow !== 'none' || s.backgroundColor === 'rgb(255, 235, 59)');
  return Boolean(shows(own) || shows(by) || shows(label));
}"""


def _here() -> tuple[Service, str]:
    """A demo with a coordinator to be tried, two mentors, and somebody who was introduced."""
    now = clock.now()
    fill()
    made = people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=now)
    organisation = Organisation.objects.get(pk=made.organisation_id)
    look_after_safety(organisation)
    grace = PersonFactory(name="Grace Adeyemi", about="Coordinates.")
    for role in ("coordinator", "org_admin"):
        MembershipFactory(person=grace, organisation=organisation, role=role)
    here = service()
    ready(here, at=now - timedelta(days=9))
    referrer = staff("Dr Ann Field", "referrer", organisation.pk)
    received(referrer, at=now - timedelta(hours=1), name="Ruth Mbeki", wants="mentor")
    return here, "Grace Adeyemi"


def _signed_in(site: Site, name: str) -> Page:
    page = site.visitor()
    page.goto("/try/")
    tab_to(page, f"Be {name}")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Today").wait_for()
    return page


def _press(page: Page, name: str, heading: str) -> None:
    """Goes there with Tab, sees where the focus is, and presses Enter."""
    tab_to(page, name, most=120)
    assert page.evaluate(SHOWN), f"nothing shows that {name} has the focus"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_from_today_to_a_place_in_the_plan_without_a_mouse(site: Site) -> None:
    _here()
    page = _signed_in(site, "Grace Adeyemi")
    page.keyboard.press("Tab")  # the first of all leads past the menu
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    assert page.evaluate(SHOWN)
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'maincontent'")

    _press(page, "New introductions", "Introductions")
    _press(page, "Ruth Mbeki", "Ruth Mbeki")
    _press(page, "Accept, and support them", "Ruth Mbeki")
    expect(page.get_by_text("It is accepted.")).to_be_visible()
    _press(page, "Suggest a mentor", "Ruth Mbeki")
    expect(page.get_by_role("link", name="What matters to them")).to_be_visible()
    _press(page, "What matters to them", "What matters to you")
    for answer in ("Type 2 diabetes", "Tuesday evening", "By phone"):
        tab_to(page, answer, most=90)
        assert page.evaluate(SHOWN)
        page.keyboard.press("Space")
    _press(page, "Save and go on", "What matters to you")
    tab_to(page, "Save")
    with page.expect_navigation():  # without a birthday it is not taken
        page.keyboard.press("Enter")
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_contain_text("There is a problem")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error:")
    assert Place.objects.get().times == ["tue_evening"]


def test_pages_that_no_other_walk_visits_are_well(site: Site) -> None:
    here, name = _here()
    now = clock.now()
    volunteer_id = prepared(here, at=now, name="Bartholomew Featherstonehaugh-Cholmondeley")
    place_id = waiting(here, "Anastasia Papadopoulou-Wetherby-Smythe", at=now)
    with unit(actor=SYSTEM, at=now) as work:
        place = Place.objects.get(pk=place_id)
        token = make_link("place", place, valid_until=now + timedelta(days=9), work=work)
    page = _signed_in(site, name)
    for address in (
        "/report/",
        "/report/targets/",
        "/stories/",
        "/my-story/",
        "/interop/",
        "/interop/new",
        "/interop/mentoring",
        "/training/",
        "/training/people/",
        "/training/people/add/",
        "/training/sessions/",
        "/training/sessions/mentoring/the-role/",
        "/mentors/",
        f"/mentors/{volunteer_id}/",
        f"/mentors/{volunteer_id}/stop/",
        "/mentors/capacity/",
        "/mentors/pairs/",
        "/mentors/rota/",
        "/mentors/out/",
        "/mentors/talk/",
        f"/mentors/waiting/{place_id}/",
        f"/mentors/waiting/{place_id}/wishes/",
        f"/mentors/waiting/{place_id}/wishes/more/",
        f"/c/{token}/wishes/",
    ):
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        assert faults_in_both_sizes(page) == [], address
