"""Levels, such as the four of patient activation: who moved where. Levels are an order and no
numbers, so nothing is averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ._paired import FEWEST
from ._proportions import Interval, wilson


@dataclass(frozen=True)
class Transitions:
    """Who went from which level to which. `counts` has every pair of levels, 0 too, in order.

    `risen` is the share who rose by a level or more, with Wilson's interval; None below eight
    people. `at_the_top` is how many began at the highest level, who could not rise."""

    levels: tuple[int, ...]
    counts: Mapping[tuple[int, int], int]
    people: int
    missing: int
    up: int
    same: int
    down: int
    at_the_top: int
    risen: Interval | None


def transitions(answers: Iterable[tuple[int, int | None]], *, levels: Iterable[int]) -> Transitions:
    """The moves of each person from the first level to the last, who may have none.

    Raises ValueError for a level that is not among `levels`."""
    order = tuple(sorted(set(levels)))
    told = list(answers)
    if not {level for pair in told for level in pair if level is not None} <= set(order):
        raise ValueError("that is none of the levels")
    both = [(first, last) for first, last in told if last is not None]
    seen = Counter(both)
    up = sum(last > first for first, last in both)
    down = sum(last < first for first, last in both)
    return Transitions(
        levels=order,
        counts={(first, last): seen[first, last] for first in order for last in order},
        people=len(both),
        missing=len(told) - len(both),
        up=up,
        same=len(both) - up - down,
        down=down,
        at_the_top=sum(first == order[-1] for first, _ in both) if order else 0,
        risen=wilson(up, len(both)) if len(both) >= FEWEST else None,
    )
