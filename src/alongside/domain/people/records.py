"""What leaves people: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


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
