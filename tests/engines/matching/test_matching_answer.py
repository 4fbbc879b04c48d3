"""What is told: scores, reasons, the difference, why somebody has nobody, tiers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from alongside.engines.matching import match, parse_problem
from engines.matching import populations as p
from support import examples


def pair(mentee: dict, mentor: dict, **labels: str) -> dict[str, Any]:
    problem = parse_problem(p.problem([p.mentee(**mentee)], [p.mentor(**mentor)]))
    (found,) = match(
        problem, {name.replace("__", ":"): text for name, text in labels.items()}
    ).pairs
    return {"reasons": found.reasons, "difference": found.difference, "parts": dict(found.parts)}


def because(mentees: list[dict], mentors: list[dict], **settings: Any) -> list[str]:
    """Why the first of the mentees by id has nobody."""
    told = p.answer(p.problem(mentees, mentors, **settings))
    return told["unplaced"][0]["because"]


@given(p.problems() | p.contests())
@examples(100)
def test_everybody_is_told_of_with_reasons(problem: dict) -> None:
    told = p.answer(problem)

    assert sorted(p.plan(told)) == sorted(one["id"] for one in problem["mentees"])
    assert len(told["pairs"]) + len(told["unplaced"]) == len(problem["mentees"])
    for one in told["pairs"]:
        assert one["score"] == sum(one["parts"].values()) >= 1
        assert all(type(part) is int for part in one["parts"].values())
        assert 1 <= len(one["reasons"]) <= 4
        assert len(set(one["reasons"])) == len(one["reasons"])
        assert one["difference"]
        assert one["difference"] not in one["reasons"]
    for one in told["unplaced"]:
        assert 1 <= len(one["because"]) <= 3
    assert told["certificate"] == "optimal"


def test_reasons_begin_with_the_condition_and_a_wish_that_is_met() -> None:
    found = pair({"mentor_gender": "man", "help_with": ["work", "faith"]}, {})

    assert found["reasons"] == (
        "Both live with type 2",
        "Gender as asked for",
        "1.1 miles away",
        "Both know insulin pump",
    )


def test_reasons_are_in_the_words_of_the_labels() -> None:
    found = pair(
        {"modes": ["phone"]},
        {"modes": ["phone"]},
        condition__type_2="type 2 diabetes",
        topic__work="work and diabetes",
    )

    assert found["reasons"][0] == "Both live with type 2 diabetes"
    assert "Can talk about work and diabetes" in found["reasons"]


def test_two_of_one_place_live_in_the_same_area() -> None:
    found = pair({"lat": 52.2, "lon": -2.2}, {"lat": 52.2, "lon": -2.2})

    assert "In the same area" in found["reasons"]


@pytest.mark.parametrize(
    ("mentee", "mentor", "difference"),
    [
        ({"help_with": ["work", "faith"]}, {}, "Has not offered to talk about faith"),
        (
            {"modes": ["in_person", "phone"]},
            {"modes": ["phone"]},
            "Not in person: by phone",
        ),
        ({"treatments": ["dialysis"]}, {}, "Does not know dialysis at first hand"),
        ({"max_km": 30}, {"max_km": 30, "lat": 52.05}, "10 miles away"),
        ({"age": 20}, {"age": 35}, "At another stage of life"),
        ({"conditions": ["type_2", "hiv"]}, {}, "Does not live with hiv"),
        ({}, {"interests": []}, "Other interests"),
        ({}, {}, "Only one time suits both: Tuesday evenings"),
        (
            {"languages": ["en", "ur"], "times": p.TIMES},
            {"times": p.TIMES},
            "Does not speak Urdu",
        ),
        ({"times": p.TIMES}, {"times": p.TIMES}, "Nothing asked for is missing"),
    ],
)
def test_one_difference_is_told(mentee: dict, mentor: dict, difference: str) -> None:
    found = pair(mentee, mentor)

    assert found["difference"] == difference


@pytest.mark.parametrize(
    ("mentee", "mentor", "rule"),
    [
        ({}, {"ready": False}, "ready"),
        ({}, {"recheck_on": "2026-11-01"}, "recheck"),
        ({}, {"capacity": 0}, "capacity"),
        ({"age": 17}, {}, "under_18"),
        ({"mentor_gender": "woman"}, {}, "gender"),
        ({"conditions": ["hiv"]}, {}, "condition"),
        ({"must_share": ["faith"]}, {}, "must_share"),
        ({"language_required": True, "languages": ["ur"]}, {}, "language"),
        ({"times": ["mon_morning"]}, {}, "time"),
        ({"modes": ["phone"]}, {}, "mode"),
        ({"max_km": 1}, {}, "distance"),
    ],
)
def test_unplaced_hear_the_rule_that_would_have_to_give(
    mentee: dict, mentor: dict, rule: str
) -> None:
    (told,) = because([p.mentee(**mentee)], [p.mentor(**mentor)])

    assert told.startswith(f"{rule}: ")
    assert "1 mentor suits in every other way" in told


@pytest.mark.parametrize(
    ("mentee", "mentor", "allow", "why"),
    [
        ({"age": 16}, {}, True, "they are not cleared for people under 18"),
        ({"age": 16}, {"cleared_for_under_18": True}, False, "this service does not match people"),
        ({"age": None}, {}, False, "the person's age is not known"),
        ({"lat": None, "lon": None}, {}, False, "it is not known where the person lives"),
        ({}, {"lat": None, "lon": None}, False, "it is not known where the mentor lives"),
    ],
)
def test_what_is_not_known_and_what_the_service_does_not_do_are_told_as_that(
    mentee: dict, mentor: dict, allow: bool, why: str
) -> None:
    (told,) = because([p.mentee(**mentee)], [p.mentor(**mentor)], allow_under_18=allow)

    assert f"1 mentor suits in every other way, but {why}" in told


def test_some_far_and_some_nobody_knows_where() -> None:
    mentors = [p.mentor(id="m1", lat=51.0), p.mentor(id="m2", lat=None, lon=None)]

    assert because([p.mentee()], mentors) == [
        "distance: 2 mentors suit in every other way, but they live too far away, or it is not "
        "known where"
    ]


def test_several_rules_that_would_each_do_come_by_how_many_mentors_they_give() -> None:
    mentors = [
        p.mentor(id="m1", times=["mon_morning"]),
        p.mentor(id="m2", times=["mon_morning"]),
        p.mentor(id="m3", lat=51.0),
        p.mentor(id="m4", lat=51.0, times=["mon_morning"]),
    ]

    assert because([p.mentee()], mentors) == [
        "time: 2 mentors suit in every other way, but they are free at other times",
        "distance: 1 mentor suits in every other way, but it is too far to meet in person",
    ]


def test_rules_that_must_give_together_are_told_together() -> None:
    told = because([p.mentee(times=["mon_morning"], conditions=["hiv"])], [p.mentor(lat=51.0)])

    assert told == [
        "condition and time and distance: 1 mentor suits in every other way, but nobody here lives "
        "with the same condition and they are free at other times and it is too far to meet in "
        "person"
    ]


def test_that_nobody_lives_with_the_same_is_told_only_where_it_is_true() -> None:
    asked = [p.mentee(conditions=["hiv"])]
    far = p.mentor(id="m2", conditions=["hiv"], times=["mon_morning"], modes=["phone"])

    assert because(asked, [p.mentor()]) == [
        "condition: nobody here lives with the same condition; 1 mentor suits in every other way"
    ]
    assert because(asked, [p.mentor(), far]) == [
        "condition: 1 mentor suits in every other way, but they live with none of the same "
        "conditions"
    ]


def test_who_fits_but_finds_no_place_hears_of_places() -> None:
    mentees = [p.mentee(id="p1", help_with=[]), p.mentee(id="p2")]

    assert because(mentees, [p.mentor()]) == [
        "capacity: 1 mentor suits in every other way, but no place is free"
    ]


def test_blocks_and_the_wall_before_a_young_mentor_are_never_told() -> None:
    nobody = ["mentors: there is nobody who could be asked"]

    assert because([p.mentee(blocks=["m1"])], [p.mentor()]) == nobody
    assert because([p.mentee()], [p.mentor(blocks=["p1"])]) == nobody
    assert because([p.mentee()], [p.mentor(age=17)], allow_under_18=True) == nobody
    assert because([p.mentee()], []) == nobody


def test_who_waited_too_long_comes_first_and_the_price_is_told() -> None:
    short = p.mentee(id="p1", waiting_days=90)
    long = p.mentee(id="p2", waiting_days=91, help_with=[], interests=[])
    problem = p.problem([short, long], [p.mentor()], fair_after_days=90)

    told = p.answer(problem)

    assert p.plan(told) == {"p1": None, "p2": "m1"}
    assert told["tiers"] == [{"waiting_over_days": 90, "placed": 1, "of": 1}]
    assert told["price_of_fairness"] == 150 + 40  # a topic and an interest
    assert p.plan(p.answer({**problem, "settings": {"fair_after_days": None}}))["p1"] == "m1"


def test_waiting_is_no_part_of_the_score() -> None:
    scores = {
        p.answer(p.problem([p.mentee(waiting_days=days)], [p.mentor()], fair_after_days=90))[
            "objective"
        ]
        for days in (0, 90, 91, 3_000)
    }

    assert len(scores) == 1


def test_nobody_waits_or_nobody_helps() -> None:
    empty = p.answer(p.problem([], [], fair_after_days=90))

    assert empty == {
        "pairs": [],
        "unplaced": [],
        "objective": 0,
        "bound": 0,
        "certificate": "optimal",
        "tiers": [{"waiting_over_days": 90, "placed": 0, "of": 0}],
        "price_of_fairness": 0,
    }
    assert p.answer(p.problem([], [p.mentor()]))["objective"] == 0
    assert p.plan(p.answer(p.problem([p.mentee()], []))) == {"p1": None}


def test_lots_favour_nobody_for_the_order_of_ids() -> None:
    """Two people alike and one place: each is drawn about half the time."""
    first = 0
    for number in range(200):
        mentees = [p.mentee(id=f"{number}-{letter}") for letter in "ab"]
        told = p.plan(p.answer(p.problem(mentees, [p.mentor()])))
        first += told[f"{number}-a"] is not None

    assert 70 < first < 130
