"""A measure as data: its items, scales, missing rules, bands; or, of some, its score alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from alongside.engines.records import Fields

LARGEST = 1000
LARGEST_KEPT = 1_000_000

INSTRUMENT_FIELDS = frozenset({"id", "version", "ship", "items", "scales", "score_only"})
"""What the engine reads of a measure; a file may hold more, for people."""
_ITEM = frozenset({"id", "text", "kind", "least", "most", "options", "reverse"})
_SHOWN = frozenset({"least_label", "most_label", "optional_words"})
_OPTION = frozenset({"id", "label", "value", "counts_as"})
_SCALE = frozenset({"id", "label", "rule", "items", "direction", "needs", "bands"})
_BANDS = frozenset({"version", "bands"})
_BAND = frozenset({"from", "to", "label"})
_KEPT = frozenset({"least", "most", "decimals", "cut_tables"})
_CUT = frozenset({"from", "to", "level"})


class Rule(StrEnum):
    """How a scale is made of its items."""

    SUM = "sum"
    MEAN = "mean"
    CATEGORY = "category"  # one item; its option counts as something, and is counted over people


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to choose. ``value`` is its number where the item has one, ``counts_as`` its
    category."""

    id: str
    label: str
    value: int | None
    counts_as: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``kind`` is number (``least`` to ``most``), choice (of ``options``) or words,
    which are never scored. ``reverse``: a high answer stands for a low score."""

    id: str
    text: str
    kind: str
    least: int
    most: int
    options: tuple[Option, ...]
    reverse: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A name for the scores from ``least`` to ``most``, both included."""

    least: int
    most: int
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A score: its rule, its items, and how many of them must be answered (``needs``).

    ``higher_is_better`` is None where neither is. Bands are of the version ``bands_version``."""

    id: str
    label: str
    rule: Rule
    items: tuple[str, ...]
    higher_is_better: bool | None
    needs: int
    bands: tuple[Band, ...]
    bands_version: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a measure whose items may not be: a score from the licensed tool, its level,
    and which cut table gave it. ``cut_tables`` maps a version to its levels.

    All numbers are whole: units of the last decimal place, 470 for 47.0 where there is one."""

    least: int
    most: int
    decimals: int
    cut_tables: Mapping[str, tuple[Band, ...]]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A measure. Either ``items`` and ``scales``, or ``kept``, never both."""

    id: str
    version: str
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    kept: Kept | None


def parse_instrument(record: object) -> Instrument:
    """The measure in a plain record.

    Raises ``MalformedRecord`` for whatever is wrong with it; above all where the items of a
    measure are given of which only the score may be kept."""
    fields = Fields(record, INSTRUMENT_FIELDS, None)
    ship = fields.choice("ship", ("items", "score_only"))
    own_items = [_item(each) for each in fields.records("items")]
    scales = [_scale(each, own_items) for each in fields.records("scales")]
    if ship == "score_only":
        if own_items or scales:
            raise fields.wrong("items", "Only the score of this measure may be kept: no items.")
        kept: Kept | None = _kept(fields.need("score_only"))
    else:
        kept = None
        if not own_items or not scales:
            raise fields.wrong("items", "A measure has items and scales.")
        if "score_only" in record:  # type: ignore[operator]
            raise fields.wrong("score_only", "This belongs to measures without items.")
    _once(fields, "items", [each.id for each in own_items])
    _once(fields, "scales", [each.id for each in scales])
    return Instrument(
        id=fields.identifier("id"),
        version=fields.identifier("version"),
        items=tuple(own_items),
        scales=tuple(scales),
        kept=kept,
    )


def _once(fields: Fields, name: str, ids: list[str]) -> None:
    if len(set(ids)) < len(ids):
        raise fields.wrong(name, "Two have the same id.")


def _item(record: object) -> Item:
    fields = Fields(record, _ITEM | _SHOWN, None)
    kind = fields.choice("kind", ("number", "choice", "words"))
    options = tuple(_option(each) for each in fields.records("options")) if kind == "choice" else ()
    values = [each.value for each in options if each.value is not None]
    if kind == "choice":
        _once(fields, "options", [each.id for each in options])
        if len(options) < 2 or (values and len(values) < len(options)):
            raise fields.wrong("options", "Give two or more, and a value for all or for none.")
    least, most = 0, 0
    if kind == "number":
        least, most = fields.count("least", LARGEST), fields.count("most", LARGEST)
        if least >= most:
            raise fields.wrong("most", "This must be more than the least.")
    elif values:
        least, most = min(values), max(values)
    return Item(
        id=fields.identifier("id"),
        text=fields.identifier("text"),
        kind=kind,
        least=least,
        most=most,
        options=options,
        reverse=fields.yes_or_no("reverse", default=False),
    )


def _option(record: object) -> Option:
    fields = Fields(record, _OPTION, None)
    return Option(
        id=fields.identifier("id"),
        label=fields.identifier("label"),
        value=fields.whole_number("value", LARGEST),
        counts_as=fields.word_or_null("counts_as"),
    )


def _scale(record: object, items: list[Item]) -> Scale:
    fields = Fields(record, _SCALE, None)
    rule = Rule(fields.choice("rule", tuple(Rule)))
    known = {each.id: each for each in items}
    names = fields.identifiers("items")
    if not names or not set(names) <= known.keys():
        raise fields.wrong("items", "Name one or more items of this measure.")
    used = [known[name] for name in names]
    if rule == Rule.CATEGORY:
        if len(used) != 1 or not all(option.counts_as for option in used[0].options):
            raise fields.wrong("items", "A category is made of one choice that counts as one.")
    elif any(item.least == item.most for item in used):
        raise fields.wrong("items", "A score is made of items with numbers.")
    needs = fields.count("needs", len(used))
    if not needs:
        raise fields.wrong("needs", "At least one item must be answered.")
    if rule == Rule.SUM and needs < len(used):
        raise fields.wrong("needs", "A sum needs all of its items.")
    version, bands = _bands(record)
    if bands and rule != Rule.SUM:
        raise fields.wrong("bands", "Bands of whole numbers are for sums.")
    direction = fields.choice_or_null("direction", ("higher_better", "lower_better"))
    return Scale(
        id=fields.identifier("id"),
        label=fields.identifier("label"),
        rule=rule,
        items=names,
        higher_is_better=None if direction is None else direction == "higher_better",
        needs=needs,
        bands=bands,
        bands_version=version,
    )


def _bands(record: object) -> tuple[str | None, tuple[Band, ...]]:
    told = record.get("bands") if isinstance(record, Mapping) else None
    if told is None:
        return None, ()
    fields = Fields(told, _BANDS, None)
    bands = []
    for each in fields.records("bands"):
        band = Fields(each, _BAND, None)
        bands.append(Band(*_span(band), band.identifier("label")))
    _in_order(fields, "bands", bands)
    return fields.identifier("version"), tuple(bands)


def _kept(record: object) -> Kept:
    fields = Fields(record, _KEPT, None)
    least, most = fields.count("least", LARGEST_KEPT), fields.count("most", LARGEST_KEPT)
    if least >= most:
        raise fields.wrong("most", "This must be more than the least.")
    tables = fields.need("cut_tables")
    if not isinstance(tables, Mapping) or not tables:
        raise fields.wrong("cut_tables", "Give at least one, by its version.")
    return Kept(
        least=least,
        most=most,
        decimals=fields.count("decimals", 6),
        cut_tables={str(version): _cuts(cuts, fields) for version, cuts in tables.items()},
    )


def _cuts(record: object, outer: Fields) -> tuple[Band, ...]:
    if not isinstance(record, list) or not record:
        raise outer.wrong("cut_tables", "Each is a list of levels.")
    cuts = []
    for each in record:
        fields = Fields(each, _CUT, None)
        cuts.append(Band(*_span(fields), str(fields.count("level", LARGEST))))
    _in_order(outer, "cut_tables", cuts)
    return tuple(cuts)


def _span(fields: Fields) -> tuple[int, int]:
    least, most = fields.count("from", LARGEST_KEPT), fields.count("to", LARGEST_KEPT)
    if least > most:
        raise fields.wrong("to", "This must not be less than where it begins.")
    return least, most


def _in_order(fields: Fields, name: str, bands: list[Band]) -> None:
    if any(one.most >= two.least for one, two in zip(bands, bands[1:], strict=False)):
        raise fields.wrong(name, "They must go upwards and not overlap.")
