"""What leaves mentoring about reviews, and what is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.domain.mentoring.goal_records import GoalRecord

REVIEW_WEEKS = (6, 12)
CARRY_ON, CHANGE, FINISH, SKIP = "carry_on", "change", "finish", "skip"
SILENT = "silent"  # the task where nobody answered
REVIEW_ANSWERS = (CARRY_ON, CHANGE, FINISH, SKIP)


@dataclass(frozen=True)
class ReviewPage:
    """What somebody is asked about the meetings with their mentor, whose first name this is, and
    their goals; `state` once they answered."""

    review_id: UUID
    place_id: UUID
    episode_id: UUID
    week: int
    state: str
    answer: str
    first_name: str
    goals: tuple[GoalRecord, ...]


@dataclass(frozen=True)
class ReviewRow:
    """A review of a pair for who coordinates; `late` while nobody answered for ten working days."""

    week: int
    state: str
    asked_on: date
    answer: str
    words: str
    late: bool


@dataclass(frozen=True)
class ReviewsDone:
    """What a run of the due work did: how many people were asked, how many reviews of pairs that
    ended were closed, and about how many that nobody answered a coordinator has a task now."""

    asked: int = 0
    closed: int = 0
    silent: int = 0
