"""A second pair of eyes on matching: every answer is held against the rules before it is shown."""

from ._check import broken_rules, faults
from ._points import points

__all__ = ["broken_rules", "faults", "points"]
