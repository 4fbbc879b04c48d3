"""The report of a service: each figure by hand, for who may read it, on a day that is fixed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.domain.referrals import public as referrals
from alongside.engines.evaluation import Caution
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.journeys import rights, service_report
from alongside.journeys.report_telling import ScaleTold, Wait
from alongside.journeys.service_report import Report
from factories.directory import SYSTEM
from factories.people import OrganisationFactory
from factories.referring import Clinic, clinic, staff
from factories.reporting import SILENT, SKIPPED, introduced, noon, supported

DAY = date(2026, 11, 22)
NOW = noon(DAY)
AFTER = noon(date(2027, 4, 12))
# Six answers of one number each, so that the mean is that number.
BOTH = ((4, 5), (3, 5), (6, 6), (2, 5), (5, 6), (4, 6), (5, 6), (7, 7), (3, 5), (6, 5))


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Clinic]:
    """The service, made once; each test is a transaction inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _year()
        transaction.set_rollback(True)


@pytest.fixture
def place(made_once: Clinic, db: None) -> Clinic:
    """The service, as it was made."""
    return made_once


def _year() -> Clinic:
    """Twenty introduced in a contract year that began in April: eighteen taken on."""
    people.forget_service()
    made = clinic()
    outcomes.choose_measure(made.service, measure="semcd6", actor=SYSTEM, at=noon(DAY))
    day = date(2026, 4, 6)
    for number, (first, last) in enumerate(BOTH):
        supported(
            made, f"Twice {number}", day, yes_after=number, over_after=60, first=first, last=last
        )
    for number, said in enumerate((SKIPPED, SILENT, None)):
        supported(made, f"Once {number}", day, yes_after=10, over_after=60, first=2, last=said)
    supported(made, "Still 1", day, yes_after=2, first=8)
    supported(made, "Still 2", day, yes_after=2, first=9, came_after=None)
    supported(made, "Skipped", day, yes_after=3, first=SKIPPED)
    supported(made, "Silent", day, yes_after=3, first=SILENT)
    supported(made, "Not asked", day, yes_after=3)
    no = introduced(made, "Turned down", day)
    referrals.decline(
        no.referral_id, because="no_room", note="", actor=made.coordinator, at=noon(day)
    )
    introduced(made, "Still to answer", day)
    return made


def read(actor: Actor, slug: str = "2026", at: datetime = NOW, **more: object) -> Report:
    """The report."""
    return service_report.report(slug, actor=actor, at=at, **more)  # type: ignore[arg-type]


def values(found: Report) -> dict[str, float | None]:
    """The numbers as they are told."""
    return {name: told.value for name, told in found.figures.items()}


def test_every_figure_by_hand(place: Clinic) -> None:
    outcomes.set_targets(
        place.service, mentors=20, people_a_year=40, year_begins=4, actor=SYSTEM, at=noon(DAY)
    )
    found = read(place.coordinator)

    told = values(found)
    assert (told["introduced"], told["declined"], told["undecided"]) == (20, 1, 1)
    assert (told["taken_on"], told["came"], told["over"]) == (18, 17, 13)
    # 236 of 365.25 days.
    assert (told["taken_on_target"], told["taken_on_expected"]) == (40, 26)
    assert (told["mentors"], told["mentors_target"], told["pairs"]) == (0, 20, 0)
    # 0 1 2 2 2 3 3 3 3 | 4 5 6 7 8 9 10 10 10: half way between 3 and 4.
    assert (told["wait_for_yes_median"], told["wait_for_yes_longest"]) == (3.5, 10)
    assert told["wait_for_mentor_median"] is None
    names = ("asked_first", "answered_first", "skipped_first", "no_answer_first", "not_asked_first")
    assert tuple(told[name] for name in names) == (17, 15, 1, 1, 1)

    (measure,) = found.measures
    inner = {name: one.value for name, one in measure.figures.items()}
    assert (inner["began"], inner["began_still"], inner["began_over"]) == (15, 2, 13)
    names = ("asked_last", "answered_last", "skipped_last", "no_answer_last", "not_asked_last")
    assert tuple(inner[name] for name in names) == (12, 10, 1, 1, 1)


def test_the_change_by_hand_and_everybody_who_is_missing(place: Clinic) -> None:
    (scale,) = read(place.coordinator).measures[0].scales
    told = {name: one.value for name, one in scale.figures.items()}

    assert (told["scored_first"], told["scored_both"], told["missing"]) == (13, 10, 3)
    # Differences 1 2 0 3 1 2 1 0 2 -1: mean 1.1, deviation sqrt(12.9 / 9), t = 2.262157 for 9.
    assert told["change"] == pytest.approx(1.1)
    assert told["low"] == pytest.approx(0.2436, abs=1e-3)
    assert told["high"] == pytest.approx(1.9564, abs=1e-3)
    assert told["worst_case"] == pytest.approx(11 / 13)
    assert (told["mean_before_stayed"], told["mean_before_missing"]) == (4.5, 2)
    assert scale.cautions == (Caution.MANY_MISSING, Caution.NOBODY_TO_COMPARE)


def test_a_day_fixes_the_numbers(place: Clinic) -> None:
    early = read(place.coordinator, as_at=date(2026, 5, 1))
    supported(place, "Later", date(2026, 11, 1), first=3)

    again = read(place.coordinator, as_at=date(2026, 5, 1))

    assert again == early
    assert values(early)["over"] == 0
    assert values(read(place.coordinator))["taken_on"] == 19


def test_outside_sees_chains_of_protected_numbers_and_no_parts(place: Clinic) -> None:
    buyer = staff("Una Reed", Role.COMMISSIONER, place.service)
    found = read(buyer, at=AFTER)

    told = values(found)
    assert (found.outside, found.may_choose, found.as_at) == (True, False, date(2027, 3, 31))
    assert (told["introduced"], told["taken_on"], told["came"]) == (20, 20, 15)
    assert (told["asked_first"], told["answered_first"]) == (15, 15)
    assert told["wait_for_yes_median"] == 7
    assert not {"declined", "undecided", "skipped_first", "wait_for_yes_longest"} & set(told)
    inner = read(buyer, "2026-to-q2", at=AFTER).measures[0].scales[0].figures
    assert (inner["scored_first"].value, inner["scored_both"].value) == (15, 10)
    assert inner["missing_share"].value == pytest.approx(100 / 3)
    # 9 points over 8 people at the least: steps of 1.5, of which the interval needs one.
    assert [inner[name].value for name in ("low", "change", "high")] == [0, 1.5, 3]
    assert inner["worst_case"].value == pytest.approx(1.5 * 10 / 15)
    assert not {"mean_before", "mean_after"} & set(inner)
    assert "missing" not in inner
    assert "mean_before_missing" not in inner
    mine = read(place.coordinator, at=AFTER, outside=True)
    assert (mine.figures, mine.measures) == (found.figures, found.measures)


def test_outside_is_told_what_changed_of_the_half_year_and_the_year(place: Clinic) -> None:
    buyer = staff("Una Reed", Role.COMMISSIONER, place.service)

    def told(slug: str) -> ScaleTold:
        return read(buyer, slug, at=AFTER).measures[0].scales[0]

    for between in ("2026-to-q1", "2026-to-q3"):
        assert told(between).waits == Wait.FOR_THE_HALF
        assert {name: one.value for name, one in told(between).figures.items()} == {
            "scored_first": 15,
            "scored_both": 10,
        }
    assert told("2026-to-q2").figures["change"].value == 1.5
    assert (told("2026").waits, "change" in told("2026").figures) == (Wait.FOR_MORE_PEOPLE, False)

    for number in range(13):  # 10 people are told as 10, 23 as 25
        supported(place, f"Later {number}", date(2026, 11, 2), over_after=60, first=4, last=5)

    assert told("2026").waits is None
    # 24 points over 23 people, in steps of 9 points over 23.
    assert told("2026").figures["change"].value == 1.2
    assert told("2026-to-q2").figures["scored_both"].value == 10


@pytest.mark.parametrize("slug", ["2027", "2026-q1", "2026-to-q4", "2026-q5", "26", "x", "1999"])
def test_outside_reads_no_quarter_and_nothing_that_is_not_over(place: Clinic, slug: str) -> None:
    buyer = staff("Una Reed", Role.COMMISSIONER, place.service)
    with pytest.raises(NotFound):
        read(buyer, slug, at=AFTER)
    assert read(buyer, "2026-to-q1", at=AFTER).as_at == date(2026, 6, 30)


def test_outside_cannot_choose_the_day(place: Clinic) -> None:
    buyer = staff("Una Reed", Role.COMMISSIONER, place.service)
    chosen = read(buyer, at=AFTER, as_at=date(2026, 5, 1))
    assert chosen.as_at == date(2027, 3, 31)


def test_who_may_not(place: Clinic) -> None:
    elsewhere = OrganisationFactory().pk
    for role in (Role.COORDINATOR, Role.ORG_ADMIN, Role.COMMISSIONER):
        with pytest.raises(Refused):
            read(staff("Eli Short", role, elsewhere))
    for role in (Role.MENTOR, Role.REFERRER, Role.SAFEGUARDING_LEAD, Role.PLATFORM_OPERATOR):
        with pytest.raises(Refused):
            read(staff("Eli Short", role, place.service))
    with pytest.raises(Refused):
        read(VISITOR)
    with pytest.raises(Invalid):
        read(place.coordinator, as_at=DAY + timedelta(days=1))
    with pytest.raises(NotFound):
        read(place.coordinator, "2027")


def test_answers_that_were_deleted_or_may_not_be_used_are_not_counted(place: Clinic) -> None:
    gone = supported(place, "Goes", date(2026, 6, 1), over_after=5, first=1, last=9)
    kept = supported(place, "Keeps", date(2026, 6, 1), over_after=5, first=1, last=9)
    before = _both(read(place.coordinator))
    rights.erase_person(gone.person_id, actor=SYSTEM, at=noon(DAY))
    people.restrict(
        person_id=kept.person_id,
        because="unlawful",
        how="page",
        actor=Actor(kind="person", person_id=kept.person_id),
        at=noon(DAY),
    )

    found = read(place.coordinator)

    assert (before, _both(found)) == (12, 10)
    assert (values(found)["taken_on"], values(found)["not_used"]) == (20, 1)


def _both(found: Report) -> float | None:
    return found.measures[0].scales[0].figures["scored_both"].value


def test_targets_are_the_administrators(place: Clinic) -> None:
    boss = staff("Ada King", Role.ORG_ADMIN, place.service)
    said = {"mentors": 20, "people_a_year": None, "year_begins": 9}
    outcomes.set_targets(place.service, **said, actor=boss, at=noon(DAY))  # type: ignore[arg-type]

    found = read(place.coordinator)
    assert (found.period.since, found.targets.people_a_year) == (date(2026, 9, 1), None)
    assert "taken_on_target" not in found.figures
    with pytest.raises(Refused):
        outcomes.set_targets(
            place.service,
            **said,  # type: ignore[arg-type]
            actor=place.coordinator,
            at=noon(DAY),
        )
    for wrong in ({"mentors": 0}, {"people_a_year": 1_000_001}, {"year_begins": 13}):
        with pytest.raises(Invalid) as refused:
            outcomes.set_targets(place.service, **{**said, **wrong}, actor=boss, at=noon(DAY))  # type: ignore[arg-type]
        assert set(refused.value.faults) == set(wrong)


def test_as_many_queries_for_nobody_as_for_eighteen(place: Clinic) -> None:
    with CaptureQueriesContext(connection) as many:
        read(place.coordinator)
    with CaptureQueriesContext(connection) as none:
        read(place.coordinator, "2025")
    assert len(none) <= len(many) <= 16
