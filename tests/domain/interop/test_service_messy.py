"""Sheets as services really have them: a slip in one row loses nobody."""

from __future__ import annotations

import pytest

from alongside.domain.mentoring.models import Pair, Volunteer
from alongside.domain.referrals.models import Referral
from domain.interop.test_service_spreadsheet import MENTOR, PAIR, WAITING, book, bring, rejected
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

    row = "2" if slip_first else "3"
    assert ("waiting", row, f"Date of birth (P{row})") in [r[:3] for r in rejected(run_id)]
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


JOHNS = [
    {**WAITING, "Name": "John Smith", "Phone": "07700900111", "Date of birth": "01/02/1960"},
    {**WAITING, "Name": "john  smith", "Phone": "07700900112", "Date of birth": "03/04/1970"},
]


def test_two_people_of_one_name_both_come_in_and_a_second_time_nobody_is_new(here: Service) -> None:
    mentors = [MENTOR, {**MENTOR, "Phone": "07700900113"}]
    body = book(mentors=mentors, waiting=JOHNS, pairs=[])

    assert rejected(bring(here, body)) == []
    assert rejected(bring(here, body)) == []

    assert (Referral.objects.count(), Volunteer.objects.count()) == (2, 2)


def test_one_of_two_johns_alone_is_never_taken_for_the_other(here: Service) -> None:
    bring(here, book(mentors=[], waiting=JOHNS, pairs=[]))
    for john in JOHNS:
        run_id = bring(here, book(mentors=[], waiting=[john], pairs=[]))
        assert [row[:3] for row in rejected(run_id)] == [("waiting", "2", "Name (A2)")]

    assert Referral.objects.count() == 2


def test_the_same_person_twice_is_one_whatever_is_missing(here: Service) -> None:
    twice = [JOHNS[0], {**JOHNS[0], "Phone": "", "Email": "john@example.org"}]
    run_id = bring(here, book(mentors=[], waiting=twice, pairs=[]))

    assert [row[:2] for row in rejected(run_id)] == [("waiting", "3")]
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("called", "year"),
    [("John Smith", 0), ("john smith | 07700 900112", 1972), ("John Smith|07700900111", 1961)],
)
def test_who_is_meant_of_two_of_one_name_is_said_with_their_number(
    here: Service, called: str, year: int
) -> None:
    johns = {"1961": JOHNS[0], "1972": JOHNS[1]}
    mentors = [
        {**MENTOR, "Name": john["Name"], "Phone": john["Phone"], "Born": born}
        for born, john in johns.items()
    ]
    run_id = bring(here, book(mentors=mentors, waiting=[], pairs=[{**PAIR, "Mentor": called}]))

    if not year:
        assert "behind the name, with a bar between" in rejected(run_id)[0][3]
        assert not Pair.objects.exists()
    else:
        assert Pair.objects.get().volunteer.birth_year == year
