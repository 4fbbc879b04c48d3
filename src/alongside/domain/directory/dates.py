"""From a weekly or monthly series to its next dates, in London wall time."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from alongside.domain.directory.content import Meeting
from alongside.foundation.clock import LONDON, in_london

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
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
    if meeting.interval > 1 and meeting.valid_from is None:
        return
    day = max(since, meeting.valid_from or since)
    last = day + timedelta(days=_FAR)
    if meeting.valid_to is not None:
        last = min(last, meeting.valid_to)
    falls = _monthly if meeting.freq == "MONTHLY" else _weekly
    while day <= last:
        if day not in meeting.except_on and falls(meeting, day):
            yield day
        day += timedelta(days=1)


def _weekly(meeting: Meeting, day: date) -> bool:
    if DAYS[day.weekday()] not in meeting.byday:
        return False
    if meeting.interval <= 1 or meeting.valid_from is None:
        return True
    return ((_monday(day) - _monday(meeting.valid_from)).days // 7) % meeting.interval == 0


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _monthly(meeting: Meeting, day: date) -> bool:
    if meeting.interval > 1 and meeting.valid_from is not None:
        first = meeting.valid_from
        months = (day.year - first.year) * 12 + day.month - first.month
        if months % meeting.interval:
            return False
    if meeting.bymonthday is not None:
        return day.day == meeting.bymonthday
    if DAYS[day.weekday()] not in meeting.byday or not meeting.nth:
        return False
    if meeting.nth > 0:
        return (day.day - 1) // 7 + 1 == meeting.nth
    left = calendar.monthrange(day.year, day.month)[1] - day.day
    return left // 7 + 1 == -meeting.nth


def _occasion(meeting: Meeting, day: date) -> Occasion:
    starts = _moment(day, meeting.opens_at)
    ends = _moment(day, meeting.closes_at)
    if starts is not None and ends is not None and ends <= starts:
        ends += timedelta(days=1)  # past midnight, on the clock on the wall
    return Occasion(day, starts, ends, meeting)


def _moment(day: date, at: time | None) -> datetime | None:
    return None if at is None else datetime.combine(day, at, tzinfo=LONDON)
