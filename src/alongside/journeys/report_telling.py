"""How a true number is told: as it is to who works for the service, protected to anybody else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.domain.outcomes import public as outcomes
from alongside.engines.evaluation import (
    Caution,
    CoarseChange,
    PairedChange,
    Transitions,
    coarse_change,
    protect,
    share_of,
    wilson,
)

_MANY, _MOST = 20, 50  # per cent of those who answered first
_HEADLINE = ("change", "low", "high", "worst_case")
_WEEK = 7  # days


APART = 15
"""By how much two told numbers of people must differ, so that at least eight are between them."""


class Wait(StrEnum):
    """For what it waits that what people answered is told outside."""

    FOR_THE_HALF = "for_the_half"
    """It is told of half and whole contract years."""
    FOR_MORE_PEOPLE = "for_more_people"
    """Too few have answered since the half year of which it was told."""


@dataclass(frozen=True)
class Told:
    """A number as it is told. None: hidden, or there is nothing to say."""

    value: float | None
    hidden: bool = False


@dataclass(frozen=True)
class LevelMove:
    """How many went from one level to another."""

    first: int
    last: int
    people: int


@dataclass(frozen=True)
class ScaleTold:
    """One scale. `figures` as in a report; `moves` between levels are for the service alone;
    `most_said` is the category that most who answered twice were in at the end, "" where hidden.
    `waits`: for what it waits that what people answered is told outside."""

    scale: str
    label: str
    higher_is_better: bool | None
    figures: Mapping[str, Told]
    cautions: tuple[Caution, ...]
    levels: tuple[int, ...]
    moves: tuple[LevelMove, ...]
    categories: Mapping[str, tuple[int, int]]
    most_said: str
    waits: Wait | None = None


@dataclass(frozen=True)
class MeasureTold:
    """One version of one measure."""

    measure: str
    version: str
    label: str
    figures: Mapping[str, Told]
    scales: tuple[ScaleTold, ...]


@dataclass(frozen=True)
class Teller:
    """Tells numbers to one kind of reader."""

    outside: bool

    def count(self, number: int) -> Told:
        """A count of people, for everybody."""
        if not self.outside:
            return Told(number)
        value = protect(number).value
        return Told(value, hidden=value is None)

    def inside(self, number: int | None) -> Told | None:
        """What is for the service alone: a part that with others makes a whole, or what is true of
        one person. Elsewhere it is not told at all."""
        return None if self.outside else Told(number)

    def median_days(self, people: int, days: float | None) -> Told:
        """A median of so many people, hidden where their number is. It is one person's days, or two
        people's: outside it goes up to a whole week, within which it still is."""
        if self.count(people).hidden:
            return Told(None, hidden=True)
        if days is None or not self.outside:
            return Told(days)
        return Told(max(1, math.ceil(days / _WEEK)) * _WEEK)


def measure_told(
    teller: Teller,
    found: outcomes.MeasureFigures,
    *,
    between: bool = False,
    earlier: MeasureTold | None = None,
) -> MeasureTold:
    """One measure, for that reader. Of two periods of which one holds the other, what is between
    them is what a few people answered (`docs/adr/0208`): so nothing of that is told outside of a
    period in `between`, nor where too few answered since `earlier`, which this period holds."""
    before = {one.scale: one for one in earlier.scales} if earlier else {}
    end = found.end
    asked = end.answered + end.skipped + end.no_answer
    figures = {
        "began": teller.count(found.began),
        "began_still": teller.inside(found.still),
        "began_over": teller.count(found.began - found.still),
        "asked_last": teller.count(asked),
        "answered_last": teller.count(end.answered),
        "skipped_last": teller.inside(end.skipped),
        "no_answer_last": teller.inside(end.no_answer),
        "not_asked_last": teller.inside(end.not_asked),
    }
    return MeasureTold(
        measure=found.measure,
        version=found.version,
        label=found.label,
        figures=_there(figures),
        scales=tuple(
            _scale_told(teller, one, _wait(one, between, before.get(one.scale)))
            for one in found.scales
        ),
    )


def _there(figures: Mapping[str, Told | None]) -> dict[str, Told]:
    return {name: one for name, one in figures.items() if one is not None}


def _wait(found: outcomes.ScaleFigures, between: bool, earlier: ScaleTold | None) -> Wait | None:
    """For what a scale waits, outside. By the numbers that are told there: so it tells nothing."""
    if between:
        return Wait.FOR_THE_HALF
    if earlier is None or all(one.value is None for one in _what_was_said(earlier)):
        return None
    for name, now in _answered_twice(found).items():
        then = earlier.figures.get(name)
        if then and then.value and (now.value or 0) - then.value < APART:
            return Wait.FOR_MORE_PEOPLE
    return None


def _what_was_said(scale: ScaleTold) -> tuple[Told, ...]:
    counts = ("scored_first", "scored_both", "missing_share", "levels_people", "categories_people")
    return tuple(one for name, one in scale.figures.items() if name not in counts)


def _answered_twice(found: outcomes.ScaleFigures) -> dict[str, Told]:
    """How many people there are behind what is told of a scale, as it is told outside."""
    outside = Teller(outside=True)
    counts = {
        "scored_both": found.change.pairs if found.change else None,
        "levels_people": found.levels.people if found.levels else None,
        "categories_people": _most_said(found.categories)[1] if found.categories else None,
    }
    return {name: outside.count(one) for name, one in counts.items() if one is not None}


def _scale_told(teller: Teller, found: outcomes.ScaleFigures, wait: Wait | None) -> ScaleTold:
    figures: dict[str, Told | None] = {}
    cautions: tuple[Caution, ...] = ()
    if teller.outside and wait:
        return _scale_waits(found, wait)
    if found.change and teller.outside:
        figures, cautions = _change_outside(found.change, found.of_pairs, found.span)
    elif found.change:
        figures, cautions = _change_inside(found.change)
    if found.levels:
        figures |= _levels_told(teller, found.levels)
    categories = {} if teller.outside else found.categories
    most, both = _most_said(found.categories)
    if found.categories:
        figures["categories_people"] = teller.count(both)
        figures["most_said"] = teller.count(found.categories[most][1])
    hidden = "most_said" in figures and _hidden(figures["most_said"])
    return ScaleTold(
        scale=found.scale,
        label=found.label,
        higher_is_better=found.higher_is_better,
        figures=_there(figures),
        cautions=cautions,
        levels=found.levels.levels if found.levels and not teller.outside else (),
        moves=_moves(found.levels) if found.levels and not teller.outside else (),
        categories=categories,
        most_said="" if hidden else most,
    )


def _scale_waits(found: outcomes.ScaleFigures, wait: Wait) -> ScaleTold:
    """One scale of which is told how many answered, and not what."""
    counts = (_scored(found.change) if found.change else {}) | _answered_twice(found)
    return ScaleTold(
        scale=found.scale,
        label=found.label,
        higher_is_better=found.higher_is_better,
        figures=counts,
        cautions=(),
        levels=(),
        moves=(),
        categories={},
        most_said="",
        waits=wait,
    )


def _scored(found: PairedChange) -> dict[str, Told]:
    outside = Teller(outside=True)
    return {
        "scored_first": outside.count(found.before),
        "scored_both": outside.count(found.pairs),
    }


def _hidden(told: Told | None) -> bool:
    return told is None or told.hidden


def _most_said(categories: Mapping[str, tuple[int, int]]) -> tuple[str, int]:
    """The category of most people at the end, and how many people there are in all."""
    if not categories:
        return "", 0
    most = max(sorted(categories), key=lambda name: categories[name][1])
    return most, sum(after for _before, after in categories.values())


def _change_inside(found: PairedChange) -> tuple[dict[str, Told | None], tuple[Caution, ...]]:
    names = (
        *_HEADLINE,
        "mean_before",
        "mean_after",
        "mean_before_stayed",
        "mean_before_missing",
        "over_spread",
    )
    told: dict[str, Told | None] = {name: Told(getattr(found, name)) for name in names}
    counts = {
        "scored_first": Told(found.before),
        "scored_both": Told(found.pairs),
        "missing": Told(found.missing),
        "missing_share": Told(100 * found.share_missing),
    }
    return counts | told, found.cautions


def _change_outside(
    found: PairedChange, of_pairs: PairedChange | None, span: float
) -> tuple[dict[str, Told | None], tuple[Caution, ...]]:
    """The change of those who answered twice, in steps that are no finer than one person. Whether
    too many are missing, whether it could be chance, and what it would be if those missing had
    stayed as they were, is worked out from what is told: by the true numbers these could be found
    out. No mean: two of them tell the change, and near an end of the scale one tells everybody."""
    told: dict[str, Told | None] = {**_scored(found)}
    first, both = protect(found.before).value, protect(found.pairs).value
    if not first or not both or of_pairs is None or span <= 0:
        return told | dict.fromkeys(_HEADLINE, Told(None, hidden=True)), (Caution.TOO_FEW,)
    true, low, high = of_pairs.change, of_pairs.low, of_pairs.high
    if true is None or low is None or high is None:
        return told | dict.fromkeys(_HEADLINE, Told(None, hidden=True)), (Caution.TOO_FEW,)
    missing = max(0, 100 * (first - both) / first)
    # Where both are rounded to the same, there may be some missing or none.
    told["missing_share"] = Told(missing or None, hidden=not missing)
    if missing > _MOST:
        return told | dict.fromkeys(_HEADLINE, Told(None)), (Caution.MOST_MISSING,)
    coarse = coarse_change(true, low, high, pairs=found.pairs, span=span)
    told |= {"change": Told(coarse.change), "low": Told(coarse.low), "high": Told(coarse.high)}
    worst = coarse.change * both / first if missing else None
    told["worst_case"] = Told(worst, hidden=worst is None)
    return told, _cautions_outside(of_pairs.cautions, missing, coarse)


def _cautions_outside(
    found: tuple[Caution, ...], missing: float, coarse: CoarseChange
) -> tuple[Caution, ...]:
    """The cautions, with those that depend on numbers taken from the numbers that are told."""
    many = (Caution.MANY_MISSING,) if missing > _MANY else ()
    chance = (Caution.COULD_BE_CHANCE,) if coarse.low < 0 < coarse.high else ()
    return (*many, *chance, *(one for one in found if one != Caution.COULD_BE_CHANCE))


def _levels_told(teller: Teller, found: Transitions) -> dict[str, Told | None]:
    told: dict[str, Told | None] = {
        "levels_people": teller.count(found.people),
        "levels_up": teller.count(found.up),
        "levels_same": teller.inside(found.same),
        "levels_down": teller.inside(found.down),
        "levels_missing": teller.inside(found.missing),
        "levels_top": teller.inside(found.at_the_top),
    }
    if not teller.outside:
        share = found.risen
        told["levels_up_share"] = Told(100 * share.share if share else None)
    else:
        up, of = protect(found.up).value, protect(found.people).value
        percent = share_of(found.up, found.people)
        share = wilson(min(up, of), of) if up is not None and of else None
        told["levels_up_share"] = Told(percent, hidden=percent is None)
    hidden = teller.outside and share is None
    told["levels_up_low"] = Told(100 * share.low if share else None, hidden=hidden)
    told["levels_up_high"] = Told(100 * share.high if share else None, hidden=hidden)
    return told


def _moves(found: Transitions) -> tuple[LevelMove, ...]:
    return tuple(LevelMove(first, last, count) for (first, last), count in found.counts.items())
