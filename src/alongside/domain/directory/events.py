"""What the directory tells upwards, after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ListingPublished:
    """The public reads something new: a version was checked, taken in or put back."""

    listing_id: UUID
    version_id: UUID
    basis: str
    at: datetime


@dataclass(frozen=True)
class ListingReturned:
    """A checker asks for changes; the reasons stand beside the fields of the version."""

    listing_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True)
class ListingSubmitted:
    """A version waits for somebody to check it."""

    listing_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True)
class ListingClosed:
    """It ended, as `because` says: stopped (its group said so), closed (by hand) or undone."""

    listing_id: UUID
    because: str
    at: datetime


@dataclass(frozen=True)
class ListingTagged:
    """It is shown as not confirmed: nobody said that it still runs."""

    listing_id: UUID
    at: datetime


@dataclass(frozen=True)
class ListingHidden:
    """It is public no longer, after a long silence."""

    listing_id: UUID
    at: datetime


@dataclass(frozen=True)
class StillRunningAsked:
    """A group is to be asked whether it still runs."""

    listing_id: UUID
    check_id: UUID
    at: datetime


@dataclass(frozen=True)
class StillRunningConfirmed:
    """Somebody said that it still runs."""

    listing_id: UUID
    how: str
    at: datetime


@dataclass(frozen=True)
class PrinciplesSigned:
    """A group signed, or renewed, a set of principles."""

    listing_id: UUID
    principle_set: str
    at: datetime


@dataclass(frozen=True)
class PrinciplesWithdrawn:
    """A group took its signature back."""

    listing_id: UUID
    principle_set: str
    at: datetime
