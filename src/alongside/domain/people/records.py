"""What leaves people: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.foundation.errors import Conflict


class Role(StrEnum):
    """What somebody can be at an organisation. Visitor, person and carer are no memberships."""

    MENTOR = "mentor"
    FACILITATOR = "facilitator"
    REFERRER = "referrer"
    COORDINATOR = "coordinator"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    COMMISSIONER = "commissioner"
    IMPROVER = "improver"
    GUIDANCE_EDITOR = "guidance_editor"
    ORG_ADMIN = "org_admin"
    PLATFORM_OPERATOR = "platform_operator"


class How(StrEnum):
    """How somebody agreed: by themselves on a page, or so that another wrote it down."""

    PAGE = "page"
    PHONE = "phone"
    PAPER = "paper"
    IN_PERSON = "in_person"


class CarerMay(StrEnum):
    """What a person can let a carer do. Never among them: how the person is reached safely, and
    what anybody worries about."""

    SEE_REQUEST = "see_request"
    CHANGE_REQUEST = "change_request"
    CANCEL_REQUEST = "cancel_request"
    DOWNLOAD = "download"
    REFER = "refer"


class Wanted(StrEnum):
    """What somebody who complains wants to happen."""

    EXPLAIN = "explain"
    COPY = "copy"
    CORRECT = "correct"
    DELETE = "delete"
    STOP = "stop"


class ReplyBy(StrEnum):
    """How somebody who complains wants to be answered."""

    EMAIL = "email"
    PHONE = "phone"
    POST = "post"
    NONE = "none"


class RestrictBecause(StrEnum):
    """Why somebody may ask that their details are kept and not used: UK GDPR, Article 18(1)."""

    ACCURACY = "accuracy"  # (a) they say that something is wrong, until it was checked
    UNLAWFUL = "unlawful"  # (b) it should not be here, and they do not want it deleted
    CLAIM = "claim"  # (c) the service needs it no more, and they need it for a legal claim
    OBJECTION = "objection"  # (d) they objected to a use, until that is answered


class ToldHow(StrEnum):
    """How somebody was told that a restriction will end."""

    MESSAGE = "message"
    POST = "post"
    PHONE = "phone"
    IN_PERSON = "in_person"


class IsRestricted(Conflict):
    """The person asked that their details are kept and not used: this would use them."""


@dataclass(frozen=True)
class ServiceRecord:
    """The service of this database: its name stands on every page."""

    organisation_id: UUID
    name: str
    is_demo: bool


@dataclass(frozen=True)
class OrganisationRecord:
    """An organisation as others may know it."""

    id: UUID
    name: str
    description: str = ""
    website: str = ""
    email: str = ""


@dataclass(frozen=True)
class TeamRecord:
    """A neighbourhood team. `practices` are (code, name) pairs."""

    id: UUID
    slug: str
    name: str
    places: tuple[str, ...]
    outward_codes: tuple[str, ...]
    lat: float
    lon: float
    population: int
    practices: tuple[tuple[str, str], ...]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class MembershipRecord:
    """A role that somebody holds."""

    id: UUID
    person_id: UUID
    person_name: str
    organisation_id: UUID
    organisation_name: str
    role: str
    checks_listings: bool


@dataclass(frozen=True)
class InvitationRecord:
    """An open invitation; its `token` is what the link carries."""

    id: UUID
    token: str
    organisation_id: UUID
    organisation_name: str
    role: str
    checks_listings: bool
    valid_until: datetime


@dataclass(frozen=True)
class TryPerson:
    """An invented person of the demo, for *Try each role*."""

    person_id: UUID
    name: str
    roles: tuple[str, ...]
    about: str


@dataclass(frozen=True)
class ConsentWords:
    """What a page shows when it asks for a consent, and the version to which people agree."""

    purpose: str
    version: int
    label: str
    words: str
    when_withdrawn: str


@dataclass(frozen=True)
class ConsentRecord:
    """One agreement, with the words that were shown. `counts` while it may be relied upon: it was
    not withdrawn, and no later words asked again."""

    id: UUID
    purpose: str
    label: str
    version: int
    words: str
    when_withdrawn: str
    how: str
    recorded_by: str
    given_at: datetime
    withdrawn_at: datetime | None
    counts: bool


@dataclass(frozen=True)
class CarerOfferRecord:
    """What a link offers to whoever becomes the person's carer by it."""

    id: UUID
    person_id: UUID
    person_name: str
    what: tuple[str, ...]
    until: date


@dataclass(frozen=True)
class CareRecord:
    """What one carer may do for one person now: each thing with its last day."""

    person_id: UUID
    person_name: str
    carer_id: UUID
    carer_name: str
    may: tuple[tuple[str, date], ...]


@dataclass(frozen=True)
class ComplaintGiven:
    """A complaint as somebody writes it."""

    about: str
    wanted: str
    reply_by: str
    name: str = ""
    reply_to: str = ""
    safely: str = ""
    may_leave_message: bool = False


@dataclass(frozen=True)
class ComplaintAcknowledged:
    """What whoever complained is told at once."""

    reference: str
    received_on: date
    due_on: date
    answered: bool


@dataclass(frozen=True)
class ComplaintRecord:
    """A complaint, for the service's administrator. `days_late` is 0 while it is in time;
    `person_id` is there for somebody who was signed in."""

    id: UUID
    person_id: UUID | None
    reference: str
    state: str
    given: ComplaintGiven
    received_at: datetime
    due_on: date
    days_late: int
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True)
class ComplaintCounts:
    """How many complaints are not answered, and how many of these are late."""

    open: int
    late: int


@dataclass(frozen=True)
class ErasureRecord:
    """An erasure that waits for a second person. `own` where the reader asked for it."""

    id: UUID
    person_id: UUID
    person_name: str
    asked_by: str
    asked_at: datetime
    own: bool


@dataclass(frozen=True)
class LookRecord:
    """Somebody looked at a person's record: when, as what, and at which part."""

    at: datetime
    role: str
    what: str


@dataclass(frozen=True)
class RestrictionRecord:
    """That somebody's details are kept and not used. `lift_from` is the moment from which staff may
    lift it, once the person was told; the person themselves may at any time."""

    id: UUID
    person_id: UUID
    state: str
    because: str
    about: str
    how: str
    recorded_by: str
    asked_at: datetime
    told_how: str
    told_at: datetime | None
    told_by: UUID | None
    lift_from: datetime | None
