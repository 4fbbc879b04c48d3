"""Scans are counted, and what is shown of them outside tells nobody of few."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import PosterCount, Request
from alongside.domain.signposting.public import Figure
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import add_months
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.asking import asked, county
from factories.directory import AT, SYSTEM, coordinator, organisation, person
from factories.posters import Asking, scanned, team

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOVEMBER, OCTOBER, SEPTEMBER = date(2026, 11, 1), date(2026, 10, 1), date(2026, 9, 1)
PRACTICE, TEAM = "M81001", "malvern"


@pytest.fixture
def service(db: None) -> UUID:
    """A service with one team and two practices."""
    here = people.create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)
    team(practices=((PRACTICE, "Link Top Surgery"), ("M81002", "Weir Surgery")))
    return here.organisation_id


def referrer(steward: UUID) -> Actor:
    """A link worker."""
    return person("Col Whittaker", ("referrer", steward))


def _rows() -> dict[tuple[str, date], int]:
    return {(row.code, row.month): row.scans for row in PosterCount.objects.all()}


def test_scan_is_counted_for_its_poster_and_the_month_in_london(service: UUID) -> None:
    midnight = datetime(2026, 10, 31, 23, 59, tzinfo=UTC)  # winter time: still October

    signposting.count_scan(PRACTICE, at=midnight)
    signposting.count_scan(PRACTICE, at=midnight + timedelta(minutes=2))
    signposting.count_scan(PRACTICE, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))

    assert _rows() == {
        (PRACTICE, OCTOBER): 1,
        (PRACTICE, NOVEMBER): 1,
        (PRACTICE, date(2026, 7, 1)): 1,
    }


@pytest.mark.parametrize("typed", ["m81001", "M81001", " M81001 "])
def test_code_is_known_in_capitals_or_not(typed: str, service: UUID) -> None:
    assert signposting.count_scan(typed, at=AT) == PRACTICE
    assert signposting.count_scan("Malvern", at=AT) == TEAM
    assert _rows() == {(PRACTICE, NOVEMBER): 1, (TEAM, NOVEMBER): 1}


@pytest.mark.parametrize("code", ["", "nobody", "M81001'--", "\x00", "م" * 500])
def test_unknown_code_counts_nothing(code: str, service: UUID) -> None:
    assert signposting.count_scan(code, at=AT) == ""
    assert _rows() == {}


def test_poster_of_a_team_that_ended_counts_nothing(service: UUID) -> None:
    team("old", "Old", (("M81009", "Old Surgery"),), valid_to=date(2026, 1, 31))

    assert signposting.count_scan("old", at=AT) == signposting.count_scan("M81009", at=AT) == ""


def test_browser_that_came_by_it_before_is_not_counted_again(service: UUID) -> None:
    assert signposting.count_scan(PRACTICE, before=(TEAM, PRACTICE), at=AT) == PRACTICE
    assert signposting.count_scan(PRACTICE, before=(TEAM,), at=AT) == PRACTICE
    assert _rows() == {(PRACTICE, NOVEMBER): 1}


def test_nothing_is_kept_of_a_scan_but_the_number(service: UUID) -> None:
    before = AuditRow.objects.count()

    signposting.count_scan(PRACTICE, at=AT)

    assert {field.name for field in PosterCount._meta.get_fields()} == {
        "id",
        "code",
        "month",
        "scans",
    }
    assert AuditRow.objects.count() == before


def test_request_is_counted_for_the_poster_that_led_to_it() -> None:
    here = county()
    team("tenbury-wells-and-great-witley", "Tenbury Wells and Great Witley", ())

    asked(here.group, practice="tenbury-wells-and-great-witley")
    asked(here.group, practice="../odd")
    asked(here.group)

    found = signposting.practice_counts(actor=here.coordinator, at=AT)
    assert [row.months[0].requests.known for row in found.rows] == [1]
    assert sorted(Request.objects.values_list("practice", flat=True)) == [
        "",
        "",
        "tenbury-wells-and-great-witley",
    ]


def test_teams_are_listed_by_name_each_with_its_practices(service: UUID) -> None:
    team("evesham", "Evesham", (("A2", "Zebra Surgery"), ("A1", "Abbey Surgery")))

    places = signposting.poster_places(actor=referrer(service), at=AT)

    assert [(place.code, place.team, place.is_team) for place in places] == [
        ("evesham", "Evesham", True),
        ("A1", "Evesham", False),
        ("A2", "Evesham", False),
        ("malvern", "Malvern", True),
        ("M81001", "Malvern", False),
        ("M81002", "Malvern", False),
    ]


@pytest.mark.parametrize("role", ["mentor", "facilitator", "commissioner", "safeguarding_lead", ""])
def test_others_print_nothing_and_see_no_number(role: str, service: UUID) -> None:
    actor = person("Rosa", (role, service)) if role else VISITOR

    for ask in (signposting.poster_places, signposting.practice_counts):
        with pytest.raises(Refused):
            ask(actor=actor, at=AT)
    with pytest.raises(Refused):
        signposting.poster_place(PRACTICE, actor=actor, at=AT)


def test_poster_of_nobody_is_not_found(service: UUID) -> None:
    with pytest.raises(NotFound):
        signposting.poster_place("nobody", actor=referrer(service), at=AT)


def _figures(actor: Actor, what: str, at: datetime = AT) -> tuple[list[Figure], Figure]:
    """The practice's figures by month and its year."""
    found = signposting.practice_counts(actor=actor, at=at)
    row = next(row for row in found.rows if row.place.code == PRACTICE)
    return [getattr(month, what) for month in row.months], getattr(row.year, what)


def _fill(steward: UUID) -> None:
    asking = Asking(steward)
    for month, number in ((NOVEMBER, 31), (OCTOBER, 3), (SEPTEMBER, 8), (date(2026, 8, 1), 13)):
        scanned(PRACTICE, month, number)
        asking.by(PRACTICE, month, number)


@pytest.mark.parametrize("what", ["scans", "requests"])
def test_coordinator_of_the_service_sees_each_number_and_the_running_month(
    what: str, service: UUID
) -> None:
    _fill(service)

    months, year = _figures(coordinator(service), what)

    assert [figure.known for figure in months[:5]] == [31, 3, 8, 13, 0]
    assert len(months) == 13
    assert year == Figure(24)  # of the twelve that are over


@pytest.mark.parametrize("what", ["scans", "requests"])
@pytest.mark.parametrize("role", ["referrer", "org_admin", "coordinator elsewhere"])
def test_others_see_months_that_are_over_rounded_or_hidden(
    role: str, what: str, service: UUID
) -> None:
    _fill(service)
    where = organisation("Another place") if "elsewhere" in role else service

    months, year = _figures(person("Col", (role.split()[0], where)), what)

    assert months[:4] == [Figure(0, hidden=1), Figure(10), Figure(15), Figure(0)]
    assert len(months) == 12
    assert year == Figure(25, hidden=1)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, Figure(0)), (1, Figure(0, 1)), (7, Figure(0, 1)), (8, Figure(10)), (12, Figure(10)),
     (13, Figure(15)), (17, Figure(15)), (18, Figure(20)), (1002, Figure(1000))],
)  # fmt: skip
def test_edge_of_each_step(number: int, shown: Figure, service: UUID) -> None:
    scanned(PRACTICE, OCTOBER, number)

    assert _figures(referrer(service), "scans")[0][0] == shown


def test_request_taken_back_or_erased_changes_no_month_that_is_over() -> None:
    here = county()
    team()
    for _ in range(8):
        asked(here.group, practice=PRACTICE)
    later = AT + timedelta(days=20)
    seen = _figures(referrer(here.steward), "requests", later)
    request = Request.objects.filter(practice=PRACTICE)[0]

    signposting.erase_person_data(person_id=request.person_id, actor=SYSTEM, at=later)

    assert seen[0][0] == Figure(10)
    assert _figures(referrer(here.steward), "requests", later) == seen


CODES = (TEAM, PRACTICE, "M81002")
MONTHS = tuple(add_months(NOVEMBER, -back) for back in range(6))
NUMBERS = st.one_of(st.integers(0, 16), st.sampled_from([0, 1, 7, 8, 40]))
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(CODES), st.sampled_from(MONTHS)), st.tuples(NUMBERS, NUMBERS)
)
MOMENTS = (AT, AT + timedelta(days=3), datetime(2026, 12, 1, 9, tzinfo=UTC), AT.replace(year=2027))


def _is_small(number: int) -> bool:
    return 1 <= number <= 7


def _everything_shown(
    steward: UUID, asking: Asking, actor: Actor, numbers: dict[Any, tuple[int, int]]
) -> list[Any]:
    """All that somebody can see, at every moment at which they look."""
    PosterCount.objects.all().delete()
    Request.objects.all().delete()
    for (code, month), (scans, requests) in numbers.items():
        scanned(code, month, scans)
        asking.by(code, month, requests)
    return [signposting.practice_counts(actor=actor, at=at) for at in MOMENTS]


def _attack(steward: UUID, numbers: dict[Any, tuple[int, int]], draw: st.DataObject) -> None:
    """Whoever sees everything, at every moment, and adds and subtracts as they like, sees the very
    same where each number from 1 to 7 is another one: so they cannot tell which it is."""
    asking, actor = Asking(steward), referrer(steward)
    others = {
        cell: tuple(
            draw.draw(st.integers(1, 7)) if _is_small(number) else number for number in pair
        )
        for cell, pair in numbers.items()
    }

    seen = _everything_shown(steward, asking, actor, numbers)

    assert _everything_shown(steward, asking, actor, others) == seen


@settings(max_examples=8)
@given(numbers=TABLES, draw=st.data())
def test_no_sum_or_difference_gives_a_small_number_away(
    numbers: dict[Any, tuple[int, int]], draw: st.DataObject, service: UUID
) -> None:
    _attack(service, numbers, draw)


@pytest.mark.long
@settings(max_examples=500)
@given(numbers=TABLES, draw=st.data())
def test_no_sum_or_difference_gives_a_small_number_away_at_length(
    numbers: dict[Any, tuple[int, int]], draw: st.DataObject, service: UUID
) -> None:
    _attack(service, numbers, draw)


def test_the_attack_would_find_a_number_that_is_not_small(service: UUID) -> None:
    asking, actor = Asking(service), referrer(service)

    few = _everything_shown(service, asking, actor, {(PRACTICE, OCTOBER): (7, 0)})

    assert _everything_shown(service, asking, actor, {(PRACTICE, OCTOBER): (8, 0)}) != few


def test_day_by_day_nothing_moves_until_the_month_is_over(service: UUID) -> None:
    actor, seen = referrer(service), set()
    for day in range(1, 31):
        at = datetime(2026, 11, day, 12, tzinfo=UTC)
        for _ in range(day % 4):
            signposting.count_scan(PRACTICE, at=at)
        seen.add(signposting.practice_counts(actor=actor, at=at))

    assert len(seen) == 1
    assert _figures(actor, "scans", datetime(2026, 12, 1, tzinfo=UTC))[0][0] == Figure(45)


@pytest.mark.parametrize("role", ["coordinator", "referrer"])
def test_thirty_teams_take_as_many_queries_as_one(role: str, service: UUID) -> None:
    actor = person("Cora", (role, service))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked_for:
            signposting.practice_counts(actor=actor, at=AT)
        return len(asked_for)

    people.service()
    one = queries()
    for number in range(30):
        team(f"team-{number}", f"Team {number}", ((f"P{number}", f"Surgery {number}"),))
        scanned(f"P{number}", OCTOBER, number)

    assert queries() == one == 4
