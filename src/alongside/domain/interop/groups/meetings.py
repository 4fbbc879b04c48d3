"""Meetings out of a row: a column for the day, one for the hour, and so on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from alongside.domain.directory.public import Content, Meeting
from alongside.domain.interop.groups import values
from alongside.domain.interop.groups.values import Cells, Fault

_DAYS = {
    "mo": "MO",
    "tu": "TU",
    "we": "WE",
    "th": "TH",
    "fr": "FR",
    "sa": "SA",
    "su": "SU",
}
_WEEKS = {"1": 1, "first": 1, "2": 2, "second": 2, "3": 3, "third": 3, "4": 4, "fourth": 4}
_LAST = {"-1", "last"}


def read_meetings(rule: Any, cells: Cells) -> tuple[Meeting, ...]:
    """The series of a row. A series whose day is empty is not there. Raises Fault."""
    if isinstance(rule, Mapping):
        written = values.packed(rule, cells, list)
        try:
            return Content.from_json({"name": "", "meetings": written}).meetings
        except (TypeError, ValueError, AttributeError) as fault:
            raise Fault(_("The meetings cannot be read.")) from fault
    found = [_meeting(position, part, cells) for position, part in enumerate(rule)]
    return tuple(meeting for meeting in found if meeting is not None)


def _meeting(position: int, rule: Mapping[str, Any], cells: Cells) -> Meeting | None:
    days = tuple(_day(word, position) for word in values.words(rule["day"], cells))
    if not days:
        return None
    week = _week(values.text(rule["week"], cells), position) if "week" in rule else None
    freq = values.text(rule["freq"], cells).upper() if "freq" in rule else ""
    return Meeting(
        freq=freq or ("MONTHLY" if week else "WEEKLY"),
        byday=days,
        interval=(values.whole(rule["interval"], cells) or 1) if "interval" in rule else 1,
        nth=week,
        opens_at=values.clock(rule["opens_at"], cells) if "opens_at" in rule else None,
        closes_at=values.clock(rule["closes_at"], cells) if "closes_at" in rule else None,
        valid_from=values.day(rule["valid_from"], cells) if "valid_from" in rule else None,
        valid_to=values.day(rule["valid_to"], cells) if "valid_to" in rule else None,
        notes=values.text(rule["notes"], cells) if "notes" in rule else "",
    )


def _day(word: str, position: int) -> str:
    day = _DAYS.get(word.casefold()[:2]) if word.isalpha() else None
    if day is None:
        raise Fault(
            _("“%(word)s” is not a day of the week.") % {"word": word[:60]},
            f"meetings.{position}.byday",
        )
    return day


def _week(word: str, position: int) -> int | None:
    folded = word.casefold()
    if not folded:
        return None
    if folded in _LAST:
        return -1
    if folded in _WEEKS:
        return _WEEKS[folded]
    raise Fault(
        _("“%(word)s” is not a week of the month, such as first or last.") % {"word": word[:60]},
        f"meetings.{position}.nth",
    )
