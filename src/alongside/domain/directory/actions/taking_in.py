"""Taking in listings from a file or a feed, and undoing it.

A listing is known by its steward, its source and its id there. What is taken in is public at once
with the basis *imported*: nobody checked it here, and every page says so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction

from alongside.domain.directory import locating, validation
from alongside.domain.directory.actions.drafting import open_new
from alongside.domain.directory.actions.ending import end
from alongside.domain.directory.actions.publishing import publish
from alongside.domain.directory.content import Content
from alongside.domain.directory.models import Listing, Version
from alongside.domain.directory.queries.drafts import open_version
from alongside.domain.directory.queries.visible import hold, require_coordinator
from alongside.domain.directory.records import Taken
from alongside.domain.directory.states import ListingState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, Refused
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

UNDONE = "undone"


def take_in(
    content: Content,
    *,
    steward_id: UUID,
    source: str,
    external_id: str,
    assured_on: date | None = None,
    listing_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> Taken:
    """Makes the content public as the listing with that id in that source.

    Created where there is none; unchanged where it says what was last taken in (a change made here
    since then stands); else a new version on top of what stands. Without an external id, only an
    equal listing of the same source is known again. `listing_id` is for what was exported from
    here: where the steward has that listing, it is the one, whatever its source. `assured_on` is
    when the source says that it was last checked. Raises NotFound unless the actor coordinates at
    the steward; Invalid with a sentence for each fault (no required part but the name is asked of
    an import), and for a listing that was closed here."""
    require_coordinator(actor, steward_id)
    own = _own(listing_id, steward_id)
    if own is not None:
        source, external_id = own.source, own.external_id
    content = replace(content, source=source, external_id=external_id)
    content = locating.locate(validation.tidy(content))
    faults = validation.faults(content, at)
    if assured_on is not None and assured_on > london_date(at):
        faults["assured_on"] = "is in the future"
    if faults:
        raise Invalid(faults)
    with unit(actor=actor, at=at) as work:
        listing = _locked(own) if own is not None else _known(content, steward_id)
        if listing is None:
            return _create(content, steward_id, assured_on, work)
        return _bring_up_to_date(listing, content, assured_on, work)


def _own(listing_id: UUID | None, steward_id: UUID) -> Listing | None:
    if listing_id is None:
        return None
    return Listing.objects.filter(pk=listing_id, steward_id=steward_id).first()


def _locked(listing: Listing) -> Listing:
    return Listing.objects.select_for_update(of=("self",)).get(pk=listing.pk)


def _known(content: Content, steward_id: UUID) -> Listing | None:
    same = Listing.objects.select_for_update(of=("self",)).filter(
        steward_id=steward_id, source=content.source, external_id=content.external_id
    )
    if content.external_id:
        return same.first()
    wanted = content.to_json()
    for listing in same.filter(name=content.name).select_related("current"):
        if listing.current is not None and listing.current.content == wanted:
            return listing
    return None


def _create(content: Content, steward_id: UUID, assured_on: date | None, work: Work) -> Taken:
    key = uuid4()
    if content.external_id:
        # The same file in another database, or after a restore, gives the same address.
        key = uuid5(steward_id, f"{content.source}\n{content.external_id}")
    try:
        with transaction.atomic():
            listing = _row(key, content, steward_id, work)
    except IntegrityError:  # the same row of the same file, at the same moment
        known = _known(content, steward_id)
        if known is None:
            raise
        return _bring_up_to_date(known, content, assured_on, work)
    version = _publish_new(listing, content, assured_on, work)
    return Taken(listing.pk, "created", None, version.pk)


def _row(key: UUID, content: Content, steward_id: UUID, work: Work) -> Listing:
    return Listing.objects.create(
        id=key,
        kind=content.kind,
        name=content.name,
        steward_id=steward_id,
        source=content.source,
        external_id=content.external_id,
        created_at=work.at,
        changed_at=work.at,
    )


def _bring_up_to_date(
    listing: Listing, content: Content, assured_on: date | None, work: Work
) -> Taken:
    undone = listing.closed_because == UNDONE
    if listing.state == ListingState.CLOSED and not undone:
        raise Invalid({"name": "was closed here; reopen it before it is imported again"})
    if listing.current is not None and not undone and _nothing_new(listing, content):
        return Taken(listing.pk, "unchanged", listing.current.pk, listing.current.pk)
    before = None if undone else listing.current_id
    version = _publish_new(listing, content, assured_on, work)
    return Taken(listing.pk, "created" if undone else "changed", before, version.pk)


def _nothing_new(listing: Listing, content: Content) -> bool:
    """Whether this was what was last taken in and not undone, or is what the public reads.

    An undo puts an older version back, so a later number was undone. Being full is kept beside the
    version."""
    current = listing.current
    if current is None:
        return False
    if replace(Content.from_json(current.content), full=listing.full) == content:
        return True
    taken = listing.versions.filter(basis="imported", number__lte=current.number)
    last = taken.order_by("-number").first()
    return last is not None and last.content == content.to_json()


def _publish_new(
    listing: Listing, content: Content, assured_on: date | None, work: Work
) -> Version:
    version = open_new(listing, content, work=work, basis="imported")
    move(version, "take_in", work=work, organisation_id=listing.steward_id)
    version.checked_at = work.at
    # A later confirmation made here is better than the file's older one.
    known = [day for day in (assured_on, listing.assured_on) if day is not None]
    version.assured_on = max(known, default=None)
    version.details_checked_on = assured_on
    version.save(update_fields=["checked_at", "assured_on", "details_checked_on"])
    publish(listing, version, assured_on=version.assured_on, work=work)
    return version


def undo_take_in(
    listing_id: UUID,
    *,
    before_version_id: UUID | None,
    version_id: UUID,
    actor: Actor,
    at: datetime,
) -> bool:
    """Puts back what stood before a listing was taken in; closes one that was created by it.

    False, with nothing done, when something else was published since, when it is closed, and when
    somebody is changing the listing that would be closed.
    Raises NotFound when out of sight, Refused unless the actor coordinates at its steward."""
    with unit(actor=actor, at=at) as work:
        held = hold(listing_id, actor=actor, lock=True)
        require_coordinator(actor, held.listing.steward_id)
        listing = held.listing
        if listing.current_id != version_id or listing.state == ListingState.CLOSED:
            return False
        if before_version_id is None:
            if open_version(listing) is not None:
                return False
            end(listing, UNDONE, reason="the import was undone", work=work)
            return True
        before = listing.versions.filter(pk=before_version_id).first()
        if before is None:
            raise Refused("that version is not this listing's")
        publish(listing, before, assured_on=before.assured_on, work=work)
        return True
