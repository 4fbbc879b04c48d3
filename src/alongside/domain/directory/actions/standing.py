"""What happens to a whole listing: throw away, close, open again, full, its editors."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.directory import rules, validation
from alongside.domain.directory.actions.ending import end
from alongside.domain.directory.actions.running import answer_open_check
from alongside.domain.directory.content import Content
from alongside.domain.directory.events import ListingPublished
from alongside.domain.directory.models import Editor
from alongside.domain.directory.publication import publish_rows, raise_revision
from alongside.domain.directory.queries.drafts import (
    latest_edition,
    open_version,
    published_content,
)
from alongside.domain.directory.queries.visible import hold_to_edit
from alongside.domain.directory.states import ListingState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import add_months, london_date
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import unit


def discard(listing_id: UUID, *, edition: int, actor: Actor, at: datetime) -> None:
    """Throws the open version away; a listing that was never public is closed with it.

    Nothing open: nothing done. Raises NotFound and Refused; Conflict when another edition was
    saved since."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        version = open_version(listing)
        if version is None:
            return
        if edition != latest_edition(listing):
            raise Conflict("somebody saved this listing since you opened it")
        if listing.state == ListingState.UNLISTED:
            end(listing, "closed", reason="", work=work)
        else:
            move(version, "discard", work=work, organisation_id=listing.steward_id)


def close(listing_id: UUID, *, reason: str = "", actor: Actor, at: datetime) -> None:
    """Ends the listing: it is public no longer, and what was open is thrown away.

    Whoever closes it without being its editor takes it down: then only a coordinator opens it
    again. A closed one stays closed. Raises NotFound and Refused; Invalid for the reason's text."""
    reason = validation.tidy_lines(reason)
    if fault := validation.fault_of_text(reason, longest=1_000):
        raise Invalid({"reason": fault})
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        if listing.state == ListingState.CLOSED:
            return
        answer_open_check(listing, "stopped", how="closed", work=work)
        editors = Editor.objects.filter(listing=listing).values_list("person_id", flat=True)
        end(
            listing,
            "closed" if actor.person_id in editors else rules.TAKEN_DOWN,
            reason=reason,
            work=work,
        )


def reopen(listing_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Makes a closed listing public again, as it last was; whoever does it says that it runs.

    An open one stays open. Raises NotFound; Refused, for its editors too where a coordinator took
    it down; Conflict for one that was never public."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        if listing.state != ListingState.CLOSED:
            return
        if not rules.may_reopen(actor, listing.steward_id, listing.closed_because):
            raise Refused("what a coordinator took down, a coordinator opens again")
        content = published_content(listing)
        if content is None or listing.current is None:
            raise Conflict("it was never public")
        today = london_date(at)
        listing.assured_on = today
        listing.ask_again_on = add_months(today, rules.ASK_EVERY_MONTHS)
        listing.closed_because = ""
        publish_rows(listing, content, work=work)
        move(listing, "publish", work=work, organisation_id=listing.steward_id)
        version = listing.current
        work.publish(ListingPublished(listing.pk, version.pk, version.basis, at))


def set_full(listing_id: UUID, full: bool, *, actor: Actor, at: datetime) -> None:
    """Says that there is no room at present, or that there is again. Public at once, unchecked.

    Raises NotFound and Refused."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        version = open_version(listing)
        if version is not None and Content.from_json(version.content).full != full:
            version.content = {**version.content, "full": full}
            version.save(update_fields=["content"])
        elif listing.full == full:
            return
        if listing.current_id is not None and listing.full != full:
            listing.full = full
            listing.changed_at = at
            listing.save(update_fields=["full", "changed_at"])
            raise_revision(listing.pk, work=work)
        work.audit(
            "listing.set_full", listing, organisation_id=listing.steward_id, fields=("full",)
        )


def add_editor(listing_id: UUID, *, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Lets a person edit the listing too; once is enough.

    Raises NotFound for a listing out of sight or a person who is none, Refused."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        if Editor.objects.filter(listing=listing, person_id=person_id).exists():
            return
        persons = Editor._meta.get_field("person").related_model._default_manager.all()
        person = get_visible(persons, person_id)
        Editor.objects.create(listing=listing, person_id=person.pk, since=at)
        work.audit(
            "listing.editor_added", listing, organisation_id=listing.steward_id, fields=("editor",)
        )


def remove_editor(listing_id: UUID, *, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Ends a person's editing of the listing, at once. Nobody there: nothing done.

    The last editor of a draft that was never public stays: it would be nobody's. Raises NotFound,
    Refused; Conflict for that last one."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        editors = Editor.objects.filter(listing=listing)
        if not editors.filter(person_id=person_id).exists():
            return
        if listing.state == ListingState.UNLISTED and editors.count() == 1:
            raise Conflict("the last editor of a draft")
        editors.filter(person_id=person_id).delete()
        work.audit(
            "listing.editor_removed",
            listing,
            organisation_id=listing.steward_id,
            fields=("editor",),
        )
