"""What enters and leaves safety: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.engines.worktime import Hours
from alongside.foundation.errors import Conflict


class About(StrEnum):
    """Whom a worry is about."""

    ME = "me"
    OTHER = "other"
    UNSAID = "unsaid"


class Channel(StrEnum):
    """How whoever told a worry wants to be reached. A person does it; never the service itself."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"


class StepKind(StrEnum):
    """What was done about a worry."""

    READ = "read"
    TAKEN = "taken"
    NOTE = "note"
    SPOKE = "spoke"  # with the person, or with whoever told it
    COUNCIL = "council"  # told the council's safeguarding team
    POLICE = "police"  # told the police, or rang 999
    ELSEWHERE = "elsewhere"  # told somebody else who can help
    HEARD_BACK = "heard_back"  # what the council, the police or another said came of it
    DECIDED = "decided"
    LET_IN = "let_in"
    CLOSING = "closing"
    KEPT_OPEN = "kept_open"
    CLOSED = "closed"


# What somebody may write down; the other kinds are written by what they do.
WRITTEN = (
    StepKind.NOTE,
    StepKind.SPOKE,
    StepKind.COUNCIL,
    StepKind.POLICE,
    StepKind.ELSEWHERE,
    StepKind.HEARD_BACK,
)


# From where a worry may be told: two people who meet, or an introduction.
THINGS = ("pair", "referral")


class Answer(StrEnum):
    """What is known, when something is decided."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


class Route(StrEnum):
    """What is decided about a worry."""

    NOTHING = "nothing"  # no more than listening was needed
    WATCH = "watch"  # we see to it ourselves
    ADULTS = "adults"  # the council's adult safeguarding team
    CHILDREN = "children"  # the council's children's services
    POLICE = "police"
    OFFICER = "officer"  # the council's officer for worries about people who work with children


# Somebody outside is told: whom and when is written down.
OUTSIDE = frozenset({Route.ADULTS, Route.CHILDREN, Route.POLICE, Route.OFFICER})


class Threshold(StrEnum):
    """Whether the law asks for the council to be told."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Judgement:
    """What somebody who reads worries decides, and on what grounds.

    `can_decide` is whether the person can decide about this themselves, `agrees` whether they agree
    to what is done, `wishes` what they want, `without_consent` why it is done all the same.
    `care_needs`, `at_risk` and `cannot_protect` are the three questions of section 42 of the Care
    Act 2014; somebody under 18 goes to children's services, who ask the second alone."""

    route: str
    reasons: str
    can_decide: str = Answer.NOT_KNOWN
    agrees: str = Answer.NOT_KNOWN
    wishes: str = ""
    without_consent: str = ""
    under_18: str = Answer.NOT_KNOWN
    care_needs: str = Answer.NOT_KNOWN
    at_risk: str = Answer.NOT_KNOWN
    cannot_protect: str = Answer.NOT_KNOWN
    told_whom: str = ""
    told_on: date | None = None


@dataclass(frozen=True)
class DecisionRecord:
    """A decision that was made: it stands, and a later one stands beside it."""

    judgement: Judgement
    threshold: str
    by: str
    at: datetime


class Clock(StrEnum):
    """How a worry stands by the clock."""

    IN_TIME = "in_time"
    SHARED = "shared"  # not overdue, but the deputy was told as well
    OVERDUE = "overdue"


class NeededAs(StrEnum):
    """As what somebody who reads worries cannot leave before another one was named."""

    LEAD = "lead"
    DEPUTY = "deputy"
    ONLY_READER = "only_reader"


class StillNeeded(Conflict):
    """Somebody cannot leave yet: worries would be left without a reader. `part` says as what."""

    def __init__(self, part: NeededAs) -> None:
        super().__init__(f"still needed as {part}")
        self.part = part


@dataclass(frozen=True)
class Worry:
    """What somebody tells. `say_who` lets somebody signed in be named; otherwise nobody is.

    `kept_from` is the id of a reader who shall not know of it. `thing` is what it was told from,
    where it was: one of THINGS, with its `thing_id`."""

    danger_now: bool
    what_happened: str
    about: str = About.UNSAID
    about_name: str = ""
    kept_from: UUID | None = None
    may_contact: bool = False
    contact_name: str = ""
    contact_by: str = ""
    contact_at: str = ""
    contact_safely: str = ""
    may_leave_message: bool = False
    say_who: bool = False
    thing: str = ""
    thing_id: UUID | None = None


@dataclass(frozen=True)
class Told:
    """What whoever told a worry learns: its reference, by when it is read, and by whom."""

    concern_id: UUID
    reference: str
    danger_now: bool
    due_at: datetime
    readers: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """Somebody, by id and name."""

    id: UUID
    name: str


@dataclass(frozen=True)
class Published:
    """What everybody may know: who reads worries (the first reads them first), when, and whom to
    ring. `readers` are those of lead and deputy who hold the role now.

    `open_now` says whether it was asked in open hours, `opens_at` when those begin otherwise;
    `read_by` is by when a worry told now is read, `read_by_when_danger` when somebody is in danger.
    """

    readers: tuple[Named, ...]
    hours: tuple[Hours, ...]
    telephone: str
    live: bool
    open_now: bool
    opens_at: datetime
    read_by: datetime
    read_by_when_danger: datetime


@dataclass(frozen=True)
class Readiness:
    """Whether the service is open, and what is missing or wrong with who looks after safety.

    `without_reader` is how many open worries nobody reads."""

    live: bool
    missing: tuple[str, ...]
    without_reader: int = 0


@dataclass(frozen=True)
class SetupRecord:
    """The set-up as the administrator edits it; edition 0 when there is none yet.

    `candidates` hold the role. `missing` says in words what stands in the way of opening, or what
    is wrong since."""

    edition: int
    lead_id: UUID | None
    deputy_id: UUID | None
    hours: tuple[Hours, ...]
    telephone: str
    live_at: datetime | None
    candidates: tuple[Named, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class WorryCounts:
    """How many worries are open, not read yet, and overdue. Nothing about any of them."""

    open: int
    unread: int
    overdue: int


@dataclass(frozen=True)
class WorryRow:
    """A worry in the list: when and how urgent, not what."""

    id: UUID
    reference: str
    state: str
    danger_now: bool
    received_at: datetime
    due_at: datetime | None
    clock: Clock
    owner: str


@dataclass(frozen=True)
class StepRecord:
    """One step of a worry's story."""

    kind: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class WorryRecord:
    """One worry whole, for somebody who may read it, with its story and what they may do now.

    After `forgotten_on` its words are gone: they were kept as long as the policy says."""

    row: WorryRow
    told: Worry
    reporter: str
    kept_from: str
    readers: tuple[Named, ...]
    steps: tuple[StepRecord, ...]
    decisions: tuple[DecisionRecord, ...]
    closing_by: str
    may: frozenset[str]
    forgotten_on: date | None = None


@dataclass(frozen=True)
class MayAct:
    """What somebody can do about a worry now (`may`), and whom they could let in to it."""

    may: frozenset[str]
    others: tuple[Named, ...]


@dataclass(frozen=True)
class DueCounts:
    """What a run of the due work found: worries that nobody has read, such as wait too long, and
    such as have no reader at all."""

    unread: int
    late: int
    without_reader: int = 0


@dataclass(frozen=True)
class HandedOn:
    """How many open worries were given to another owner, and how many have no reader at all."""

    given: int
    without_reader: int


@dataclass(frozen=True)
class Fault:
    """Something that must never be: what, and of which worry."""

    what: str
    concern_id: UUID
