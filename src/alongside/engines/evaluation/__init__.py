"""What changed, said honestly: pairs, what is missing, cautions, small numbers. See the README."""

from ._paired import Caution, PairedChange, paired_change
from ._proportions import Interval, wilson
from ._regression import expected_without_support
from ._small import HIDDEN, Protected, protect, share_of
from ._transitions import Transitions, transitions

__all__ = [
    "HIDDEN",
    "Caution",
    "Interval",
    "PairedChange",
    "Protected",
    "Transitions",
    "expected_without_support",
    "paired_change",
    "protect",
    "share_of",
    "transitions",
    "wilson",
]
