"""Small numbers: what a count may look like outside the service, so that it leads to nobody."""

from __future__ import annotations

HIDDEN_BELOW = 8
ROUND_TO = 5


def shown_outside(count: int) -> int | None:
    """A count as anybody outside the service may see it: 0 stays 0, 1 to 7 are hidden (None),
    larger ones are given to the nearest 5."""
    if count == 0:
        return 0
    if count < HIDDEN_BELOW:
        return None
    return ROUND_TO * ((count + ROUND_TO // 2) // ROUND_TO)
