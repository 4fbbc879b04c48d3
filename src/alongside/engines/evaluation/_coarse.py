"""A change for anybody outside the service: so coarse that no one person's answers show in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ._small import ROUNDED_TO, protect


@dataclass(frozen=True)
class CoarseChange:
    """A change as it may be told, in the points of the measure: `change` is a whole multiple of
    `step`, and `low` and `high` are as far from it on either side, by one step at least."""

    step: float
    change: float
    low: float
    high: float


def step_of(pairs: int, *, span: float) -> float:
    """The step to which a change of so many pairs is rounded: at least as far as one person, whose
    scores reach over `span` points, can move the mean by having answered or not. By the fewest
    people who are told alike, so that the step gives away no more than the rounded count does.

    A whole number of tenths, above half a point of halves. Raises ValueError where `span` is not
    above 0, or the number of pairs is hidden or 0."""
    told = protect(pairs).value
    if not told or not span > 0:
        raise ValueError("there is no step for a number that is not told")
    return _tenths(told, span) / 10


def _tenths(told: int, span: float) -> int:
    fewest = told - ROUNDED_TO // 2
    tenths = math.ceil(round(10 * span / fewest, 9))
    return tenths if tenths <= 5 else -(-tenths // 5) * 5


def coarse_change(
    change: float, low: float, high: float, *, pairs: int, span: float
) -> CoarseChange:
    """The change to the nearest step, half way up, within the narrowest whole number of steps that
    holds the whole interval: it is never told as surer than it is, nor as quite sure.

    Where `low` is told as 0 or more, it is above 0 in truth too; the same with `high` below. Raises
    ValueError as `step_of` does, and where the change is not between `low` and `high`."""
    if not low <= change <= high:
        raise ValueError("the change is not within its interval")
    step = step_of(pairs, span=span)
    tenths = round(10 * step)
    nearest = math.floor(change / step + 0.5)
    reach = max(nearest - low / step, high / step - nearest)
    steps = math.floor(round(reach, 9)) + 1
    return CoarseChange(
        step=step,
        change=nearest * tenths / 10,
        low=(nearest - steps) * tenths / 10,
        high=(nearest + steps) * tenths / 10,
    )
