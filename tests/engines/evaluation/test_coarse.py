"""A change as it is told outside: in steps as wide as one person, never surer than it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.evaluation import coarse_change, paired_change, protect, step_of

SPANS = st.sampled_from([2.0, 6.0, 9.0, 10.0, 100.0])


@pytest.mark.parametrize(
    ("pairs", "span", "step"),
    [
        (8, 10, 1.5), (12, 10, 1.5), (13, 10, 1), (20, 10, 1), (40, 10, 0.3), (200, 10, 0.1),
        (8, 6, 1), (10, 9, 1.5), (10, 100, 12.5),
    ],
)  # fmt: skip
def test_the_step_is_as_wide_as_one_person(pairs: int, span: float, step: float) -> None:
    assert step_of(pairs, span=span) == step


@given(st.integers(8, 400), SPANS)
def test_the_step_tells_no_more_than_the_number_and_nobody_moves_the_mean_further(
    pairs: int, span: float
) -> None:
    step = step_of(pairs, span=span)
    alike = [one for one in range(pairs - 7, pairs + 8) if protect(one) == protect(pairs)]
    alike = [one for one in alike if one >= 8]
    assert {step_of(one, span=span) for one in alike} == {step}
    assert all(step * one >= span for one in alike)


@given(SPANS, st.data())
def test_what_is_told_holds_the_whole_interval_and_is_never_quite_sure(
    span: float, data: st.DataObject
) -> None:
    differences = st.integers(-int(span), int(span))
    changes = data.draw(st.lists(differences, min_size=8, max_size=40))
    true = paired_change([(0, one) for one in changes], higher_is_better=True)
    assert true.change is not None
    assert true.low is not None
    assert true.high is not None

    told = coarse_change(true.change, true.low, true.high, pairs=len(changes), span=span)

    tenths = [round(10 * one, 6) for one in (told.low, told.change, told.high, told.step)]
    assert all(one == int(one) for one in tenths)
    assert abs(told.change - true.change) <= told.step / 2 + 1e-9
    assert told.low <= true.low + 1e-9
    assert told.high >= true.high - 1e-9
    assert told.change - told.low >= told.step - 1e-9
    assert told.change - told.low == pytest.approx(told.high - told.change)
    # No wider than it must be.
    assert told.low > true.low - 2 * told.step - (true.high - true.low)
    assert told.low < 0 or true.low > -1e-9


@pytest.mark.parametrize(("pairs", "span"), [(0, 10), (7, 10), (8, 0), (8, -1)])
def test_where_nothing_is_told_there_is_no_step(pairs: int, span: float) -> None:
    with pytest.raises(ValueError, match="no step"):
        step_of(pairs, span=span)


def test_a_change_outside_its_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="interval"):
        coarse_change(2, 0, 1, pairs=8, span=10)
