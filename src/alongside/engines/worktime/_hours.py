"""Published hours: windows of wall time on days of the week."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_LOOK_AHEAD_DAYS = 400


@dataclass(frozen=True)
class Hours:
    """One window on some days of the week (0 is Monday). `closes` of midnight means the day's end.

    Raises ValueError for no day, or for one that closes before it opens."""

    days: frozenset[int]
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError("days are numbers from 0, Monday, to 6, Sunday")
        if self.closes <= self.opens and self.closes != time(0):
            raise ValueError("a window closes after it opens, at midnight at the latest")


def is_open(at: datetime, hours: Sequence[Hours], holidays: Collection[date] = ()) -> bool:
    """Whether the moment lies within a window, on a day that is no holiday."""
    day = at.astimezone(LONDON).date()
    return any(begins <= at < ends for begins, ends in _windows(day, hours, holidays))


def next_open(at: datetime, hours: Sequence[Hours], holidays: Collection[date] = ()) -> datetime:
    """The moment itself when open, else the next at which a window opens, in UTC.

    Raises ValueError when none opens within 400 days."""
    for begins, ends in _from(at, hours, holidays):
        if at < ends:
            return max(at, begins).astimezone(UTC)
    raise ValueError("it never opens")


def add_open_time(
    at: datetime, lasting: timedelta, hours: Sequence[Hours], holidays: Collection[date] = ()
) -> datetime:
    """The moment at which so much open time has passed since `at`, in UTC.

    Raises ValueError when there is not so much within 400 days."""
    left = lasting
    for begins, ends in _from(at, hours, holidays):
        begins = max(at, begins)
        if begins >= ends:
            continue
        if left <= ends - begins:
            return (begins + left).astimezone(UTC)
        left -= ends - begins
    raise ValueError("there is not so much open time")


def open_time(
    first: datetime, last: datetime, hours: Sequence[Hours], holidays: Collection[date] = ()
) -> timedelta:
    """How much open time lies between two moments; none when `last` is not the later one."""
    passed = timedelta(0)
    day = first.astimezone(LONDON).date()
    while day <= last.astimezone(LONDON).date():
        for begins, ends in _windows(day, hours, holidays):
            passed += max(timedelta(0), min(ends, last) - max(begins, first))
        day += timedelta(1)
    return passed


def end_of_open_day(day: date, hours: Sequence[Hours], holidays: Collection[date] = ()) -> datetime:
    """When the day's last window closes, in UTC; of the next day that opens when it does not.

    Raises ValueError when none opens within 400 days."""
    for ahead in range(_LOOK_AHEAD_DAYS):
        windows = list(_windows(day + timedelta(ahead), hours, holidays))
        if windows:
            return windows[-1][1].astimezone(UTC)
    raise ValueError("it never opens")


def _from(
    at: datetime, hours: Sequence[Hours], holidays: Collection[date]
) -> Iterator[tuple[datetime, datetime]]:
    first = at.astimezone(LONDON).date()
    for ahead in range(_LOOK_AHEAD_DAYS):
        yield from _windows(first + timedelta(ahead), hours, holidays)


def _windows(
    day: date, hours: Sequence[Hours], holidays: Collection[date]
) -> Iterator[tuple[datetime, datetime]]:
    """The windows of a day in UTC, in order, those that touch or overlap joined into one.

    In UTC, because two moments of one zone are subtracted by their wall clocks."""
    if day in holidays:
        return
    found = sorted(
        (_moment(day, window.opens), _closing(day, window.closes))
        for window in hours
        if day.weekday() in window.days
    )
    joined: list[tuple[datetime, datetime]] = []
    for begins, ends in found:
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(ends, joined[-1][1]))
        else:
            joined.append((begins, ends))
    yield from joined


def _closing(day: date, closes: time) -> datetime:
    return _moment(day + timedelta(1) if closes == time(0) else day, closes)


def _moment(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, LONDON).astimezone(UTC)
