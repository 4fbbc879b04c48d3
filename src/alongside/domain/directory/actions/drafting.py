"""Writing a listing: start, save, hand in, take back, throw away.

An edition is the number of the last save. Whoever saves or hands in says which edition they read;
when another has been saved since, they get a Conflict and nothing is lost. The same form sent twice
has one effect: a save whose changes already stand, and a second handing in of the same edition,
do nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction

from alongside.domain.directory import locating, rules, validation
from alongside.domain.directory.content import FIELD_NAMES, Content
from alongside.domain.directory.models import Editor, Listing, Version
from alongside.domain.directory.publication import fold
from alongside.domain.directory.queries.drafts import (
    latest_edition,
    open_version,
    published_content,
)
from alongside.domain.directory.queries.visible import hold_to_edit
from alongside.domain.directory.states import ListingState, VersionState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.unit import Work, unit

# What only an import says of a listing.
NOT_EDITED = frozenset({"kind", "source", "external_id"})


def start_listing(
    *,
    name: str,
    kind: str = "group",
    steward_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Begins a listing with a first draft. A person who starts one may edit it from then on.

    It is looked after by the service's own organisation unless another is named. Sent twice, it
    begins one listing: a person's untouched draft of the same name is given back. Raises Refused
    for a visitor, before the service is set up, and for an organisation where the actor does not
    coordinate; Invalid for the name."""
    if actor.person_id is None and not actor.is_system:
        raise Refused("sign in to list a group")
    steward_id = _steward(steward_id, actor)
    content = validation.tidy(Content(name=name, kind=kind))
    faults = validation.faults(content, at)
    if faults:
        raise Invalid(faults)
    if actor.person_id is None:
        return _begin(uuid4(), content, steward_id, actor=actor, at=at)
    for count in range(1_000):
        key = uuid5(actor.person_id, f"{steward_id}/{kind}/{fold(content.name)}/{count}")
        if not Listing.objects.filter(pk=key).exists():
            try:
                with transaction.atomic():
                    return _begin(key, content, steward_id, actor=actor, at=at)
            except IntegrityError:  # the same form, at the same moment
                return key
        if _untouched(key):
            return key
    raise Refused("too many listings of the same name")


def _steward(steward_id: UUID | None, actor: Actor) -> UUID:
    here = people.service()
    if steward_id is None:
        if here is None:
            raise Refused("the service is not set up yet")
        return here.organisation_id
    own = here is not None and steward_id == here.organisation_id
    if not own and not rules.coordinates(actor, steward_id):
        raise Refused("only its coordinators list groups with that organisation")
    return steward_id


def _untouched(key: UUID) -> bool:
    return (
        not Version.objects.filter(listing_id=key)
        .exclude(edition=1, state=VersionState.DRAFT)
        .exists()
    )


def _begin(key: UUID, content: Content, steward_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    with unit(actor=actor, at=at) as work:
        listing = Listing.objects.create(
            id=key,
            kind=content.kind,
            name=content.name,
            steward_id=steward_id,
            created_at=at,
            changed_at=at,
        )
        if actor.person_id is not None:
            Editor.objects.create(listing=listing, person_id=actor.person_id, since=at)
        open_new(listing, content, work=work)
        work.audit("listing.started", listing, organisation_id=steward_id, fields=("kind", "name"))
        return listing.pk


def open_new(listing: Listing, content: Content, *, work: Work, basis: str = "") -> Version:
    """Writes the next version of the locked listing, as a draft, with the next edition."""
    last = listing.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return Version.objects.create(
        listing=listing,
        number=last + 1,
        edition=latest_edition(listing) + 1,
        content=content.to_json(),
        basis=basis,
        author_id=work.actor.person_id,
        created_at=work.at,
    )


def save_draft(
    listing_id: UUID,
    *,
    edition: int,
    changes: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> int:
    """Saves fields of the content and returns the new edition.

    Opens a new version from the published one where none is open. A save that changes nothing
    returns the edition that stands. Raises NotFound and Refused; Invalid with a sentence for each
    field that cannot be taken (nothing is saved then); Conflict when somebody saved since
    `edition`, while a checker reads it, and for a closed listing."""
    unknown = set(changes) - set(FIELD_NAMES) | set(changes) & NOT_EDITED
    if unknown:
        raise Invalid(dict.fromkeys(sorted(unknown), "is not a field that can be changed"))
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        version = open_version(listing)
        before = _standing(listing, version)
        content = locating.locate(validation.tidy(replace(before, **changes)), before)
        touched = [name for name in changes if getattr(content, name) != getattr(before, name)]
        stands = latest_edition(listing)
        if not touched:
            return stands
        if edition != stands:
            raise Conflict("somebody saved this listing since you opened it")
        if listing.state == ListingState.CLOSED:
            raise Conflict("the listing is closed")
        if version is not None and version.state == VersionState.SUBMITTED:
            raise Conflict("the listing is being checked; take it back to change it")
        faults = validation.faults(content, at)
        if faults:
            raise Invalid(faults)
        if version is None:
            version = open_new(listing, content, work=work)
        else:
            version.content = content.to_json()
            version.edition = stands + 1
            version.remarks = _left(version.remarks, touched)
            version.save(update_fields=["content", "edition", "remarks"])
        if listing.current_id is None:
            listing.name = content.name
            listing.changed_at = at
            listing.save(update_fields=["name", "changed_at"])
        work.audit("listing.saved", listing, organisation_id=listing.steward_id, fields=touched)
        return version.edition


def _standing(listing: Listing, version: Version | None) -> Content:
    if version is not None:
        return Content.from_json(version.content)
    published = published_content(listing)
    if published is None:
        raise Conflict("the draft was thrown away")
    return published


def _left(remarks: Mapping[str, str], touched: list[str]) -> dict[str, str]:
    """The remarks on fields that were not changed since."""
    return {
        field: remark for field, remark in remarks.items() if field.split(".")[0] not in touched
    }
