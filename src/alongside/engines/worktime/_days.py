"""Working days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

_SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(day: date, count: int, holidays: Collection[date]) -> date:
    """The `count`-th working day after `day`; `count` is 0 or more.

    With 0, `day` itself or the first working day after it. Raises ValueError below 0."""
    if count < 0:
        raise ValueError("working days are counted forwards")
    if count == 0:
        return day if is_working_day(day, holidays) else _next(day, holidays)
    for _ in range(count):
        day = _next(day, holidays)
    return day


def working_days_between(first: date, last: date, holidays: Collection[date]) -> int:
    """How many working days lie after `first` up to and with `last`; 0 when `last` is earlier."""
    days = (last - first).days
    return sum(is_working_day(first + timedelta(n), holidays) for n in range(1, days + 1))


def _next(day: date, holidays: Collection[date]) -> date:
    day += timedelta(days=1)
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day
