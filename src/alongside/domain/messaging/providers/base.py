"""What every provider offers, whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Protocol
from uuid import UUID


@dataclass(frozen=True)
class Parcel:
    """One message as it is handed over. `message_id` is the same at every try.

    `address` is a mobile number as +44…, an e-mail address, or the lines of a postal address."""

    message_id: UUID
    channel: str
    address: str
    sender: str
    subject: str
    body: str
    language: str = "en"
    large: bool = False


class ForNow(Exception):
    """It was not taken, and may be when it is tried again. Its text names nobody."""


class InTheDark(ForNow):
    """Nobody knows whether it was taken: ask before it is tried again."""


class ForGood(Exception):
    """It was not taken, and never will be like this. Its text names nobody."""


class Provider(Protocol):
    """Somebody who carries messages of one channel or more.

    `local` when nothing leaves the database: it can be done within the transaction. What was handed
    over is kept for `keep`, for a receipt that says it failed; None keeps it until a person has
    dealt with it."""

    name: ClassVar[str]
    local: ClassVar[bool]
    keep: ClassVar[timedelta | None]

    def hand_over(self, parcel: Parcel) -> str:
        """Takes the parcel and returns its own reference. Raises ForNow, InTheDark or ForGood."""

    def find(self, parcel: Parcel, *, since: datetime) -> str:
        """Its reference of the parcel if it took it before, or "". Raises ForNow.

        Asked before anything is handed over again whose first try ended in the dark."""
