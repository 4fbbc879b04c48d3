"""When it is safe to write: by what the clock on the wall says in London.

A moment is safe when the wall clock at that moment stands within the safe times and outside the
quiet hours. So an hour that passes twice is judged the same both times, and one that never comes
is never waited for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from alongside.domain.messaging.records import SafeTime
from alongside.foundation.clock import LONDON, in_london

_MIDNIGHT = time(0)
_EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
ANY_TIME = SafeTime(_EVERY_DAY, _MIDNIGHT, _MIDNIGHT)
# A week has every safe time; the two days more are for a change of the clocks.
_LOOK_AHEAD_DAYS = 9
# Where the wall clock may jump to: nothing shorter than an hour has changed here since 1971.
_FULL_HOURS = tuple(time(hour) for hour in range(4))


def is_quiet(wall: time, quiet_from: time, quiet_to: time) -> bool:
    """Whether the wall time lies in the quiet hours; the same time twice means that there are
    none."""
    if quiet_from <= quiet_to:
        return quiet_from <= wall < quiet_to
    return wall >= quiet_from or wall < quiet_to


def is_safe(at: datetime, safe_times: Sequence[SafeTime], quiet_from: time, quiet_to: time) -> bool:
    """Whether a message that makes itself heard may arrive at that moment."""
    local = in_london(at)
    wall = local.time()
    if is_quiet(wall, quiet_from, quiet_to):
        return False
    return any(
        local.weekday() in span.days
        and span.since <= wall
        and (wall < span.until or span.until == _MIDNIGHT)
        for span in safe_times or (ANY_TIME,)
    )


def next_safe(
    at: datetime, safe_times: Sequence[SafeTime], quiet_from: time, quiet_to: time
) -> datetime | None:
    """The moment itself when it is safe, else the first after it that is, in UTC; None for never.

    `at` must know its zone."""
    if is_safe(at, safe_times, quiet_from, quiet_to):
        return at.astimezone(UTC)
    begins = {span.since for span in safe_times} | {quiet_to, _MIDNIGHT, *_FULL_HOURS}
    later = (moment for moment in _moments(at, begins) if moment > at)
    safe = (one for one in later if is_safe(one, safe_times, quiet_from, quiet_to))
    return min(safe, default=None)


def _moments(at: datetime, begins: set[time]) -> Iterator[datetime]:
    first = in_london(at).date()
    for ahead in range(_LOOK_AHEAD_DAYS):
        for wall in begins:
            for fold in (0, 1):
                there = datetime.combine(first + timedelta(ahead), wall, LONDON)
                yield there.replace(fold=fold).astimezone(UTC)
