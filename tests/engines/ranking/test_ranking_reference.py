"""The engine against the plain reference, and what must hold for every population."""

from __future__ import annotations

import random
from datetime import timedelta
from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.ranking import Index, parse_listing, parse_need, search
from engines.ranking import populations as p
from engines.ranking import reference
from support import examples


@given(p.populations, p.needs())
@examples(150)
def test_answer_is_that_of_the_reference(records: list[dict], need: dict) -> None:
    assert p.answer(records, need) == reference.rank(records, need)


@given(p.populations, p.needs(), st.integers(1, 6))
def test_limit_gives_the_first_of_all(records: list[dict], need: dict, limit: int) -> None:
    everything = p.answer(records, need)

    some = p.answer(records, need, limit)

    assert some["eligible"] == everything["eligible"]
    assert some["results"] == everything["results"][:limit]


@given(p.populations, p.needs(), st.randoms(use_true_random=False))
def test_answer_does_not_depend_on_the_order_of_the_file(
    records: list[dict], need: dict, rng: random.Random
) -> None:
    mixed = records.copy()
    rng.shuffle(mixed)

    assert p.answer(mixed, need) == p.answer(records, need)


@given(p.populations, p.needs())
def test_result_is_the_same_whatever_else_is_in_the_file(records: list[dict], need: dict) -> None:
    for result in p.answer(records, need)["results"]:
        alone = [record for record in records if record["id"] == result["id"]]

        assert p.answer(alone, need) == {"eligible": 1, "results": [result]}


@given(p.populations, p.needs())
def test_parts_sum_to_score_and_reasons_are_one_to_four(records: list[dict], need: dict) -> None:
    answer = search(p.index_of(records), parse_need(need), 0)

    for result in answer.results:
        assert result.score == sum(result.parts.values())
        assert all(type(part) is int for part in result.parts.values())
        assert 1 <= len(result.reasons) <= 4
        assert all(result.reasons)
        assert len(set(result.reasons)) == len(result.reasons)


@given(st.data(), p.needs())
@examples(60)
def test_index_changed_step_by_step_answers_as_one_built_at_once(
    data: st.DataObject, need: dict
) -> None:
    start = data.draw(p.populations)
    now = {record["id"]: record for record in start}
    index = p.index_of(start)

    for _ in range(data.draw(st.integers(1, 12))):
        if now and data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(sorted(now)))
            index.remove(gone)
            del now[gone]
        else:
            record = data.draw(p.listings())
            index.upsert(parse_listing(record))
            now[record["id"]] = record

    assert len(index) == len(now)
    assert p.answer(index, need) == reference.rank(list(now.values()), need)


def _compare(listings: int, needs: int) -> None:
    records = p.seeded_listings(listings, listings)
    index = p.index_of(records)
    for need in p.seeded_needs(listings, needs):
        expected = reference.rank(records, need)
        assert p.answer(index, need) == expected
        assert p.answer(index, need, 10)["results"] == expected["results"][:10]


def test_thousands_of_listings_answer_as_the_reference() -> None:
    _compare(listings=2_000, needs=20)


@pytest.mark.long
def test_many_listings_and_needs_answer_as_the_reference() -> None:
    _compare(listings=20_000, needs=500)


def _churn(steps: int) -> None:
    """Thousands of changes, so that tables grow, ranks are respread and dead rows are left."""
    rng = random.Random(steps)
    pool = p.seeded_listings(steps, steps)
    now = {record["id"]: record for record in pool[: steps // 4]}
    index = p.index_of(list(now.values()))
    for step in range(steps):
        record = {**rng.choice(pool), "times": rng.sample(p.TIMES, 1)}
        if record["id"] in now and rng.random() < 0.5:
            index.remove(record["id"])
            del now[record["id"]]
        else:
            index.upsert(parse_listing(record))
            now[record["id"]] = record
        if step % (steps // 4) == 0:
            for need in p.seeded_needs(step, 5):
                assert p.answer(index, need) == reference.rank(list(now.values()), need)
    rebuilt = Index.build(parse_listing(record) for record in now.values())
    for need in p.seeded_needs(steps, 10):
        assert p.answer(index, need) == p.answer(rebuilt, need)


def test_thousands_of_changes_leave_the_index_right() -> None:
    _churn(4_000)


@pytest.mark.long
def test_very_many_changes_leave_the_index_right() -> None:
    _churn(60_000)


@given(p.fitting(), st.integers(0, 365))
def test_each_later_day_within_the_year_scores_higher(pair: tuple[dict, dict], back: int) -> None:
    record, need = pair
    later = (p.ON - timedelta(days=back)).isoformat()
    earlier = (p.ON - timedelta(days=back + 1)).isoformat()

    higher = p.score({**record, "assured_on": later}, need)

    assert higher > p.score({**record, "assured_on": earlier}, need)


@given(p.fitting(), st.sampled_from(["times", "languages", "interests"]), st.integers(0, 3))
def test_one_more_shared_scores_higher(pair: tuple[dict, dict], field: str, at: int) -> None:
    record, need = pair
    others = [name for name in record[field] if name != "one_more"]
    need = {**need, field: ["one_more", *need[field]]}

    higher = p.score({**record, field: [*others[:at], "one_more", *others[at:]]}, need)

    assert higher > p.score({**record, field: others}, need)


@given(p.fitting(), p.places, st.floats(0, 1), st.floats(0, 360), st.booleans())
@examples(150)
def test_one_kilometre_nearer_scores_higher_all_over_the_world(
    pair: tuple[dict, dict], here: tuple[float, float], part: float, bearing: float, near: bool
) -> None:
    record, need = pair
    km = 1 + part * (100 if near else 20_014)
    need = {**need, "lat": here[0], "lon": here[1]}

    higher = p.score({**record, **_moved(here, km - 1, bearing)}, need)

    assert higher > p.score({**record, **_moved(here, km, bearing)}, need)


def _moved(here: tuple, km: float, bearing: float) -> dict:
    """The place that far from here, on that bearing."""
    arc, way, lat = km / reference.RADIUS_KM, radians(bearing), radians(here[0])
    north = asin(max(-1, min(1, sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(way))))
    east = atan2(sin(way) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(north))
    lon = (here[1] + degrees(east) + 180) % 360 - 180
    return {"lat": degrees(north), "lon": lon}
