"""Handing in, checking and returning a version.

What is checked are the contact details; nobody checks quality. The same form sent twice has one
effect: handing in what is handed in, checking what was just checked and returning with the same
reasons do nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.directory import validation
from alongside.domain.directory.actions.drafting import open_new
from alongside.domain.directory.actions.publishing import publish
from alongside.domain.directory.actions.running import answer_open_check
from alongside.domain.directory.content import FIELD_NAMES, Content
from alongside.domain.directory.events import ListingReturned, ListingSubmitted
from alongside.domain.directory.labels import missing_sentence
from alongside.domain.directory.models import Listing, Version
from alongside.domain.directory.queries.drafts import (
    is_unchecked,
    latest_edition,
    open_version,
    published_content,
)
from alongside.domain.directory.queries.visible import hold_to_check, hold_to_edit
from alongside.domain.directory.states import ListingState, VersionState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def submit(listing_id: UUID, *, edition: int, actor: Actor, at: datetime) -> None:
    """Hands the open version in to be checked.

    Raises NotFound and Refused; Invalid with a sentence for each required part that is missing
    (by its name in `REQUIRED`) and each fault; Conflict when another edition was saved since, when
    nothing is open, or when the listing is closed."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        _same_edition(listing, edition)
        version = open_version(listing)
        if version is None:
            if _just_checked(listing, edition):
                return
            raise Conflict("nothing is open to hand in")
        if version.state == VersionState.SUBMITTED:
            return
        if listing.state == ListingState.CLOSED:
            raise Conflict("the listing is closed")
        content = Content.from_json(version.content)
        faults = {part: missing_sentence(part) for part in validation.missing(content)}
        faults |= validation.faults(content, at)
        if faults:
            raise Invalid(faults)
        move(version, "submit", work=work, organisation_id=listing.steward_id)
        version.submitted_at = at
        version.save(update_fields=["submitted_at"])
        work.publish(ListingSubmitted(listing.pk, version.pk, at))


def take_back(listing_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Makes what was handed in a draft again, so that it can be changed.

    A draft stays one. Raises NotFound and Refused; Conflict when it was checked or returned
    meanwhile."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        version = open_version(listing)
        if version is None:
            raise Conflict("it was checked meanwhile")
        if version.state != VersionState.DRAFT:
            move(version, "take_back", work=work, organisation_id=listing.steward_id)


def check(listing_id: UUID, *, edition: int, actor: Actor, at: datetime) -> None:
    """Says that the contact details were checked, and makes the version public.

    What was taken in from a file and never checked is checked as it stands. The date of assurance
    is today, and it is asked again in six months. Raises NotFound and Refused; Conflict when
    another edition was saved since or nothing is handed in."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_check(listing_id, actor=actor)
        _same_edition(listing, edition)
        version = open_version(listing)
        if version is None and _just_checked(listing, edition):
            return
        if version is None and is_unchecked(listing):
            version = _as_taken_in(listing, work)
        version = _handed_in(version)
        move(version, "check", work=work, organisation_id=listing.steward_id)
        today = london_date(at)
        version.basis = "checked"
        version.checker_id = actor.person_id
        version.checked_at = at
        version.assured_on = version.details_checked_on = today
        version.remarks = {}
        version.save(
            update_fields=[
                "basis",
                "checker",
                "checked_at",
                "assured_on",
                "details_checked_on",
                "remarks",
            ]
        )
        answer_open_check(listing, "running", how="checked", work=work)
        publish(listing, version, assured_on=today, work=work)


def _as_taken_in(listing: Listing, work: Work) -> Version | None:
    """What was taken in from a file, as a version of its own that a person has looked at."""
    content = published_content(listing)
    if content is None:
        return None
    version = open_new(listing, content, work=work)
    move(version, "submit", work=work, organisation_id=listing.steward_id)
    version.submitted_at = work.at
    version.save(update_fields=["submitted_at"])
    return version


def send_back(
    listing_id: UUID,
    *,
    edition: int,
    remarks: Mapping[str, str],
    actor: Actor,
    at: datetime,
) -> None:
    """Returns what was handed in, with a reason beside each field that should change.

    Raises NotFound and Refused; Invalid without a reason or for a field that is none; Conflict when
    another edition was saved since or nothing is handed in."""
    reasons = _reasons(remarks)
    with unit(actor=actor, at=at) as work:
        listing = hold_to_check(listing_id, actor=actor)
        _same_edition(listing, edition)
        version = open_version(listing)
        if (
            version is not None
            and version.state == VersionState.RETURNED
            and version.remarks == reasons
        ):
            return
        version = _handed_in(version)
        move(version, "send_back", work=work, organisation_id=listing.steward_id)
        version.remarks = reasons
        version.checker_id = actor.person_id
        version.save(update_fields=["remarks", "checker"])
        work.publish(ListingReturned(listing.pk, version.pk, at))


def _reasons(remarks: Mapping[str, str]) -> dict[str, str]:
    reasons = {
        field: validation.tidy_lines(reason) for field, reason in remarks.items() if reason.strip()
    }
    if not reasons:
        raise Invalid({"remarks": _("Say what should change, beside at least one answer")})
    faults = {}
    for field, reason in reasons.items():
        if field.split(".")[0] not in FIELD_NAMES:
            faults[field] = _("There is no such answer")
        elif fault := validation.fault_of_text(reason, longest=1_000):
            faults[field] = fault
    if faults:
        raise Invalid(faults)
    return reasons


def _same_edition(listing: Listing, edition: int) -> None:
    if edition != latest_edition(listing):
        raise Conflict("somebody saved this listing since you opened it")


def _just_checked(listing: Listing, edition: int) -> bool:
    current = listing.current
    return current is not None and current.edition == edition and current.basis == "checked"


def _handed_in(version: Version | None) -> Version:
    if version is None or version.state != VersionState.SUBMITTED:
        raise Conflict("nothing is handed in to be checked")
    return version
