"""From the files of `data/` to rows: at every deploy, and as often as anybody likes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath

from alongside.domain.catalogue.models import Entry
from alongside.domain.catalogue.queries.terms import forget
from alongside.domain.catalogue.records import SyncReport
from alongside.formats import catalogue as files
from alongside.foundation.actor import system
from alongside.foundation.clock import london_date
from alongside.foundation.unit import Work, unit

_FIELDS = ("label", "content", "position", "valid_from", "valid_to")


@dataclass
class _Changes:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    unchanged: int = 0


def sync(*, at: datetime, data_dir: Path = files.DATA) -> SyncReport:
    """Makes the rows say what the files say; a second time it changes nothing.

    A file with a fault is told in the report and leaves its row as it was. A row whose file is gone
    is retired as of the day before, never deleted. Raises OSError when the folder cannot be
    read."""
    found = files.load(data_dir)
    with unit(actor=system("sync"), at=at) as work:
        changes = _write(found, work)
    forget()
    return SyncReport(
        added=tuple(changes.added),
        changed=tuple(changes.changed),
        retired=tuple(changes.retired),
        unchanged=changes.unchanged,
        faults=tuple(str(fault) for fault in found.faults),
    )


def _write(found: files.Catalogue, work: Work) -> _Changes:
    changes = _Changes()
    rows = {(row.kind, row.slug): row for row in Entry.objects.all()}
    for entry in (one for many in found.entries.values() for one in many):
        row = rows.pop((entry.kind, entry.id), None)
        values = {
            "label": entry.label,
            "content": dict(entry.content),
            "position": entry.position,
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
        }
        if row is None:
            row = Entry.objects.create(kind=entry.kind, slug=entry.id, **values)
            work.audit("entry.added", row, fields=_FIELDS)
            changes.added.append(f"{entry.kind}/{entry.id}")
            continue
        different = [name for name, value in values.items() if getattr(row, name) != value]
        if not different:
            changes.unchanged += 1
            continue
        Entry.objects.filter(pk=row.pk).update(**values)
        work.audit("entry.changed", row, fields=different)
        changes.changed.append(f"{entry.kind}/{entry.id}")
    faulty = {PurePosixPath(fault.file).stem for fault in found.faults}
    for row in _without_file(rows, faulty, london_date(work.at)):
        Entry.objects.filter(pk=row.pk).update(valid_to=row.valid_to)
        work.audit("entry.retired", row, fields=("valid_to",))
        changes.retired.append(f"{row.kind}/{row.slug}")
    return changes


def _without_file(
    rows: dict[tuple[str, str], Entry], faulty: set[str], today: date
) -> Iterator[Entry]:
    """The rows to retire, with their last day."""
    for (_, slug), row in sorted(rows.items()):
        if slug not in faulty and (row.valid_to is None or row.valid_to >= today):
            row.valid_to = today - timedelta(days=1)
            yield row
