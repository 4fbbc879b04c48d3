"""Plain records for the engines: read a field or say what is wrong, and put names into words."""

from ._fields import OLDEST, Fields, MalformedRecord
from ._words import NO_LABELS, Labels, miles_away, named, plain

__all__ = [
    "NO_LABELS",
    "OLDEST",
    "Fields",
    "Labels",
    "MalformedRecord",
    "miles_away",
    "named",
    "plain",
]
