"""Taking a person out of the directory; the groups stay."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.directory import rules
from alongside.domain.directory.actions.ending import end
from alongside.domain.directory.content import Content
from alongside.domain.directory.events import PrinciplesWithdrawn
from alongside.domain.directory.models import Editor, Listing, RunningCheck, SignUp, Version
from alongside.domain.directory.publication import raise_revision
from alongside.domain.directory.queries.personal import signed_by
from alongside.domain.directory.states import ListingState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.unit import Work, unit


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Takes the person out of every listing, and returns how much was changed.

    Drafts of theirs alone that were never public are emptied and closed. Signatures under their
    name are withdrawn and nameless. What a group says in public stays: it is the group's, and its
    other editors or a coordinator change it. Raises Refused for anybody but the person or the
    service itself."""
    if not rules.may_erase(actor, person_id):
        raise Refused("not yours to erase")
    with unit(actor=actor, at=at) as work:
        drafts = _empty_drafts(person_id, work)
        signatures = _withdraw_signatures(person_id, work)
        mentions = sum(
            rows.update(**{column: None})
            for column, rows in (
                ("author", Version.objects.filter(author_id=person_id)),
                ("checker", Version.objects.filter(checker_id=person_id)),
                ("answered_by", RunningCheck.objects.filter(answered_by_id=person_id)),
            )
        )
        edited = Editor.objects.filter(person_id=person_id).select_related("listing")
        for row in edited:
            work.audit(
                "listing.editor_removed",
                row.listing,
                organisation_id=row.listing.steward_id,
                fields=("editor",),
            )
        ended, _each = edited.delete()
    return {
        "drafts_emptied": drafts,
        "signatures_withdrawn": signatures,
        "versions_without_their_name": mentions,
        "listings_edited_no_more": ended,
    }


def _empty_drafts(person_id: UUID, work: Work) -> int:
    own = Listing.objects.filter(editor__person_id=person_id, state=ListingState.UNLISTED)
    alone = own.exclude(editor__in=Editor.objects.exclude(person_id=person_id))
    listings = list(Listing.objects.select_for_update().filter(pk__in=alone.values("pk")))
    for listing in listings:
        end(listing, "closed", reason="", work=work)
        Version.objects.filter(listing=listing).update(
            content=Content(name="", kind=listing.kind).to_json(), remarks={}
        )
        Listing.objects.filter(pk=listing.pk).update(name="", search_text="")
        work.audit(
            "listing.emptied",
            listing,
            organisation_id=listing.steward_id,
            fields=("name", "content"),
        )
    return len(listings)


def _withdraw_signatures(person_id: UUID, work: Work) -> int:
    rows = list(signed_by(person_id).select_related("listing"))
    for row in rows:
        standing = row.withdrawn_on is None and row.renewed_on is None
        SignUp.objects.filter(pk=row.pk).update(
            signatory="", withdrawn_on=row.withdrawn_on or london_date(work.at)
        )
        work.audit(
            "listing.signature_emptied",
            row.listing,
            organisation_id=row.listing.steward_id,
            fields=("signatory", "withdrawn_on"),
        )
        if standing:
            raise_revision(row.listing_id, work=work)
            work.publish(PrinciplesWithdrawn(row.listing_id, row.principle_set, work.at))
    return len(rows)
