"""What leaves mentoring about the rota and who is out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

OUT_FOR = (30, 60, 90, 120, 180)


@dataclass(frozen=True)
class WatchRow:
    """Some hours of the rota. `weekday` 0 is Monday; `counts` is False for somebody who looks after
    volunteers there no more: nobody watches then."""

    watch_id: UUID
    name: str
    weekday: int
    starts: time
    ends: time
    counts: bool


@dataclass(frozen=True)
class Rota:
    """The rota of an organisation, in the order of the week, and who may be put on it."""

    rows: tuple[WatchRow, ...]
    may: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True)
class OutRecord:
    """A mentor's own: whether they are out, until when, who watches (the first name, "" where
    nobody does), and from which moment on there is an alarm. `would` names, for each length that
    may be chosen, whoever would watch, or nobody ("")."""

    out: bool
    back_by: datetime | None
    alarm_at: datetime | None
    watcher: str
    alarmed: bool
    would: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class OverdueRow:
    """A mentor who has not said that they are back: how to reach them, and the kept place of what
    was planned for that hour."""

    check_in_id: UUID
    person_id: UUID
    name: str
    reach: str
    back_by: datetime
    place: str
    watcher: str
