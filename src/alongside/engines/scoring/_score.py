"""From one response to its scores."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ._instrument import Instrument, Item, Rule, Scale
from ._response import Response


@dataclass(frozen=True, slots=True)
class Score:
    """One scale of one response.

    ``value`` is None where too few items were answered, and for a category, which stands in
    ``category``. ``band`` is None where the scale has none. ``version`` is that of the bands, or of
    the cut table. A value is exact but for the last bit of a float, and never rounded."""

    scale: str
    value: float | None
    category: str | None
    band: str | None
    answered: int
    of: int
    version: str | None
    higher_is_better: bool | None


def score(instrument: Instrument, response: Response) -> tuple[Score, ...]:
    """A score for each scale, in the measure's order; never one made of several scales."""
    if instrument.kept is not None:
        version = response.cut_table_version
        kept = Score("score", response.kept_score, None, response.level, 1, 1, version, True)
        return (kept,)
    items = {item.id: item for item in instrument.items}
    return tuple(_of(scale, items, response) for scale in instrument.scales)


def _of(scale: Scale, items: dict[str, Item], response: Response) -> Score:
    given = [(items[name], response.answers.get(name)) for name in scale.items]
    answered = [(item, answer) for item, answer in given if answer is not None]
    value, category, band = None, None, None
    if len(answered) >= scale.needs:
        if scale.rule == Rule.CATEGORY:
            (item, answer), *_none = answered
            category = next(each.counts_as for each in item.options if each.id == answer)
        else:
            total = Fraction(sum(_points(item, answer) for item, answer in answered))
            exact = total / len(answered) if scale.rule == Rule.MEAN else total
            band = next((b.label for b in scale.bands if b.least <= exact <= b.most), None)
            value = float(exact)
    return Score(
        scale=scale.id,
        value=value,
        category=category,
        band=band,
        answered=len(answered),
        of=len(given),
        version=scale.bands_version if scale.bands else None,
        higher_is_better=scale.higher_is_better,
    )


def _points(item: Item, answer: int | str) -> int:
    if item.kind == "choice":
        found = next(option.value for option in item.options if option.id == answer)
        points = found or 0
    else:
        points = int(answer)
    return item.least + item.most - points if item.reverse else points
