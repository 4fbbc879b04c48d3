"""The measures of `data/`, as the engine reads them."""

from __future__ import annotations

from functools import cache
from typing import Any

from alongside.engines.scoring import INSTRUMENT_FIELDS, Instrument, parse_instrument
from alongside.formats.catalogue import DATA, load

WITH_ITEMS = ("ons4", "ons-loneliness", "semcd6", "friends-and-family")


@cache
def records() -> dict[str, dict[str, Any]]:
    """What the engine reads of each measure's file."""
    return {
        entry.id: {name: entry.content[name] for name in INSTRUMENT_FIELDS & entry.content.keys()}
        for entry in load(DATA).entries["measure"]
    }


@cache
def instrument(name: str) -> Instrument:
    """One measure."""
    return parse_instrument(records()[name])
