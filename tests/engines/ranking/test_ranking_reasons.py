"""Reasons: what is told first, and in which words."""

from __future__ import annotations

import pytest

from alongside.engines.ranking import Labels, Reason, in_words, parse_need, search
from engines.ranking import populations as p


def reasons(record: dict, need: dict, labels: Labels | None = None) -> tuple[str, ...]:
    index = p.index_of([record])
    return search(index, parse_need(need), 10, labels or {}).results[0].reasons


def test_most_telling_come_first_and_four_at_most() -> None:
    record = p.listing(languages=["ur"], cost_pence=0, size="small")
    need = p.need(
        times=["tue_evening"], languages=["ur"], access=["step_free"], interests=["walking"]
    )

    assert reasons(record, need) == (
        "1.1 miles away", "Tuesday evenings", "Urdu spoken", "Step-free",
    )  # fmt: skip


def test_what_is_left_is_told_where_little_was_asked() -> None:
    assert reasons(p.listing(), p.need()) == (
        "1.1 miles away", "Free", "Checked 7 weeks ago", "For type 2",
    )  # fmt: skip


def test_listing_of_which_nothing_is_known_has_one_reason() -> None:
    bare = p.listing(modes=[], lat=None, lon=None, cost_pence=None, assured_on=None)

    assert reasons(bare, p.need(conditions=[])) == ("Open now",)


@pytest.mark.parametrize(
    ("modes", "asked", "place", "told"),
    [
        (["in_person"], [], (52.2, -2.2), "Less than 0.1 miles away"),
        (["in_person"], [], (52.2145, -2.2), "1 mile away"),
        (["in_person"], [], (52.4, -2.2), "14 miles away"),
        (["in_person", "online"], [], (52.2145, -2.2), "1 mile away"),
        (["in_person", "online"], [], (55.95, -3.19), "Meets online"),
        (["in_person", "online"], ["online"], (52.2, -2.2), "Meets online"),
        (["phone"], [], (52.2, -2.2), "By phone"),
        (["online", "phone"], ["phone"], (52.2, -2.2), "By phone"),
    ],
)
def test_way_to_come_is_the_one_that_was_scored(
    modes: list[str], asked: list[str], place: tuple[float, float], told: str
) -> None:
    record = p.listing(modes=modes, lat=place[0], lon=place[1])

    assert reasons(record, p.need(modes=asked, max_km=30))[0] == told


def test_without_a_place_in_the_need_no_distance_is_told() -> None:
    assert reasons(p.listing(), p.need(lat=None, lon=None))[0] == "Meets in person"


@pytest.mark.parametrize(
    ("record", "need", "told"),
    [
        ({"gender": "women"}, {"gender": "women"}, "Women only"),
        ({"gender": "men"}, {"gender": "men"}, "Men only"),
        ({}, {"for": "carers"}, "For carers"),
        ({"min_age": 16, "max_age": 25}, {"age": 19}, "Ages 16 to 25"),
        ({"max_age": 25}, {"age": 19}, "Up to age 25"),
        ({"size": "large"}, {"size": "large"}, "Large group"),
        ({"interests": ["arts_crafts"]}, {"interests": ["arts_crafts"]}, "Arts crafts"),
        ({"languages": ["xx"]}, {"languages": ["xx"]}, "Xx spoken"),
        ({"times": ["any_time"]}, {"times": ["any_time"]}, "Any time"),
    ],
)
def test_fact_is_told_in_words(record: dict, need: dict, told: str) -> None:
    assert told in reasons(p.listing(**record), p.need(**need))


@pytest.mark.parametrize(
    ("checked", "told"),
    [
        ("2026-11-22", "Checked today"),
        ("2026-11-21", "Checked yesterday"),
        ("2026-11-09", "Checked 13 days ago"),
        ("2026-11-08", "Checked 2 weeks ago"),
        ("2026-09-23", "Checked 8 weeks ago"),
        ("2026-09-22", "Checked 2 months ago"),
        ("2025-11-22", "Checked 12 months ago"),
    ],
)
def test_last_check_is_told_within_the_year(checked: str, told: str) -> None:
    assert told in reasons(p.listing(assured_on=checked), p.need())


@pytest.mark.parametrize("checked", ["2025-11-21", "2026-11-23", None])
def test_no_check_is_told_from_before_the_year_or_to_come(checked: str | None) -> None:
    told = reasons(p.listing(assured_on=checked), p.need())

    assert not [reason for reason in told if "Checked" in reason]


def test_several_shared_names_make_one_reason() -> None:
    times = ["mon_morning", "tue_evening", "sat_afternoon"]

    two = reasons(p.listing(times=times[:2]), p.need(times=times))
    three = reasons(p.listing(times=times), p.need(times=times))

    assert two[1] == "Monday mornings and Tuesday evenings"
    assert three[1] == "Monday mornings, Tuesday evenings and 1 more"


def test_labels_word_the_names() -> None:
    labels = {"time:tue_evening": "nos Fawrth", "condition:type_2": "type 2 diabetes"}

    told = reasons(p.listing(), p.need(times=["tue_evening"]), labels)

    assert told[1] == "Nos Fawrth"
    assert in_words(Reason("condition", ("type_2",)), labels) == "For type 2 diabetes"
