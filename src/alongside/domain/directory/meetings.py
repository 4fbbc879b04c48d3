"""When a group meets: from the listing's meetings to what ranking and calendars need."""

from __future__ import annotations

from datetime import time

from alongside.domain.directory.content import Content, Meeting

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
