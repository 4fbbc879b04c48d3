"""What leaves mentoring about goals, and what is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

MOST_OPEN = 10
SUREST = 10


@dataclass(frozen=True)
class GoalSaid:
    """What somebody says of a goal: in `words` of their own, or `just_talk`, which asks for nothing
    more. `step` is a small next step and `step_when` when or where, in words; `sure` from 1 to
    SUREST how sure they are of the step, None if they would rather not say."""

    words: str = ""
    just_talk: bool = False
    step: str = ""
    step_when: str = ""
    sure: int | None = None


@dataclass(frozen=True)
class GoalOut:
    """A goal for a copy that goes elsewhere, with its state."""

    said: GoalSaid
    state: str


@dataclass(frozen=True)
class GoalRecord:
    """A goal as the person and their mentor see it. `by_mentor`: the mentor wrote it down and the
    person has not changed it since. `may_change` whether the reader may change the words, `events`
    what else the reader may do now; `edition` is handed back with a change."""

    goal_id: UUID
    place_id: UUID
    state: str
    said: GoalSaid
    by_mentor: bool
    may_change: bool
    events: tuple[str, ...]
    edition: int


@dataclass(frozen=True)
class Goals:
    """The goals of one person, the newest first: those they have, and those reached or set aside.

    `theirs`: the person reads. `first_name` is the other one's: the mentor's for the person, ""
    while there is none. `may_write` until the wish for a mentor is closed."""

    place_id: UUID
    theirs: bool
    first_name: str
    may_write: bool
    open: tuple[GoalRecord, ...]
    over: tuple[GoalRecord, ...]
