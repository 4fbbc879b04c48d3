"""What leaves mentoring as figures of a whole service: it names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PairFigure:
    """A pair to which both said yes: since when the person waited for a mentor, when the second yes
    came, and by the day that is reported when it ended, if it had, and how often they had met."""

    wished_on: date
    agreed_on: date
    ended_on: date | None
    met: int


@dataclass(frozen=True)
class Paired:
    """True numbers of a service: mentors to whom two people had said yes by that day and who had
    not stopped, the pairs that were agreed in the period, and since when each who still waited for
    a mentor had waited."""

    mentors: int
    pairs: tuple[PairFigure, ...]
    waiting_since: tuple[date, ...]


@dataclass(frozen=True)
class Aimed:
    """True numbers of a service: goals that were set in the period, how many of these were reached
    by the day that is reported and how many are *just to talk*; reviews of which somebody was asked
    in the period, and how many of these they had answered by that day."""

    goals: int
    goals_reached: int
    just_talk: int
    reviews_asked: int
    reviews_held: int
