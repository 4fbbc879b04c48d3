"""Before and after for the same people: the change, its interval, and everybody who is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, stdev

from ._student import quantile

FEWEST = 8
"""Below so many pairs no change is told: an interval would say nothing, and people are known."""
WARN_ABOVE = 0.2
REFUSE_ABOVE = 0.5


class Caution(StrEnum):
    """What must stand beside a change. The words are the page's."""

    NOBODY_TO_COMPARE = "nobody_to_compare"
    """People often seek support at their worst and would have felt better without it as well."""
    CHOSEN_AT_THEIR_WORST = "chosen_at_their_worst"
    """The stronger form: a low score or a crisis was the way in."""
    MANY_MISSING = "many_missing"
    MOST_MISSING = "most_missing"
    TOO_FEW = "too_few"
    COULD_BE_CHANCE = "could_be_chance"
    """The interval holds nought."""


@dataclass(frozen=True)
class PairedChange:
    """The change of those who answered twice, and how those who did not began.

    `change`, `low` and `high` are turned so that more is better, whatever the measure's direction;
    the means are in the measure's own direction. `change` and the interval are None where
    `cautions` has TOO_FEW or MOST_MISSING: no headline is made of them. `worst_case` is the change
    if everybody who is missing had stayed as they were. `share_missing` is of those who answered
    first, 0 to 1."""

    before: int
    pairs: int
    missing: int
    share_missing: float
    mean_before: float | None
    mean_before_stayed: float | None
    mean_before_missing: float | None
    mean_after: float | None
    change: float | None
    low: float | None
    high: float | None
    worst_case: float | None
    over_spread: float | None
    """The change over the spread of the first answers (d with the first answers' deviation)."""
    cautions: tuple[Caution, ...]


def paired_change(
    answers: Iterable[tuple[float, float | None]],
    *,
    higher_is_better: bool,
    chosen_at_their_worst: bool = False,
    level: float = 0.95,
) -> PairedChange:
    """The change from the first answer to the last of each person, who may have none.

    The mean of the differences with Student's t interval at `level`. Without a comparison group
    the caution about regression to the mean is always there: in a trial's usual-care arm
    depression fell by 4.4 points with no programme at all. Raises ValueError for a number that is
    not finite."""
    told = list(answers)
    if not all(math.isfinite(one) for pair in told for one in pair if one is not None):
        raise ValueError("an answer is no finite number")
    both = [(first, last) for first, last in told if last is not None]
    lost = [first for first, last in told if last is None]
    stayed = [first for first, _ in both]
    share = len(lost) / len(told) if told else 0.0
    refused = _refused(len(both), share)
    sign = 1 if higher_is_better else -1
    differences = [sign * (last - first) for first, last in both]
    change = low = high = None
    if not refused:
        change = fmean(differences)
        half = quantile((1 + level) / 2, len(both) - 1) * stdev(differences)
        half /= math.sqrt(len(both))
        low, high = change - half, change + half
    return PairedChange(
        before=len(told),
        pairs=len(both),
        missing=len(lost),
        share_missing=share,
        mean_before=_mean([first for first, _ in told]),
        mean_before_stayed=_mean(stayed),
        mean_before_missing=_mean(lost),
        mean_after=_mean([last for _, last in both]),
        change=change,
        low=low,
        high=high,
        worst_case=None if change is None else change * len(both) / len(told),
        over_spread=_over_spread(change, stayed),
        cautions=_cautions(refused, share, low, high, chosen_at_their_worst),
    )


def _refused(pairs: int, share: float) -> tuple[Caution, ...]:
    found = []
    if pairs < FEWEST:
        found.append(Caution.TOO_FEW)
    if share > REFUSE_ABOVE:
        found.append(Caution.MOST_MISSING)
    return tuple(found)


def _cautions(
    refused: tuple[Caution, ...],
    share: float,
    low: float | None,
    high: float | None,
    chosen_at_their_worst: bool,
) -> tuple[Caution, ...]:
    found = list(refused)
    if WARN_ABOVE < share <= REFUSE_ABOVE:
        found.append(Caution.MANY_MISSING)
    if low is not None and high is not None:
        if low <= 0 <= high:
            found.append(Caution.COULD_BE_CHANCE)
        worst = Caution.CHOSEN_AT_THEIR_WORST
        found.append(worst if chosen_at_their_worst else Caution.NOBODY_TO_COMPARE)
    return tuple(found)


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _over_spread(change: float | None, before: Sequence[float]) -> float | None:
    spread = stdev(before) if change is not None else 0.0
    return change / spread if change is not None and spread > 0 else None
