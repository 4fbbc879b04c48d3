"""When a group meets: from the listing's meetings to what ranking and calendars need."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext

from alongside.domain.directory.content import Content, Meeting
from alongside.engines.recurrence import Series, describe

_DAYS = {"MO": "mon", "TU": "tue", "WE": "wed", "TH": "thu", "FR": "fri", "SA": "sat", "SU": "sun"}
NOON, FIVE = time(12), time(17)


def part_of_day(at: time) -> str:
    """Morning before noon, afternoon before five, then evening."""
    if at < NOON:
        return "morning"
    return "afternoon" if at < FIVE else "evening"


def times_of(content: Content) -> tuple[str, ...]:
    """The days and times at which it meets, such as tue_evening, by its hours of opening.

    Those given by hand stand where no meeting tells a day and an hour."""
    derived = tuple(dict.fromkeys(slug for meeting in content.meetings for slug in _of(meeting)))
    return derived or content.times


def _of(meeting: Meeting) -> tuple[str, ...]:
    if meeting.opens_at is None:
        return ()
    part = part_of_day(meeting.opens_at)
    return tuple(f"{_DAYS[day]}_{part}" for day in meeting.byday if day in _DAYS)


def series_of(meeting: Meeting) -> Series | None:
    """The meeting as a series whose dates can be told; None for one that makes no sense.

    The door takes no such meeting. A row that came in otherwise has no dates, and breaks no
    page."""
    try:
        return Series(
            freq=meeting.freq,
            byday=meeting.byday,
            interval=meeting.interval,
            nth=meeting.nth,
            bymonthday=meeting.bymonthday,
            starts_on=meeting.valid_from,
            ends_on=meeting.valid_to,
            opens_at=meeting.opens_at,
            closes_at=meeting.closes_at,
            except_on=meeting.except_on,
        )
    except ValueError:
        return None


def meeting_words(meeting: Meeting) -> str:
    """When it meets, such as "Every Tuesday, 6pm to 7:30pm"; its notes alone where nobody can
    tell."""
    series = series_of(meeting)
    return describe(series, gettext) if series is not None else meeting.notes
