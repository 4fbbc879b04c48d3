"""A problem is read whole or refused, every fault with its place."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.engines.matching import MalformedProblem, parse_problem
from engines.matching import populations as p


def faults(record: Any) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(MalformedProblem) as refused:
        parse_problem(record)
    return [(one.part, one.number, one.field) for one in refused.value.faults]


@pytest.mark.parametrize(
    "name", ["id", "modes", "conditions", "times", "blocks", "age", "waiting_days"]
)
def test_what_loosens_a_rule_may_not_be_left_out_of_a_mentee(name: str) -> None:
    record = {field: value for field, value in p.MENTEE.items() if field != name}

    assert faults(p.problem([record], [])) == [("mentees", 1, name)]


@pytest.mark.parametrize(
    "name", ["id", "modes", "conditions", "times", "blocks", "capacity", "ready", "recheck_on"]
)
def test_what_loosens_a_rule_may_not_be_left_out_of_a_mentor(name: str) -> None:
    record = {field: value for field, value in p.MENTOR.items() if field != name}

    assert faults(p.problem([], [record])) == [("mentors", 1, name)]


def test_the_rest_may_be_left_out() -> None:
    needed = {"id", "modes", "conditions", "times", "blocks"}
    mentee = {n: v for n, v in p.MENTEE.items() if n in needed | {"age", "waiting_days"}}
    mentor = {
        n: v for n, v in p.MENTOR.items() if n in needed | {"capacity", "ready", "recheck_on"}
    }
    record = {"on": "2026-11-22", "mentees": [mentee], "mentors": [mentor]}

    told = p.answer(record)

    assert told["pairs"][0]["parts"] == {
        "conditions": 300,
        "treatments": 0,
        "topics": 0,
        "times": 50,
        "language": 0,
        "interests": 0,
        "distance": 0,
        "life_stage": 0,
    }
    assert told["tiers"] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", 7),
        ("lat", 91),
        ("lat", None),
        ("max_km", -1),
        ("max_km", float("nan")),
        ("modes", ["by_letter"]),
        ("modes", None),
        ("conditions", "type_2"),
        ("age", -1),
        ("age", 17.5),
        ("age", True),
        ("gender", ""),
        ("languages", [None]),
        ("times", {}),
        ("blocks", None),
        ("blocks", [1]),
        ("surname", "Smith"),
    ],
)
def test_wrong_value_is_refused_on_both_sides(field: str, value: Any) -> None:
    mentees, mentors = [p.mentee(**{field: value})], [p.mentor(**{field: value})]

    found = faults(p.problem(mentees, mentors))

    assert [(part, number) for part, number, _ in found] == [("mentees", 1), ("mentors", 1)]
    assert {name for _, _, name in found} == {field}


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("mentees", "waiting_days", -1),
        ("mentees", "waiting_days", None),
        ("mentees", "language_required", 1),
        ("mentees", "can_share", []),
        ("mentors", "capacity", -1),
        ("mentors", "capacity", "2"),
        ("mentors", "capacity", 10_001),
        ("mentors", "ready", None),
        ("mentors", "recheck_on", "2026-02-30"),
        ("mentors", "cleared_for_under_18", "yes"),
        ("mentors", "waiting_days", 3),
    ],
)
def test_wrong_value_of_one_side_is_refused(part: str, field: str, value: Any) -> None:
    record = p.problem([p.mentee()], [p.mentor()])
    record[part] = [{**record[part][0], field: value}]

    assert faults(record) == [(part, 1, field)]


def test_every_fault_is_told_and_ids_are_given_once() -> None:
    mentees = [p.mentee(), p.mentee(id="p2", age=-1), p.mentee(), "nobody"]
    record = p.problem(mentees, [p.mentor(id="p1"), p.mentor(id="p1")], fair_after_days=-1)

    assert faults(record) == [
        ("mentees", 2, "age"),
        ("mentees", 3, "id"),
        ("mentees", 4, None),
        ("mentors", 2, "id"),
        ("settings", None, "fair_after_days"),
    ]


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {},
        {"on": "2026-11-22"},
        {"on": "today", "mentees": [], "mentors": []},
        {"on": "2026-11-22", "mentees": {}, "mentors": []},
        {"on": "2026-11-22", "mentees": [], "mentors": [], "mentor": []},
    ],
)
def test_what_is_no_problem_is_refused(record: Any) -> None:
    assert len(faults(record)) == 1


def test_unknown_setting_is_refused() -> None:
    assert faults(p.problem([], [], risk=1)) == [("settings", None, "risk")]
