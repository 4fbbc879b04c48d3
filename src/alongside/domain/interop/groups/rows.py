"""A row of a table as a listing's content, by a map."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from alongside.domain.directory.public import Content, Place
from alongside.domain.interop.groups import values
from alongside.domain.interop.groups.meetings import read_meetings
from alongside.domain.interop.groups.values import Fault
from alongside.domain.interop.oruk.decode import web_address
from alongside.domain.interop.oruk.vocabulary import Vocabulary
from alongside.domain.interop.records import RowRead

Cells = Mapping[str, str]
_KINDS = {
    "modes": "mode",
    "conditions": "condition",
    "languages": "language",
    "interests": "interest",
    "times": "time",
}


def _plain_words(rule: values.Rule, cells: Cells) -> tuple[str, ...]:
    return tuple(values.words(rule, cells))


_READ: Mapping[str, Callable[[values.Rule, Cells], Any]] = {
    "audiences": _plain_words,
    "full": values.yes_no,
    "any_condition": values.yes_no,
    "min_age": values.whole,
    "max_age": values.whole,
    "cost_pence": values.pence,
}


def read_row(
    number: int, cells: Cells, mapping: Mapping[str, Any], vocabulary: Vocabulary
) -> RowRead:
    """The row as content, or with the faults that keep it out. Never raises for what it reads."""
    row = _Row(cells, mapping["fields"], vocabulary)
    found: dict[str, Any] = {}
    for field in row.rules:
        try:
            found[field] = row.read(field)
        except Fault as fault:
            row.faults.append((fault.field or field, str(fault)))
    key = key_of_cells(cells, mapping["id"])
    if not key:
        row.faults.append(("id", _("The row has nothing in the columns that identify it.")))
    if not found.get("name") and not any(field == "name" for field, _reason in row.faults):
        row.faults.append(("name", _("The row has no name.")))
    assured_on = _assured_on(row, mapping)
    if row.faults:
        return RowRead(number, key=key, faults=tuple(row.faults))
    content = _settled(Content(**found))
    return RowRead(
        number, key=key, content=content, assured_on=assured_on, left_out=tuple(row.left_out)
    )


class _Row:
    """One row while it is read."""

    def __init__(self, cells: Cells, rules: Mapping[str, Any], vocabulary: Vocabulary) -> None:
        self.cells = cells
        self.rules = rules
        self.vocabulary = vocabulary
        self.faults: list[tuple[str, str]] = []
        self.left_out: list[str] = []

    def read(self, field: str) -> Any:
        """The value of one field of the content. Raises Fault."""
        rule = self.rules[field]
        if field in _KINDS:
            return self._terms(field, rule)
        if field == "access":
            return self._access(rule)
        if field == "places":
            return self._places(rule)
        if field == "meetings":
            return read_meetings(rule, self.cells)
        found = _READ.get(field, values.text)(rule, self.cells)
        return web_address(found) if field == "website" else found

    def _terms(self, field: str, rule: Any) -> tuple[str, ...] | None:
        found = []
        words = values.words(rule, self.cells)
        if field == "conditions" and (not words or words == ["unknown"]):
            return (
                () if isinstance(rule, Mapping) and rule.get("empty") == [] and not words else None
            )
        for word in words:
            term = self.vocabulary.find(_KINDS[field], word)
            if term is not None:
                found.append(term.slug)
            elif isinstance(rule, Mapping) and rule.get("other_words") == "leave_out":
                self.left_out.append(field)
            else:
                raise Fault(_("“%(word)s” is not in our list.") % {"word": word[:60]})
        return tuple(dict.fromkeys(found))

    def _access(self, rule: Mapping[str, Any]) -> dict[str, str]:
        if "packed" in rule:
            packed = values.packed(rule, self.cells, dict)
            return {str(need): str(answer) for need, answer in packed.items()}
        answers = {}
        for need, source in rule.items():
            term = self.vocabulary.find("access_need", need)
            if term is None:
                raise Fault(_("“%(word)s” is not in our list.") % {"word": need[:60]})
            answer = values.answer(source, self.cells)
            if answer is not None:
                answers[term.slug] = "yes" if answer else "no"
        return answers

    def _places(self, rule: Any) -> tuple[Place, ...]:
        if isinstance(rule, Mapping):
            try:
                return tuple(Place(**place) for place in values.packed(rule, self.cells, list))
            except TypeError as fault:
                raise Fault(_("The places cannot be read.")) from fault
        found = [self._place(position, part) for position, part in enumerate(rule)]
        return tuple(place for place in found if place != Place())

    def _place(self, position: int, rule: Mapping[str, Any]) -> Place:
        texts = {
            name: values.text(rule[name], self.cells)
            for name in ("name", "address", "town", "postcode", "directions")
            if name in rule
        }
        lat, lon = (
            values.degrees(rule[name], self.cells, f"places.{position}.{name}")
            if name in rule
            else None
            for name in ("lat", "lon")
        )
        return Place(**texts, lat=lat, lon=lon)


def _settled(content: Content) -> Content:
    """A group with a place and no word on how it meets, meets there."""
    if content.places and not content.modes and content.kind == "group":
        return Content.from_json(content.to_json() | {"modes": ["in_person"]})
    return content


def _assured_on(row: _Row, mapping: Mapping[str, Any]) -> date | None:
    if "assured_on" not in mapping:
        return None
    try:
        return values.day(mapping["assured_on"], row.cells)
    except Fault as fault:
        row.faults.append(("assured_on", str(fault)))
        return None


def key_of_cells(cells: Cells, columns: str | list[str]) -> str:
    """What tells one row from another, from one column or several; "" where they are empty."""
    parts = [columns] if isinstance(columns, str) else columns
    found = [cells.get(column, "").strip() for column in parts]
    if not any(found):
        return ""
    key = " | ".join(found)
    return key if len(key) <= 200 else hashlib.sha256(key.encode(errors="replace")).hexdigest()
