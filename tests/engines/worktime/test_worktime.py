"""Working days and published hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.worktime import (
    Hours,
    add_open_time,
    add_working_days,
    end_of_open_day,
    is_open,
    is_working_day,
    next_open,
    open_time,
    working_days_between,
)

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})
OFFICE = (Hours(frozenset(range(5)), time(9), time(17)),)
ALWAYS = (Hours(frozenset(range(7)), time(0), time(0)),)
DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 11, 25), 2, date(2026, 11, 27)),  # Wednesday to Friday
        (date(2026, 11, 26), 2, date(2026, 11, 30)),  # over a weekend
        (date(2026, 11, 28), 2, date(2026, 12, 1)),  # begun on a Saturday
        (date(2026, 12, 24), 2, date(2026, 12, 30)),  # over Christmas and its substitute day
        (date(2026, 12, 25), 0, date(2026, 12, 29)),
        (date(2026, 12, 24), 0, date(2026, 12, 24)),
    ],
)
def test_working_days_are_counted_over_days_off(day: date, count: int, due: date) -> None:
    assert add_working_days(day, count, CHRISTMAS) == due


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2026, 1, 1), -1, ())


@given(DAYS, st.integers(1, 40))
def test_due_day_is_a_working_day_with_as_many_before_it(day: date, count: int) -> None:
    due = add_working_days(day, count, CHRISTMAS)

    assert is_working_day(due, CHRISTMAS)
    assert working_days_between(day, due, CHRISTMAS) == count


@pytest.mark.parametrize(
    ("at", "is_it"),
    [
        (datetime(2026, 7, 1, 8, tzinfo=UTC), True),  # nine o'clock in summer
        (datetime(2026, 7, 1, 16, tzinfo=UTC), False),  # five o'clock: closed
        (datetime(2026, 12, 1, 8, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 1, 9, tzinfo=UTC), True),
        (datetime(2026, 12, 25, 10, tzinfo=UTC), False),
        (datetime(2026, 11, 28, 10, tzinfo=UTC), False),  # a Saturday
    ],
)
def test_hours_are_wall_time_in_london(at: datetime, is_it: bool) -> None:
    assert is_open(at, OFFICE, CHRISTMAS) is is_it


def test_an_hour_begun_late_on_friday_ends_on_monday() -> None:
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)

    due = add_open_time(friday, timedelta(hours=1), OFFICE)

    assert due == datetime(2026, 11, 30, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("change", [datetime(2026, 3, 29), datetime(2026, 10, 25)])
def test_an_hour_lasts_an_hour_when_the_clocks_change(change: datetime) -> None:
    at = change.replace(hour=0, minute=30, tzinfo=UTC)

    assert add_open_time(at, timedelta(hours=2), ALWAYS) == at + timedelta(hours=2)


@given(MOMENTS, st.integers(0, 10_000))
def test_open_time_is_never_over_while_closed(at: datetime, minutes: int) -> None:
    lasting = timedelta(minutes=minutes + 1)

    due = add_open_time(at, lasting, OFFICE, CHRISTMAS)

    assert due >= at + lasting
    assert is_open(due - timedelta(microseconds=1), OFFICE, CHRISTMAS)


@given(MOMENTS)
def test_next_opening_is_open_and_not_before(at: datetime) -> None:
    opens = next_open(at, OFFICE, CHRISTMAS)

    assert opens >= at
    assert is_open(opens, OFFICE, CHRISTMAS)


def test_windows_that_overlap_count_once() -> None:
    twice = (*OFFICE, Hours(frozenset({0}), time(12), time(18)))
    monday = datetime(2026, 11, 30, 9, tzinfo=UTC)

    assert add_open_time(monday, timedelta(hours=9), twice) == monday + timedelta(hours=9)


def test_what_never_opens_says_so() -> None:
    at = datetime(2026, 11, 30, tzinfo=UTC)

    for asked in (lambda: next_open(at, ()), lambda: add_open_time(at, timedelta(1), ())):
        with pytest.raises(ValueError, match=r"never|not so much"):
            asked()


@pytest.mark.parametrize(
    ("days", "opens", "closes"),
    [((), time(9), time(17)), ((7,), time(9), time(17)), ((0,), time(17), time(9))],
)
def test_hours_that_make_no_sense_are_refused(
    days: tuple[int, ...], opens: time, closes: time
) -> None:
    with pytest.raises(ValueError, match=r"days|window"):
        Hours(frozenset(days), opens, closes)


@given(MOMENTS, st.integers(0, 10_000))
def test_open_time_between_is_what_was_added(at: datetime, minutes: int) -> None:
    lasting = timedelta(minutes=minutes)

    later = add_open_time(at, lasting, OFFICE, CHRISTMAS)

    assert open_time(at, later, OFFICE, CHRISTMAS) == lasting
    assert open_time(later, at, OFFICE, CHRISTMAS) == timedelta(0)


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2026, 11, 25), datetime(2026, 11, 25, 17, tzinfo=UTC)),
        (date(2026, 11, 28), datetime(2026, 11, 30, 17, tzinfo=UTC)),  # a Saturday
        (date(2026, 12, 25), datetime(2026, 12, 29, 17, tzinfo=UTC)),
    ],
)
def test_an_open_day_ends_when_its_last_window_closes(day: date, ends: datetime) -> None:
    assert end_of_open_day(day, OFFICE, CHRISTMAS) == ends
