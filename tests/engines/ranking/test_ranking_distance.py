"""Distances in scores: near the great circle, and never wrong for being near."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.ranking import parse_need, search
from engines.ranking import populations as p
from engines.ranking import reference


@given(
    st.tuples(st.floats(49.8, 61), st.floats(-8.7, 1.8)),
    st.tuples(st.floats(49.8, 61), st.floats(-8.7, 1.8)),
)
def test_hundreds_of_metres_are_those_of_the_great_circle_in_britain(
    a: tuple[float, float], b: tuple[float, float]
) -> None:
    record = p.listing(lat=a[0], lon=a[1])
    need = p.need(lat=b[0], lon=b[1], max_km=None)

    result = search(p.index_of([record]), parse_need(need)).results[0]

    exact = reference.great_circle_km(record, need) * 10
    assert result.hundred_metres in {int(exact - 0.01), int(exact + 0.01)}


@given(p.places)
def test_the_very_place_is_at_no_distance(place: tuple[float, float]) -> None:
    record = p.listing(lat=place[0], lon=place[1])

    result = search(
        p.index_of([record]), parse_need(p.need(lat=place[0], lon=place[1], max_km=0))
    ).results[0]

    assert result.hundred_metres == 0
    assert result.parts["distance"] == 10_000


def test_both_voices_give_the_same_whole_number_near_each_step() -> None:
    """Places a hair's breadth around each boundary of 100 m for 20 km."""
    records = [
        p.listing(id=f"{step}:{hair}", lat=52.2 + (step + hair) / 1111.95, lon=-2.2)
        for step in range(200)
        for hair in np.linspace(-1e-9, 1e-9, 5)
    ]

    assert p.answer(records, p.need(max_km=None)) == reference.rank(records, p.need(max_km=None))


def test_listing_without_a_place_has_no_distance() -> None:
    record = p.listing(modes=["online"], lat=None, lon=None)

    result = search(p.index_of([record]), parse_need(p.need())).results[0]

    assert result.hundred_metres is None
    assert result.parts["distance"] == 7_500
