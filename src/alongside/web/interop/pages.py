"""Import runs in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.domain.interop.public import MENTORING, RowRecord, RunRecord
from alongside.foundation import clock
from alongside.web.shared.parts import Row

_INSIDE = re.compile(r"^[a-z_]+\.\d+\.")


@dataclass(frozen=True)
class RunLine:
    """One line of the list of runs."""

    run: RunRecord
    when: str
    state: str
    colour: str


def line(run: RunRecord) -> RunLine:
    """A run in the list."""
    began = clock.in_london(run.started_at)
    state, colour = _state(run)
    return RunLine(run, began.strftime("%-d %B %Y, %H:%M"), state, colour)


def counts(run: RunRecord) -> list[Row]:
    """The numbers of a run; those of the rows add up to the rows read."""
    would = run.dry
    rows = [
        Row(_("Rows read"), run.read),
        Row(_("Would be new") if would else _new(run), run.created),
        *_changed(run),
        Row(_("The same as before"), run.unchanged),
        Row(_("Rejected"), run.rejected),
    ]
    if run.with_notes:
        rows.append(Row(_("With something left out"), run.with_notes))
    if run.undone or run.kept:
        rows.append(Row(_("Taken back"), run.undone))
        rows.append(Row(_("Left, because of what was done since"), run.kept))
    return rows


def _changed(run: RunRecord) -> list[Row]:
    """What is here already is never changed by a service's own spreadsheet."""
    if run.kind == MENTORING:
        return []
    return [Row(_("Would change") if run.dry else _("Changed groups"), run.changed)]


def _new(run: RunRecord) -> str:
    return _("Brought in") if run.kind == MENTORING else _("New groups")


def heads(run: RunRecord) -> list[str]:
    """The heads of the first columns of a table of rows."""
    return [_("Sheet"), _("Row")] if run.kind == MENTORING else [_("Row")]


def column(run: RunRecord) -> str:
    """The head of the column that says where a fault stands: by the service's own sheet, or by the
    field of the map."""
    return _("Column") if run.kind == MENTORING else _("Field")


def told(rows: tuple[RowRecord, ...]) -> list[list[str]]:
    """The cells of a table of rows. "places.0.postcode" is told as "postcode"."""
    return [[*_where(row), _INSIDE.sub("", row.field), row.reason] for row in rows]


def kept(rows: tuple[RowRecord, ...]) -> list[list[str]]:
    """The cells of a table of rows that an undo left, and why."""
    return [[*_where(row), row.kept_because] for row in rows if row.kept_because]


def _where(row: RowRecord) -> list[str]:
    sheets = {
        "mentors": _("Mentors"),
        "waiting": _("People who wait"),
        "pairs": _("Pairs"),
        "meetings": _("Meetings"),
    }
    return [sheets[row.sheet], str(row.number)] if row.sheet else [str(row.number)]


def _state(run: RunRecord) -> tuple[str, str]:
    if run.stalled or run.state == "stopped":
        return _("Stopped in the middle"), "red"
    words = {
        "waiting": (_("Waiting to start"), "grey"),
        "running": (_("Running"), "blue"),
        "done": (_("Tried out") if run.dry else _("Brought in"), "green"),
        "cancelled": (_("Cancelled"), "grey"),
        "undoing": (_("Being undone"), "blue"),
        "undone": (_("Undone"), "grey"),
    }
    return words[run.state]
