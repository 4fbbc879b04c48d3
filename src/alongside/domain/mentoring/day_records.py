"""What leaves mentoring about a coordinator's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class MentorsToday:
    """How much waits in each list. `to_match` wait and nobody was suggested to them yet; `short` is
    the number of places where people wait and no mentor is free; `next_check_on` the next day on
    which a check has to be looked at again. `to_talk` mentors wait for a talk, `to_ring` of them at
    once or longer than promised; `overdue` have not said that they are back; `away` is what is left
    to do while a mentor is away."""

    to_match: int
    applied: int
    second_yes: int
    checks_due: int
    checks_overdue: int
    short: int
    to_talk: int
    to_ring: int
    overdue: int
    next_check_on: date | None
    away: int = 0


@dataclass(frozen=True)
class CapacityRow:
    """One place, by its key: who waits there, its mentors, and how many more they could meet. The
    key and the name are "" for people of whom no place is known."""

    place: str
    name: str
    waiting: int
    mentors: int
    free: int

    @property
    def short(self) -> bool:
        """Whether people wait here and no mentor of the place is free. Never of nowhere: there it
        is not known where to look for volunteers."""
        return bool(self.place) and self.waiting > 0 and self.free <= 0


@dataclass(frozen=True)
class PlaceStory:
    """A wish for a mentor: its state, and what happened, each with its moment and its words."""

    place_id: UUID
    state: str
    lines: tuple[tuple[datetime, str], ...]
