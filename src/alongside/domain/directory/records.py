"""What leaves the directory: frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.domain.directory.content import Content


@dataclass(frozen=True)
class SignUpRecord:
    """A public signature under a set of principles. `words` maps a principle to the group's own.

    A signature whose year is over is shown as lapsed, never dropped."""

    id: UUID
    principle_set: str
    signatory: str
    signed_on: date
    renew_by: date
    withdrawn_on: date | None
    words: Mapping[str, str]

    def lapsed(self, on: date) -> bool:
        """Whether its year was over on that day."""
        return self.renew_by < on


@dataclass(frozen=True)
class ListingRecord:
    """A listing with what its public version says.

    `sign_ups` are those not withdrawn, lapsed ones included. `basis` is checked or imported: who
    stands behind the contact details."""

    id: UUID
    kind: str
    state: str
    name: str
    content: Content
    steward_id: UUID
    organisation_id: UUID | None
    organisation_name: str
    assured_on: date | None
    basis: str
    sign_ups: tuple[SignUpRecord, ...]
    full: bool
    revision: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Task:
    """One part of the task list. `status` is not_started, in_progress, returned, done or
    optional."""

    key: str
    title: str
    status: str


@dataclass(frozen=True)
class DraftRecord:
    """What an editor works on: the open version, or the published one where none is open.

    `edition` goes back with the next save. `remarks` maps a field to what the checker wants
    changed. `missing` names the required parts that are not there yet."""

    listing_id: UUID
    version_id: UUID
    kind: str
    listing_state: str
    edition: int
    state: str
    content: Content
    remarks: Mapping[str, str]
    published: Content | None
    tasks: tuple[Task, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """One field that differs from the last checked version; `before` is None at the first."""

    field: str
    label: str
    before: object
    after: object


@dataclass(frozen=True)
class Taken:
    """What became of a listing that was taken in: created, changed or unchanged.

    Kept by an import run so that `undo_take_in` can go back."""

    listing_id: UUID
    outcome: str
    before_version_id: UUID | None
    version_id: UUID
