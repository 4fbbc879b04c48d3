"""Working days and published hours: when something is due, and whether somebody is there."""

from __future__ import annotations

from alongside.engines.worktime._days import add_working_days, is_working_day, working_days_between
from alongside.engines.worktime._hours import (
    Hours,
    add_open_time,
    end_of_open_day,
    is_open,
    next_open,
    open_time,
)

__all__ = [
    "Hours",
    "add_open_time",
    "add_working_days",
    "end_of_open_day",
    "is_open",
    "is_working_day",
    "next_open",
    "open_time",
    "working_days_between",
]
