"""What messaging tells upwards, after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ReplyReceived:
    """Somebody answered a message that asked. `meaning` is the number that they chose: 1, 2, …

    `cause_type` and `cause_id` name what the message was sent for."""

    message_id: UUID
    cause_type: str
    cause_id: str
    template: str
    meaning: str
    at: datetime


@dataclass(frozen=True)
class TextsStopped:
    """Whoever has a number wants no more texts to it; `person_ids` are those who gave it."""

    person_ids: tuple[UUID, ...]
    at: datetime
