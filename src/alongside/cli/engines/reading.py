"""What the commands of engines share: JSON from files that may hold anything."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator

from alongside.engines.records import MalformedRecord

_SPACE = re.compile(r"[ \t\n\r]*")


def read_json(raw: bytes, line: int | None) -> object:
    """The JSON value in the bytes. NaN, infinities and a name given twice are refused."""
    text = _text(raw, line)
    try:
        return _decoder(line).decode(text)
    except json.JSONDecodeError as error:
        message = f"This is not JSON: {error.msg} at character {error.pos + 1}."
        raise MalformedRecord(message, line=line) from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, MalformedRecord):
            raise
        raise MalformedRecord("This JSON holds something too large.", line=line) from None


class NotJson(MalformedRecord):
    """The file is no JSON object at all."""


class Located:
    """One JSON object of a file, with the lines on which its fields and their records begin."""

    def __init__(self, raw: bytes) -> None:
        """Read it. Raises ``NotJson``, and ``MalformedRecord`` as ``read_json`` does, by line."""
        try:
            self._text = _text(raw, None)
        except MalformedRecord as error:
            raise NotJson(error.message) from None
        self._at = 0
        # First line, and first and last place, of each field (at 0) and of the records in it.
        self._lines: dict[str, list[tuple[int, int, int]]] = {}
        self._counted = (0, 1)  # up to this place, this line
        self.record: dict[str, object] = {}
        try:
            self._read()
        except json.JSONDecodeError as error:
            message = f"This is not one JSON object: {error.msg} at character {error.colno}."
            raise NotJson(message, line=error.lineno) from None

    def line(self, part: str, number: int | None, field: str | None) -> int | None:
        """The line of a field of record ``number`` (from 1) of a list; else where that begins."""
        begins = self._lines.get(part, [])
        if not begins or (number or 0) >= len(begins):
            return None
        first, start, end = begins[number or 0]
        if field is None:
            return first
        named = re.compile(re.escape(json.dumps(field)) + r"\s*:").search(self._text, start, end)
        return first + self._text.count("\n", start, named.start()) if named else first

    def _read(self) -> None:
        self._expect("{")
        for name in self._several("}"):
            if not isinstance(name, str):
                raise json.JSONDecodeError("Expecting a name in quotes", self._text, self._at)
            line = self._line()
            self._expect(":")
            self._skip()
            if name in self.record:
                raise MalformedRecord("This is given twice.", field=name, line=line)
            start, records = self._at, self._lines.setdefault(name, [])
            self.record[name] = self._list(records) if self._next() == "[" else self._value()
            records.insert(0, (line, start, self._at))
        if self._at < len(self._text):
            raise json.JSONDecodeError("Something follows the object", self._text, self._at)

    def _list(self, records: list[tuple[int, int, int]]) -> list[object]:
        """The values of a list; where each of them stands is added to ``records``."""
        self._expect("[")
        return list(self._several("]", records))

    def _several(
        self, end: str, records: list[tuple[int, int, int]] | None = None
    ) -> Iterator[object]:
        """Each value up to the bracket that ends them, with commas between."""
        if self._next() != end:
            while True:
                self._skip()
                line, start = self._line(), self._at
                value = self._value()
                if records is not None:
                    records.append((line, start, self._at))
                yield value
                if self._next() != ",":
                    break
                self._expect(",")
        self._expect(end)

    def _value(self) -> object:
        line = self._line()
        try:
            value, self._at = _decoder(line).raw_decode(self._text, self._at)
        except (ValueError, RecursionError) as error:
            if isinstance(error, MalformedRecord | json.JSONDecodeError):
                raise
            raise MalformedRecord("This JSON holds something too large.", line=line) from None
        return value

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _next(self) -> str:
        self._skip()
        return self._text[self._at : self._at + 1]

    def _expect(self, sign: str) -> None:
        if self._next() != sign:
            raise json.JSONDecodeError(f"Expecting {sign!r}", self._text, self._at)
        self._at += 1
        self._skip()

    def _line(self) -> int:
        place, line = self._counted
        line += self._text.count("\n", place, self._at)
        self._counted = self._at, line
        return line


def _text(raw: bytes, line: int | None) -> str:
    try:
        text = raw.decode("utf-8-sig" if line in (None, 1) else "utf-8")
    except UnicodeDecodeError:
        raise MalformedRecord("This is not UTF-8 text.", line=line) from None
    if not text.strip():
        raise MalformedRecord("There is nothing here.", line=line)
    return text


def _decoder(line: int | None) -> json.JSONDecoder:
    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        record = dict(pairs)
        if len(record) < len(pairs):
            raise MalformedRecord("A field is given twice.", line=line)
        return record

    def constant(name: str) -> object:
        raise MalformedRecord(f"{name} is not a number that JSON knows.", line=line)

    return json.JSONDecoder(object_pairs_hook=unique, parse_constant=constant)


def printable(text: str) -> str:
    """The text as the terminal can show it."""
    encoding = sys.stdout.encoding or "ascii"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def unusable_file(error: OSError) -> int:
    """Say that a file cannot be used, and return the exit code."""
    reason = (error.strerror or "it cannot be read").lower()
    return unusable(f"The file {ascii(error.filename)} cannot be used: {reason}.")


def unusable(sentence: str) -> int:
    """Say what cannot be used, and return the exit code."""
    print(f"alongside: {sentence}", file=sys.stderr)
    return 2
