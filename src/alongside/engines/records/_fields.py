"""Read one field of a plain record, or say in a sentence what is wrong with it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping

LONGEST_ID = 500
LONGEST_WORD = 200
OLDEST = 150

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class MalformedRecord(ValueError):
    """A record that cannot be read.

    ``line`` is the record's line in its file (None outside a file), ``field`` the name of the
    field at fault (None where the whole record is), ``message`` a sentence about it. ``str()``
    gives all three.
    """

    def __init__(self, message: str, *, field: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.line = line

    def __str__(self) -> str:
        where = [] if self.line is None else [f"line {self.line}"]
        if self.field is not None:
            where.append(f'field "{self.field}"')
        return f"{', '.join(where)}: {self.message}" if where else self.message


class Fields:
    """The fields of one record, each read once and checked as it is read."""

    def __init__(self, record: object, allowed: frozenset[str], line: int | None) -> None:
        self.line = line
        if not isinstance(record, Mapping):
            raise MalformedRecord("A record must be an object with named fields.", line=line)
        for name in record:
            if name not in allowed:
                raise self.wrong(shown(name), "There is no field of this name.")
        self._record = record

    def wrong(self, field: str, message: str) -> MalformedRecord:
        """The error for this record; the caller raises it."""
        return MalformedRecord(message, field=field, line=self.line)

    def need(self, name: str) -> object:
        """The value of a field that may not be left out."""
        if name not in self._record:
            raise self.wrong(name, "This field is missing.")
        return self._record[name]

    def records(self, name: str) -> list[object]:
        """A list of records that may be empty but not left out; what is in it is not read."""
        value = self.need(name)
        if not isinstance(value, list):
            raise self.wrong(name, "This must be a list of records.")
        return value

    def identifier(self, name: str) -> str:
        return self._identifier(name, self.need(name))

    def identifiers(self, name: str) -> tuple[str, ...]:
        """A list of identifiers that may be empty but not left out, each once."""
        value = self.need(name)
        if not isinstance(value, list | tuple):
            raise self.wrong(name, "This must be a list of texts.")
        return tuple(dict.fromkeys(self._identifier(name, item) for item in value))

    def words(
        self, name: str, *, among: tuple[str, ...] = (), needed: bool = False
    ) -> tuple[str, ...]:
        """A list of short names, each once, in the order given. Left out, it is empty."""
        value = self.need(name) if needed else self._record.get(name, [])
        if not isinstance(value, list | tuple):
            raise self.wrong(name, "This must be a list of names.")
        return tuple(dict.fromkeys(self._word(name, item, among) for item in value))

    def words_or_null(self, name: str) -> tuple[str, ...] | None:
        """As ``words``, but null, or left out, means *not known*."""
        return None if self._record.get(name) is None else self.words(name)

    def word_or_null(self, name: str) -> str | None:
        """A short name, or None where it is null or left out."""
        value = self._record.get(name)
        return None if value is None else self._word(name, value, ())

    def choice(self, name: str, among: tuple[str, ...]) -> str:
        value = self.need(name)
        if not isinstance(value, str) or value not in among:
            raise self.wrong(name, f"This must be {_either(among)}.")
        return value

    def choice_or_null(self, name: str, among: tuple[str, ...]) -> str | None:
        value = self._record.get(name)
        if value is None or (isinstance(value, str) and value in among):
            return value
        raise self.wrong(name, f"This must be {_either(among)}, or null.")

    def answers(self, name: str) -> tuple[tuple[str, bool], ...]:
        """Names answered "yes" or "no", sorted; those answered null are not known: left out."""
        value = self._record.get(name)
        if value is None:
            return ()
        if not isinstance(value, Mapping):
            raise self.wrong(name, 'This must be an object of answers, each "yes" or "no".')
        known = []
        for key, answer in value.items():
            word = self._word(name, key, ())
            if answer is None:
                continue
            if not isinstance(answer, str) or answer not in ("yes", "no"):
                raise self.wrong(name, f'The answer for "{word}" must be "yes", "no" or null.')
            known.append((word, answer == "yes"))
        return tuple(sorted(known))

    def yes_or_no(self, name: str, default: bool | None = None) -> bool:
        """True or false; with no default the field may not be left out."""
        value = self.need(name) if default is None else self._record.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong(name, "This must be true or false.")
        return value

    def count(self, name: str, most: int) -> int:
        """A whole number from 0 to ``most`` that may be neither null nor left out."""
        return self._whole(name, self.need(name), most, "")

    def whole_number(self, name: str, most: int | None = None) -> int | None:
        """A whole number from 0 (to ``most``), or None where it is null or left out."""
        value = self._record.get(name)
        return None if value is None else self._whole(name, value, most, ", or null")

    def _whole(self, name: str, value: object, most: int | None, also: str) -> int:
        top = math.inf if most is None else most
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= top:
            return value
        upper = "" if most is None else f" to {most}"
        raise self.wrong(name, f"This must be a whole number from 0{upper}{also}.")

    def number(self, name: str, least: float, most: float | None) -> float | None:
        """A finite number in the range, or None where it is null or left out."""
        value = self._record.get(name)
        if value is None:
            return None
        span = f"of {least:g} or more" if most is None else f"from {least:g} to {most:g}"
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(name, f"This must be a number {span}, or null.")
        if not value >= least or (most is not None and not value <= most):
            raise self.wrong(name, f"This must be a number {span}, or null.")
        try:
            real = float(value)
        except OverflowError:
            real = math.inf
        if not math.isfinite(real):
            raise self.wrong(name, "This number is too large to be used.")
        return real

    def place(self) -> tuple[float | None, float | None]:
        """Latitude and longitude in degrees: both or neither."""
        lat = self.number("lat", -90, 90)
        lon = self.number("lon", -180, 180)
        if (lat is None) != (lon is None):
            missing = "lat" if lat is None else "lon"
            raise self.wrong(missing, "Latitude and longitude go together: give both or neither.")
        return lat, lon

    def date(self, name: str) -> dt.date:
        value = self.need(name)
        if isinstance(value, str) and _DATE.fullmatch(value):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                pass
        raise self.wrong(name, "This must be a date such as 2026-10-01.")

    def date_or_null(self, name: str) -> dt.date | None:
        return None if self._record.get(name) is None else self.date(name)

    def _identifier(self, name: str, value: object) -> str:
        if not isinstance(value, str) or not value:
            raise self.wrong(name, "This must be a text that is not empty.")
        if len(value) > LONGEST_ID:
            raise self.wrong(name, f"This must be no longer than {LONGEST_ID} characters.")
        return self._clean(name, value)

    def _word(self, name: str, value: object, among: tuple[str, ...]) -> str:
        if not isinstance(value, str) or not value:
            raise self.wrong(name, "Each name must be a text that is not empty.")
        if len(value) > LONGEST_WORD:
            raise self.wrong(name, f"A name must be no longer than {LONGEST_WORD} characters.")
        if among and value not in among:
            raise self.wrong(name, f"Each must be {_either(among)}.")
        return self._clean(name, value)

    def _clean(self, name: str, value: str) -> str:
        if _CONTROL.search(value):
            raise self.wrong(name, "This holds a control character.")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise self.wrong(name, "This holds half of a character.") from None
        return value


def shown(name: object) -> str:
    """A name from outside, safe and short enough to be printed in an error."""
    return ascii(name)[1:-1][:80] if isinstance(name, str) else ascii(name)[:80]


def _either(among: tuple[str, ...]) -> str:
    return " or ".join(f'"{one}"' for one in among)
