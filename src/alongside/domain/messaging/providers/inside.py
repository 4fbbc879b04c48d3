"""Carriers for which nothing leaves the database: a demo's outbox, and letters that people post."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from alongside.domain.messaging.providers.base import Parcel


class Outbox:
    """The on-screen outbox of a demo: the message itself is what the page shows."""

    name: ClassVar[str] = "outbox"
    local: ClassVar[bool] = True
    keep: ClassVar[timedelta | None] = timedelta(days=30)

    def hand_over(self, parcel: Parcel) -> str:
        """Nothing is left to do."""
        return str(parcel.message_id)

    def find(self, parcel: Parcel, *, since: datetime) -> str:
        """Nothing can end in the dark here."""
        return ""


class Print(Outbox):
    """Letters wait in a list until a person has printed and posted them."""

    name: ClassVar[str] = "print"
    keep: ClassVar[timedelta | None] = None
