"""What leaves signposting about posters: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PosterPlace:
    """A neighbourhood team or a practice of one (`team` is the team's name), and its code."""

    code: str
    name: str
    team: str
    is_team: bool


@dataclass(frozen=True)
class Figure:
    """A number that is shown; `hidden` says how many months from 1 to 7 are not in it."""

    known: int
    hidden: int = 0


@dataclass(frozen=True)
class Figures:
    """How often a poster was scanned, and how many people asked to join after it."""

    scans: Figure
    requests: Figure


@dataclass(frozen=True)
class PosterRow:
    """One poster's figures, for each month of `PosterCounts.months` and for the year."""

    place: PosterPlace
    months: tuple[Figures, ...]
    year: Figures


@dataclass(frozen=True)
class PosterCounts:
    """What posters did in each month, the latest first, and in the twelve that are over.

    Exact for who coordinates the service; only then `running` is the month that is not over."""

    exact: bool
    running: date | None
    months: tuple[date, ...]
    rows: tuple[PosterRow, ...]
