"""Who could be whose mentor, as well as can be for everybody, proved. See the README beside."""

from ._answer import Answer, Pair, Tier, Unplaced
from ._choices import Choice, choices
from ._graph import TooManyPairs
from ._match import Unsound, allowed_pairs, match
from ._prices import NotProved
from ._reasons import Reason, in_words
from ._records import (
    Fault,
    MalformedProblem,
    Mentee,
    Mentor,
    Problem,
    Settings,
    parse_problem,
)
from ._unplaced import Because, because_in_words

__all__ = [
    "Answer",
    "Because",
    "Choice",
    "Fault",
    "MalformedProblem",
    "Mentee",
    "Mentor",
    "NotProved",
    "Pair",
    "Problem",
    "Reason",
    "Settings",
    "Tier",
    "TooManyPairs",
    "Unplaced",
    "Unsound",
    "allowed_pairs",
    "because_in_words",
    "choices",
    "in_words",
    "match",
    "parse_problem",
]
