"""The leader's link in a browser: an old phone, no account, with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Listing, RunningCheck
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import system
from browser.steps import PHONE, Site, faults_of, sideways
from factories.directory import content, listed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("script", [True, False])
def test_a_leader_says_that_the_group_runs(site: Site, script: bool) -> None:
    here = people.create_deployment(
        kind="service", name="Severn Peers", actor=system("test"), at=clock.now()
    )
    listed(here.organisation_id, content(name="Tuesday Circle"))
    Listing.objects.update(ask_again_on=clock.london_date(clock.now()))
    directory.ask_due(actor=system("test"), at=clock.now())
    check = RunningCheck.objects.get()
    token = directory.running_row(check.pk, actor=system("test"), at=clock.now()).token
    page = site.visitor(size=PHONE, script=script)

    page.goto(f"/running/{token}/")
    assert not script or (faults_of(page), sideways(page)) == ([], 0)
    page.get_by_label("Yes, and what the page says is right").check()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert not script or (faults_of(page), sideways(page)) == ([], 0)

    check.refresh_from_db()
    assert check.answer == "running"
    page.goto(f"/running/{token}/")
    expect(page.locator("h1")).to_contain_text("has been answered")
    assert not script or (faults_of(page), sideways(page)) == ([], 0)
