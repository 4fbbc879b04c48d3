"""Sheets as services really have them: a slip in one row loses nobody."""

from __future__ import annotations

import pytest

from alongside.domain.mentoring.models import Pair, Volunteer
from alongside.domain.referrals.models import Referral
from domain.interop.test_service_spreadsheet import MENTOR, WAITING, book, bring, rejected
from factories.mentoring import Service, service

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Service:
    return service()


@pytest.mark.parametrize("slip_first", [True, False])
def test_a_slip_in_a_row_does_not_lose_the_person_whose_other_row_is_right(
    here: Service, slip_first: bool
) -> None:
    slip = {**WAITING, "Date of birth": "12/5/84"}
    waiting = [slip, WAITING] if slip_first else [WAITING, slip]
    mentors = [{**MENTOR, "Born": "12"}, MENTOR] if slip_first else [MENTOR]
    run_id = bring(here, book(mentors=mentors, waiting=waiting))

    assert ("waiting", "2" if slip_first else "3", "born") in [r[:3] for r in rejected(run_id)]
    assert (Volunteer.objects.count(), Referral.objects.filter(state="waiting").count()) == (1, 1)
    assert Pair.objects.get().volunteer_id == Volunteer.objects.get().pk


def test_people_whose_names_are_only_signs_are_not_one_person(here: Service) -> None:
    waiting = [
        {**WAITING, "Name": "★", "Phone": "07700900111"},
        {**WAITING, "Name": "❤", "Phone": "07700900112"},
    ]
    run_id = bring(here, book(mentors=[], waiting=waiting, pairs=[]))

    assert rejected(run_id) == []
    assert Referral.objects.count() == 2
