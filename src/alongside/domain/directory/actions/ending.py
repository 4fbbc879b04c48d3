"""Closing a listing: shared by hand, by *still running?* and by the undo of an import."""

from __future__ import annotations

from alongside.domain.directory.events import ListingClosed
from alongside.domain.directory.models import Listing
from alongside.domain.directory.publication import raise_revision
from alongside.domain.directory.queries.drafts import open_version
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work


def end(listing: Listing, because: str, *, reason: str, work: Work) -> None:
    """Closes the locked listing, throws away what is open in it, and tells.

    `because` is stopped (its group said so), closed (by its editor), taken_down (by a coordinator)
    or undone (with its import)."""
    version = open_version(listing)
    if version is not None:
        move(version, "discard", work=work, organisation_id=listing.steward_id)
    move(listing, "close", work=work, organisation_id=listing.steward_id, reason=reason)
    listing.closed_because = because
    listing.changed_at = work.at
    listing.save(update_fields=["closed_because", "changed_at"])
    raise_revision(listing.pk, work=work)
    work.publish(ListingClosed(listing.pk, because, work.at))
