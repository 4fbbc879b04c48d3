"""Counts for anybody outside the service: nobody can be found in them."""

from __future__ import annotations

from dataclasses import dataclass

HIDDEN = "*"
LARGEST_HIDDEN = 7
ROUNDED_TO = 5


@dataclass(frozen=True)
class Protected:
    """A count as it may be told: `words` is "0", "*" or a whole multiple of five; `value` is None
    where it is hidden."""

    words: str
    value: int | None


def protect(count: int) -> Protected:
    """0 stays 0, 1 to 7 are hidden, the rest is rounded to the nearest five: NHS England's rule for
    hospital counts below the national level since September 2018. Half way goes up.

    Tell every count through this, totals too: a total that is exact gives a hidden part away.
    Raises ValueError below 0."""
    if count < 0:
        raise ValueError("a count is not below nought")
    if count == 0:
        return Protected("0", 0)
    if count <= LARGEST_HIDDEN:
        return Protected(HIDDEN, None)
    rounded = (2 * count + ROUNDED_TO) // (2 * ROUNDED_TO) * ROUNDED_TO
    return Protected(str(rounded), rounded)


def share_of(count: int, of: int) -> int | None:
    """A whole percentage from protected counts, None where either is hidden or nobody is there."""
    part, whole = protect(count).value, protect(of).value
    if part is None or not whole:
        return None
    return min(100, round(100 * part / whole))
