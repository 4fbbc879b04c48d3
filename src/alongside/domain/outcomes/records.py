"""What leaves outcomes: frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

MOST_ITEMS = 6
"""A service asks no more questions than this at one point."""


class Point(StrEnum):
    """When a measure is asked: after the first meeting, and at the end."""

    BASELINE = "baseline"
    END = "end"


class How(StrEnum):
    """How somebody answered: by a link, by their account, or told to a coordinator."""

    LINK = "link"
    ACCOUNT = "account"
    SAID = "said"


@dataclass(frozen=True)
class Option:
    """An answer to choose."""

    id: str
    label: str


@dataclass(frozen=True)
class Item:
    """One question as it is shown. Labels of the ends are "" where there are none."""

    id: str
    text: str
    kind: str
    least: int
    most: int
    least_label: str
    most_label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Measure:
    """A measure that a service may ask, with its questions in order."""

    slug: str
    label: str
    version: str
    introduction: str
    items: tuple[Item, ...]
    licence: str
    source: str


@dataclass(frozen=True)
class Questions:
    """A measure as one person is asked it, and what became of it so far.

    `answers` are their own, when they have answered. `token` is "" where there is no link."""

    response_id: UUID
    point: Point
    measure: Measure
    state: str
    asked_at: datetime
    answers: Mapping[str, Any]
    token: str = ""


@dataclass(frozen=True)
class Choice:
    """What a service asks, and what it could ask."""

    organisation_id: UUID
    chosen: Measure | None
    offered: tuple[Measure, ...]


@dataclass(frozen=True)
class Asked:
    """What `ask` did: the response, and whether the person was asked just now."""

    response_id: UUID
    news: bool


@dataclass(frozen=True)
class ScoreRecord:
    """One scale of one response; `value` is None where too little was answered."""

    scale: str
    label: str
    value: float | None
    category: str
    band: str
    higher_is_better: bool | None


@dataclass(frozen=True)
class Outcome:
    """One measure of one episode, for the person and the coordinator."""

    response_id: UUID
    point: Point
    measure: str
    label: str
    state: str
    asked_at: datetime
    said_at: datetime | None
    scores: tuple[ScoreRecord, ...]


class Compared(StrEnum):
    """How the end stands to the beginning on one scale, of the same questions."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True)
class SaidRow:
    """One question as it stood on the page, with what was said at each point; "" for no answer."""

    question: str
    before: str
    after: str


@dataclass(frozen=True)
class PointRow:
    """What became of one point: asked, answered, skipped, and by which way."""

    response_id: UUID
    point: Point
    measure: str
    state: str
    asked_at: datetime
    said_at: datetime | None
    how: str
    level: str
    cut_table: str


@dataclass(frozen=True)
class ScaleRow:
    """One scale that can be compared, without any number of it."""

    label: str
    compared: Compared


@dataclass(frozen=True)
class EpisodeAnswers:
    """What one person was asked in an episode and said, in their own answers. No number is worked
    out of them here: `scales` says better, same or worse alone."""

    episode_id: UUID
    points: tuple[PointRow, ...]
    said: tuple[SaidRow, ...]
    scales: tuple[ScaleRow, ...]


@dataclass(frozen=True)
class ScoreOnly:
    """A measure of which the score alone may be kept, and what a score of it must look like."""

    slug: str
    label: str
    introduction: str
    licence: str
    cut_tables: tuple[str, ...]


@dataclass(frozen=True)
class MyPage:
    """What the person is asked now, and what they said before, episode by episode."""

    asked: tuple[Questions, ...]
    answers: tuple[EpisodeAnswers, ...]
