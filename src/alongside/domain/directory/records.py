"""What leaves the directory: frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.domain.directory.content import Content

# Of the ways to join, those in which somebody cannot come of their own accord.
NOT_ASKED = frozenset({"referral", "closed"})


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
    stands behind the contact details; `details_checked_on` is when they last looked at them.
    `assured_on` is later than that where the group has since said that it still runs."""

    id: UUID
    kind: str
    state: str
    name: str
    content: Content
    steward_id: UUID
    organisation_id: UUID | None
    organisation_name: str
    assured_on: date | None
    details_checked_on: date | None
    basis: str
    sign_ups: tuple[SignUpRecord, ...]
    full: bool
    revision: int
    created_at: datetime
    changed_at: datetime

    @property
    def can_be_asked(self) -> bool:
        """Whether the service may ask it for somebody: a group that takes people who come of their
        own accord, now or later (a full one has a waiting list)."""
        return self.kind == "group" and self.content.joining not in NOT_ASKED


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
    changed. `missing` names the required parts that are not there yet. `unchecked` is true where
    nothing is open and the public reads what came from a file and nobody has checked. `is_editor`,
    `may_edit` and `may_reopen` are about the actor who asked."""

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
    unchecked: bool = False
    is_editor: bool = False
    may_edit: bool = False
    may_reopen: bool = False


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


@dataclass(frozen=True)
class CheckRow:
    """A version that waits to be checked. `first` when it was never public before; `own` when
    the actor edits the listing."""

    listing_id: UUID
    version_id: UUID
    edition: int
    name: str
    kind: str
    submitted_at: datetime
    first: bool
    own: bool


@dataclass(frozen=True)
class ListingRow:
    """A listing in its editor's or coordinator's list.

    `open_state` is the state of the open version, empty where none is; `signed` names the sets of
    principles that stand; `asked_on` is there while *still running?* waits for an answer."""

    listing_id: UUID
    name: str
    kind: str
    state: str
    open_state: str
    full: bool
    assured_on: date | None
    ask_again_on: date | None
    asked_on: date | None
    changed_at: datetime


@dataclass(frozen=True)
class EditorRecord:
    """Somebody who may edit a listing."""

    person_id: UUID
    name: str
    since: datetime


@dataclass(frozen=True)
class VersionRow:
    """One version in a listing's history, with what changed since the public one before it."""

    version_id: UUID
    number: int
    state: str
    basis: str
    author_name: str
    checker_name: str
    created_at: datetime
    submitted_at: datetime | None
    checked_at: datetime | None
    remarks: Mapping[str, str]
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True)
class MoveRow:
    """One change of state of a listing or of one of its versions."""

    thing: str
    event: str
    source: str
    target: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class History:
    """All that happened to a listing, the newest first."""

    versions: tuple[VersionRow, ...]
    moves: tuple[MoveRow, ...]


@dataclass(frozen=True)
class AnswerRecord:
    """What a group answered to one principle, for itself alone: yes, working, no or nothing."""

    principle: str
    answer: str
    own_words: str


@dataclass(frozen=True)
class RunningRow:
    """A *still running?* that waits, in the coordinator's list. `token` is the signed link's.

    `ring` says that it is time for a person to ring."""

    check_id: UUID
    listing_id: UUID
    steward_id: UUID
    name: str
    contact_name: str
    phone: str
    email: str
    state: str
    token: str
    asked_on: date
    ring_from: date
    tag_on: date
    hide_on: date
    rang_on: date | None
    ring: bool


@dataclass(frozen=True)
class RunningQuestion:
    """What the page behind a signed link shows. `answer` is running, stopped or nothing yet."""

    listing_id: UUID
    name: str
    asked_on: date
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class TodayCounts:
    """What waits for a coordinator: listings to check, groups to ring. `next_ring_on` is the first
    day on which another group is to be rung."""

    to_check: int
    to_ring: int
    next_ring_on: date | None


@dataclass(frozen=True)
class DueCounts:
    """What a run of the due work did."""

    asked: int = 0
    tagged: int = 0
    hidden: int = 0
