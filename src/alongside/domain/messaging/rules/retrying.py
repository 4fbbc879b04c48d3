"""When a message that did not go out is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

# After the first, second … failed try.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
)
_MOST_JITTER = 0.25


def next_try(attempts: int, message_id: UUID, at: datetime) -> datetime | None:
    """When to try again after so many failed tries; None when it was tried often enough.

    Each message waits a little longer than the table says, by its own id, so that after an outage
    not all come at once."""
    if attempts > len(WAITS):
        return None
    share = message_id.int % 1_000 / 1_000
    return at + WAITS[max(attempts, 1) - 1] * (1 + _MOST_JITTER * share)
