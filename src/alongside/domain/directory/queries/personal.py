"""What the directory holds about a person, whole, for the person's own copy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from alongside.domain.directory.models import Editor, RunningCheck, SignUp, Version
from alongside.domain.people import public as people
from alongside.foundation.plain import plain

Rows = list[dict[str, Any]]


def personal_data(person_id: UUID) -> dict[str, Rows]:
    """The listings that they edit, all that they wrote or checked, and what they signed, table by
    table."""
    edited = Editor.objects.filter(person_id=person_id).select_related("listing").order_by("since")
    versions = Version.objects.filter(Q(author_id=person_id) | Q(checker_id=person_id))
    answered = RunningCheck.objects.filter(answered_by_id=person_id).select_related("listing")
    return {
        "listings_edited": [
            {"listing": row.listing.name, "state": row.listing.state} | plain(row, "since")
            for row in edited
        ],
        "versions_written_or_checked": [
            plain(row, "number", "state", "created_at", "submitted_at", "checked_at", "content")
            | {"wrote": row.author_id == person_id, "checked": row.checker_id == person_id}
            | {"remarks": row.remarks if row.checker_id == person_id else {}}
            for row in versions.order_by("created_at")
        ],
        "signatures": [
            {"listing": row.listing.name}
            | plain(row, "principle_set", "signatory", "signed_on", "renew_by", "withdrawn_on")
            | plain(row, "words")
            for row in signed_by(person_id).select_related("listing").order_by("signed_on")
        ],
        "still_running_answered": [
            {"listing": row.listing.name} | plain(row, "asked_on", "answered_on", "answer", "how")
            for row in answered.order_by("asked_on")
        ],
    }


def signed_by(person_id: UUID) -> Any:
    """The signatures under the person's own name, at the listings that they edit.

    A signature is a typed name: one under another name cannot be known for theirs."""
    edited = Editor.objects.filter(person_id=person_id).values("listing_id")
    name = people.person_name(person_id)
    return SignUp.objects.filter(listing_id__in=edited, signatory__iexact=name)
