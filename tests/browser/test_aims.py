"""What two people aim at, on a phone and at a desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place, Volunteer
from alongside.domain.messaging.models import Message
from alongside.foundation import clock
from alongside.foundation.clock import london_date
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from browser.steps import Site, faults_in_both_sizes
from factories.meetings import LOG, paired
from factories.mentoring import SYSTEM, acting, service, who_waits

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_goal_is_written_down_and_its_mentor_sees_it(site: Site) -> None:
    at = clock.now()
    _pair, mentor, place_id = paired(service(), at=at)
    until = at.replace(year=at.year + 1)
    with unit(actor=SYSTEM, at=at) as work:
        place, volunteer = Place.objects.get(pk=place_id), Volunteer.objects.get(pk=mentor)
        token = make_link("place", place, valid_until=until, work=work)
        own = make_link("volunteer", volunteer, valid_until=until, work=work)
    page = site.visitor()
    page.goto(f"/c/{token}/")
    page.get_by_role("link", name="Your goals").click()
    page.get_by_role("button", name="Write a goal down").click()
    page.get_by_label("Something to do or change").check()
    page.get_by_label("What would you like to do or change?").fill("Walk to the shop again")
    page.get_by_label("A small next step, if you like").fill("As far as the bench")
    page.get_by_label("When, or where?").fill("On Tuesday after breakfast")
    page.get_by_label("How sure are you").select_option("7")
    assert faults_in_both_sizes(page) == []
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Walk to the shop again").wait_for()
    assert page.get_by_text("7 out of 10 sure of this step").is_visible()
    assert faults_in_both_sizes(page) == []
    page.get_by_role("link", name="Change it, or say how it stands").click()
    page.get_by_role("button", name="I have reached it").wait_for()
    assert faults_in_both_sizes(page) == []

    page.goto(f"/m/{own}/")
    page.get_by_role("link", name="What Ruth would like to do").click()
    page.get_by_role("heading", name="Walk to the shop again").wait_for()
    assert page.get_by_text("As far as the bench").is_visible()
    assert faults_in_both_sizes(page) == []


def test_how_it_is_going_is_one_question(site: Site) -> None:
    at = clock.now()
    began = at - timedelta(weeks=6)
    pair_id, mentor, place_id = paired(service(), at=began)
    log = replace(LOG, on=london_date(began))
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=began)
    said = mentoring.GoalSaid("Walk to the shop", step="To the bench")
    mentoring.set_goal(place_id, said=said, key=uuid4(), actor=who_waits(place_id), at=began)
    mentoring.run_reviews_due(actor=SYSTEM, at=at)
    token = Message.objects.get(template="review_person").values["link"]
    page = site.visitor()
    page.goto(f"/review/{token}/")
    page.get_by_label("Carry on").check()
    assert faults_in_both_sizes(page) == []
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert faults_in_both_sizes(page) == []
