"""What one person answered once, read from a plain record and held against the measure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from alongside.engines.records import Fields

from ._instrument import Instrument, Item, Kept

LONGEST_WORDS = 4000
LONGEST_LICENCE = 40
_LICENCE = re.compile(r"[\w./:#()-]+(?: [\w./:#()-]+){0,2}")
"""Three words at the most, so that no item finds its way in as a reference."""
_ANSWERED = frozenset({"id", "answers"})
_SCORED = frozenset({"id", "score", "level", "cut_table_version", "licence_reference"})


@dataclass(frozen=True, slots=True)
class Response:
    """Answers by item: a number, the id of an option, words, or None where there is none.

    Of a measure whose score alone is kept: ``kept_score``, ``level``, the version of the cut table
    and the reference of the licence."""

    id: str
    answers: Mapping[str, int | str | None]
    kept_score: float | None = None
    level: str | None = None
    cut_table_version: str | None = None
    licence_reference: str | None = None


def parse_response(instrument: Instrument, record: object, line: int | None = None) -> Response:
    """The response in a plain record. An item that is left out or null was not answered.

    Raises ``MalformedRecord``, with the line, for an unknown field or item, an answer that the item
    has not, and for any answer at all to a measure whose score alone may be kept."""
    if instrument.kept is not None:
        return _scored(instrument.kept, record, line)
    fields = Fields(record, _ANSWERED, line)
    told = fields.need("answers")
    if not isinstance(told, Mapping):
        raise fields.wrong("answers", "This must be an object: an answer by item.")
    # Read through `Fields`, so that an item that the measure has not is refused like a field.
    known = Fields(told, frozenset(item.id for item in instrument.items), line)
    answers = {item.id: _answer(item, told.get(item.id), known) for item in instrument.items}
    return Response(fields.identifier("id"), answers)


def _answer(item: Item, value: object, fields: Fields) -> int | str | None:
    if value is None:
        return None
    if item.kind == "words":
        if not isinstance(value, str) or len(value) > LONGEST_WORDS:
            raise fields.wrong(item.id, f"This must be words, {LONGEST_WORDS} letters at most.")
        return value
    if item.kind == "choice":
        if not isinstance(value, str) or value not in {option.id for option in item.options}:
            raise fields.wrong(item.id, "This must be one of the item's options, or null.")
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        raise fields.wrong(item.id, "This must be a whole number, or null.")
    if not item.least <= value <= item.most:
        raise fields.wrong(item.id, f"This must be from {item.least} to {item.most}, or null.")
    return value


def _scored(kept: Kept, record: object, line: int | None) -> Response:
    fields = Fields(record, _SCORED, line)
    unit = 10**kept.decimals
    value = fields.number("score", kept.least / unit, kept.most / unit)
    if value is None:
        raise fields.wrong("score", "This may not be left out.")
    if round(value, kept.decimals) != value:
        raise fields.wrong("score", f"This has {kept.decimals} decimal places at most.")
    units = round(value * unit)
    version = fields.choice("cut_table_version", tuple(sorted(kept.cut_tables)))
    level = str(fields.count("level", 1000))
    given = next(
        (cut.label for cut in kept.cut_tables[version] if cut.least <= units <= cut.most), None
    )
    if given != level:
        raise fields.wrong("level", f"The cut table {version} gives level {given} for {value:g}.")
    return Response(
        id=fields.identifier("id"),
        answers={},
        kept_score=value,
        level=level,
        cut_table_version=version,
        licence_reference=_licence(fields),
    )


def _licence(fields: Fields) -> str:
    told = fields.identifier("licence_reference")
    if len(told) > LONGEST_LICENCE or not _LICENCE.fullmatch(told):
        message = f"This must be a reference: three words and {LONGEST_LICENCE} letters at most."
        raise fields.wrong("licence_reference", message)
    return told
