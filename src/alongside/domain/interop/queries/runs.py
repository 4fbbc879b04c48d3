"""Import runs, as the coordinators of their organisation see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from alongside.domain.interop.models import ImportRow, ImportRun
from alongside.domain.interop.records import MENTORING, RowRecord, RunRecord
from alongside.domain.interop.states import RunState
from alongside.domain.people.public import Role
from alongside.formats.tables import write_csv
from alongside.foundation.actor import Actor
from alongside.foundation.scoping import get_visible

SILENT = timedelta(minutes=3)
_UNDOABLE = frozenset({RunState.DONE, RunState.CANCELLED, RunState.STOPPED})


def visible(actor: Actor) -> QuerySet[ImportRun]:
    """The runs of the organisations where the actor coordinates."""
    if actor.is_system:
        return ImportRun.objects.all()
    return ImportRun.objects.filter(steward_id__in=actor.organisations(Role.COORDINATOR))


def visible_run(run_id: UUID, *, actor: Actor) -> ImportRun:
    """One of them. Raises NotFound."""
    return get_visible(visible(actor), run_id)


def run(run_id: UUID, *, actor: Actor, at: datetime) -> RunRecord:
    """A run with its counts at this moment. Raises NotFound."""
    return _record(get_visible(_counted(visible(actor)), run_id), at)


def runs(*, actor: Actor, at: datetime, limit: int = 50) -> tuple[RunRecord, ...]:
    """The latest runs first."""
    found = _counted(visible(actor)).order_by("-started_at", "-id")[:limit]
    return tuple(_record(row, at) for row in found)


def rows(
    run_id: UUID, *, outcome: str = "rejected", limit: int = 50, actor: Actor
) -> tuple[RowRecord, ...]:
    """The first rows of a run with that outcome; with a note where `outcome` is notes; left by an
    undo where it is kept."""
    found = visible_run(run_id, actor=actor).rows.order_by("sheet", "number")
    if outcome == "kept":
        found = found.filter(undone="kept")
    elif outcome == "notes":
        found = found.exclude(outcome="rejected").exclude(reason="")
    else:
        found = found.filter(outcome=outcome)
    return tuple(
        RowRecord(
            row.number,
            row.outcome,
            row.field,
            row.reason,
            row.listing_id,
            row.undone,
            row.sheet,
            row.kept_because,
        )
        for row in found[:limit]
    )


def rejected_csv(run_id: UUID, *, actor: Actor) -> Iterator[bytes]:
    """Every rejected row as CSV: row, field, reason; of a spreadsheet with several sheets, the
    sheet first. Raises NotFound."""
    run = visible_run(run_id, actor=actor)
    heads: tuple[str, ...] = ("row", "field", "reason")
    if run.kind == MENTORING:
        heads = ("sheet", *heads)
    columns = [{"row": "number"}.get(head, head) for head in heads]
    found = run.rows.filter(outcome="rejected").order_by("sheet", "number")
    lines = found.values_list(*columns).iterator(2_000)
    return write_csv(heads, ([str(cell) for cell in line] for line in lines))


def rows_csv(run_id: UUID, *, actor: Actor) -> Iterator[bytes]:
    """What became of every row, as CSV. Raises NotFound."""
    run = visible_run(run_id, actor=actor)
    found = run.rows.order_by("sheet", "number").iterator(2_000)
    heads: tuple[str, ...]
    if run.kind == MENTORING:
        heads = ("sheet", "row", "outcome", "field", "reason", "undone", "left_because")
        return write_csv(heads, (_service_cells(row) for row in found))
    heads = ("row", "outcome", "field", "reason", "listing", "undone")
    return write_csv(heads, (_cells(row) for row in found))


def is_stalled(found: ImportRun, at: datetime) -> bool:
    """Whether nothing was heard for minutes of a run that should be at work."""
    if found.state not in (RunState.RUNNING, RunState.UNDOING):
        return False
    return found.heard_at is None or at - found.heard_at > SILENT


def _cells(row: ImportRow) -> list[str]:
    listing = str(row.listing_id or "")
    return [str(row.number), row.outcome, row.field, row.reason, listing, row.undone]


def _service_cells(row: ImportRow) -> list[str]:
    cells = [row.sheet, str(row.number), row.outcome, row.field, row.reason]
    return [*cells, row.undone, row.kept_because]


def _counted(found: QuerySet[ImportRun]) -> QuerySet[ImportRun]:
    noted = ~Q(rows__outcome="rejected") & ~Q(rows__reason="")
    return found.annotate(
        with_notes=Count("rows", filter=noted),
        rows_undone=Count("rows", filter=Q(rows__undone="undone")),
        rows_kept=Count("rows", filter=Q(rows__undone="kept")),
    )


def _record(row: ImportRun, at: datetime) -> RunRecord:
    stalled = is_stalled(row, at)
    stopped = row.state == RunState.STOPPED or (stalled and row.state == RunState.RUNNING)
    fault = row.fault
    if stalled and not fault:
        fault = _("It was cut off in the middle.")
    return RunRecord(
        id=row.pk,
        kind=row.kind,
        state=row.state,
        dry=row.dry,
        file_name=row.file_name,
        source=row.mapping.get("source", ""),
        mapping=row.mapping,
        steward_id=row.steward_id,
        started_at=row.started_at,
        ended_at=row.ended_at,
        read=row.read,
        created=row.created,
        changed=row.changed,
        unchanged=row.unchanged,
        rejected=row.rejected,
        with_notes=row.with_notes,  # type: ignore[attr-defined]
        undone=row.rows_undone,  # type: ignore[attr-defined]
        kept=row.rows_kept,  # type: ignore[attr-defined]
        fault=fault,
        cancel_asked=row.cancel_asked,
        stalled=stalled,
        may_cancel=row.state in (RunState.WAITING, RunState.RUNNING) and not row.cancel_asked,
        may_apply=row.dry and row.state == RunState.DONE,
        may_resume=stopped,
        may_undo=not row.dry and (row.state in _UNDOABLE or stalled),
    )
