"""What is handed in and leaves when a service's own list is taken over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.domain.mentoring.records import Profile, Reachable


@dataclass(frozen=True)
class SeenCheck:
    """A check that somebody of the service saw before: its level and days, never what it says."""

    kind: str
    level: str
    seen_on: date
    look_again_on: date | None = None


@dataclass(frozen=True)
class TakenMentor:
    """A mentor as the service's own list has them. What the list does not say stays empty.

    `state` is applied or preparing: whoever is at work is preparing until two people said yes here.
    Each day is one on which the list says that something was done."""

    name: str
    reach: Reachable
    profile: Profile
    state: str
    since: date
    met_on: date | None = None
    trained_on: date | None = None
    references_seen_on: date | None = None
    agreed_on: date | None = None
    checks: tuple[SeenCheck, ...] = ()


@dataclass(frozen=True)
class BroughtPair:
    """Pairs that fill one place, and the person whose place it is."""

    pair_ids: tuple[UUID, ...]
    person_id: UUID


@dataclass(frozen=True)
class TakenOver:
    """Somebody who was taken over; `new` is False for one who was here already."""

    id: UUID
    person_id: UUID
    new: bool
