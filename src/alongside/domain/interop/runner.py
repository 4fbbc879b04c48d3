"""Carrying a run out: batches of rows, each kept whole with its counts or not at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.domain.catalogue.public import coordinates_of
from alongside.domain.directory.public import Content, Taken, take_in, undo_take_in
from alongside.domain.directory.public import faults as directory_faults
from alongside.domain.interop import files
from alongside.domain.interop.mentoring.lines import Line
from alongside.domain.interop.mentoring.sheets import read_sheets
from alongside.domain.interop.mentoring.taking import Stays, take_line, take_line_back
from alongside.domain.interop.models import ImportRow, ImportRun
from alongside.domain.interop.reading import read_rows
from alongside.domain.interop.records import MENTORING, ORUK, RowRead, Unreadable
from alongside.domain.interop.states import RunState
from alongside.domain.mentoring import public as mentoring
from alongside.foundation.actor import system
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

BATCH = 50
# What a service of a feed can do without.
_MAY_GO: Mapping[str, Any] = {
    "website": "",
    "email": "",
    "phone": "",
    "min_age": None,
    "max_age": None,
    "cost_pence": None,
}
ACTOR = system("import")
Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


class _Rehearsed(Exception):
    """Ends the inside of a dry run, so that all of it is undone."""


class _Overtaken(Exception):
    """Somebody else carries this run out."""


@dataclass(frozen=True)
class _Outcome:
    row: RowRead
    outcome: str
    field: str = ""
    reason: str = ""
    taken: Taken | None = None
    made: Mapping[str, str] = dataclasses.field(default_factory=dict)


def carry_out(run_id: UUID, *, now: Clock, told: Callable[[int], None] = lambda read: None) -> None:
    """Reads the file of a waiting or resumed run to its end, or until it is cancelled.

    What cannot be read stops the run with a sentence; so does a fault of ours. What was done until
    then stands, and the run can be carried on or undone. `told` hears how many rows were read."""
    with unit(actor=ACTOR, at=now()) as work:
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state == RunState.WAITING:
            move(run, "start", work=work, organisation_id=run.steward_id)
        elif run.state != RunState.RUNNING:
            return
        run.heard_at = work.at
        run.save(update_fields=["heard_at"])
    try:
        _read_all(run, now, told)
    except _Overtaken:
        log.warning("import_overtaken", run=str(run_id))
    except Unreadable as fault:
        _stop(run_id, str(fault), now())
    except KeyboardInterrupt:
        _stop(run_id, _("It was interrupted."), now())
        raise
    except Exception:
        log.exception("import_broke", run=str(run_id))
        _stop(run_id, _("It stopped because of a fault in this software, not in your file."), now())


def _read_all(run: ImportRun, now: Clock, told: Callable[[int], None]) -> None:
    source = files.kept(run.digest)
    if source is None:
        raise Unreadable(_("The file is not kept any more. Upload it again."))
    done = run.read
    for batch in _batches(_once_each(_rows(run, source, now())), done):
        if not _do(run.pk, batch, done, now()):
            return
        done += len(batch)
        told(done)
    with unit(actor=ACTOR, at=now()) as work:
        run = _hold(run.pk, done)
        move(run, "finish", work=work, organisation_id=run.steward_id)
        ImportRun.objects.filter(pk=run.pk).update(ended_at=work.at)
    if run.kind == MENTORING and not run.dry:
        files.forget_service(run.digest)


def _rows(run: ImportRun, source: Path | bytes, at: datetime) -> Iterator[RowRead]:
    if run.kind != MENTORING:
        return read_rows(run.kind, source, run.file_name, run.mapping)
    return read_sheets(
        source,
        run.file_name,
        run.mapping,
        steward_id=run.steward_id,
        here=mentoring.volunteer_names(run.steward_id),
        today=london_date(at),
    )


def _once_each(rows: Iterator[RowRead]) -> Iterator[RowRead]:
    """The same rows; one whose identifier stood in the file before is refused.

    A row that was refused itself does not count as the earlier one: else a slip in the one would
    lose the other too, and the person with both."""
    seen: dict[str, int] = {}
    for row in rows:
        if row.faults:
            yield row
            continue
        first = seen.setdefault(row.key, row.number) if row.key else row.number
        if first != row.number:
            reason = _("Row %(first)s has the same identifier.") % {"first": first}
            row = RowRead(row.number, key=row.key, faults=(("id", reason),), sheet=row.sheet)
        yield row


def _batches(rows: Iterator[RowRead], skip: int) -> Iterator[list[RowRead]]:
    batch: list[RowRead] = []
    for position, row in enumerate(rows):
        if position < skip:
            continue
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _hold(run_id: UUID, done: int) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.state != RunState.RUNNING or run.read != done:
        raise _Overtaken
    return run


def _do(run_id: UUID, batch: list[RowRead], done: int, at: datetime) -> bool:
    """One batch in one unit. False when somebody asked to cancel: then nothing of it was done."""
    with unit(actor=ACTOR, at=at) as work:
        run = _hold(run_id, done)
        if run.cancel_asked:
            move(run, "cancel", work=work, organisation_id=run.steward_id)
            ImportRun.objects.filter(pk=run_id).update(ended_at=at)
            return False
        outcomes = _rehearse(run, batch, at) if run.dry else _take_all(run, batch, at)
        ImportRow.objects.bulk_create([_row(run, outcome) for outcome in outcomes])
        counts = {
            name: F(name) + sum(outcome.outcome == name for outcome in outcomes)
            for name in ("created", "changed", "unchanged", "rejected")
        }
        ImportRun.objects.filter(pk=run_id).update(
            read=F("read") + len(outcomes), heard_at=at, **counts
        )
    return True


def _rehearse(run: ImportRun, batch: list[RowRead], at: datetime) -> list[_Outcome]:
    """What would become of the rows, with everything undone again."""
    outcomes: list[_Outcome] = []
    try:
        with unit(actor=ACTOR, at=at):
            outcomes = _take_all(run, batch, at)
            raise _Rehearsed
    except _Rehearsed:
        return outcomes


def _take_all(run: ImportRun, batch: list[RowRead], at: datetime) -> list[_Outcome]:
    return [_take(run, row, at) for row in batch]


def _take(run: ImportRun, row: RowRead, at: datetime) -> _Outcome:
    if isinstance(row.content, Line):
        return _take_over(run, row, row.content, at)
    if not isinstance(row.content, Content):
        return _rejected(row, dict(row.faults))
    content, notes = row.content, _notes(row, row.content)
    try:
        faults = directory_faults(content, at) if run.kind == ORUK else {}
        if faults and set(faults) <= set(_MAY_GO):
            # A feed is not ours to mend: better a group without its web address than no group.
            content = replace(content, **{name: _MAY_GO[name] for name in faults})
            notes = _told((notes, *(f"{name}: {fault}" for name, fault in faults.items())))
        taken = take_in(
            content,
            steward_id=run.steward_id,
            source=run.mapping["source"],
            external_id=row.key,
            assured_on=row.assured_on,
            listing_id=_as_uuid(row.key),
            actor=ACTOR,
            at=at,
        )
    except Invalid as refused:
        return _rejected(row, refused.faults)
    return _Outcome(row, taken.outcome, reason=notes, taken=taken)


def _take_over(run: ImportRun, row: RowRead, line: Line, at: datetime) -> _Outcome:
    try:
        taken = take_line(line, steward_id=run.steward_id, actor=ACTOR, at=at)
    except Invalid as refused:
        return _rejected(row, refused.faults)
    notes = list(taken.notes)
    if row.left_out and taken.outcome == "created":
        notes.insert(0, _("Left out: %(what)s") % {"what": "; ".join(row.left_out)})
    return _Outcome(row, taken.outcome, reason=_told(notes), made=taken.made)


def _rejected(row: RowRead, faults: dict[str, str]) -> _Outcome:
    names = [row.named(name, row.number) if row.named else name for name in faults]
    field = ", ".join(dict.fromkeys(names))[:100]
    return _Outcome(row, "rejected", field, " ".join(faults.values())[:500])


def _notes(row: RowRead, content: Content) -> str:
    """What came in without: said, because nothing is dropped in silence."""
    notes = list(row.left_out)
    for place in content.places:
        if place.lat is None and place.postcode and coordinates_of(place.postcode) is None:
            notes.append(_("the place on the map: we do not know where its postcode is"))
    return _told(
        [_("Left out: %(what)s") % {"what": "; ".join(dict.fromkeys(notes))}] if notes else []
    )


def _told(notes: Iterable[str]) -> str:
    return " · ".join(note for note in notes if note)[:500]


def _row(run: ImportRun, outcome: _Outcome) -> ImportRow:
    row = ImportRow(
        run=run,
        sheet=outcome.row.sheet,
        number=outcome.row.number,
        outcome=outcome.outcome,
        field=outcome.field,
        reason=outcome.reason,
    )
    if outcome.taken is not None and not (run.dry and outcome.outcome == "created"):
        row.listing_id = outcome.taken.listing_id
    if not run.dry:
        row.made = dict(outcome.made)
    if outcome.taken is not None and not run.dry:
        row.before_id, row.after_id = outcome.taken.before_version_id, outcome.taken.version_id
    return row


def _as_uuid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def _stop(run_id: UUID, sentence: str, at: datetime) -> None:
    with unit(actor=ACTOR, at=at) as work:
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state == RunState.RUNNING:
            stop(run, sentence, work=work)


def stop(run: ImportRun, sentence: str, *, work: Work) -> None:
    """Marks a running run as stopped in the middle, and why."""
    move(run, "stop", work=work, organisation_id=run.steward_id, reason=sentence)
    ImportRun.objects.filter(pk=run.pk).update(fault=sentence[:500], ended_at=work.at)


def take_back(run_id: UUID, *, stays: Stays, now: Clock) -> None:
    """Undoes what a run did, the last row first, in batches; may be called again after a crash.

    What it created is closed or gone, what it changed is put back. What somebody has gone on with
    since stays as it is, and its row says so and why; `stays` is asked the same of everybody whom a
    service's own spreadsheet brought in, and answers with a sentence or ""."""
    while _undo_batch(run_id, stays, now()):
        pass


def _undo_batch(run_id: UUID, stays: Stays, at: datetime) -> bool:
    with unit(actor=ACTOR, at=at) as work:
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state != RunState.UNDOING:
            return False
        left = run.rows.filter(outcome__in=["created", "changed"], undone="").order_by("-pk")
        rows = list(left[:BATCH])
        for row in rows:
            row.kept_because = _undo(row, stays, at)[:200]
            row.undone = "kept" if row.kept_because else "undone"
        ImportRow.objects.bulk_update(rows, ["undone", "kept_because"])
        ImportRun.objects.filter(pk=run_id).update(heard_at=at)
        if len(rows) < BATCH:
            move(run, "finish_undo", work=work, organisation_id=run.steward_id)
            ImportRun.objects.filter(pk=run_id).update(ended_at=at)
            return False
    return True


def _undo(row: ImportRow, stays: Stays, at: datetime) -> str:
    """Why a row stays, or "" when it is undone."""
    if row.made:
        return take_line_back(row.made, stays=stays, actor=ACTOR, at=at)
    edited = _("It was edited since.")
    if row.listing_id is None or row.after_id is None:
        return edited
    try:
        undone = undo_take_in(
            row.listing_id,
            before_version_id=row.before_id,
            version_id=row.after_id,
            actor=ACTOR,
            at=at,
        )
    except (Conflict, NotFound, Refused):
        return edited
    return "" if undone else edited
