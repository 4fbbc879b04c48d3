"""What is told outside a service can be taken from nothing: the same whatever stands behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.outcomes.public import MeasureFigures, ScaleFigures, Tally
from alongside.engines.evaluation import Transitions, paired_change, protect, transitions
from alongside.journeys.report_telling import MeasureTold, Teller, measure_told
from support import examples

pytestmark = pytest.mark.once
OUTSIDE = Teller(outside=True)
# Each a part of the one before: answered first, over, asked last, answered last; and of these who
# have both scores, both levels, and went up.
LENGTH = 7


def chains() -> st.SearchStrategy[list[int]]:
    """Numbers of people, each a part of the one before."""
    small = st.one_of(st.integers(0, 12), st.integers(0, 60))
    return st.lists(small, min_size=LENGTH, max_size=LENGTH).map(
        lambda numbers: sorted(numbers, reverse=True)
    )


def mates(number: int) -> range:
    """Every number that is told alike."""
    told = protect(number)
    around = range(max(0, number - 7), number + 8)
    found = [one for one in around if protect(one) == told]
    return range(found[0], found[-1] + 1)


def otherwise(chain: list[int], draw: st.DataObject) -> list[int]:
    """Another chain, told alike: somebody's guess that cannot be wrong."""
    found: list[int] = []
    for number in chain:
        room = [one for one in mates(number) if not found or one <= found[-1]]
        found.append(draw.draw(st.sampled_from(room)))
    return found


def told(chain: list[int]) -> MeasureTold:
    """What is told outside of such a truth."""
    began, over, asked, answered, both, levels, up = chain
    pairs = [(3.0, 4.0)] * both
    figures = MeasureFigures(
        measure="m",
        version="1",
        label="M",
        began=began,
        still=began - over,
        end=Tally(answered, 0, asked - answered, over - asked),
        scales=(
            ScaleFigures(
                scale="s",
                label="S",
                higher_is_better=True,
                change=paired_change(
                    [*pairs, *[(3.0, None)] * (over - both)], higher_is_better=True
                ),
                of_pairs=paired_change(pairs, higher_is_better=True) if both else None,
                levels=_levels(levels, up),
                categories={},
                span=10,
            ),
        ),
    )
    return measure_told(OUTSIDE, figures)


def _levels(people: int, up: int) -> Transitions:
    return transitions([*[(1, 2)] * up, *[(2, 2)] * (people - up)], levels=(1, 2))


@examples(600)
@given(chain=chains(), draw=st.data())
def test_the_same_is_told_whatever_stands_behind_it(chain: list[int], draw: st.DataObject) -> None:
    assert told(otherwise(chain, draw)) == told(chain)


@examples(300)
@given(chain=chains())
def test_no_number_is_pinned_to_one_value(chain: list[int]) -> None:
    least = _pushed(chain, lowest=True)
    most = _pushed(chain, lowest=False)
    assert told(least) == told(most) == told(chain)
    for number, low, high in zip(chain, least, most, strict=True):
        assert number == 0 or high - low >= 4


def _pushed(chain: list[int], *, lowest: bool) -> list[int]:
    """Every number as far down, or up, as is told alike: still a chain."""
    ends = [mates(number)[0 if lowest else -1] for number in chain]
    assert ends == sorted(ends, reverse=True)
    return ends


@examples(150)
@given(chain=chains())
def test_nothing_from_one_to_seven_is_told(chain: list[int]) -> None:
    found = told(chain)
    counts = {
        name: one
        for name, one in {**found.figures, **found.scales[0].figures}.items()
        if name in COUNTS
    }
    assert len(counts) == len(COUNTS)
    for one in counts.values():
        assert one.hidden == (one.value is None)
        assert one.value is None or one.value % 5 == 0


COUNTS = (
    "began",
    "began_over",
    "asked_last",
    "answered_last",
    "scored_first",
    "scored_both",
    "levels_people",
    "levels_up",
)
