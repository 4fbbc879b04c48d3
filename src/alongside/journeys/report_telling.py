"""How a true number is told: as it is to who works for the service, protected to anybody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alongside.domain.outcomes import public as outcomes
from alongside.engines.evaluation import (
    Caution,
    PairedChange,
    Transitions,
    protect,
    share_of,
    wilson,
)

_MANY, _MOST = 20, 50  # per cent of those who answered first
_HEADLINE = ("change", "low", "high", "worst_case", "mean_before", "mean_after")


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
    `most_said` is the category that most who answered twice were in at the end, "" where hidden."""

    scale: str
    label: str
    higher_is_better: bool | None
    figures: Mapping[str, Told]
    cautions: tuple[Caution, ...]
    levels: tuple[int, ...]
    moves: tuple[LevelMove, ...]
    categories: Mapping[str, tuple[int, int]]
    most_said: str


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

    def of(self, people: int, number: float | None) -> Told:
        """What is worked out of so many people: hidden where their number is."""
        told = self.count(people)
        return Told(None, hidden=True) if told.hidden else Told(number)


def measure_told(teller: Teller, found: outcomes.MeasureFigures) -> MeasureTold:
    """One measure, for that reader."""
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
        scales=tuple(_scale_told(teller, one) for one in found.scales),
    )


def _there(figures: Mapping[str, Told | None]) -> dict[str, Told]:
    return {name: one for name, one in figures.items() if one is not None}


def _scale_told(teller: Teller, found: outcomes.ScaleFigures) -> ScaleTold:
    figures: dict[str, Told | None] = {}
    cautions: tuple[Caution, ...] = ()
    if found.change and teller.outside:
        figures, cautions = _change_outside(found.change, found.of_pairs)
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


def _hidden(told: Told | None) -> bool:
    return told is None or told.hidden


def _most_said(categories: Mapping[str, tuple[int, int]]) -> tuple[str, int]:
    """The category of most people at the end, and how many people there are in all."""
    if not categories:
        return "", 0
    most = max(sorted(categories), key=lambda name: categories[name][1])
    return most, sum(after for _before, after in categories.values())


def _change_inside(found: PairedChange) -> tuple[dict[str, Told | None], tuple[Caution, ...]]:
    names = (*_HEADLINE, "mean_before_stayed", "mean_before_missing", "over_spread")
    told: dict[str, Told | None] = {name: Told(getattr(found, name)) for name in names}
    counts = {
        "scored_first": Told(found.before),
        "scored_both": Told(found.pairs),
        "missing": Told(found.missing),
        "missing_share": Told(100 * found.share_missing),
    }
    return counts | told, found.cautions


def _change_outside(
    found: PairedChange, of_pairs: PairedChange | None
) -> tuple[dict[str, Told | None], tuple[Caution, ...]]:
    """The change of those who answered twice. Whether too many are missing, and what it would be if
    these had stayed as they were, is worked out from the rounded numbers: by the true ones both
    could be found out."""
    first, both = protect(found.before).value, protect(found.pairs).value
    told: dict[str, Told | None] = {
        "scored_first": Told(first, hidden=first is None),
        "scored_both": Told(both, hidden=both is None),
    }
    if not first or not both or of_pairs is None or of_pairs.change is None:
        return told | dict.fromkeys(_HEADLINE, Told(None, hidden=True)), (Caution.TOO_FEW,)
    missing = max(0, 100 * (first - both) / first)
    # Where both are rounded to the same, there may be some missing or none.
    told["missing_share"] = Told(missing or None, hidden=not missing)
    if missing > _MOST:
        return told | dict.fromkeys(_HEADLINE, Told(None)), (Caution.MOST_MISSING,)
    told |= {name: Told(getattr(of_pairs, name)) for name in ("change", "low", "high")}
    worst = of_pairs.change * both / first if missing else None
    told["worst_case"] = Told(worst, hidden=worst is None)
    told["mean_before"] = Told(of_pairs.mean_before)
    told["mean_after"] = Told(of_pairs.mean_after)
    many = (Caution.MANY_MISSING,) if missing > _MANY else ()
    return told, (*many, *of_pairs.cautions)


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
