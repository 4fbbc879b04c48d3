"""What an actor may see of the directory. Every read starts here; the rest does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.domain.directory import rules
from alongside.domain.directory.models import Editor, Listing
from alongside.domain.directory.states import PUBLIC
from alongside.domain.people.public import LISTING_CHECKER, Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.scoping import get_visible


def public() -> QuerySet[Listing]:
    """What anybody may read."""
    return Listing.objects.filter(state__in=PUBLIC)


def manageable(actor: Actor) -> QuerySet[Listing]:
    """What the actor sees behind the public page: own listings, and those of the organisations
    where the actor coordinates or checks."""
    if actor.is_system:
        return Listing.objects.all()
    if actor.person_id is None:
        return Listing.objects.none()
    own = Exists(Editor.objects.filter(listing=OuterRef("pk"), person_id=actor.person_id))
    return Listing.objects.filter(
        Q(own) | Q(steward_id__in=actor.organisations(Role.COORDINATOR, LISTING_CHECKER))
    )


def checkable(actor: Actor) -> QuerySet[Listing]:
    """The listings of the organisations where the actor coordinates or checks."""
    if actor.is_system:
        return Listing.objects.all()
    return Listing.objects.filter(
        steward_id__in=actor.organisations(Role.COORDINATOR, LISTING_CHECKER)
    )


def coordinated(actor: Actor) -> QuerySet[Listing]:
    """The listings of the organisations where the actor coordinates."""
    if actor.is_system:
        return Listing.objects.all()
    return Listing.objects.filter(steward_id__in=actor.organisations(Role.COORDINATOR))


@dataclass(frozen=True)
class Hold:
    """A listing's row, and what the actor may do to it."""

    listing: Listing
    is_editor: bool
    may_edit: bool
    may_check: bool


def hold(listing_id: UUID, *, actor: Actor, lock: bool = False) -> Hold:
    """The listing as the actor manages it; locked until the end of the transaction when asked.

    Raises NotFound when the actor may not see behind its public page."""
    seen = manageable(actor)
    if lock:
        seen = seen.select_for_update(of=("self",))
    listing = get_visible(seen, listing_id)
    is_editor = (
        actor.person_id is not None
        and Editor.objects.filter(listing=listing, person_id=actor.person_id).exists()
    )
    return Hold(
        listing=listing,
        is_editor=is_editor,
        may_edit=rules.may_edit(actor, listing.steward_id, is_editor=is_editor),
        may_check=rules.may_check(actor, listing.steward_id, is_editor=is_editor),
    )


def hold_to_edit(listing_id: UUID, *, actor: Actor) -> Listing:
    """The locked listing. Raises NotFound when out of sight, Refused when not the actor's to
    edit."""
    held = hold(listing_id, actor=actor, lock=True)
    if not held.may_edit:
        raise Refused("only its editors and its coordinators change a listing")
    return held.listing


def hold_to_check(listing_id: UUID, *, actor: Actor) -> Listing:
    """The locked listing. Raises NotFound when out of sight, Refused when not the actor's to
    check."""
    held = hold(listing_id, actor=actor, lock=True)
    if not held.may_check:
        raise Refused("only a coordinator, or a reviewer of somebody else's listing, checks it")
    return held.listing


def require_coordinator(actor: Actor, organisation_id: UUID) -> None:
    """Raises NotFound unless the actor looks after the entries of that organisation."""
    if not rules.coordinates(actor, organisation_id):
        raise NotFound("organisation")
