"""Somebody is introduced in a consultation, sees what was written, and is accepted."""

from __future__ import annotations

import re

import pytest

from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation
from alongside.domain.referrals.models import Referral
from alongside.foundation import clock
from browser.steps import PHONE, Site, faults_of, sideways
from factories.catalogue import fill
from factories.messaging import SYSTEM
from factories.people import MembershipFactory, PersonFactory
from factories.referring import HALF_A_MINUTE
from factories.safety import look_after_safety

pytestmark = pytest.mark.django_db(transaction=True)
# Keys pressed for the four answers: the words typed, and one for each box and button.
TYPED = ("Ruth Adeyemi", "07700 900123")
PRESSED = 5


def _demo() -> None:
    now = clock.now()
    fill()
    here = people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=now)
    organisation = Organisation.objects.get(pk=here.organisation_id)
    look_after_safety(organisation)
    for name, role in (("Dr Ann Field", "referrer"), ("Grace Adeyemi", "coordinator")):
        someone = PersonFactory(name=name, about="Works here.")
        MembershipFactory(person=someone, organisation=organisation, role=role)


@pytest.mark.parametrize("script", [True, False])
def test_introduced_seen_and_accepted(site: Site, script: bool) -> None:
    _demo()
    page = site.visitor(size=PHONE, script=script)

    def well() -> None:
        assert not script or (faults_of(page), sideways(page)) == ([], 0)

    page.goto("/try/")
    page.get_by_role("button", name="Be Dr Ann Field").click()
    page.get_by_role("heading", name="Introduce somebody").wait_for()
    well()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").get_by_role("link", name="Enter the name of the person").wait_for()
    well()
    page.get_by_label("Name", exact=True).fill(TYPED[0])
    page.get_by_label("By text").check()
    page.get_by_label("Mobile number").fill(TYPED[1])
    page.get_by_label("A mentor, one to one").check()
    page.get_by_label("I read this to them, and they agreed").check()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Sent", exact=True).wait_for()
    well()
    assert re.search(r"Ref [A-Z0-9]{4}-[A-Z0-9]{4}\.", page.get_by_role("textbox").input_value())
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("heading", name="Not sent: Ruth Adeyemi").wait_for()
    well()
    with page.expect_navigation():
        page.get_by_role("button", name="Send it as it is").click()
    page.get_by_role("button", name="Undo").wait_for()  # on the page after sending alone
    # A minute at the quickest hand's fifth of a second a key: far more than is needed.
    assert sum(map(len, TYPED)) + PRESSED <= 60

    token = Message.objects.get(template="referral_written", state="queued").values["link"]
    theirs = site.visitor(size=PHONE, script=script)
    theirs.goto(f"/my-referral/{token}/")
    theirs.get_by_text("Dr Ann Field").wait_for()
    assert not script or (faults_of(theirs), sideways(theirs)) == ([], 0)
    theirs.get_by_role("link", name="Something is not right").click()
    theirs.get_by_label("What is not right in what was written?").fill("I would like a group")
    theirs.get_by_role("button", name="Save").click()
    theirs.get_by_text("Your change is saved").wait_for()

    Referral.objects.update(sent_at=clock.now() - HALF_A_MINUTE)
    desk = site.visitor(size=PHONE, script=script)
    desk.goto("/try/")
    desk.get_by_role("button", name="Be Grace Adeyemi").click()
    desk.get_by_role("link", name="New introductions").click()
    desk.get_by_role("heading", name="New introductions").wait_for()
    assert not script or (faults_of(desk), sideways(desk)) == ([], 0)
    desk.get_by_role("link", name="Ruth Adeyemi").click()
    desk.get_by_text("I would like a group").wait_for()
    assert not script or (faults_of(desk), sideways(desk)) == ([], 0)
    desk.get_by_role("button", name="Accept, and support them").click()
    desk.get_by_text("It is accepted").wait_for()
    assert not script or (faults_of(desk), sideways(desk)) == ([], 0)
