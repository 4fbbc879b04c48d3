"""A date in three boxes, and a time as people write it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.web.shared.forms.fields import CharField
from alongside.web.shared.forms.question import Question
from alongside.web.shared.forms.text import clean_text

PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a\.m\.?|p\.m\.?)?", re.IGNORECASE)
_NAMED = {"noon": dt.time(12), "midday": dt.time(12), "midnight": dt.time(0)}


class DateParts(forms.Widget):
    """Three boxes named `<name>_day`, `<name>_month`, `<name>_year`."""

    input_type = "date-parts"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if name in data:
            return data[name]
        return {part: data.get(f"{name}_{part}") or "" for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS)


class DateField(Question):
    """A real date, perhaps not before `earliest` or after `latest`."""

    widget = DateParts

    def __init__(
        self,
        *,
        earliest: dt.date = dt.date(1900, 1, 1),
        latest: dt.date = dt.date(2200, 1, 1),
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None
        parts = split_date(value)
        if not any(parts.values()):
            return None
        missing = [part for part in PARTS if not parts[part]]
        if missing:
            raise ValidationError(self.sentence(_MISSING[tuple(missing)]), code="missing")
        made = _real_date(parts)
        if made is None:
            raise ValidationError(self.sentence(_("{Called} must be a real date")), code="invalid")
        if not self.earliest <= made <= self.latest:
            raise ValidationError(
                self.sentence(
                    _("{Called} must be between {first} and {last}"),
                    first=_spoken(self.earliest),
                    last=_spoken(self.latest),
                ),
                code="range",
            )
        return made


_MISSING = {
    ("day",): _("{Called} must include a day"),
    ("month",): _("{Called} must include a month"),
    ("year",): _("{Called} must include a year"),
    ("day", "month"): _("{Called} must include a day and a month"),
    ("day", "year"): _("{Called} must include a day and a year"),
    ("month", "year"): _("{Called} must include a month and a year"),
}


def split_date(value: Any) -> dict[str, str]:
    """Day, month and year as typed, from three boxes, a date or "2026-11-23"."""
    if isinstance(value, dict):
        return {part: clean_text(str(value.get(part) or "")) for part in PARTS}
    if isinstance(value, dt.date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    year, month, day = [*clean_text(str(value or "")).split("-"), "", "", ""][:3]
    return {"day": day, "month": month, "year": year}


def _real_date(parts: dict[str, str]) -> dt.date | None:
    name = parts["month"][:3].lower()
    month = str(_MONTHS.index(name) + 1) if name in _MONTHS else parts["month"]
    numbers = (parts["year"], month, parts["day"])
    lengths = (4, 2, 2)
    if not all(n.isdecimal() and len(n) <= most for n, most in zip(numbers, lengths, strict=True)):
        return None
    try:
        return dt.date(*(int(n) for n in numbers))
    except ValueError:
        return None


def _spoken(day: dt.date) -> str:
    return f"{day.day} {day:%B} {day.year}"


class TimeField(CharField):
    """A time of day as people write it: 6pm, 6.30 pm, 18:00, midday."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return spoken_time(value) if isinstance(value, dt.time) else value

    def to_python(self, value: Any) -> dt.time | None:  # type: ignore[override]
        if isinstance(value, dt.time):
            return value
        text = super().to_python(value)
        if not text:
            return None
        made = read_time(text)
        if made is None:
            raise ValidationError(
                self.sentence(_("{Called} must be a time, like 6pm or 18:00")), code="invalid"
            )
        return made


def read_time(text: str) -> dt.time | None:
    """The time that `text` means; None when it means none, or when am or pm is in doubt."""
    plain = text.strip().lower()
    if plain in _NAMED:
        return _NAMED[plain]
    match = _TIME.fullmatch(plain)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "")[:1]
    if minute > 59:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        return dt.time(hour % 12 + (12 if half == "p" else 0), minute)
    # "6" or "6:30" alone could be morning or evening; "06:30" and "18:30" could not.
    if hour > 23 or match[2] is None or (len(match[1]) == 1 and hour > 0):
        return None
    return dt.time(hour, minute)


def spoken_time(time: dt.time) -> str:
    """ "6pm", "6:30pm", "midday", "midnight": as the style of this service has it."""
    if time.minute == 0 and time.hour in {0, 12}:
        return str(_("midday") if time.hour else _("midnight"))
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'am' if time.hour < 12 else 'pm'}"
