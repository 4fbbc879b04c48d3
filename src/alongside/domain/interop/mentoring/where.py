"""Where something stands in a service's own file, in the words of the file: its column and cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.domain.interop.groups.mapping import columns_of


@dataclass(frozen=True)
class Heads:
    """The columns of one sheet. `first` is the number of the first one, counted from 1; None where
    the file has no cells that a spreadsheet would name."""

    part: Mapping[str, Any]
    headers: tuple[str, ...]
    first: int | None
    formulas: frozenset[tuple[int, int]] = frozenset()

    def told(self, field: str, number: int) -> str:
        """The column that a field of the map comes from, as the service wrote it, with the cell in
        that row: "Phone (B7)". The field itself where it comes from no column."""
        columns = columns_of({"id": self._id(field), "fields": self._rules(field)})
        there = [column for column in columns if column in self.headers]
        if not there:
            return field
        names = ", ".join(there)
        if self.first is None:
            return names
        cells = (f"{_letters(self.first + self.headers.index(one))}{number}" for one in there)
        return f"{names} ({', '.join(cells)})"

    def holds_formula(self, column: str, number: int) -> bool:
        """Whether the cell of that column in that row holds a formula."""
        if self.first is None or column not in self.headers:
            return False
        return (number, self.first + self.headers.index(column)) in self.formulas

    def _id(self, field: str) -> Any:
        return self.part.get("id", []) if field == "id" else []

    def _rules(self, field: str) -> dict[str, Any]:
        """The rule of a field; of one of several within another it is told as checks.dbs.seen_on"""
        rule: Any = self.part["fields"]
        for name in field.split("."):
            rule = rule.get(name) if isinstance(rule, Mapping) else None
        return {field: rule} if rule is not None else {}


def lacks(
    section: str, asked: Sequence[str], lacking: Sequence[str], headers: Sequence[str]
) -> str:
    """Which columns of a sheet are missing, and which were found.

    Where none that the map asks for was found, the row is perhaps no head: it may be about a
    person, and is not repeated."""
    told = _("The sheet of %(what)s has no column called %(names)s.") % {
        "what": section,
        "names": _few(lacking, 5),
    }
    if len(lacking) == len(asked):
        return f"{told} " + _("None of its first ten rows names any of the columns of the map.")
    return f"{told} " + _("It has %(names)s.") % {"names": _few(headers, 12)}


def _few(names: Sequence[str], most: int) -> str:
    told = ", ".join(repr(name[:40]) for name in names[:most])
    return f"{told}, …" if len(names) > most else told


def _letters(number: int) -> str:
    """The letters of a column, as spreadsheets count them: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters
