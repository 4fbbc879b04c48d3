"""Numbers of a practice, of outside and of a period: frozen records that name nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class PracticeCounts:
    """What became of the referrals of one practice, all together."""

    practice: str
    made: int
    waiting: int
    contacted: int
    attended: int
    declined: int
    fitted: int
    graded: int


@dataclass(frozen=True)
class OutsideCounts:
    """What became of introductions, as anybody may see it: None is a number from 1 to 7, which is
    hidden. Each is a part of the one before. `until` is the last day that is counted."""

    since: date
    until: date
    made: int | None
    contacted: int | None
    attended: int | None


@dataclass(frozen=True)
class Begun:
    """One episode that began: when the person was introduced, when the service said yes, and, by
    the day that is reported, when they first came and when it was over. It names nobody."""

    episode_id: UUID
    person_id: UUID
    introduced_on: date
    begun_on: date
    came_on: date | None
    over_on: date | None


@dataclass(frozen=True)
class Reached:
    """True numbers of a service for a period: who was introduced in it, of those who were declined
    or still waited for an answer, and every episode that began in it, the first on top."""

    introduced: int
    declined: int
    undecided: int
    begun: tuple[Begun, ...]
