"""From a weekly or monthly series to its next dates, in London wall time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from alongside.domain.directory.content import Meeting
from alongside.domain.directory.meetings import series_of
from alongside.engines.recurrence import next_dates
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
        series = series_of(meeting)
        days = next_dates(series, now.date(), count + 1) if series is not None else ()
        told = [_occasion(meeting, day) for day in days]
        coming += [one for one in told if one.starts_at is None or one.starts_at > now]
    midnight = datetime.min.replace(tzinfo=LONDON).timetz()
    coming.sort(key=lambda one: (one.day, one.starts_at or datetime.combine(one.day, midnight)))
    return tuple(coming[:count])


def _occasion(meeting: Meeting, day: date) -> Occasion:
    starts = _moment(day, meeting.opens_at)
    ends = _moment(day, meeting.closes_at)
    if starts is not None and ends is not None and ends <= starts:
        ends += timedelta(days=1)  # past midnight, on the clock on the wall
    return Occasion(day, starts, ends, meeting)


def _moment(day: date, at: time | None) -> datetime | None:
    return None if at is None else datetime.combine(day, at, tzinfo=LONDON)
