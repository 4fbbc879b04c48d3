"""By when a worry is read, in the hours that the service publishes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.safety.deadlines import Times
from alongside.engines.worktime import Hours, open_time
from factories.safety import OFFICE

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
TIMES = Times(OFFICE, CHRISTMAS)


def _at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "danger_now", "due"),
    [
        (_at(23, 10), True, _at(23, 11)),  # Monday at ten: an hour later
        (_at(23, 16, 30), True, _at(24, 9, 30)),  # half an hour today, half tomorrow
        (_at(28, 3), True, _at(30, 10)),  # in the night to Saturday: Monday at ten
        (_at(24, 16, 45, 12), True, _at(29, 9, 45, 12)),  # over Christmas
        (_at(23, 10), False, _at(24, 10)),  # a working day later
        (_at(23, 18), False, _at(24, 17)),  # after hours: the end of the next day
        (_at(27, 12), False, _at(30, 12)),  # Friday to Monday
        (_at(28, 12), False, _at(30, 17)),  # Saturday: the end of Monday
    ],
)
def test_a_worry_is_read_within_an_open_hour_or_a_working_day(
    told: datetime, danger_now: bool, due: datetime
) -> None:
    assert TIMES.read_by(told, danger_now=danger_now) == due


@pytest.mark.parametrize(
    ("told", "danger_now", "shared"),
    [
        (_at(23, 10), True, _at(23, 10, 15)),
        (_at(23, 10), False, _at(23, 14)),
        (_at(28, 3), True, _at(30, 9, 15)),
    ],
)
def test_the_deputy_is_told_before_it_is_overdue(
    told: datetime, danger_now: bool, shared: datetime
) -> None:
    assert TIMES.shared_at(told, danger_now=danger_now) == shared


def test_short_and_long_days_never_make_a_working_day_longer_than_to_the_next_open_days_end() -> (
    None
):
    times = Times(
        (
            Hours(frozenset({0}), time(8), time(20)),
            Hours(frozenset({1}), time(10), time(11)),
            Hours(frozenset({3}), time(8), time(20)),
        ),
        (),
    )

    assert times.read_by(_at(23, 9), danger_now=False) == _at(24, 11)


_WINDOWS = st.builds(
    lambda days, opens, length: Hours(frozenset(days), time(opens), time(opens + length)),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 19),
    st.integers(2, 4),
)
_MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))


@given(st.lists(_WINDOWS, min_size=1, max_size=3), _MOMENTS, st.booleans())
def test_whatever_the_hours_it_is_shared_before_it_is_due_and_due_after_it_was_told(
    hours: list[Hours], told: datetime, danger_now: bool
) -> None:
    times = Times(hours, CHRISTMAS)

    due = times.read_by(told, danger_now=danger_now)

    assert told < times.shared_at(told, danger_now=danger_now) <= due
    if danger_now:
        assert open_time(told, due, hours, CHRISTMAS) == timedelta(hours=1)
