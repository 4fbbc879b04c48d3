"""Whoever is taken over from the list that ran a service until now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.domain.referrals.records import Reach


@dataclass(frozen=True)
class TakenPerson:
    """Somebody as the list has them that ran a service until now.

    `state` is received, waiting or attending; `since` the day on which they came, or from which
    they have been supported; `next_on` when somebody speaks to them next, where the list says."""

    name: str
    reach: Reach
    state: str
    since: date
    next_on: date | None = None
    made_by: str = "clinician"
    practice: str = ""
    condition: str = ""
    reason: str = ""
    born: date | None = None
    nhs_number: str = ""


@dataclass(frozen=True)
class TakenOver:
    """Somebody who was taken over; `new` is False for one who was here already. `episode_id` is
    None before the service took them on."""

    referral_id: UUID
    reference: str
    person_id: UUID
    episode_id: UUID | None
    state: str
    new: bool
