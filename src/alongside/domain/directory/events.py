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
