"""What leaves outcomes as figures of a whole service: it names nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from alongside.engines.evaluation import PairedChange, Transitions

MOST_PEOPLE = 1_000_000
YEAR_BEGINS = 4
"""The month in which a contract year begins where nobody said otherwise: April."""


@dataclass(frozen=True)
class Targets:
    """What the contract asks for; None where it names no number."""

    organisation_id: UUID
    mentors: int | None = None
    people_a_year: int | None = None
    year_begins: int = YEAR_BEGINS


@dataclass(frozen=True)
class Tally:
    """What became of asking: these four add up to everybody who is counted."""

    answered: int
    skipped: int
    no_answer: int
    not_asked: int


@dataclass(frozen=True)
class ScaleFigures:
    """One scale over everybody. `change` is there for a scale with numbers and a direction, with
    `of_pairs`, the same over those alone who answered twice; `levels` for a scale with levels;
    `categories` says how many of those who answered twice were in each category at first and at
    the end. `span` is how many points there are from the lowest score to the highest, 0 where a
    scale has none."""

    scale: str
    label: str
    higher_is_better: bool | None
    change: PairedChange | None
    of_pairs: PairedChange | None
    levels: Transitions | None
    categories: Mapping[str, tuple[int, int]]
    span: float


@dataclass(frozen=True)
class MeasureFigures:
    """One version of one measure: how many answered it first, how many of these are supported
    still and so were not asked again yet, and what became of asking the rest at the end."""

    measure: str
    version: str
    label: str
    began: int
    still: int
    end: Tally
    scales: tuple[ScaleFigures, ...]


@dataclass(frozen=True)
class Changed:
    """What became of asking at the beginning, and each measure that was answered, the one with
    most answers on top."""

    beginning: Tally
    measures: tuple[MeasureFigures, ...]
