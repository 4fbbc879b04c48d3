"""The open version of a listing, as its editors see it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.directory import rules, validation
from alongside.domain.directory.content import Content
from alongside.domain.directory.models import Listing, PrincipleAnswer, SignUp, Version
from alongside.domain.directory.queries.listings import sign_up_record
from alongside.domain.directory.queries.visible import hold
from alongside.domain.directory.records import DraftRecord, ListingRecord, Task
from alongside.domain.directory.states import (
    OPEN_VERSIONS,
    PUBLIC,
    ListingState,
    VersionState,
)
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound

# The parts of the task list, and the fields that are asked in each.
PARTS: dict[str, tuple[str, ...]] = {
    "about": (
        "name",
        "resource_type",
        "modes",
        "places",
        "summary",
        "description",
        "first_visit",
        "greeter",
        "not_for",
    ),
    "when": ("meetings", "times", "joining", "joining_notes", "full"),
    "welcomes": (
        "conditions",
        "any_condition",
        "audiences",
        "min_age",
        "max_age",
        "gender",
        "languages",
        "access",
        "access_notes",
        "cost_pence",
        "cost_notes",
        "interests",
        "size",
    ),
    "contact": ("website", "email", "phone", "contact_name", "organisation_name"),
}
_NEEDED = {
    "about": {"name", "summary", "where"},
    "when": {"when"},
    "welcomes": {"welcomes"},
    "contact": {"contact"},
}


def open_version(listing: Listing) -> Version | None:
    """The draft, submitted or returned version, if there is one."""
    return listing.versions.filter(state__in=OPEN_VERSIONS).first()


def latest_edition(listing: Listing) -> int:
    """The number of the listing's last save; 0 before any."""
    last = listing.versions.order_by("-edition").values_list("edition", flat=True).first()
    return last or 0


def published_content(listing: Listing) -> Content | None:
    """What the public reads, or last read; None before the first publication."""
    if listing.current is None:
        return None
    return replace(Content.from_json(listing.current.content), full=listing.full)


def is_unchecked(listing: Listing) -> bool:
    """Whether the public reads what was taken in from a file and no person has looked at."""
    return (
        listing.state in PUBLIC
        and listing.current is not None
        and listing.current.basis == "imported"
    )


def preview(listing_id: UUID, *, actor: Actor) -> ListingRecord:
    """The draft as the public would read it once it is checked, for editors and checkers.

    Raises NotFound when the listing is out of sight."""
    seen = draft(listing_id, actor=actor)
    listing = hold(listing_id, actor=actor).listing
    signed = SignUp.objects.filter(listing=listing, withdrawn_on=None, renewed_on=None)
    return ListingRecord(
        id=listing.pk,
        kind=listing.kind,
        state=ListingState.LISTED,
        name=seen.content.name,
        content=seen.content,
        steward_id=listing.steward_id,
        organisation_id=listing.organisation_id,
        organisation_name=seen.content.organisation_name,
        assured_on=listing.assured_on,
        details_checked_on=listing.current.details_checked_on if listing.current else None,
        basis="checked",
        sign_ups=tuple(sign_up_record(row) for row in signed.order_by("principle_set")),
        full=seen.content.full,
        revision=listing.revision,
        created_at=listing.created_at,
        changed_at=listing.changed_at,
    )


def draft(listing_id: UUID, *, actor: Actor) -> DraftRecord:
    """The open version, or the published one where none is open, for editors and checkers.

    Raises NotFound when the listing is out of sight."""
    held = hold(listing_id, actor=actor)
    listing = held.listing
    published = published_content(listing)
    version = open_version(listing)
    if version is not None:
        content = Content.from_json(version.content)
    elif published is not None and listing.current is not None:
        version, content = listing.current, published
    else:
        version = listing.versions.order_by("-number").first()
        if version is None:
            raise NotFound("directory.version")
        content = Content.from_json(version.content)
    missing = validation.missing(content)
    remarks = dict(version.remarks) if version.state == VersionState.RETURNED else {}
    return DraftRecord(
        listing_id=listing.pk,
        version_id=version.pk,
        kind=listing.kind,
        listing_state=listing.state,
        edition=latest_edition(listing),
        state=version.state,
        content=content,
        remarks=remarks,
        published=published,
        tasks=_tasks(listing, content, missing, remarks, is_editor=held.is_editor),
        missing=missing,
        unchecked=version == listing.current and is_unchecked(listing),
        is_editor=held.is_editor,
        may_edit=held.may_edit,
        may_reopen=listing.state == ListingState.CLOSED
        and published is not None
        and rules.may_reopen(actor, listing.steward_id, listing.closed_because),
    )


def _tasks(
    listing: Listing,
    content: Content,
    missing: tuple[str, ...],
    remarks: dict[str, str],
    *,
    is_editor: bool,
) -> tuple[Task, ...]:
    titles = {
        "about": _("About the group"),
        "when": _("When and how to join"),
        "welcomes": _("Who it welcomes and access"),
        "contact": _("Contact shown to everybody"),
    }
    if content.kind == "resource":
        titles |= {
            "about": _("About it"),
            "when": _("How to use it"),
            "welcomes": _("Who it is for"),
        }
    tasks = {
        part: Task(part, title, _status(part, content, missing, remarks))
        for part, title in titles.items()
    }
    order = [tasks["about"], tasks["when"], tasks["welcomes"]]
    if content.kind == "group":
        answered = is_editor and PrincipleAnswer.objects.filter(listing=listing).exists()
        signed = SignUp.objects.filter(listing=listing, withdrawn_on=None, renewed_on=None).exists()
        status = "done" if signed else "in_progress" if answered else "optional"
        order.append(Task("principles", _("Principles of peer support"), status))
    return (*order, tasks["contact"])


def _status(part: str, content: Content, missing: tuple[str, ...], remarks: dict[str, str]) -> str:
    # A remark may be at one item of a field, such as places.0.postcode.
    if any(field.split(".")[0] in PARTS[part] for field in remarks):
        return "returned"
    if not _NEEDED[part] & set(missing):
        return "done"
    blank = Content(name="", kind=content.kind)
    begun = any(
        getattr(content, field) != getattr(blank, field) for field in PARTS[part] if field != "name"
    )
    return "in_progress" if begun or part == "about" else "not_started"
