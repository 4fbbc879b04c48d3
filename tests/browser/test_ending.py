"""Two say goodbye by their pages, on a phone and at a desk: axe at each stop."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place, Volunteer
from alongside.foundation import clock
from alongside.foundation.clock import london_date
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from browser.steps import Site, faults_in_both_sizes
from factories.meetings import LOG, paired
from factories.mentoring import SYSTEM, acting, service, who_waits

pytestmark = pytest.mark.django_db(transaction=True)


def _link(purpose: str, thing: Any) -> str:
    at = clock.now()
    with unit(actor=SYSTEM, at=at) as work:
        return make_link(purpose, thing, valid_until=at.replace(year=at.year + 2), work=work)


def test_a_goodbye_a_few_words_and_the_way_back(site: Site) -> None:
    at = clock.now()
    pair_id, mentor, place_id = paired(service(), at=at)
    log = mentoring.MeetingLog(on=london_date(at), minutes=LOG.minutes, mode="phone", worry="none")
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=at)
    ruth = who_waits(place_id)
    said = mentoring.GoalSaid("Walk to the shop again")
    goal_id = mentoring.set_goal(place_id, said=said, key=uuid4(), actor=ruth, at=at)
    mentoring.reach_goal(goal_id, actor=ruth, at=at)
    page, other = site.visitor(), site.visitor()
    page.goto(f"/c/{_link('place', Place.objects.get(pk=place_id))}/together/{pair_id}/")

    page.get_by_label("Finish our meetings well").check()
    page.get_by_role("button", name="Save").click()
    begin = page.get_by_role("button", name="Begin to finish")
    begin.wait_for()
    assert faults_in_both_sizes(page) == []
    begin.click()
    page.get_by_role("heading", name="Time to say goodbye to Mona").wait_for()
    assert faults_in_both_sizes(page) == []

    other.goto(f"/m/{_link('volunteer', Volunteer.objects.get(pk=mentor))}/")
    other.get_by_role("link", name="You and Ruth begin to finish").click()
    other.get_by_label("Would you like to write a few words?").fill("Thank you for the walks.")
    other.get_by_role("button", name="Save").click()
    other.get_by_text("Only they can read it.").wait_for()
    assert faults_in_both_sizes(other) == []

    page.get_by_role("button", name="We have said goodbye").click()
    page.get_by_role("heading", name="You and Mona have finished").wait_for()
    expect(page.get_by_text("Thank you for the walks.")).to_be_visible()
    expect(page.get_by_text("Walk to the shop again")).to_be_visible()
    assert faults_in_both_sizes(page) == []
    page.get_by_role("button", name="Ask for a mentor again").click()
    page.get_by_text("so we speak with you first").wait_for()
