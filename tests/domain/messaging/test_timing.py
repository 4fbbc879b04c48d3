"""Safe times by the clock on the wall, also on the two days on which it jumps."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.messaging.records import SafeTime
from alongside.domain.messaging.rules.timing import is_safe, next_safe

LONDON = ZoneInfo("Europe/London")
DAY, NIGHT = time(8), time(21)
NONE: tuple[SafeTime, ...] = ()
ALL_WEEK = (0, 1, 2, 3, 4, 5, 6)
# Forward on 29 March 2026 at 1:00 UTC, back on 25 October 2026 at 1:00 UTC.
FORWARD, BACK = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)


def wall(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%a %H:%M}"


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (datetime(2026, 11, 23, 20, 59, tzinfo=UTC), "Mon 20:59"),
        (datetime(2026, 11, 23, 21, 0, tzinfo=UTC), "Tue 08:00"),
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), "Mon 08:00"),
        (datetime(2026, 7, 6, 19, 59, tzinfo=UTC), "Mon 20:59"),
        (datetime(2026, 7, 6, 20, 0, tzinfo=UTC), "Tue 08:00"),
    ],
)
def test_quiet_hours_go_over_midnight(at: datetime, found: str) -> None:
    later = next_safe(at, NONE, NIGHT, DAY)

    assert later is not None
    assert wall(later) == found


@pytest.mark.parametrize(
    ("at", "since", "until", "found"),
    [
        # 1:30 does not come on the night forward: 2:00 follows 0:59.
        (FORWARD - timedelta(hours=1), time(1, 30), time(4), FORWARD),
        (FORWARD - timedelta(minutes=1), time(1), time(2), FORWARD + timedelta(hours=23)),
        # On the night back 1:30 comes twice, and both are 1:30.
        (BACK - timedelta(hours=2), time(1, 30), time(1, 45), BACK - timedelta(minutes=30)),
        (BACK, time(1, 30), time(1, 45), BACK + timedelta(minutes=30)),
        (BACK - timedelta(minutes=15), time(1, 30), time(1, 45), BACK + timedelta(minutes=30)),
    ],
)
def test_clock_changes(at: datetime, since: time, until: time, found: datetime) -> None:
    assert next_safe(at, [SafeTime(ALL_WEEK, since, until)], DAY, DAY) == found


def test_a_day_of_the_week_is_waited_for() -> None:
    span = SafeTime((2,), time(10), time(12))

    later = next_safe(datetime(2026, 11, 25, 12, tzinfo=UTC), [span], NIGHT, DAY)

    assert later == datetime(2026, 12, 2, 10, tzinfo=UTC)


def test_what_is_never_safe_is_never_waited_for() -> None:
    assert next_safe(FORWARD, [SafeTime((1,), time(22), time(23))], NIGHT, DAY) is None


times = st.times().map(lambda each: each.replace(second=0, microsecond=0))
spans = st.builds(
    SafeTime, st.sets(st.integers(0, 6), min_size=1).map(lambda d: tuple(sorted(d))), times, times
).filter(lambda span: span.since < span.until or span.until == time(0))
moments = st.one_of(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),
    st.integers(-3 * 60, 3 * 60).map(lambda minutes: FORWARD + timedelta(minutes=minutes)),
    st.integers(-3 * 60, 3 * 60).map(lambda minutes: BACK + timedelta(minutes=minutes)),
)


@given(moments, st.lists(spans, max_size=3), times, times)
def test_next_safe_is_the_first_safe_minute(
    at: datetime, safe: list[SafeTime], quiet_from: time, quiet_to: time
) -> None:
    """Held against a walk minute by minute over eight days."""
    found = next_safe(at, safe, quiet_from, quiet_to)
    minute = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    ahead = (minute + timedelta(minutes=each) for each in range(8 * 24 * 60))
    walked = next((each for each in (at, *ahead) if ok(each, safe, quiet_from, quiet_to)), None)

    assert found == walked
    assert found is None or is_safe(found, safe, quiet_from, quiet_to)


def ok(at: datetime, safe: list[SafeTime], quiet_from: time, quiet_to: time) -> bool:
    """The rule in other words: minutes of the day as numbers."""
    local = at.astimezone(LONDON)
    now = local.hour * 60 + local.minute
    begin, end = (each.hour * 60 + each.minute for each in (quiet_from, quiet_to))
    if begin != end and (now - begin) % 1440 < (end - begin) % 1440:
        return False
    if not safe:
        return True
    for span in safe:
        first = span.since.hour * 60 + span.since.minute
        last = span.until.hour * 60 + span.until.minute or 1440
        if local.weekday() in span.days and first <= now < last:
            return True
    return False
