"""Which dates a weekly or monthly series falls on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import islice

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FURTHEST_YEARS = 50
_NTH = (1, 2, 3, 4, -1)


@dataclass(frozen=True)
class Series:
    """Weekly on some days; or monthly on the nth of a day, or on a day of the month.

    `freq` is WEEKLY or MONTHLY; `byday` holds MO…SU; `nth` is 1–4 or -1 for the last. `starts_on`
    and `ends_on` are the first and last day on which it may fall. Times are wall times, and one
    that closes no later than it opens closes on the next day. ValueError for one that makes no
    sense."""

    freq: str
    byday: tuple[str, ...] = ()
    interval: int = 1
    nth: int | None = None
    bymonthday: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    except_on: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        if not set(self.byday) <= set(DAYS) or len(set(self.byday)) != len(self.byday):
            raise ValueError("byday must hold days such as MO, each once")
        if not 1 <= self.interval <= 52:
            raise ValueError("interval must be 1 to 52")
        if self.interval > 1 and self.starts_on is None:
            raise ValueError("an interval above 1 needs starts_on to count from")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValueError("ends_on is before starts_on")
        if self.freq == "WEEKLY":
            if not self.byday or self.nth is not None or self.bymonthday is not None:
                raise ValueError("a weekly series has byday, and neither nth nor bymonthday")
        elif self.freq == "MONTHLY":
            self._check_monthly()
        else:
            raise ValueError("freq must be WEEKLY or MONTHLY")

    def _check_monthly(self) -> None:
        if self.bymonthday is not None:
            if self.byday or self.nth is not None or not 1 <= self.bymonthday <= 31:
                raise ValueError("bymonthday is 1 to 31, without byday or nth")
        elif not self.byday or self.nth not in _NTH:
            raise ValueError("a monthly series has bymonthday, or byday with nth 1 to 4 or -1")


def occurrences(series: Series, first: date, last: date) -> Iterator[date]:
    """The dates of the series from `first` to `last`, both included, in order."""
    begin = max(first, series.starts_on) if series.starts_on else first
    end = min(last, series.ends_on) if series.ends_on else last
    never = set(series.except_on)
    dates = _weekly(series, begin, end) if series.freq == "WEEKLY" else _monthly(series, begin, end)
    return (day for day in dates if begin <= day <= end and day not in never)


def next_dates(series: Series, since: date, count: int) -> tuple[date, ...]:
    """The next `count` dates from `since` on, that day included; fewer where the series ends."""
    last = date(min(since.year + _FURTHEST_YEARS, date.max.year), 12, 31)
    return tuple(islice(occurrences(series, since, last), count))


def _weekly(series: Series, begin: date, end: date) -> Iterator[date]:
    offsets = sorted(DAYS.index(day) for day in series.byday)
    anchor = _monday(series.starts_on or begin)
    week = _monday(begin)
    week += 7 * ((anchor - week) // 7 % series.interval)
    while week <= end.toordinal():
        for offset in offsets:
            if 1 <= week + offset <= date.max.toordinal():
                yield date.fromordinal(week + offset)
        week += 7 * series.interval


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()


def _monthly(series: Series, begin: date, end: date) -> Iterator[date]:
    anchor = _month(series.starts_on or begin)
    month = _month(begin)
    month += (anchor - month) % series.interval
    while month <= _month(end):
        year, zero_month = divmod(month, 12)
        yield from _days_of_month(series, year, zero_month + 1)
        month += series.interval


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _days_of_month(series: Series, year: int, month: int) -> Iterator[date]:
    weekday, length = monthrange(year, month)
    if series.bymonthday is not None:
        if series.bymonthday <= length:
            yield date(year, month, series.bymonthday)
        return
    found = []
    for name in series.byday:
        first = 1 + (DAYS.index(name) - weekday) % 7
        if series.nth == -1:
            found.append(first + 7 * ((length - first) // 7))
        elif series.nth:
            found.append(first + 7 * (series.nth - 1))
    for day in sorted(found):
        yield date(year, month, day)
