"""From a weekly or monthly series to its next dates, in London wall time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from alongside.domain.directory.content import Meeting
from alongside.domain.directory.meetings import series_of
from alongside.engines.recurrence import occurrences
from alongside.foundation.clock import LONDON, in_london

_FAR = 800  # days ahead: enough for a series that rests for two years


@dataclass(frozen=True)
class Occasion:
    """One date of a series. Without `starts_at` only the day is known."""

    day: date
    starts_at: datetime | None
    ends_at: datetime | None
    meeting: Meeting


def next_occasions(meetings: tuple[Meeting, ...], at: datetime, count: int) -> tuple[Occasion, ...]:
    """The next dates of all the series together, in order; one that has begun is not next.

    A series every few weeks or months without a first day has no dates that anybody could know."""
    now = in_london(at)
    coming: list[Occasion] = []
    for meeting in meetings:
        found = 0
        for day in days_of(meeting, now.date()):
            occasion = _occasion(meeting, day)
            if occasion.starts_at is not None and occasion.starts_at <= now:
                continue
            coming.append(occasion)
            found += 1
            if found == count:
                break
    midnight = datetime.min.replace(tzinfo=LONDON).timetz()
    coming.sort(key=lambda one: (one.day, one.starts_at or datetime.combine(one.day, midnight)))
    return tuple(coming[:count])


def days_of(meeting: Meeting, since: date) -> Iterator[date]:
    """The days of a series from `since` on, in order, up to two years ahead."""
    series = series_of(meeting)
    if series is None:
        return iter(())
    last = date.fromordinal(min(since.toordinal() + _FAR, date.max.toordinal()))
    return occurrences(series, since, last)


def _occasion(meeting: Meeting, day: date) -> Occasion:
    starts = _moment(day, meeting.opens_at)
    ends = _moment(day, meeting.closes_at)
    if starts is not None and ends is not None and ends <= starts:
        ends += timedelta(days=1)  # past midnight, on the clock on the wall
    return Occasion(day, starts, ends, meeting)


def _moment(day: date, at: time | None) -> datetime | None:
    return None if at is None else datetime.combine(day, at, tzinfo=LONDON)
