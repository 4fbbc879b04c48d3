"""Listings and needs to try the ranking on: one plain pair, Hypothesis strategies, and seeds."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from hypothesis import strategies as st

from alongside.engines.ranking import Index, parse_listing, parse_need, search

CONDITIONS = ["type_1", "type_2", "hiv", "copd"]
MODES = ["in_person", "online", "phone"]
LANGUAGES = ["en", "ur", "pa", "bsl"]
ACCESS = ["step_free", "hearing_loop", "quiet_room"]
TIMES = ["mon_morning", "tue_evening", "sat_afternoon"]
INTERESTS = ["walking", "food", "faith"]
SIZES = ["small", "medium", "large"]
ON = dt.date(2026, 11, 22)

LISTING: dict[str, Any] = {
    "id": "a",
    "lat": 52.19,
    "lon": -2.22,
    "modes": ["in_person"],
    "conditions": ["type_2"],
    "any_condition": False,
    "min_age": None,
    "max_age": None,
    "for": ["people", "carers"],
    "gender": "any",
    "languages": ["en"],
    "access": {"step_free": "yes"},
    "times": ["tue_evening"],
    "interests": ["walking"],
    "cost_pence": 0,
    "size": "small",
    "open": True,
    "assured_on": "2026-10-01",
}
NEED: dict[str, Any] = {
    "lat": 52.2,
    "lon": -2.2,
    "max_km": 15,
    "conditions": ["type_2"],
    "age": 40,
    "for": "people",
    "gender": None,
    "modes": [],
    "languages": [],
    "language_required": False,
    "access": [],
    "times": [],
    "interests": [],
    "size": None,
    "on": "2026-11-22",
}


def listing(**changes: Any) -> dict[str, Any]:
    return {**LISTING, **changes}


def need(**changes: Any) -> dict[str, Any]:
    return {**NEED, **changes}


def index_of(records: list[dict]) -> Index:
    return Index.build(parse_listing(record) for record in records)


def answer(records: list[dict] | Index, wanted: dict, limit: int = 0) -> dict:
    """The engine's answer in the reference's shape (which has no reasons)."""
    index = records if isinstance(records, Index) else index_of(records)
    found = search(index, parse_need(wanted), limit)
    return {
        "eligible": found.eligible,
        "results": [
            {
                "id": one.id,
                "score": one.score,
                "parts": dict(one.parts),
                "ask_first": list(one.ask_first),
            }
            for one in found.results
        ],
    }


def score(record: dict, wanted: dict) -> int:
    """The score of a listing that fits."""
    return answer([record], wanted)["results"][0]["score"]


def some(names: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True)


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


_near = st.tuples(st.floats(51.9, 52.4, allow_nan=False), st.floats(-2.6, -1.9, allow_nan=False))
_anywhere = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
_corners = st.sampled_from([(52.2, -2.2), (90, 0), (-90, 0), (0, 180), (0, -180), (-52.2, 177.8)])
places = _near | _near | _anywhere | _corners
_days = st.integers(-20, 400).map(lambda back: (ON - dt.timedelta(days=back)).isoformat())
_ages = st.tuples(maybe(st.integers(0, 90)), maybe(st.integers(0, 90))).map(
    lambda pair: pair if None in pair else tuple(sorted(pair))
)
# ids that sort differently by code point, by UTF-16 and by locale
ids = st.text(st.sampled_from("aAbZé\uffee😀0-_ "), min_size=1, max_size=4)


@st.composite
def listings(draw: st.DrawFn) -> dict:
    place = draw(places)
    modes = draw(some(MODES))
    if "in_person" not in modes and draw(st.booleans()):
        place = (None, None)
    low, high = draw(_ages)
    return {
        "id": draw(ids),
        "lat": place[0],
        "lon": place[1],
        "modes": modes,
        "conditions": draw(maybe(some(CONDITIONS))),
        "any_condition": draw(st.booleans()),
        "min_age": low,
        "max_age": high,
        "for": draw(st.sampled_from([["people"], ["carers"], ["people", "carers"], []])),
        "gender": draw(st.sampled_from(["any", "any", "women", "men"])),
        "languages": draw(some(LANGUAGES)),
        "access": draw(
            st.dictionaries(st.sampled_from(ACCESS), st.sampled_from(["yes", "yes", "no", None]))
        ),
        "times": draw(some(TIMES)),
        "interests": draw(some(INTERESTS)),
        "cost_pence": draw(maybe(st.integers(0, 500))),
        "size": draw(maybe(st.sampled_from(SIZES))),
        "open": draw(st.sampled_from([True, True, True, False])),
        "assured_on": draw(maybe(_days)),
    }


populations = st.lists(listings(), max_size=30, unique_by=lambda record: record["id"])


@st.composite
def needs(draw: st.DrawFn) -> dict:
    place = draw(maybe(places)) or (None, None)
    return {
        "lat": place[0],
        "lon": place[1],
        "max_km": draw(maybe(st.sampled_from([0, 2, 15, 50.5, 3000, 30000]))),
        "conditions": draw(some(CONDITIONS)),
        "age": draw(maybe(st.integers(0, 90))),
        "for": draw(st.sampled_from([None, "people", "carers"])),
        "gender": draw(st.sampled_from([None, "women", "men"])),
        "modes": draw(some(MODES)),
        "languages": draw(some(LANGUAGES)),
        "language_required": draw(st.sampled_from([False, False, True])),
        "access": draw(some(ACCESS)),
        "times": draw(some(TIMES)),
        "interests": draw(some(INTERESTS)),
        "size": draw(maybe(st.sampled_from(SIZES))),
        "on": ON.isoformat(),
    }


@st.composite
def fitting(draw: st.DrawFn) -> tuple[dict, dict]:
    """A listing and a need that it fits, whatever the distance."""
    record = {**draw(listings()), "open": True}
    wanted = draw(needs())
    suits = record["conditions"] is None or record["any_condition"]
    wanted |= {
        "max_km": None,
        "conditions": wanted["conditions"] if suits else record["conditions"],
        "age": record["min_age"] or record["max_age"],
        "for": draw(st.sampled_from([None, *record["for"]])),
        "gender": None if record["gender"] == "any" else record["gender"],
        "modes": draw(st.sampled_from([[], record["modes"]])),
        "language_required": False,
        "access": [name for name in wanted["access"] if record["access"].get(name) != "no"],
    }
    return record, wanted


def seeded_listings(seed: int, count: int) -> list[dict]:
    """A larger population than Hypothesis draws, always the same for a seed."""
    rng = random.Random(seed)
    return [_seeded_listing(rng, n) for n in range(count)]


def _seeded_listing(rng: random.Random, n: int) -> dict:
    pick = rng.choice
    return listing(
        id=f"g{n * 7919 % 100_003}",
        lat=rng.uniform(51.5, 53.0),
        lon=rng.uniform(-3.2, -1.4),
        modes=pick([["in_person"], ["in_person"], ["in_person", "online"], ["online"], ["phone"]]),
        conditions=pick([None, [], rng.sample(CONDITIONS, 1), rng.sample(CONDITIONS, 2)]),
        any_condition=rng.random() < 0.1,
        min_age=pick([None, 16, 18]),
        max_age=pick([None, 25, 70]),
        gender=pick(["any", "any", "any", "women", "men"]),
        languages=rng.sample(LANGUAGES, rng.randint(0, 3)),
        access={name: pick(["yes", "yes", "no", None]) for name in rng.sample(ACCESS, 2)},
        times=rng.sample(TIMES, rng.randint(0, 3)),
        interests=rng.sample(INTERESTS, rng.randint(0, 3)),
        size=pick([None, *SIZES]),
        open=rng.random() < 0.9,
        assured_on=pick([None, (ON - dt.timedelta(days=rng.randint(0, 500))).isoformat()]),
    )


def seeded_needs(seed: int, count: int) -> list[dict]:
    rng = random.Random(seed)
    return [
        need(
            lat=rng.uniform(51.5, 53.0),
            lon=rng.uniform(-3.2, -1.4),
            max_km=rng.choice([None, 5, 15, 50]),
            conditions=rng.sample(CONDITIONS, rng.randint(0, 2)),
            age=rng.choice([None, 17, 19, 40, 80]),
            gender=rng.choice([None, None, "women", "men"]),
            modes=rng.sample(MODES, rng.randint(0, 2)),
            languages=rng.sample(LANGUAGES, rng.randint(0, 2)),
            access=rng.sample(ACCESS, rng.randint(0, 2)),
            times=rng.sample(TIMES, rng.randint(0, 2)),
            interests=rng.sample(INTERESTS, rng.randint(0, 2)),
            size=rng.choice([None, *SIZES]),
        )
        for _ in range(count)
    ]
