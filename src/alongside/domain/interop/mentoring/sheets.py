"""The sheets of a file, each row understood and the pairs' two people found among the rows.

All sheets are read before the first row is taken, because a pair names people of other sheets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.interop.groups.mapping import columns_of, missing_columns
from alongside.domain.interop.groups.rows import key_of_cells
from alongside.domain.interop.mentoring import lines
from alongside.domain.interop.mentoring.lines import (
    MEETINGS,
    MENTORS,
    PAIRS,
    SECTIONS,
    WAITING,
    Found,
    Line,
)
from alongside.domain.interop.mentoring.namesakes import BAR, as_said, namesakes
from alongside.domain.interop.mentoring.where import Heads, lacks
from alongside.domain.interop.records import RowRead, Unreadable
from alongside.domain.mentoring import public as mentoring
from alongside.domain.referrals import public as referrals
from alongside.formats.tables import Row, RowFault, TableFault, formula_cells, read_table

MOST_ROWS = 50_000
_SEVERAL = gettext_lazy(
    "There are several people of this name. Write the telephone number, the email address or the "
    "date of birth that stands in their row behind the name, with a bar between: Ann Bee | 07700 "
    "900000."
)

_FORMULA = gettext_lazy(
    "The cell holds a formula that was not worked out. Write its result into the cell in place of "
    "the formula: copy it and paste the values alone."
)


def read_sheets(
    source: Path | bytes,
    file_name: str,
    mapping: Mapping[str, Any],
    *,
    steward_id: UUID,
    here: Mapping[UUID, str],
    today: date,
) -> Iterator[RowRead]:
    """Every row of every sheet that the map names, mentors first. `here` is the name of each who is
    a volunteer already. Raises Unreadable."""
    if (
        sum(name in mapping for name in SECTIONS) > 1
        and PurePath(file_name).suffix.lower() != ".xlsx"
    ):
        raise Unreadable(
            _("This file holds one table. Use a map with one part, and bring in the mentors first.")
        )
    reader = _Reader(steward_id, here, today)
    for section in (MENTORS, WAITING, PAIRS, MEETINGS):  # a pair names people of the other two
        if section in mapping:
            reader.read(section, mapping[section], source, file_name)
    twice: dict[tuple[str, ...], tuple[str, RowRead]] = {}
    for section in SECTIONS:
        for row in reader.rows[section]:
            yield _once(row, twice)


def _once(row: RowRead, twice: dict[tuple[str, ...], tuple[str, RowRead]]) -> RowRead:
    """The row, or its refusal where the same person stood in another one before."""
    line = row.content
    if not isinstance(line, Line):
        return row
    for one in _marks(line):
        key, first = twice.setdefault(one, (line.key, row))
        if key != line.key:
            reason = _("This seems to be the person of row %(row)s in the sheet of %(sheet)s.")
            told = reason % {"row": first.number, "sheet": first.sheet}
            return replace(row, content=None, faults=(("name", told),))
    return row


def _marks(line: Line) -> Iterator[tuple[str, ...]]:
    """By which somebody is known again: the name, and a number, an address or a birth date."""
    said = line.mentor or line.person
    if said is None:
        return
    which = "mentor" if line.mentor else "person"
    name = referrals.same_name(said.name)
    for own in (said.reach.number, said.reach.email.casefold()):
        if own:
            yield which, name, own
    if line.person is not None and line.person.born is not None:
        yield which, name, line.person.born.isoformat()


@dataclass
class _Reader:
    """Reads one sheet after another, and knows whom the ones before named."""

    steward_id: UUID
    here: Mapping[UUID, str]
    today: date
    rows: dict[str, list[RowRead]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.words = lines.vocabulary()
        # By what identifies them, and by their names, the rows of mentors and of whoever waits.
        self.known: dict[tuple[str, str], list[RowRead]] = defaultdict(list)
        self.names_here: dict[str, list[UUID]] = defaultdict(list)
        for key, name in self.here.items():
            self.names_here[referrals.same_name(name)].append(key)

    def read(
        self, section: str, part: Mapping[str, Any], source: Path | bytes, file_name: str
    ) -> None:
        """Reads one sheet to its end. Raises Unreadable."""
        is_book = PurePath(file_name).suffix.lower() == ".xlsx"
        sheet = part.get("sheet") if is_book else None
        try:
            asked = columns_of({"id": [], **part})
            with read_table(source, file_name, sheet=sheet, heads=asked) as table:
                lacking = missing_columns({"id": [], **part}, table.headers)
                if lacking:
                    raise Unreadable(lacks(section, asked, lacking, table.headers))
                most = MOST_ROWS - sum(map(len, self.rows.values()))
                rows = list(islice(table.rows, most + 1))
                if len(rows) > most:
                    raise Unreadable(_("There are more than 50,000 rows."))
                own = part.get("id", [])
                nameless = any(
                    isinstance(row, Row) and own and not key_of_cells(row.cells, own)
                    for row in rows
                )
                formulas = formula_cells(source, sheet) if sheet and nameless else frozenset()
                heads = Heads(part, table.headers, table.first_column, formulas)
                apart = namesakes(part, rows)
                self.rows[section] += [
                    self._row(section, heads, row, apart.get(row.number, ""))
                    if isinstance(row, Row)
                    else self._unread(section, row)
                    for row in rows
                ]
        except TableFault as fault:
            raise Unreadable(str(fault)) from fault

    def _unread(self, section: str, row: RowFault) -> RowRead:
        return RowRead(row.row, sheet=section, faults=((row.field or "row", row.reason),))

    def _row(self, section: str, heads: Heads, row: Row, mark: str) -> RowRead:
        """`mark` is what tells somebody from a namesake in the sheet, where there is one."""
        part = heads.part
        found = Found(part["fields"], row.cells)
        own = key_of_cells(row.cells, part["id"]) if "id" in part else ""
        if own and mark:
            own = f"{own} {BAR} {mark}"
        if "id" in part and not own:
            asked = columns_of({"id": part["id"], "fields": {}})
            counted = any(heads.holds_formula(column, row.number) for column in asked)
            told = _("The row has nothing in the columns that identify it.")
            found.fault("id", str(_FORMULA) if counted else told)
        line = _READ[section](self, found, lines.key_of(self.steward_id, section, own or "?"))
        read = RowRead(
            row.number,
            key=f"{section}/{line.key}" if own or line.met_on else "",
            content=None if found.faults else line,
            faults=tuple(found.faults),
            left_out=tuple(dict.fromkeys(found.left_out)),
            sheet=section,
            named=heads.told,
        )
        if section in (MENTORS, WAITING, PAIRS) and own:
            self.known[section, as_said(own)].append(read)
            name = referrals.same_name(line.name)
            if name and name != as_said(own):
                self.known[section, name].append(read)
        return read

    def _mentor(self, found: Found, key: str) -> Line:
        name = found.needed("name", _("The row has no name."))
        mentor = lines.without_start(lines.read_mentor(found, self.words), self.today)
        same = self.names_here.get(referrals.same_name(name), [])
        if same and mentoring.volunteer_of_key(key, self.steward_id) is None:
            found.fault("name", _("A volunteer of this name is here already."))
        return Line(MENTORS, key, name, mentor=mentor)

    def _waiting(self, found: Found, key: str) -> Line:
        name = found.needed("name", _("The row has no name."))
        person, wishes = lines.read_person(found, self.words, section=WAITING)
        return Line(WAITING, key, name, person=person, wishes=wishes)

    def _pair(self, found: Found, key: str) -> Line:
        said = found.needed("mentor", _("The row names no mentor."))
        mentor_line, mentor_id = self._mentor_called(said, found) if said else (None, None)
        named = found("person", lines.read.text, "")
        if named and not found("name", lines.read.text, ""):
            line = self._who_waits(named, found)
            if line is None or line.person is None:
                return Line(PAIRS, key, named)
            started_on = found("started_on", lines.read.day, None)
            if started_on is None:
                found.fault("started_on", _("It is not said since when they meet."))
                return Line(PAIRS, key, named)
            next_on = found("next_on", lines.read.day, None)
            person = replace(line.person, state="attending", since=started_on, next_on=next_on)
            key, wishes = line.key, line.wishes
        else:
            found.needed("name", _("The row has no name."))
            person, wishes = lines.read_person(found, self.words, section=PAIRS)
        return Line(
            PAIRS,
            key,
            person.name,
            person=person,
            wishes=wishes,
            mentor_line=mentor_line,
            mentor_id=mentor_id,
        )

    def _meeting(self, found: Found, key: str) -> Line:
        said = found.needed("mentor", _("The row names no mentor."))
        mentor_line, mentor_id = self._mentor_called(said, found) if said else (None, None)
        named = found.needed("person", _("The row names nobody whom the mentor met."))
        pair = self._pair_called(named, mentor_line, mentor_id, found) if named else None
        on = found("on", lines.read.day, None)
        if on is None and not any(name == "on" for name, _why in found.faults):
            found.fault("on", _("It is not said when they met."))
        own = f"{pair.key if pair else ''}/{on}"
        return Line(
            MEETINGS,
            lines.key_of(self.steward_id, MEETINGS, own),
            named,
            pair=pair,
            met_on=on,
            minutes=found("minutes", lines.read.whole, None),
        )

    def _pair_called(
        self, said: str, mentor_line: Line | None, mentor_id: UUID | None, found: Found
    ) -> Line | None:
        """The pair of the sheet of pairs whose two people a meeting names."""
        rows = [
            row
            for row in self._called(PAIRS, said)
            if not isinstance(row.content, Line)
            or (row.content.mentor_line, row.content.mentor_id) == (mentor_line, mentor_id)
        ]
        lines_of = [row.content for row in rows if isinstance(row.content, Line)]
        if len(lines_of) > 1:
            found.fault("person", str(_SEVERAL))
        elif lines_of:
            return lines_of[0]
        elif rows:
            told = _("Row %(row)s of the pairs was rejected, and this meeting with it.")
            found.fault("person", told % {"row": rows[0].number})
        else:
            found.fault("person", _("The sheet of pairs has no such pair."))
        return None

    def _mentor_called(self, said: str, found: Found) -> tuple[Line | None, UUID | None]:
        """The mentor whom a pair names: in the sheet by what identifies them or by name, else here
        by name."""
        rows = self._called(MENTORS, said)
        here = self.names_here.get(referrals.same_name(said), [])
        if len(rows) > 1 or (not rows and len(here) > 1):
            found.fault("mentor", str(_SEVERAL))
        elif rows and isinstance(rows[0].content, Line):
            return rows[0].content, None
        elif rows:
            told = _("Row %(row)s of the mentors was rejected, and this pair with it.")
            found.fault("mentor", told % {"row": rows[0].number})
        elif here:
            return None, here[0]
        else:
            found.fault("mentor", _("No mentor of this name is in the sheet or here."))
        return None, None

    def _who_waits(self, said: str, found: Found) -> Line | None:
        rows = self._called(WAITING, said)
        if len(rows) > 1:
            found.fault("person", str(_SEVERAL))
        elif not rows:
            found.fault("person", _("Nobody of this name is in the sheet of people who wait."))
        elif not isinstance(rows[0].content, Line):
            told = _("Row %(row)s of the people who wait was rejected, and this pair with it.")
            found.fault("person", told % {"row": rows[0].number})
        else:
            return rows[0].content
        return None

    def _called(self, section: str, said: str) -> list[RowRead]:
        """The rows that somebody's word means; of several with one identifier, the first that is
        not refused, since only that one comes in."""
        by_key = self.known.get((section, as_said(said)), [])
        one_each: dict[str, RowRead] = {}
        for row in by_key or self.known.get((section, referrals.same_name(said)), []):
            if one_each.setdefault(row.key, row).content is None:
                one_each[row.key] = row
        return list(one_each.values())


_READ: Mapping[str, Callable[[_Reader, Found, str], Line]] = {
    MENTORS: _Reader._mentor,
    WAITING: _Reader._waiting,
    PAIRS: _Reader._pair,
    MEETINGS: _Reader._meeting,
}
