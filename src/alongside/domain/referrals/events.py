"""What referrals tell others after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ReferralMade:
    """A service has received a referral."""

    referral_id: UUID
    organisation_id: UUID
    at: datetime


@dataclass(frozen=True)
class ReferralAccepted:
    """A service took somebody on: an episode of support is open. `wants` is mentor, group, course
    or not_sure."""

    referral_id: UUID
    episode_id: UUID
    organisation_id: UUID
    person_id: UUID
    wants: str
    at: datetime


@dataclass(frozen=True)
class ReferralMoved:
    """A referral came into another state, or into the same one again."""

    referral_id: UUID
    organisation_id: UUID
    event: str
    state: str
    at: datetime


@dataclass(frozen=True)
class ReferralClosed:
    """A referral is over, whatever the way: `episode_id` where an episode ended with it."""

    referral_id: UUID
    episode_id: UUID | None
    organisation_id: UUID
    state: str
    outcome: str
    at: datetime
