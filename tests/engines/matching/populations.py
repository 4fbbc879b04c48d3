"""People to match: one plain pair, Hypothesis strategies, and seeded populations."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from hypothesis import strategies as st

from alongside.engines.matching import match, parse_problem

CONDITIONS = ["type_1", "type_2", "hiv", "copd"]
TREATMENTS = ["insulin_pump", "dialysis", "inhaler"]
MODES = ["in_person", "online", "phone"]
GENDERS = ["woman", "man", "non_binary"]
LANGUAGES = ["en", "ur", "pa", "bsl"]
TIMES = ["mon_morning", "tue_evening", "wed_afternoon", "sat_afternoon"]
INTERESTS = ["walking", "food", "faith", "music"]
TOPICS = ["work", "family", "diagnosis", "travel", "food"]
ON = dt.date(2026, 11, 22)

MENTEE: dict[str, Any] = {
    "id": "p1",
    "lat": 52.2,
    "lon": -2.2,
    "max_km": 15,
    "modes": ["in_person"],
    "conditions": ["type_2"],
    "treatments": ["insulin_pump"],
    "age": 40,
    "gender": "woman",
    "mentor_gender": None,
    "languages": ["en"],
    "language_required": False,
    "times": ["tue_evening"],
    "interests": ["walking"],
    "help_with": ["work"],
    "must_share": [],
    "waiting_days": 20,
    "blocks": [],
}
MENTOR: dict[str, Any] = {
    "id": "m1",
    "lat": 52.19,
    "lon": -2.22,
    "max_km": 15,
    "modes": ["in_person"],
    "conditions": ["type_2"],
    "treatments": ["insulin_pump"],
    "age": 45,
    "gender": "man",
    "mentee_gender": None,
    "languages": ["en"],
    "times": ["tue_evening"],
    "interests": ["walking"],
    "can_share": ["work"],
    "capacity": 1,
    "ready": True,
    "recheck_on": None,
    "cleared_for_under_18": False,
    "blocks": [],
}


def mentee(**changes: Any) -> dict[str, Any]:
    return {**MENTEE, **changes}


def mentor(**changes: Any) -> dict[str, Any]:
    return {**MENTOR, **changes}


def problem(mentees: list[dict], mentors: list[dict], **settings: Any) -> dict[str, Any]:
    return {
        "on": ON.isoformat(),
        "mentees": mentees,
        "mentors": mentors,
        "settings": {"allow_under_18": False, "fair_after_days": None, **settings},
    }


def answer(record: dict) -> dict[str, Any]:
    """The engine's answer as JSON has it."""
    return match(parse_problem(record)).plain()


def plan(told: dict) -> dict[str, str | None]:
    """By mentee, the mentor or None."""
    return {one["mentee"]: one["mentor"] for one in told["pairs"]} | {
        one["mentee"]: None for one in told["unplaced"]
    }


# Strategies: few names, few places and few ages, so that people fit and plans are often equal.


def _some(names: list[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True, min_size=least)


_places = st.sampled_from(
    [(52.2, -2.2), (52.19, -2.22), (52.3, -2.0), (51.5, -0.1), (None, None), (-52.2, 177.8)]
)
_limits = st.sampled_from([None, 0, 2, 15, 40.5, 3000])
_wishes = st.none() | st.none() | st.sampled_from(GENDERS)


@st.composite
def mentees(draw: st.DrawFn, number: int, mentors: int) -> dict[str, Any]:
    lat, lon = draw(_places)
    return {
        "id": f"p{number}",
        "lat": lat,
        "lon": lon,
        "max_km": draw(_limits),
        "modes": draw(_some(MODES, 1)),
        "conditions": draw(_some(CONDITIONS[:2], 1)),
        "treatments": draw(_some(TREATMENTS[:2])),
        "age": draw(st.sampled_from([40, 41, 17, 16, None, 90])),
        "gender": draw(st.none() | st.sampled_from(GENDERS)),
        "mentor_gender": draw(_wishes),
        "languages": draw(_some(LANGUAGES)),
        "language_required": draw(st.sampled_from([False, False, True])),
        "times": draw(_some(TIMES[:2], 1)),
        "interests": draw(_some(INTERESTS)),
        "help_with": draw(_some(TOPICS)),
        "must_share": draw(st.just([]) | _some(TOPICS[:2])),
        "waiting_days": draw(st.sampled_from([0, 89, 90, 91, 300])),
        "blocks": draw(_blocks("m", mentors)),
    }


@st.composite
def mentors(draw: st.DrawFn, number: int, mentees: int) -> dict[str, Any]:
    lat, lon = draw(_places)
    return {
        "id": f"m{number}",
        "lat": lat,
        "lon": lon,
        "max_km": draw(_limits),
        "modes": draw(_some(MODES, 1)),
        "conditions": draw(_some(CONDITIONS[:2], 1)),
        "treatments": draw(_some(TREATMENTS[:2])),
        "age": draw(st.sampled_from([45, 41, 17, None, 70])),
        "gender": draw(st.none() | st.sampled_from(GENDERS)),
        "mentee_gender": draw(_wishes),
        "languages": draw(_some(LANGUAGES)),
        "times": draw(_some(TIMES[:2], 1)),
        "interests": draw(_some(INTERESTS)),
        "can_share": draw(_some(TOPICS)),
        "capacity": draw(st.sampled_from([0, 1, 1, 2, 3])),
        "ready": draw(st.sampled_from([True, True, True, False])),
        "recheck_on": draw(st.sampled_from([None, "2026-11-21", "2026-11-22", "2027-03-01"])),
        "cleared_for_under_18": draw(st.booleans()),
        "blocks": draw(_blocks("p", mentees)),
    }


def _blocks(letter: str, count: int) -> st.SearchStrategy[list[str]]:
    return st.just([]) | st.just([]) | _some([f"{letter}{n}" for n in range(count + 1)])


@st.composite
def problems(draw: st.DrawFn) -> dict[str, Any]:
    """Every rule in play: often few pairs are left."""
    waiting, helping = draw(st.integers(0, 6)), draw(st.integers(0, 4))
    return problem(
        [draw(mentees(number, helping)) for number in range(waiting)],
        [draw(mentors(number, waiting)) for number in range(helping)],
        allow_under_18=draw(st.booleans()),
        fair_after_days=draw(st.sampled_from([None, 0, 90])),
    )


@st.composite
def contests(draw: st.DrawFn) -> dict[str, Any]:
    """People who mostly fit one another, and want the same few mentors."""
    waiting, helping = draw(st.integers(1, 7)), draw(st.integers(1, 4))
    return problem(
        [
            mentee(
                id=f"p{number}",
                waiting_days=draw(st.sampled_from([0, 91])),
                help_with=draw(_some(TOPICS[:3])),
                conditions=draw(_some(CONDITIONS[:2], 1)),
                treatments=draw(_some(TREATMENTS[:1])),
                blocks=draw(_blocks("m", helping)),
            )
            for number in range(waiting)
        ],
        [
            mentor(
                id=f"m{number}",
                can_share=draw(_some(TOPICS[:3])),
                conditions=draw(_some(CONDITIONS[:2], 1)),
                capacity=draw(st.integers(1, 3)),
            )
            for number in range(helping)
        ],
        fair_after_days=draw(st.sampled_from([None, 90])),
    )


# Seeded populations: larger than Hypothesis draws, always the same for a seed.


def seeded(seed: int, waiting: int, helping: int) -> dict[str, Any]:
    """A population in which every rule bites somebody and most have a few mentors who fit."""
    rng = random.Random(seed)
    return problem(
        [_seeded_mentee(rng, number, helping) for number in range(waiting)],
        [_seeded_mentor(rng, number, waiting) for number in range(helping)],
        allow_under_18=rng.random() < 0.5,
        fair_after_days=rng.choice([None, 60, 90]),
    )


def _person(rng: random.Random) -> dict[str, Any]:
    placed = rng.random() < 0.9
    return {
        "lat": rng.uniform(52.0, 52.4) if placed else None,
        "lon": rng.uniform(-2.5, -1.9) if placed else None,
        "max_km": rng.choice([None, 5, 15, 25, 40]),
        "modes": rng.choice([["in_person"], ["in_person", "phone"], ["phone", "online"], MODES]),
        "conditions": rng.sample(CONDITIONS, rng.choice([1, 1, 2])),
        "treatments": rng.sample(TREATMENTS, rng.choice([0, 1, 2])),
        "gender": rng.choice([None, *GENDERS[:2], *GENDERS[:2]]),
        "languages": rng.sample(LANGUAGES, rng.choice([1, 1, 2])),
        "times": rng.sample(TIMES, rng.choice([1, 2, 3])),
        "interests": rng.sample(INTERESTS, rng.choice([0, 1, 2])),
    }


def _seeded_mentee(rng: random.Random, number: int, helping: int) -> dict[str, Any]:
    return _person(rng) | {
        "id": f"p{number * 7919 % 100_003}",
        "age": rng.choice([None, 16, 17, 18, 25, 40, 60, 80]),
        "mentor_gender": rng.choice([None, None, None, "woman"]),
        "language_required": rng.random() < 0.2,
        "help_with": rng.sample(TOPICS, rng.choice([0, 1, 2])),
        "must_share": rng.sample(TOPICS, 1) if rng.random() < 0.1 else [],
        "waiting_days": rng.randint(0, 150),
        "blocks": [f"m{rng.randrange(helping + 1)}"] if rng.random() < 0.2 else [],
    }


def _seeded_mentor(rng: random.Random, number: int, waiting: int) -> dict[str, Any]:
    blocked = rng.randrange(waiting + 1) * 7919 % 100_003
    recheck = rng.choice([None, (ON + dt.timedelta(days=rng.randint(-2, 60))).isoformat()])
    return _person(rng) | {
        "id": f"m{number}",
        "age": rng.choice([None, 17, 18, 30, 45, 60, 75]),
        "mentee_gender": rng.choice([None, None, None, "man"]),
        "can_share": rng.sample(TOPICS, rng.choice([1, 2, 4])),
        "capacity": rng.choice([0, 1, 1, 2, 4]),
        "ready": rng.random() < 0.9,
        "recheck_on": recheck,
        "cleared_for_under_18": rng.random() < 0.3,
        "blocks": [f"p{blocked}"] if rng.random() < 0.2 else [],
    }
