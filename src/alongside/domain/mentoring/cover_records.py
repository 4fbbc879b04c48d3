"""What leaves mentoring about another mentor for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.domain.mentoring.pair_records import Card

LONGEST_COVER = 84  # days


@dataclass(frozen=True)
class CoverForPerson:
    """A cover as the person sees it: cards while they choose, then whom they chose (`name`), and
    how to reach them (`reach`) on the days on which it stands. `mentor` is their own mentor; `open`
    until it is over or came to nothing."""

    cover_id: UUID
    pair_id: UUID
    state: str
    first_on: date
    last_on: date
    mentor: str
    cards: tuple[Card, ...]
    name: str
    reach: str
    open: bool
    stands: bool


@dataclass(frozen=True)
class CoverForMentor:
    """A cover as the mentor sees it who is asked, or who covers: whom and why, by first names; how
    to reach the person (`reach`) on the days on which it stands. `open` until it is over."""

    cover_id: UUID
    pair_id: UUID
    state: str
    first_on: date
    last_on: date
    first_name: str
    reasons: tuple[str, ...]
    difference: str
    reach: str
    open: bool
    stands: bool


@dataclass(frozen=True)
class CoverRow:
    """A cover for who coordinates: whose (`name`, `mentor`), who covers or is asked (`by`, "" until
    the person chose), whom the person may choose from (`cards`). `may_end` while it is open."""

    cover_id: UUID
    pair_id: UUID
    person_ids: tuple[UUID, ...]
    name: str
    mentor: str
    by: str
    cards: tuple[str, ...]
    state: str
    first_on: date
    last_on: date
    open: bool


@dataclass(frozen=True)
class PairCovers:
    """Covers of one pair for who coordinates: the open one, and those before, the newest first.
    `may_ask` unless one is open or the service keeps the two apart or they end."""

    pair_id: UUID
    person_ids: tuple[UUID, UUID]
    name: str
    mentor: str
    may_ask: bool
    open: CoverRow | None
    before: tuple[CoverRow, ...]


@dataclass(frozen=True)
class AwayRow:
    """What is left to do about a mentor who is away. `why`: waits (for an answer), not_able (the
    mentor who was asked), ends (while the mentor is still paused), look (who covers may not meet
    anybody), alone (the mentor is paused, and nobody covers). `last_on` is the cover's last day."""

    pair_id: UUID
    person_ids: tuple[UUID, UUID]
    name: str
    mentor: str
    why: str
    last_on: date | None
