"""What answers to a measure add up to, as its authors and its licence say. See the README."""

from ._instrument import (
    INSTRUMENT_FIELDS,
    Band,
    Instrument,
    Item,
    Kept,
    Option,
    Rule,
    Scale,
    parse_instrument,
)
from ._response import LONGEST_LICENCE, Response, parse_response
from ._score import Score, score
from ._tally import Tally, tally

__all__ = [
    "INSTRUMENT_FIELDS",
    "LONGEST_LICENCE",
    "Band",
    "Instrument",
    "Item",
    "Kept",
    "Option",
    "Response",
    "Rule",
    "Scale",
    "Score",
    "Tally",
    "parse_instrument",
    "parse_response",
    "score",
    "tally",
]
