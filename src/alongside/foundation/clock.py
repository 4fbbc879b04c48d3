"""Time: stored in UTC, shown and reckoned in London wall time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC. Only the edges (views, commands, workers) ask; actions are told."""
    return datetime.now(UTC)


def in_london(at: datetime) -> datetime:
    """The same moment on a clock in London. `at` must know its zone."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.astimezone(LONDON)


def london_date(at: datetime) -> date:
    """The calendar day in London at that moment."""
    return in_london(at).date()


def end_of(day: date) -> datetime:
    """The first moment after a day in London: what happened before it happened by that day."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=LONDON)


def start_of(day: date) -> datetime:
    """The first moment of a day in London."""
    return datetime.combine(day, time(), tzinfo=LONDON)


def add_months(day: date, months: int) -> date:
    """The same day of the month, `months` later; the last day where that month is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - date.resolution).day
    return date(year, month + 1, min(day.day, last))
