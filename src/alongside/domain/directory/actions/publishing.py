"""Making a version public: shared by checking and by taking in."""

from __future__ import annotations

from datetime import date

from alongside.domain.directory import rules
from alongside.domain.directory.content import Content
from alongside.domain.directory.events import ListingPublished
from alongside.domain.directory.models import Listing, Version
from alongside.domain.directory.publication import publish_rows
from alongside.domain.people import public as people
from alongside.foundation.clock import add_months, london_date
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work


def publish(listing: Listing, version: Version, *, assured_on: date | None, work: Work) -> None:
    """Makes the version what the public reads, in the locked listing, and tells it."""
    content = Content.from_json(version.content)
    listing.current = version
    listing.assured_on = assured_on
    listing.ask_again_on = add_months(assured_on or london_date(work.at), rules.ASK_EVERY_MONTHS)
    listing.closed_because = ""
    listing.organisation_id = None
    if content.organisation_name:
        listing.organisation_id = people.organisation_named(
            content.organisation_name, actor=work.actor, at=work.at
        )
    publish_rows(listing, content, work=work)
    move(listing, "publish", work=work, organisation_id=listing.steward_id)
    work.publish(ListingPublished(listing.pk, version.pk, version.basis, work.at))
