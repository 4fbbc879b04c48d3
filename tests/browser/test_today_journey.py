"""A coordinator's day on a phone: Today, what could not be sent, and the outbox of a demo."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Organisation
from alongside.foundation import clock
from browser.steps import PHONE, Site, faults_of, sideways, tab_to
from factories.catalogue import fill
from factories.messaging import MOBILE, SYSTEM, drained, person, send
from factories.people import MembershipFactory, PersonFactory
from factories.safety import look_after_safety

pytestmark = pytest.mark.django_db(transaction=True)


def _demo() -> Membership:
    """A demo with a coordinator who can be tried, one message that went out and one that did
    not."""
    now = clock.now()
    fill()
    here = people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=now)
    organisation = Organisation.objects.get(pk=here.organisation_id)
    look_after_safety(organisation)
    own: dict[str, Any] = {"organisation_id": organisation.pk}
    send(person(text_number=MOBILE, **own), at=now, organisation_id=organisation.pk)
    ring = person(channels=("phone",), phone_number="01632 960002", **own)
    send(ring, at=now, organisation_id=organisation.pk)
    drained(now)
    someone = PersonFactory(name="Grace Adeyemi", about="Coordinates.")
    return MembershipFactory(person=someone, organisation=organisation, role="coordinator")


@pytest.mark.parametrize("script", [True, False])
def test_a_coordinator_tells_somebody_another_way(site: Site, script: bool) -> None:
    _demo()
    page = site.visitor(size=PHONE, script=script)

    def well() -> None:
        assert not script or (faults_of(page), sideways(page)) == ([], 0)

    page.goto("/try/")
    page.get_by_role("button", name="Be Grace Adeyemi").click()
    page.get_by_role("heading", name="Today").wait_for()
    well()
    page.get_by_role("link", name="Could not be sent").click()
    page.get_by_role("heading", name="Could not be sent").wait_for()
    well()
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    page.get_by_text("Leave no message, and tell nobody else who rings.").wait_for()
    well()
    page.get_by_label("I told them another way").check()
    page.get_by_role("button", name="Done with this one").click()
    page.get_by_text("That is done").wait_for()
    well()
    page.get_by_role("link", name="Outbox").click()
    page.get_by_role("heading", name="Outbox").wait_for()
    well()
    for name in ("/letters/", "/letters/print/", "/answers/", "/needs/", "/people/me/contact/"):
        page.goto(name)
        well()


def test_the_lists_are_reached_by_keyboard(site: Site) -> None:
    _demo()
    page = site.visitor()
    page.goto("/try/")
    page.get_by_role("button", name="Be Grace Adeyemi").click()
    page.get_by_role("heading", name="Today").wait_for()

    tab_to(page, "Could not be sent")
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Could not be sent").wait_for()
