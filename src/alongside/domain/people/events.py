"""Facts about people that others may want to hear after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ConsentWithdrawn:
    """Somebody stopped agreeing to a purpose: what was shared for it is to be taken back.

    `has_consent` says no from the commit on, whether or not anybody hears this."""

    person_id: UUID
    purpose: str
    at: datetime
