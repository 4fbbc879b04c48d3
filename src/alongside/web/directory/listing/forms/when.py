"""When and how to join: meetings, joining, and whether there is room."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.domain.directory import public as directory
from alongside.web.directory.listing.words import DAYS
from alongside.web.shared.forms import (
    CharField,
    ChoiceField,
    DateField,
    IntegerField,
    Look,
    MultipleChoiceField,
    SelectField,
    TextField,
    TimeField,
)
from alongside.web.shared.steps import StepForm

NTH = (
    ("1", _("First")),
    ("2", _("Second")),
    ("3", _("Third")),
    ("4", _("Fourth")),
    ("-1", _("Last")),
)
_DATE = re.compile(r"(\d{1,2})[ ./-]+([a-z]+|\d{1,2})[ ./-]+(\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MOST_EXCEPTIONS = 60


class MeetingForm(StepForm):
    """One weekly or monthly series of meetings."""

    repeats = ChoiceField(
        label=_("How often do you meet?"),
        called=_("how often you meet"),
        choices=[
            ("week", _("Every week, or every few weeks")),
            ("weekday", _("Every month, on a day like the second Tuesday")),
            ("date", _("Every month, on the same date")),
        ],
        look=Look(reveals={"weekday": "nth", "date": "bymonthday"}),
    )
    nth = SelectField(
        label=_("Which one in the month?"), called=_("which one"), choices=NTH, required=False
    )
    bymonthday = IntegerField(
        label=_("Which date in the month?"),
        hint=_("From 1 to 28."),
        called=_("the date in the month"),
        min_value=1,
        max_value=28,
        required=False,
        look=Look(width=2),
    )
    byday = MultipleChoiceField(
        label=_("On which day?"),
        hint=_("Leave this empty if you meet on the same date each month."),
        called=_("a day"),
        choices=DAYS,
        required=False,
        look=Look(small=True),
    )
    interval = IntegerField(
        label=_("Every how many weeks or months? (optional)"),
        hint=_("Write 2 if you meet every second week or month, and give the first meeting too."),
        called=_("how many weeks or months"),
        min_value=1,
        max_value=12,
        required=False,
        look=Look(width=2),
    )
    opens_at = TimeField(
        label=_("From what time?"), hint=_("For example, 6pm."), called=_("the time it starts")
    )
    closes_at = TimeField(
        label=_("Until what time? (optional)"), called=_("the time it ends"), required=False
    )
    valid_from = DateField(
        label=_("First meeting (optional)"),
        hint=_("For example, 3 11 2026."),
        called=_("the date of the first meeting"),
        required=False,
    )
    valid_to = DateField(
        label=_("Last meeting (optional)"), called=_("the date of the last meeting"), required=False
    )
    except_on = TextField(
        label=_("Dates on which you do not meet (optional)"),
        hint=_("One date a line. For example, 25 December 2026."),
        called=_("the dates on which you do not meet"),
        required=False,
        max_length=1500,
        look=Look(rows=3),
    )
    notes = CharField(
        label=_("Anything else about these meetings (optional)"),
        hint=_("For example: not in the school holidays."),
        called=_("the note"),
        required=False,
        max_length=300,
    )

    # Asked behind a line that opens: most groups meet every week, all year.
    UNCOMMON = ("interval", "valid_from", "valid_to", "except_on", "notes")

    def common(self) -> list[BoundField]:
        """What every group is asked."""
        return [field for field in self.top_fields() if field.name not in self.UNCOMMON]

    def uncommon(self) -> list[BoundField]:
        """What only some groups need."""
        return [self[name] for name in self.UNCOMMON]

    @property
    def opened(self) -> bool:
        """Whether something stands there, or is wrong there."""
        return any(self[name].value() or self[name].errors for name in self.UNCOMMON)

    @classmethod
    def of(cls, meeting: directory.Meeting) -> dict[str, Any]:
        """What the fields show for a series."""
        shown = {name: getattr(meeting, name) for name in cls.base_fields if name != "repeats"}
        monthly = "weekday" if meeting.nth is not None else "date"
        return shown | {
            "interval": meeting.interval if meeting.interval > 1 else None,
            "repeats": "week" if meeting.freq == "WEEKLY" else monthly,
            "nth": "" if meeting.nth is None else str(meeting.nth),
            "byday": list(meeting.byday),
            "except_on": "\n".join(f"{day.day} {day:%B} {day.year}" for day in meeting.except_on),
        }

    def clean_except_on(self) -> tuple[date, ...]:
        """The dates, in order, each once."""
        lines = [line.strip() for line in self.cleaned_data["except_on"].splitlines()]
        read = [(line, read_date(line)) for line in lines if line]
        for line, day in read:
            if day is None:
                self.add_error(
                    "except_on",
                    _now("“%(line)s” is not a date. Write it like 25 December 2026")
                    % {"line": line[:40]},
                )
                return ()
        days = tuple(sorted({day for _line, day in read if day is not None}))
        if len(days) > MOST_EXCEPTIONS:
            self.add_error("except_on", _now("Enter 60 dates or fewer"))
        return days

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        repeats = said.get("repeats")
        if repeats == "date":
            if said.get("bymonthday") is None and "bymonthday" not in self.errors:
                self.add_error("bymonthday", _now("Enter the date in the month, from 1 to 28"))
        elif repeats and not said.get("byday") and "byday" not in self.errors:
            self.add_error("byday", _now("Select the day on which you meet"))
        if repeats == "weekday" and not said.get("nth") and "nth" not in self.errors:
            self.add_error("nth", _now("Select which one in the month"))
        opens, closes = said.get("opens_at"), said.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _now("The time it ends must be later than it starts"))
        first, last = said.get("valid_from"), said.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _now("The last meeting cannot be before the first"))
        if (said.get("interval") or 1) > 1 and not first and "valid_from" not in self.errors:
            self.add_error(
                "valid_from", _now("Enter the date of one meeting, so that we can count from it")
            )
        return said


def meeting_from(form: MeetingForm) -> directory.Meeting:
    """The series that a valid form tells of."""
    said: Mapping[str, Any] = form.cleaned_data
    repeats = said["repeats"]
    return directory.Meeting(
        freq="WEEKLY" if repeats == "week" else "MONTHLY",
        byday=() if repeats == "date" else tuple(said["byday"]),
        interval=said["interval"] or 1,
        nth=int(said["nth"]) if repeats == "weekday" else None,
        bymonthday=said["bymonthday"] if repeats == "date" else None,
        opens_at=said["opens_at"],
        closes_at=said["closes_at"],
        valid_from=said["valid_from"],
        valid_to=said["valid_to"],
        except_on=said["except_on"],
        notes=said["notes"],
    )


def read_date(text: str) -> date | None:
    """The day that "25 December 2026" or "25/12/2026" means; None when it means none."""
    match = _DATE.fullmatch(text.strip())
    if not match or not text.isascii():
        return None
    day, month, year = match.groups()
    if not month.isdigit():
        name = month[:3].lower()
        if name not in _MONTHS:
            return None
        month = str(_MONTHS.index(name) + 1)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


class JoiningForm(StepForm):
    """How somebody comes for the first time."""

    joining = ChoiceField(
        label=_("How do people join?"),
        called=_("how people join"),
        choices=[
            ("drop_in", _("They just come")),
            ("ask_first", _("They get in touch first")),
            ("referral", _("Somebody refers them, such as their surgery")),
            ("closed", _("Nobody new can join for the time being")),
        ],
    )
    joining_notes = TextField(
        label=_("Anything to say about joining? (optional)"),
        hint=_("If you have no fixed days, say here when people can come or call."),
        called=_("the note about joining"),
        required=False,
        max_length=500,
        look=Look(rows=3),
    )


class RoomForm(StepForm):
    """Whether there is room."""

    full = ChoiceField(
        label=_("Is there room for new people?"),
        called=_("whether there is room"),
        choices=[("room", _("Yes, there is room")), ("full", _("No, the group is full"))],
        hint=_(
            "A full group stays listed, and its page says that it is full. This is public at once."
        ),
        look=Look(heading=True),
    )

    @classmethod
    def answers(cls, document: Any) -> dict[str, Any]:
        return {"full": "full" if document.full else "room"}

    def changes(self) -> dict[str, Any]:
        return {"full": self.cleaned_data["full"] == "full"}
