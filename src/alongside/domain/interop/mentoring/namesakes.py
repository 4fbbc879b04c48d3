"""Two people of one name in a sheet that knows people by their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from alongside.domain.interop.groups.mapping import columns_of
from alongside.formats.tables import Row, RowFault

BAR = "|"
_TELLS_APART = ("phone", "email", "born", "birth_year")
_SIGNS = re.compile(r"[^0-9a-z@.]")


def namesakes(part: Mapping[str, Any], rows: Iterable[Row | RowFault]) -> dict[int, str]:
    """By the number of the row, what tells somebody from others of the same name: the telephone
    number, else the address, else the date of birth.

    Nothing of rows whose name stands once, or each time with the same of these: then it is one
    person, written down twice. Nothing where the map knows people by a column of its own: two rows
    of one number are a slip."""
    fields = part["fields"]
    if "name" not in fields or part.get("id") not in _columns(fields, "name"):
        return {}
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows:
        if isinstance(row, Row) and as_said(row.cells.get(part["id"], "")):
            found[as_said(row.cells[part["id"]])][row.number] = _mark(fields, row.cells)
    apart: dict[int, str] = {}
    for marks in found.values():
        if len({mark for mark in marks.values() if mark}) > 1:
            apart |= marks
    return apart


def as_said(said: str) -> str:
    """Somebody's word for a person, without what does not tell people apart: capitals, spaces, and
    the signs within what stands behind the bar."""
    name, bar, mark = said.casefold().partition(BAR)
    name = " ".join(name.split())
    return f"{name} {BAR} {_SIGNS.sub('', mark)}" if bar else name


def _mark(fields: Mapping[str, Any], cells: Mapping[str, str]) -> str:
    for name in _TELLS_APART:
        if name not in fields:
            continue
        for column in _columns(fields, name):
            mark = _SIGNS.sub("", cells.get(column, "").casefold())
            if mark:
                return mark
    return ""


def _columns(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return columns_of({"id": [], "fields": {name: fields[name]}})
