"""Which groups may be named to somebody next, and why."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.directory import public as directory
from alongside.domain.signposting.models import Request
from alongside.domain.signposting.needs import like, with_room
from alongside.domain.signposting.queries.visible import workable
from alongside.domain.signposting.records import MayBeOffered
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.scoping import get_visible

_LOOKED_AT = 30


def may_be_offered(
    request_id: UUID, *, actor: Actor, at: datetime, most: int = 5
) -> tuple[MayBeOffered, ...]:
    """The groups that fit best in place of the one that was asked, the best first, with reasons.

    None that was asked or named before, or has no room. Raises NotFound when out of sight."""
    request = get_visible(workable(actor), request_id)
    listing = listing_asked(request)
    if listing is None:
        return ()
    need = like(listing, request.help_to_come, on=london_date(at))
    named = known_groups(request)
    found = {
        one.listing.id: one
        for one in directory.find(need, per_page=_LOOKED_AT, at=at).results
        if one.listing.id not in named
    }
    return tuple(
        MayBeOffered(each.id, each.name, found[each.id].reasons)
        for each in with_room(list(found))[:most]
    )


def listing_asked(request: Request) -> directory.ListingRecord | None:
    """The group that was asked, also when it has ended; None for one that is hidden: it may come
    back, but what it was like is not to be read."""
    listing = directory.public_listings([request.listing_id]).get(request.listing_id)
    if listing is not None:
        return listing
    try:
        return directory.ended_listing(request.listing_id)
    except NotFound:
        return None


def known_groups(request: Request) -> set[UUID]:
    """Every group that was asked or named in the story that this request belongs to."""
    asked, here = {request.listing_id}, request
    while here.follows_id is not None:
        here = Request.objects.only("listing_id", "follows_id").get(pk=here.follows_id)
        asked.add(here.listing_id)
        asked.update(here.offers.values_list("listing_id", flat=True))
    asked.update(request.offers.values_list("listing_id", flat=True))
    return asked
