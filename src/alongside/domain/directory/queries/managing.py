"""What editors, checkers and coordinators see in their lists, and a listing's history."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import BooleanField, DateField, Exists, OuterRef, QuerySet, Subquery, Value

from alongside.domain.directory.content import FIELD_NAMES, Content
from alongside.domain.directory.labels import field_label
from alongside.domain.directory.models import Editor, Listing, RunningCheck, Version
from alongside.domain.directory.publication import fold
from alongside.domain.directory.queries.drafts import open_version, published_content
from alongside.domain.directory.queries.visible import checkable, coordinated, hold
from alongside.domain.directory.records import (
    CheckRow,
    EditorRecord,
    FieldChange,
    History,
    ListingRow,
    MoveRow,
    VersionRow,
)
from alongside.domain.directory.states import OPEN_VERSIONS, PUBLIC, VersionState
from alongside.domain.people.public import LISTING_CHECKER, Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.models import Transition
from alongside.foundation.paging import Page, page_of


def to_check(*, actor: Actor, page: int = 1, per_page: int = 25) -> Page[CheckRow]:
    """The versions that wait to be checked, the longest waiting first.

    Raises Refused for whoever neither coordinates nor checks anywhere."""
    if not actor.is_system and not actor.organisations(Role.COORDINATOR, LISTING_CHECKER):
        raise Refused("only a coordinator or a reviewer sees what waits")
    rows = (
        Version.objects.filter(state=VersionState.SUBMITTED, listing__in=checkable(actor))
        .select_related("listing")
        .annotate(own=_edited_by(actor, "listing_id"))
        .order_by("submitted_at", "pk")
    )
    return page_of(rows, _check_row, number=page, per_page=per_page)


def unchecked(*, actor: Actor, page: int = 1, per_page: int = 25) -> Page[ListingRow]:
    """What was taken in from files, is public, and no person has checked: by name.

    A listing with a change under way is not here. Raises Refused for whoever neither coordinates
    nor checks anywhere."""
    if not actor.is_system and not actor.organisations(Role.COORDINATOR, LISTING_CHECKER):
        raise Refused("only a coordinator or a reviewer sees what waits")
    under_way = Version.objects.filter(listing=OuterRef("pk"), state__in=OPEN_VERSIONS)
    seen = checkable(actor).filter(~Exists(under_way), state__in=PUBLIC, current__basis="imported")
    return page_of(_rows(seen), _listing_row, number=page, per_page=per_page)


def _edited_by(actor: Actor, field: str) -> Exists | Value:
    if actor.person_id is None:
        return Value(False, output_field=BooleanField())
    return Exists(Editor.objects.filter(listing_id=OuterRef(field), person_id=actor.person_id))


def _check_row(version: Version) -> CheckRow:
    return CheckRow(
        listing_id=version.listing_id,
        version_id=version.pk,
        edition=version.edition,
        name=version.content["name"],
        kind=version.listing.kind,
        submitted_at=version.submitted_at or version.created_at,
        first=version.listing.current_id is None,
        own=version.own,  # type: ignore[attr-defined]
    )


def my_listings(*, actor: Actor) -> tuple[ListingRow, ...]:
    """The listings that the person edits, by name; none for anybody else. One query."""
    if actor.person_id is None:
        return ()
    own = Editor.objects.filter(person_id=actor.person_id).values("listing")
    return tuple(_listing_row(row) for row in _rows(Listing.objects.filter(pk__in=own)))


def looked_after(
    *, actor: Actor, state: str = "", words: str = "", page: int = 1, per_page: int = 25
) -> Page[ListingRow]:
    """The listings of the organisations where the actor coordinates, by name.

    `state` and `words` narrow them. Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not actor.organisations(Role.COORDINATOR):
        raise Refused("only a coordinator sees every listing")
    seen = coordinated(actor)
    if state:
        seen = seen.filter(state=state)
    for word in fold(words).split():
        seen = seen.filter(search_text__contains=word)
    return page_of(_rows(seen), _listing_row, number=page, per_page=per_page)


def _rows(seen: QuerySet[Listing]) -> QuerySet[Listing]:
    versions = Version.objects.filter(listing=OuterRef("pk"), state__in=OPEN_VERSIONS)
    asked = RunningCheck.objects.filter(listing=OuterRef("pk"), answered_on=None)
    return seen.annotate(
        open_state=Subquery(versions.values("state")[:1]),
        asked_on=Subquery(asked.values("asked_on")[:1], output_field=DateField()),
    ).order_by("name", "pk")


def _listing_row(listing: Listing) -> ListingRow:
    asked_on: date | None = listing.asked_on  # type: ignore[attr-defined]
    return ListingRow(
        listing_id=listing.pk,
        name=listing.name,
        kind=listing.kind,
        state=listing.state,
        open_state=listing.open_state or "",  # type: ignore[attr-defined]
        full=listing.full,
        assured_on=listing.assured_on,
        ask_again_on=listing.ask_again_on,
        asked_on=asked_on,
        changed_at=listing.changed_at,
    )


def compare(listing_id: UUID, *, actor: Actor) -> tuple[FieldChange, ...]:
    """What the open version changes in what the public reads, in the order of the fields.

    At the first version everything that is said is a change, from None. Empty where nothing is
    open. Raises NotFound when out of sight."""
    listing = hold(listing_id, actor=actor).listing
    version = open_version(listing)
    if version is None:
        return ()
    return changes(published_content(listing), Content.from_json(version.content))


def changes(before: Content | None, after: Content) -> tuple[FieldChange, ...]:
    """The fields that differ. Without a `before`, those that say something."""
    blank = Content(name="")
    known = before or blank
    return tuple(
        FieldChange(
            field=field,
            label=field_label(field),
            before=getattr(before, field) if before is not None else None,
            after=getattr(after, field),
        )
        for field in FIELD_NAMES
        if getattr(known, field) != getattr(after, field)
    )


def history(listing_id: UUID, *, actor: Actor) -> History:
    """Every version with what it changed, and every change of state, the newest first.

    Raises NotFound when out of sight. A constant number of queries."""
    listing = hold(listing_id, actor=actor).listing
    rows: list[VersionRow] = []
    public: Content | None = None
    versions = listing.versions.select_related("author", "checker").order_by("number")
    keys = [str(listing.pk)]
    for version in versions:
        content = Content.from_json(version.content)
        rows.append(_version_row(version, changes(public, content)))
        keys.append(str(version.pk))
        if version.state == VersionState.CHECKED:
            public = content
    moved = Transition.objects.filter(
        thing_id__in=keys, thing_type__in=("directory.listing", "directory.version")
    ).order_by("-at", "-pk")
    moves = tuple(
        MoveRow(
            thing=row.thing_type.removeprefix("directory."),
            event=row.event,
            source=row.source,
            target=row.target,
            at=row.at,
            reason=row.reason,
        )
        for row in moved
    )
    return History(versions=tuple(reversed(rows)), moves=moves)


def _version_row(version: Version, changed: tuple[FieldChange, ...]) -> VersionRow:
    return VersionRow(
        version_id=version.pk,
        number=version.number,
        state=version.state,
        basis=version.basis,
        author_name=version.author.name if version.author else "",
        checker_name=version.checker.name if version.checker else "",
        created_at=version.created_at,
        submitted_at=version.submitted_at,
        checked_at=version.checked_at,
        remarks=dict(version.remarks),
        changes=changed,
    )


def editors(listing_id: UUID, *, actor: Actor) -> tuple[EditorRecord, ...]:
    """Who may edit the listing, the first one first. Raises NotFound when out of sight."""
    listing = hold(listing_id, actor=actor).listing
    rows = Editor.objects.filter(listing=listing).select_related("person").order_by("since", "pk")
    return tuple(EditorRecord(row.person_id, row.person.name, row.since) for row in rows)
