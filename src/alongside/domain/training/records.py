"""What leaves training: frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from alongside.foundation.paging import Page

RENEW_AHEAD_DAYS = 90
"""From so many days before a module stops counting it may be done again, and is told of."""


class Programme(StrEnum):
    """What modules prepare for."""

    MENTOR = "mentor"
    FACILITATOR = "facilitator"
    CLINICAL_TEAM = "clinical_team"


class Standing(StrEnum):
    """How somebody stands with a module today, whatever was tried before."""

    NOT_STARTED = "not_started"
    ENROLLED = "enrolled"
    ATTENDED = "attended"
    OBSERVED = "observed"
    DONE = "done"
    RENEW_SOON = "renew_soon"  # it counts, and ends within RENEW_AHEAD_DAYS
    LAPSED = "lapsed"


@dataclass(frozen=True)
class Skill:
    """What another person must observe: all of `seen`. `not_yet`: the sign that it is not there."""

    slug: str
    label: str
    seen: tuple[str, ...]
    not_yet: str


@dataclass(frozen=True)
class Session:
    """A time together, with its plan for whoever holds it."""

    slug: str
    title: str
    minutes: int
    plan: tuple[str, ...]


@dataclass(frozen=True)
class Material:
    """One part of what is read. A block has one of text, points, talk, try_this."""

    slug: str
    title: str
    blocks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Module:
    """A module as its file says. `renew_after_months` is None where it counts for ever."""

    slug: str
    label: str
    summary: str
    version: int
    programmes: tuple[Programme, ...]
    reading_minutes: int
    renew_after_months: int | None
    source: str
    materials: tuple[Material, ...]
    sessions: tuple[Session, ...]
    skills: tuple[Skill, ...]


@dataclass(frozen=True)
class SessionProgress:
    """A session, and the day on which somebody was there."""

    session: Session
    on: date | None = None


@dataclass(frozen=True)
class SkillProgress:
    """A skill, and who observed it when; `words` is what they told the learner."""

    skill: Skill
    on: date | None = None
    by: str = ""
    words: str = ""


@dataclass(frozen=True)
class ModuleProgress:
    """One person and one module.

    `enrolment_id` is the one that is open, else the last; None where there was none. `counts_until`
    is the last day on which the module counts: None where it does not, `date.max` where for ever.
    Sessions and skills are those of that enrolment."""

    module: Module
    standing: Standing
    enrolment_id: UUID | None
    is_open: bool
    read_on: date | None
    done_on: date | None
    counts_until: date | None
    sessions: tuple[SessionProgress, ...]
    skills: tuple[SkillProgress, ...]

    @property
    def counts(self) -> bool:
        """Whether somebody counts as trained in it on the day that was asked about."""
        return self.counts_until is not None


@dataclass(frozen=True)
class Learner:
    """Somebody in training, with each module that they took part in or that their programmes
    have, in order."""

    person_id: UUID
    name: str
    modules: tuple[ModuleProgress, ...]


@dataclass(frozen=True)
class LearnerModule:
    """One person and one of their modules, for whoever writes down how it goes."""

    person_id: UUID
    name: str
    enrolment_id: UUID
    progress: ModuleProgress


@dataclass(frozen=True)
class Desk:
    """What somebody who looks after training begins with. `waiting` counts the people whose role
    asks for a programme and who are in none; `writes` says whether the reader may write down."""

    learners: Page[Learner]
    renewals: tuple[Renewal, ...]
    waiting: int
    writes: bool


@dataclass(frozen=True)
class ModuleSessions:
    """A module with the sessions for which somebody is awaited, and how many."""

    module: Module
    sessions: tuple[tuple[Session, int], ...]


@dataclass(frozen=True)
class MyTraining:
    """What somebody takes part in, and what else there is to read."""

    own: tuple[ModuleProgress, ...]
    others: tuple[Module, ...]


@dataclass(frozen=True)
class Renewal:
    """A module that soon stops counting for somebody, or has. `begun`: they are doing it again."""

    person_id: UUID
    name: str
    module: str
    label: str
    renew_on: date
    begun: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody whose role asks for a programme of which a module is still to begin."""

    person_id: UUID
    name: str
    programme: Programme
    organisation_id: UUID
