"""Groups near another one, for a page that has to send somebody on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.directory import public as directory
from alongside.foundation.clock import london_date
from alongside.web.shared import listing_words as words

OTHERS, _LOOKED_AT = 3, 12


def others_near(listing: directory.ListingRecord, at: datetime) -> tuple[tuple[str, str, str], ...]:
    """The nearest groups to where it meets that can be asked, for the same people: address, name,
    distance."""
    placed = [place for place in listing.content.places if place.lat is not None]
    record: dict[str, object] = {
        "on": london_date(at).isoformat(),
        "conditions": list(listing.content.conditions or ()),
    }
    if not placed:
        found = directory.find(directory.parse_need(record), per_page=_LOOKED_AT, at=at).results
    else:
        record |= {"lat": placed[0].lat, "lon": placed[0].lon}
        found = directory.nearest_anyway(directory.parse_need(record), limit=_LOOKED_AT, at=at)
    others = (one for one in found if one.listing.id != listing.id and one.listing.can_be_asked)
    return tuple(_other(one) for one in others)[:OTHERS]


def _other(one: directory.FoundListing) -> tuple[str, str, str]:
    listing: UUID = one.listing.id
    far = words.miles(one.distance_km) if one.distance_km is not None else ""
    return f"/groups/{listing}/", one.listing.name, far
