"""Each hard rule by itself, refusal beside success, for the engine and for the checker alike."""

from __future__ import annotations

from math import nextafter
from typing import Any

import pytest

from alongside.engines.geo import distance_km
from alongside.engines.matching_check import broken_rules
from engines.matching import populations as p

APART = distance_km(52.2, -2.2, 52.19, -2.22)


def fits(mentee: dict, mentor: dict, **settings: Any) -> bool:
    problem = p.problem([p.mentee(**mentee)], [p.mentor(**mentor)], **settings)
    placed = bool(p.answer(problem)["pairs"])

    broken = list(broken_rules(problem, problem["mentees"][0], problem["mentors"][0]))
    assert placed == (not broken)
    return placed


@pytest.mark.parametrize(
    ("mentee", "mentor", "expected"),
    [
        pytest.param({}, {}, True, id="a plain pair"),
        pytest.param({}, {"ready": False}, False, id="not ready"),
        pytest.param({}, {"recheck_on": "2026-11-22"}, True, id="check counts on its last day"),
        pytest.param({}, {"recheck_on": "2026-11-21"}, False, id="check ran out the day before"),
        pytest.param({}, {"recheck_on": "2026-11-23"}, True, id="check runs out tomorrow"),
        pytest.param({}, {"capacity": 0}, False, id="no place free"),
        pytest.param({"conditions": ["hiv", "type_2"]}, {}, True, id="one condition of two"),
        pytest.param({"conditions": ["hiv"]}, {}, False, id="no condition shared"),
        pytest.param({"conditions": []}, {}, False, id="no condition at all"),
        pytest.param({"blocks": ["m1"]}, {}, False, id="blocked by who waits"),
        pytest.param({}, {"blocks": ["p1"]}, False, id="blocked by the mentor"),
        pytest.param({"blocks": ["m2"]}, {"blocks": ["p2"]}, True, id="others blocked"),
        pytest.param({"blocks": ["p1"]}, {"blocks": ["m1"]}, True, id="ids of the other side"),
        pytest.param({"times": ["mon_morning"]}, {}, False, id="no time shared"),
        pytest.param({"times": []}, {}, False, id="no time at all"),
        pytest.param({"mentor_gender": "man"}, {}, True, id="wish of who waits met"),
        pytest.param({"mentor_gender": "woman"}, {}, False, id="wish of who waits not met"),
        pytest.param({"mentor_gender": "man"}, {"gender": None}, False, id="wish, nothing stated"),
        pytest.param({}, {"mentee_gender": "woman"}, True, id="wish of the mentor met"),
        pytest.param({}, {"mentee_gender": "man"}, False, id="wish of the mentor not met"),
        pytest.param({"gender": None}, {"mentee_gender": "man"}, False, id="nothing stated here"),
        pytest.param({"gender": None}, {"gender": None}, True, id="no wish, nothing stated"),
        pytest.param({"language_required": True}, {}, True, id="language shared"),
        pytest.param(
            {"language_required": True, "languages": ["ur"]}, {}, False, id="language not shared"
        ),
        pytest.param(
            {"language_required": True, "languages": []}, {}, False, id="required, none named"
        ),
        pytest.param({"languages": ["ur"]}, {}, True, id="language not required"),
        pytest.param({"must_share": ["work"]}, {}, True, id="all that must be shared"),
        pytest.param({"must_share": ["work", "faith"]}, {}, False, id="not all that must be"),
        pytest.param({"must_share": ["unheard of"]}, {}, False, id="what no mentor shares"),
        pytest.param({"modes": ["phone"]}, {}, False, id="no mode shared"),
        pytest.param({"modes": []}, {}, False, id="no mode at all"),
        pytest.param({"modes": ["in_person", "phone"]}, {"modes": ["phone"]}, True, id="by phone"),
    ],
)
def test_hard_rule(mentee: dict, mentor: dict, expected: bool) -> None:
    assert fits(mentee, mentor) is expected


@pytest.mark.parametrize(
    ("mentee", "mentor", "expected"),
    [
        pytest.param({"max_km": APART}, {"max_km": None}, True, id="at the limit itself"),
        pytest.param({"max_km": nextafter(APART, 0)}, {}, False, id="a hair beyond"),
        pytest.param({"max_km": nextafter(APART, 99)}, {}, True, id="a hair within"),
        pytest.param({}, {"max_km": APART}, True, id="at the mentor's limit"),
        pytest.param({}, {"max_km": nextafter(APART, 0)}, False, id="beyond the mentor's"),
        pytest.param({"max_km": 0}, {}, False, id="no way at all"),
        pytest.param({"max_km": 0}, {"lat": 52.2, "lon": -2.2}, True, id="next door"),
        pytest.param({"max_km": None}, {"max_km": None, "lat": -40.0}, True, id="no limit"),
        pytest.param({"lat": None, "lon": None}, {}, False, id="place not known"),
        pytest.param({}, {"lat": None, "lon": None}, False, id="mentor's place not known"),
        pytest.param(
            {"lat": None, "lon": None, "max_km": None}, {"max_km": None}, True, id="neither asks"
        ),
        pytest.param(
            {"max_km": 1, "modes": ["in_person", "phone"]},
            {"modes": ["in_person", "phone"]},
            True,
            id="too far, but by phone",
        ),
        pytest.param(
            {"max_km": 1, "modes": ["in_person", "online"]},
            {"modes": ["in_person", "phone"]},
            False,
            id="too far, and no other way shared",
        ),
    ],
)
def test_distance_where_meeting_is_the_only_way(mentee: dict, mentor: dict, expected: bool) -> None:
    assert fits(mentee, mentor) is expected


@pytest.mark.parametrize("age", [0, 15, 17, None])
def test_wall_before_who_may_be_under_18(age: int | None) -> None:
    cleared = {"cleared_for_under_18": True}

    assert not fits({"age": age}, {})
    assert not fits({"age": age}, cleared)
    assert not fits({"age": age}, {}, allow_under_18=True)
    assert fits({"age": age}, cleared, allow_under_18=True)


def test_eighteen_is_grown_up() -> None:
    assert fits({"age": 18}, {})
    assert fits({"age": 18}, {"age": 18})


def test_wall_before_a_mentor_under_18() -> None:
    young = {"age": 17, "cleared_for_under_18": True}

    assert not fits({"age": 40}, young, allow_under_18=True)
    assert not fits({"age": 18}, young, allow_under_18=True)
    assert fits({"age": 17}, young, allow_under_18=True)
    assert not fits({"age": 17}, {**young, "cleared_for_under_18": False}, allow_under_18=True)
    assert not fits({"age": 17}, young)


def test_capacity_is_the_number_of_people_a_mentor_gets() -> None:
    mentees = [p.mentee(id=f"p{n}") for n in range(5)]

    for capacity in (1, 2, 4, 5, 9):
        told = p.answer(p.problem(mentees, [p.mentor(capacity=capacity)]))

        assert len(told["pairs"]) == min(capacity, 5)
        assert len(told["unplaced"]) == 5 - min(capacity, 5)


def test_names_of_any_number_are_kept_apart() -> None:
    """More names of a kind than fit in a few words of 64 bits."""
    names = [f"condition_{n}" for n in range(1_200)]
    mentees = [p.mentee(id=f"p{n}", conditions=[name]) for n, name in enumerate(names)]
    mentors = [
        p.mentor(id=f"m{n}", conditions=[name, names[n - 1]], can_share=[])
        for n, name in enumerate(names)
    ]

    told = p.answer(p.problem(mentees, mentors))

    assert len(told["pairs"]) == len(names)
    for pair in told["pairs"]:
        number = int(pair["mentee"][1:])
        assert int(pair["mentor"][1:]) in (number, (number + 1) % len(names))
