"""What leaves outcomes about stories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

LONGEST_STORY = 3_000
LONGEST_SHOWN_AS = 80


class Use(StrEnum):
    """Where a story may be shown: each is agreed to, and taken back, by itself."""

    REPORT = "report"
    WEBSITE = "website"
    TRAINING = "training"

    @property
    def purpose(self) -> str:
        """The consent that it needs."""
        return f"story-{self.value}"


@dataclass(frozen=True)
class UseRecord:
    """One use that holds now, under which version of the words, and until when."""

    use: Use
    words_version: int
    until: date


@dataclass(frozen=True)
class MyStory:
    """Somebody's own story. `token` is "" where there is no link."""

    words: str
    shown_as: str
    uses: tuple[UseRecord, ...]
    token: str = ""


@dataclass(frozen=True)
class StoryRow:
    """A story for a coordinator. `read`: somebody looked that it names nobody else."""

    story_id: UUID
    person_id: UUID
    name: str
    words: str
    shown_as: str
    uses: tuple[UseRecord, ...]
    read: bool


@dataclass(frozen=True)
class StoryTold:
    """A story as it is shown: the words, and the name that its teller wishes, "" for none."""

    words: str
    shown_as: str
