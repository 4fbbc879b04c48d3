"""What leaves interop: frozen records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

ORUK, GROUPS, MENTORING = "oruk", "groups", "mentoring"
"""The kinds of files."""


class Unreadable(Exception):
    """The file as a whole cannot be read. Its text is one sentence that says why."""


@dataclass(frozen=True)
class RowRead:
    """One row of a file as it was understood.

    `number` counts as a spreadsheet does, with the heading as row 1. `key` is the row's own
    identifier. `content` is None where `faults` (field, sentence) say why it cannot be taken; else
    a listing's, or a `Line` of a service's own spreadsheet, whose `sheet` is named too.
    `left_out` names what the row says and we have no place for. `named` says for a
    field and a row number where a spreadsheet of a service has it, as it wrote its columns."""

    number: int
    key: str = ""
    content: object | None = None
    assured_on: date | None = None
    faults: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    sheet: str = ""
    named: Callable[[str, int], str] | None = None


@dataclass(frozen=True)
class Brought:
    """What one row of a service's own spreadsheet made, and when: the person, and by kind what else
    (volunteer, pair, place, referral, meeting). A pair goes by the place that it fills; a meeting
    has no person of its own."""

    taken_at: datetime
    person_id: UUID | None
    things: Mapping[str, UUID]


@dataclass(frozen=True)
class RowRecord:
    """What became of one row. `reason` of a row that came in says what could not be kept, and
    `kept_because` why an undo left it."""

    number: int
    outcome: str
    field: str
    reason: str
    listing_id: UUID | None
    undone: str
    sheet: str = ""
    kept_because: str = ""


@dataclass(frozen=True)
class RunRecord:
    """An import run with its counts at this moment: `read` is the sum of the other four.

    `stalled` says that nothing was heard from it for minutes: it was cut off in the middle. The
    `may_…` flags say which buttons make sense. `with_notes` counts rows that came in with
    something left out; `kept` those that an undo left because they were edited since."""

    id: UUID
    kind: str
    state: str
    dry: bool
    file_name: str
    source: str
    mapping: Mapping[str, Any]
    steward_id: UUID
    started_at: datetime
    ended_at: datetime | None
    read: int
    created: int
    changed: int
    unchanged: int
    rejected: int
    with_notes: int
    undone: int
    kept: int
    fault: str
    cancel_asked: bool
    stalled: bool
    may_cancel: bool
    may_apply: bool
    may_resume: bool
    may_undo: bool

    @property
    def at_work(self) -> bool:
        """Whether its counts may still change by themselves."""
        return self.state in {"waiting", "running", "undoing"} and not self.stalled
