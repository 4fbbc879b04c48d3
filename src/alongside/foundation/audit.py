"""The audit: append-only rows, each sealed by a hash over itself and the row before it.

A row holds ids and the names of fields, never a value. Each organisation has a chain of its own, so
that one organisation's log can be checked, handed over or kept without another's.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from alongside.foundation.models import AuditHead, AuditRow
from alongside.foundation.statements import insert, read, update

NO_ORGANISATION = "service"


@dataclass(frozen=True)
class Entry:
    """What is to be written of one act."""

    organisation_id: UUID | None
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    action: str
    thing_type: str
    thing_id: str
    fields: tuple[str, ...]

    @property
    def chain(self) -> str:
        """The chain that it belongs to."""
        return str(self.organisation_id) if self.organisation_id else NO_ORGANISATION


@dataclass(frozen=True)
class Fault:
    """A place where a chain does not hold: `sequence` is the first row that is wrong."""

    chain: str
    sequence: int
    what: str


def digest(row: AuditRow) -> str:
    """The SHA-256 over the row's content and the digest before it, as 64 hexadecimal digits."""
    content = [
        row.chain,
        row.sequence,
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.actor_kind,
        str(row.actor_id or ""),
        row.actor_name,
        row.action,
        row.thing_type,
        row.thing_id,
        list(row.fields),
        row.previous,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def append(entries: Iterable[Entry]) -> None:
    """Writes the entries to the ends of their chains, within the caller's transaction.

    The heads are locked in the order of their names: two transactions cannot wait for each other.
    """
    chains: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        chains[entry.chain].append(entry)
    for chain in sorted(chains):
        head = _lock(chain)
        rows = []
        for entry in chains[chain]:
            head.sequence += 1
            row = AuditRow(
                chain=chain,
                sequence=head.sequence,
                at=entry.at,
                actor_kind=entry.actor_kind,
                actor_id=entry.actor_id,
                actor_name=entry.actor_name,
                action=entry.action,
                thing_type=entry.thing_type,
                thing_id=entry.thing_id,
                fields=list(entry.fields),
                previous=head.digest,
            )
            row.digest = head.digest = digest(row)
            rows.append(row)
        insert(rows)
        update(head, ("sequence", "digest"))


def _lock(chain: str) -> AuditHead:
    """The end of a chain, locked; made where the chain begins."""
    head = _read_head(chain)
    if head is None:
        AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
        head = _read_head(chain)
    assert head is not None
    return head


def _read_head(chain: str) -> AuditHead | None:
    found = read(AuditHead, ("chain", "sequence", "digest"), by="chain", values=[chain], lock=True)
    return next((AuditHead(chain=c, sequence=n, digest=d) for c, n, d in found), None)


def deeds_of(person_id: UUID) -> Iterator[tuple[datetime, str, str, tuple[str, ...]]]:
    """What the audit notes that the person did: when, what, to which kind of thing, which fields.

    For the person's own copy; in the order in which it was done."""
    rows = AuditRow.objects.filter(actor_id=person_id).order_by("at", "pk")
    for at, action, thing, fields in rows.values_list(
        "at", "action", "thing_type", "fields"
    ).iterator(2_000):
        yield at, action, thing, tuple(fields)


def verify() -> Iterator[Fault]:
    """Walks every chain and yields what does not hold: a changed, missing, added or cut-off row.

    Reads in batches, so that memory stays small whatever the length."""
    heads = {head.chain: head for head in AuditHead.objects.order_by("chain")}
    for chain in sorted({*heads, *AuditRow.objects.values_list("chain", flat=True).distinct()}):
        expected, previous = 1, ""
        broken = None
        for row in AuditRow.objects.filter(chain=chain).order_by("sequence").iterator(2_000):
            broken = _fault_of(row, expected, previous)
            if broken:
                yield broken
                break
            expected, previous = expected + 1, row.digest
        head = heads.get(chain)
        if broken is None and (
            head is None or (head.sequence, head.digest) != (expected - 1, previous)
        ):
            yield Fault(chain, expected, "rows at the end are missing or were added")


def _fault_of(row: AuditRow, expected: int, previous: str) -> Fault | None:
    if row.sequence != expected:
        return Fault(row.chain, expected, "a row is missing")
    if row.previous != previous:
        return Fault(row.chain, row.sequence, "the row does not follow the one before it")
    if row.digest != digest(row):
        return Fault(row.chain, row.sequence, "the row was changed")
    return None
