"""The states of a worry, as a table."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class ConcernState(StrEnum):
    """Where a worry stands with the people who read worries."""

    RECEIVED = "received"  # nobody has said yet that they read it
    READ = "read"
    IN_HAND = "in_hand"  # somebody sees to it
    CLOSING = "closing"  # one person wants to close it; another one looks
    CLOSED = "closed"


OPEN = frozenset(ConcernState) - {ConcernState.CLOSED}

# Nothing here happens by a clock: a worry moves because a person moved it.
CONCERN = Table(
    states=ConcernState,
    initial=ConcernState.RECEIVED,
    moves={
        ("received", "read"): "read",
        ("read", "take"): "in_hand",
        ("in_hand", "take"): "in_hand",
        ("in_hand", "suggest_closing"): "closing",
        ("closing", "keep_open"): "in_hand",
        ("closing", "close"): "closed",
    },
    final=frozenset({ConcernState.CLOSED}),
)
