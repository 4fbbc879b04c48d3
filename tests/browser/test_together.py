"""The page of a pause and of another mentor, on a phone and at a desk."""

from __future__ import annotations

import pytest

from alongside.domain.mentoring.models import Place
from alongside.foundation import clock
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from browser.steps import Site, faults_in_both_sizes
from factories.meetings import paired
from factories.mentoring import SYSTEM, service

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_pause_is_one_press_and_stands_on_the_page(site: Site) -> None:
    at = clock.now()
    _pair, _mentor, place_id = paired(service(), at=at)
    with unit(actor=SYSTEM, at=at) as work:
        place = Place.objects.get(pk=place_id)
        token = make_link("place", place, valid_until=at.replace(year=at.year + 1), work=work)
    page = site.visitor()
    page.goto(f"/c/{token}/")
    page.get_by_role("link", name="How you work together; pause").click()
    page.get_by_label("Pause our meetings for now").check()
    assert faults_in_both_sizes(page) == []
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Go on meeting").wait_for()
    assert page.get_by_text("Meetings are paused for now.").is_visible()
    assert faults_in_both_sizes(page) == []
