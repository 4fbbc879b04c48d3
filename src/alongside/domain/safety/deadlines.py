"""By when a worry is read, and when others are told of it: worked out in the published hours.

Everything is told from stored times and the moment of asking alone, so it holds whatever was
stopped meanwhile, and after a clock that jumped.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from alongside.domain.safety.models import Concern
from alongside.domain.safety.records import Clock
from alongside.domain.safety.states import ConcernState
from alongside.engines.worktime import (
    Hours,
    add_open_time,
    end_of_open_day,
    next_open,
    open_time,
)
from alongside.foundation.clock import in_london, london_date

# In open time. The first two are what a person is promised when somebody is in danger.
READ_WHEN_DANGER = timedelta(hours=1)
SHARED_WHEN_DANGER = timedelta(minutes=15)
SHARED_OTHERWISE = timedelta(hours=4)
AGAIN_UNREAD = timedelta(hours=1)
AGAIN_LATER = timedelta(hours=8)
_DAY = timedelta(days=1)


class Times:
    """The service's hours and days off, and what follows from them."""

    def __init__(self, hours: Sequence[Hours], holidays: Collection[date]) -> None:
        self.hours, self.holidays = tuple(hours), holidays

    def read_by(self, at: datetime, *, danger_now: bool) -> datetime:
        """By when a worry told at that moment is read: an open hour, or a working day."""
        if danger_now:
            return add_open_time(at, READ_WHEN_DANGER, self.hours, self.holidays)
        return self.a_working_day_after(at)

    def shared_at(self, at: datetime, *, danger_now: bool) -> datetime:
        """From when the deputy is told too of one that nobody has read; never after `read_by`."""
        lasting = SHARED_WHEN_DANGER if danger_now else SHARED_OTHERWISE
        return min(
            add_open_time(at, lasting, self.hours, self.holidays),
            self.read_by(at, danger_now=danger_now),
        )

    def a_working_day_after(self, at: datetime) -> datetime:
        """As much open time later as the day has on which the clock starts, and in any event the
        end of the next open day."""
        begins = next_open(at, self.hours, self.holidays)
        midnight = in_london(begins).replace(hour=0, minute=0, second=0, microsecond=0)
        tomorrow = midnight + _DAY
        whole_day = open_time(midnight, tomorrow, self.hours, self.holidays)
        latest = end_of_open_day(tomorrow.date(), self.hours, self.holidays)
        return min(add_open_time(at, whole_day, self.hours, self.holidays), latest)

    def opens_at(self, at: datetime) -> datetime:
        """The moment itself when worries are read then, else the next at which they are."""
        return next_open(at, self.hours, self.holidays)

    def end_of(self, day: date) -> datetime:
        """The end of that day's hours, or of the next day that has some."""
        return end_of_open_day(day, self.hours, self.holidays)

    def times_due(self, concern: Concern, at: datetime) -> int:
        """How often the readers should have been told that it is overdue: 0 before it is due, 1
        when it becomes so, one more for each open hour (each open day once it was read)."""
        if concern.due_at is None or at < concern.due_at:
            return 0
        unread = concern.state == ConcernState.RECEIVED
        late = open_time(concern.due_at, at, self.hours, self.holidays)
        return 1 + int(late / (AGAIN_UNREAD if unread else AGAIN_LATER))


def clock_of(concern: Concern, at: datetime) -> Clock:
    """How it stands at that moment."""
    if concern.due_at is None or concern.escalate_at is None:
        return Clock.IN_TIME
    if at >= concern.due_at:
        return Clock.OVERDUE
    return Clock.SHARED if at >= concern.escalate_at else Clock.IN_TIME


def today_or_later(day: date, at: datetime) -> bool:
    """Whether the day is today or one of the next 31."""
    return timedelta(0) <= day - london_date(at) <= timedelta(days=31)
