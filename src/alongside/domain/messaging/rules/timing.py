"""When it is safe to write: by what the clock on the wall says in London.

A moment is safe when the wall clock at that moment stands within the safe times and outside the
quiet hours. So an hour that passes twice is judged the same both times, and one that never comes
is never waited for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

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
    first = in_london(at).date()
    for ahead in range(_LOOK_AHEAD_DAYS):
        # Days come one after another, whatever the clocks do within them: the first with a safe
        # moment has the first safe moment.
        moments = _moments(first + timedelta(ahead), begins)
        safe = (
            moment
            for moment in moments
            if moment > at and is_safe(moment, safe_times, quiet_from, quiet_to)
        )
        found = min(safe, default=None)
        if found is not None:
            return found
    return None


def _moments(day: date, begins: set[time]) -> Iterator[datetime]:
    """When the wall clock says so on that day: twice where an hour passes twice."""
    for wall in begins:
        there = datetime.combine(day, wall, LONDON)
        yield there.astimezone(UTC)
        yield there.replace(fold=1).astimezone(UTC)
