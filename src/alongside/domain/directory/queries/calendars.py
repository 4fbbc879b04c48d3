"""A group's dates for somebody's own calendar."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.directory.content import Meeting
from alongside.domain.directory.meetings import series_of
from alongside.domain.directory.queries.finding import public_listing
from alongside.domain.directory.records import ListingRecord
from alongside.engines.recurrence import next_dates
from alongside.formats.ical import CalendarSeries, group_series
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound


def calendar(listing_id: UUID, *, at: datetime, url: str = "") -> bytes:
    """The coming dates of a public group as an `.ics` file: at its hour in London all year.

    `url` is its page. Raises NotFound unless it is public and has dates to come."""
    listing = public_listing(listing_id)
    series = [
        found
        for number, meeting in enumerate(listing.content.meetings)
        if (found := _series(listing, number, meeting, at, url)) is not None
    ]
    if not series:
        raise NotFound("directory.listing")
    return group_series(listing.name, series, stamp=listing.changed_at)


def _series(
    listing: ListingRecord, number: int, meeting: Meeting, at: datetime, url: str
) -> CalendarSeries | None:
    known = series_of(meeting)
    since = london_date(at)
    # An interval above 1 counts from its first day, which must then stay the first.
    if meeting.interval > 1 and meeting.valid_from is not None:
        since = meeting.valid_from
    coming = next_dates(known, since, 1) if known is not None else ()
    if not coming:
        return None
    content = listing.content
    place = content.places[0] if content.places and "in_person" in content.modes else None
    return CalendarSeries(
        uid=f"{listing.id}-{number}@alongside",
        summary=listing.name,
        freq=meeting.freq,
        starts_on=coming[0],
        byday=meeting.byday,
        interval=meeting.interval,
        nth=meeting.nth,
        bymonthday=meeting.bymonthday,
        ends_on=meeting.valid_to,
        opens_at=meeting.opens_at,
        closes_at=meeting.closes_at,
        except_on=meeting.except_on,
        description=meeting.notes,
        location=", ".join(
            part for part in (place.name, place.address, place.town, place.postcode) if part
        )
        if place
        else "",
        url=url,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        sequence=listing.revision,
    )
