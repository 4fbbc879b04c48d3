"""Listings as records, a page of them in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Prefetch, QuerySet

from alongside.domain.directory.content import Content
from alongside.domain.directory.models import Listing, SignUp
from alongside.domain.directory.records import ListingRecord, SignUpRecord


def with_content(seen: QuerySet[Listing]) -> QuerySet[Listing]:
    """The same listings, fetched with all that `record` reads: two queries, whatever the count."""
    standing = SignUp.objects.filter(withdrawn_on=None, renewed_on=None).order_by("principle_set")
    return (
        seen.filter(current__isnull=False)
        .select_related("current", "organisation")
        .prefetch_related(Prefetch("sign_ups", queryset=standing, to_attr="standing_sign_ups"))
    )


def record(listing: Listing) -> ListingRecord:
    """The record of one listing out of `with_content`."""
    version = listing.current
    if version is None:
        raise ValueError("a listing that was never public has no record")
    content = replace(Content.from_json(version.content), full=listing.full)
    name = content.organisation_name or (listing.organisation.name if listing.organisation else "")
    return ListingRecord(
        id=listing.pk,
        kind=listing.kind,
        state=listing.state,
        name=content.name,
        content=content,
        steward_id=listing.steward_id,
        organisation_id=listing.organisation_id,
        organisation_name=name,
        assured_on=listing.assured_on,
        details_checked_on=version.details_checked_on,
        basis=version.basis,
        sign_ups=tuple(sign_up_record(row) for row in listing.standing_sign_ups),  # type: ignore[attr-defined]
        full=listing.full,
        revision=listing.revision,
        created_at=listing.created_at,
        changed_at=listing.changed_at,
    )


def records(listings: Iterable[Listing]) -> tuple[ListingRecord, ...]:
    """The records of listings out of `with_content`, in their order."""
    return tuple(record(listing) for listing in listings)


def sign_up_record(row: SignUp) -> SignUpRecord:
    """A signature as it leaves the directory."""
    return SignUpRecord(
        id=row.pk,
        principle_set=row.principle_set,
        signatory=row.signatory,
        signed_on=row.signed_on,
        renew_by=row.renew_by,
        withdrawn_on=row.withdrawn_on,
        words=dict(row.words),
    )
