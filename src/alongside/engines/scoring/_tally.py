"""Over several people: how many count as what. No share of few is told as a percentage here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ._instrument import Instrument, Rule
from ._score import Score


@dataclass(frozen=True, slots=True)
class Tally:
    """A category scale over people: how many answered, and how many count as what.

    Every answer is in ``of``, also *don't know*; whoever gave none is not."""

    scale: str
    of: int
    counts: Mapping[str, int]


def tally(instrument: Instrument, scored: Iterable[tuple[Score, ...]]) -> tuple[Tally, ...]:
    """One for each scale that is a category; every category stands in it, also with nought."""
    items = {item.id: item for item in instrument.items}
    counts: dict[str, dict[str, int]] = {
        scale.id: {option.counts_as or "": 0 for option in items[scale.items[0]].options}
        for scale in instrument.scales
        if scale.rule == Rule.CATEGORY
    }
    for scores in scored:
        for one in scores:
            if one.scale in counts and one.category is not None:
                counts[one.scale][one.category] += 1
    return tuple(Tally(scale, sum(each.values()), each) for scale, each in counts.items())
