"""Which listings fit a need, in what order and why. See the README beside this file."""

from alongside.engines.records import MalformedRecord

from ._index import Index
from ._reasons import Labels, Reason, in_words
from ._records import Listing, Need, parse_listing, parse_need
from ._results import Answer, Result
from ._search import search

__all__ = [
    "Answer",
    "Index",
    "Labels",
    "Listing",
    "MalformedRecord",
    "Need",
    "Reason",
    "Result",
    "in_words",
    "parse_listing",
    "parse_need",
    "search",
]
