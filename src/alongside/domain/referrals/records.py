"""What enters and leaves referrals: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from alongside.formats.spis import Conformance, NodePath


@dataclass(frozen=True)
class Reach:
    """How somebody who is referred may be reached.

    `channel` is text, email, phone or letter. `number` serves text and phone, `post` is an address
    in lines; `formats` are slugs of recorded formats."""

    channel: str
    number: str = ""
    email: str = ""
    post: tuple[str, ...] = ()
    may_leave_message: bool = False
    language: str = "en"
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Given:
    """A referral as somebody writes it.

    `agreed` says that the person agreed to the words of the purpose *referral*, `how_agreed` is
    page, phone, paper or in_person. `reach` may be None for somebody who told us before.
    `barriers` are slugs; `born` and `nhs_number` are never needed. `referred_by` is who introduced
    them elsewhere, in words, and `written_at` when: of one that came in a file."""

    name: str
    reach: Reach | None
    wants: str
    agreed: bool
    how_agreed: str = "in_person"
    practice: str = ""
    condition: str = ""
    reason: str = ""
    about_me: str = ""
    barriers: tuple[str, ...] = ()
    risk: str = ""
    born: date | None = None
    nhs_number: str = ""
    referred_by: str = ""
    written_at: datetime | None = None


@dataclass(frozen=True)
class MadeRecord:
    """What the page after *Send* says. `token` opens the referral for the person; until
    `undo_until` whoever wrote it can take it back. `decided_by` is the day by which the service
    decides."""

    referral_id: UUID
    reference: str
    token: str
    service_name: str
    undo_until: datetime
    decided_by: date


@dataclass(frozen=True)
class Barrier:
    """Something that gets in the way, as the person says it. `kind` is real or perceived."""

    slug: str
    label: str
    kind: str


@dataclass(frozen=True)
class StoryLine:
    """One thing that happened, in words."""

    at: datetime
    words: str
    who: str


@dataclass(frozen=True)
class ReferralRow:
    """A referral in a list. `no_news` says that its referrer has heard nothing for too long."""

    referral_id: UUID
    person_id: UUID
    reference: str
    name: str
    state: str
    wants: str
    condition: str
    made_by: str
    referrer_name: str
    practice: str
    made_on: date
    owner_kind: str
    owner_name: str
    due_on: date | None
    overdue: bool
    no_news: bool
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Duplicate:
    """Another referral that may be the same person's, and why it looks so."""

    referral_id: UUID
    reference: str
    name: str
    state: str
    made_on: date
    born: date | None
    why: tuple[str, ...]


@dataclass(frozen=True)
class JoinedRecord:
    """A joining that stands, or is proposed: `by_second` is empty until a second person did it.
    `keeps` says that the referral at hand is the one that goes on."""

    joined_id: UUID
    referral_id: UUID
    reference: str
    keeps: bool
    by_first: str
    by_second: str
    may_confirm: bool


@dataclass(frozen=True)
class ReferralRecord:
    """One referral for a coordinator of its service. `events` are what may be done now; `moves`
    what happened, the oldest first. `reach_by` and `reach_at` say how the person is reached."""

    referral_id: UUID
    reference: str
    state: str
    owner_kind: str
    owner_id: UUID | None
    owner_name: str
    due_on: date | None
    overdue: bool
    no_news: bool
    person_id: UUID
    name: str
    born: date | None
    nhs_number: str
    reach_by: str
    reach_at: str
    may_leave_message: bool
    needs: tuple[str, ...]
    service_id: UUID
    made_by: str
    referrer_name: str
    referred_by: str
    practice: str
    made_at: datetime
    wants: str
    condition: str
    reason: str
    about_me: str
    barriers: tuple[Barrier, ...]
    risk: str
    correction: str
    tells_referrer: bool
    because: str
    note: str
    outcome: str
    fit: str
    episode_id: UUID | None
    follows_id: UUID | None
    next_id: UUID | None
    joined: tuple[JoinedRecord, ...]
    duplicates: tuple[Duplicate, ...]
    story: tuple[StoryLine, ...]
    events: tuple[str, ...]
    undo_until: datetime | None  # of a decision that nobody has heard of yet


@dataclass(frozen=True)
class OwnReferral:
    """One that is about whoever signed in: `wants` is one of WANTS, `made_on` a day in London."""

    referral_id: UUID
    wants: str
    made_on: date


@dataclass(frozen=True)
class MyReferralRecord:
    """A referral as the person sees it: what was written about them, and how it stands.

    `events` are change and withdraw while they can. `decided_by` is a day while somebody decides.
    The note on safety is not here: others may look at the same telephone."""

    referral_id: UUID
    reference: str
    state: str
    service_name: str
    name: str
    made_by: str
    referrer_name: str
    made_on: date
    wants: str
    condition: str
    reason: str
    about_me: str
    barriers: tuple[Barrier, ...]
    correction: str
    tells_referrer: bool
    decided_by: date | None
    because: str
    note: str
    outcome: str
    story: tuple[StoryLine, ...]
    events: tuple[str, ...]


@dataclass(frozen=True)
class MadeRow:
    """A referral as whoever wrote it sees it: how it stands, and the news they had. The episode is
    None where there is none, and where the person does not want it told; `waits_for` is mentor, or
    another where one whom they had is gone, and "" where they wait for none."""

    referral_id: UUID
    person_id: UUID
    reference: str
    name: str
    state: str
    made_on: date
    practice: str
    wants: str
    because: str
    note: str
    outcome: str
    fit: str
    told_on: date | None
    may_undo: bool
    episode_id: UUID | None = None
    waits_for: str = ""


@dataclass(frozen=True)
class WrittenRecord:
    """A referral as whoever wrote it at work sees it on its own page. `reached_by` is the channel
    by which the person gets what was written; `story` is what happened, the oldest first, empty
    where the person does not want it told."""

    row: MadeRow
    service_name: str
    condition: str
    reason: str
    about_me: str
    barriers: tuple[Barrier, ...]
    undo_until: datetime
    decided_by: date | None
    reached_by: str
    story: tuple[StoryLine, ...]


@dataclass(frozen=True)
class EpisodeRecord:
    """An episode of support. `closed_at` and `outcome` are empty while it is open."""

    episode_id: UUID
    referral_id: UUID
    reference: str
    organisation_id: UUID
    person_id: UUID
    name: str
    wants: str
    condition: str
    born: date | None
    state: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str


@dataclass(frozen=True)
class ReceptionRecord:
    """How much room a service has: `places` None for no limit, `held` how many it supports now,
    `waiting` how many wait. `paused_until` None while it takes people on."""

    organisation_id: UUID
    name: str
    places: int | None
    held: int
    waiting: int
    paused_until: date | None
    words: str


@dataclass(frozen=True)
class TodayCounts:
    """How many referrals stand in each of a coordinator's lists. `past_target`: nobody spoke to
    them by the promised day; `follow_ups`: it is the day to speak to them again, or past it;
    `waiting_late`: of those who wait, whose day has passed or of whom nobody was told anything for
    too long."""

    overdue: int
    past_target: int
    follow_ups: int
    received: int
    accepted: int
    waiting: int
    no_news: int
    waiting_late: int


@dataclass(frozen=True)
class DueDone:
    """What a run of the due work did."""

    received: int = 0
    discarded: int = 0
    alerted: int = 0
    late: int = 0
    digests: int = 0


@dataclass(frozen=True)
class Exported:
    """A document of the social prescribing standard, and of each referral by its reference how far
    it keeps to it."""

    document: str
    reports: tuple[tuple[str, Conformance], ...]


@dataclass(frozen=True)
class CameIn:
    """A referral of a document that was taken, or could be: its number, from 1, the nodes that have
    no place here, and the mandatory ones that it lacks."""

    number: int
    left_out: tuple[NodePath, ...]
    missing: tuple[NodePath, ...]


@dataclass(frozen=True)
class Rejected:
    """A referral of a document that could not be taken: its number, from 1, and why."""

    number: int
    why: str


@dataclass(frozen=True)
class ImportedSpis:
    """What bringing a document in did, or would do."""

    created: int
    known: int
    rejected: tuple[Rejected, ...]
    taken: tuple[CameIn, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Something that must never be: of which kind of thing, and its id."""

    what: str
    thing_type: str
    thing_id: str
