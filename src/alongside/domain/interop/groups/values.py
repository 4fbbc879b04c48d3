"""One value of a row, by its rule in the map. Each raises Fault with a plain sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypeVar

from django.utils.translation import gettext as _

Cells = Mapping[str, str]
Rule = Any
Packed = TypeVar("Packed", list, dict)

_YES = {"yes", "y", "true", "1", "x", "✓"}
_NO = {"no", "n", "false", "0"}
_NOT_KNOWN = {"", "unknown", "not known", "?", "n/a", "don't know"}
_DATE_FORMS = (
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
    r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})",
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(am|pm)?", re.IGNORECASE)


class Fault(Exception):
    """Why a value cannot be taken. `field` is set where it is not the rule's own."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def given(rule: Rule, cells: Cells) -> Any:
    """What the rule yields before it is understood: text, or the fixed value of the map."""
    if isinstance(rule, str):
        return "unknown" if rule == "unknown" else _cell(cells, rule)
    if "value" in rule:
        return rule["value"]
    if "columns" in rule:
        parts = [_cell(cells, column) for column in rule["columns"]]
        found = rule.get("join", " ").join(part for part in parts if part)
    else:
        found = _cell(cells, rule["column"])
    if not found and "empty" in rule:
        return rule["empty"]
    return _translated(rule, found) if "split" not in rule else found


def text(rule: Rule, cells: Cells) -> str:
    """Text as it stands."""
    found = given(rule, cells)
    if rule == "unknown" or found is None:
        return ""
    return str(found).strip()


def words(rule: Rule, cells: Cells) -> list[str]:
    """A list of words: the cell cut at the rule's `split`, each translated."""
    found = given(rule, cells)
    if isinstance(found, list):
        return [str(word) for word in found]
    separator = rule.get("split") if isinstance(rule, Mapping) else None
    parts = str(found or "").split(separator) if separator else [str(found or "")]
    cut = [part.strip() for part in parts if part.strip()]
    if separator:
        cut = [str(word) for part in cut if (word := _translated(rule, part)) is not None]
    return cut


def yes_no(rule: Rule, cells: Cells) -> bool:
    """Yes or no; nothing is no."""
    return bool(answer(rule, cells))


def answer(rule: Rule, cells: Cells) -> bool | None:
    """Yes, no, or None where nobody knows."""
    found = given(rule, cells)
    if isinstance(found, bool) or found is None:
        return found
    word = str(found).strip().casefold()
    if word in _NOT_KNOWN:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise Fault(_("“%(word)s” is neither yes nor no.") % {"word": word[:60]})


def whole(rule: Rule, cells: Cells) -> int | None:
    """A whole number, or None where the cell is empty."""
    found = text(rule, cells)
    if found.casefold() in _NOT_KNOWN:
        return None
    match = re.fullmatch(r"(\d{1,9})(?:\.0+)?", found)
    if match is None or not match[1].isascii():
        raise Fault(_("“%(word)s” is not a whole number.") % {"word": found[:60]})
    return int(match[1])


def pence(rule: Rule, cells: Cells) -> int | None:
    """An amount: £3.50, 3.5, free; or None where the cell is empty."""
    found = text(rule, cells).casefold().replace(",", "")
    if found in _NOT_KNOWN:
        return None
    if found in {"free", "free of charge", "nothing"}:
        return 0
    match = re.fullmatch(r"£?\s*([0-9]{1,6})(?:\.([0-9]{1,2})0*)?", found)
    if match is not None:
        return int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0"))
    pennies = re.fullmatch(r"([0-9]{1,7})\s*p", found)
    if pennies is not None:
        return int(pennies[1])
    raise Fault(_("“%(word)s” is not an amount of money.") % {"word": found[:60]})


def degrees(rule: Rule, cells: Cells, field: str) -> float | None:
    """Degrees of latitude or longitude, or None where the cell is empty."""
    found = text(rule, cells)
    if found.casefold() in _NOT_KNOWN:
        return None
    if not re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{1,20})?", found):
        raise Fault(_("“%(word)s” is not a number of degrees.") % {"word": found[:60]}, field)
    return float(found)


def day(rule: Rule, cells: Cells) -> date | None:
    """A day, written 2026-11-22 or 22/11/2026; None where the cell is empty."""
    found = text(rule, cells)
    if found.casefold() in _NOT_KNOWN:
        return None
    for form in _DATE_FORMS:
        match = re.match(form, found)
        if match:
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                break
    raise Fault(_("“%(word)s” is not a date, such as 2026-11-22.") % {"word": found[:60]})


def clock(rule: Rule, cells: Cells) -> time | None:
    """A time of day: 18:00, 6pm, 6.30 pm; None where the cell is empty."""
    found = text(rule, cells)
    if found.casefold() in _NOT_KNOWN:
        return None
    match = _CLOCK.fullmatch(found)
    if match:
        hour, minute = int(match[1]), int(match[2] or 0)
        half = (match[3] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if (half or match[2]) and hour < 24 and minute < 60:
            return time(hour, minute)
    raise Fault(_("“%(word)s” is not a time, such as 18:00.") % {"word": found[:60]})


def packed(rule: Mapping[str, Any], cells: Cells, kind: type[Packed]) -> Packed:
    """A whole list or object that an export of ours packed into one cell."""
    found = _cell(cells, rule["column"])
    if not found:
        return kind()
    try:
        value = json.loads(found)
    except (ValueError, RecursionError) as fault:
        raise Fault(_("The cell is not what an export writes there.")) from fault
    if not isinstance(value, kind):
        raise Fault(_("The cell is not what an export writes there."))
    return value


def _cell(cells: Cells, column: str) -> str:
    return cells.get(column, "").strip()


def _translated(rule: Mapping[str, Any], word: str) -> Any:
    """The word by the rule's own list, whatever its capitals."""
    table = rule.get("words", {})
    if word in table:
        return table[word]
    folded = {key.casefold(): value for key, value in table.items()}
    return folded.get(word.casefold(), word)
