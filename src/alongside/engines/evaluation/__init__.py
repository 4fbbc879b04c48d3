"""What changed, said honestly: pairs, what is missing, cautions, small numbers. See the README."""

from ._coarse import CoarseChange, coarse_change, step_of
from ._paired import Caution, PairedChange, paired_change
from ._proportions import Interval, wilson
from ._regression import expected_without_support
from ._small import HIDDEN, Protected, protect, share_of
from ._transitions import Transitions, transitions

__all__ = [
    "HIDDEN",
    "Caution",
    "CoarseChange",
    "Interval",
    "PairedChange",
    "Protected",
    "Transitions",
    "coarse_change",
    "expected_without_support",
    "paired_change",
    "protect",
    "share_of",
    "step_of",
    "transitions",
    "wilson",
]
