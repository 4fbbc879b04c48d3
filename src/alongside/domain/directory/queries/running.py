"""Questions that wait, for the coordinator; and what stands behind a signed link."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from alongside.domain.directory import links
from alongside.domain.directory.content import Content
from alongside.domain.directory.models import RunningCheck
from alongside.domain.directory.queries.visible import coordinated
from alongside.domain.directory.records import RunningQuestion, RunningRow
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Refused
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible


def running_checks(
    *, actor: Actor, at: datetime, page: int = 1, per_page: int = 25
) -> Page[RunningRow]:
    """Every question without an answer, the one that is nearest to be hidden first.

    Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not actor.organisations(Role.COORDINATOR):
        raise Refused("only a coordinator sees who was asked")
    rows = (
        RunningCheck.objects.filter(answered_on=None, listing__in=coordinated(actor))
        .select_related("listing", "listing__current")
        .order_by("hide_on", "listing__name", "pk")
    )
    today = london_date(at)
    return page_of(rows, lambda row: row_of(row, today), number=page, per_page=per_page)


def running_row(check_id: UUID, *, actor: Actor, at: datetime) -> RunningRow:
    """One question without an answer, for its coordinator.

    Raises NotFound when it is out of sight, and Conflict when it was answered."""
    seen = RunningCheck.objects.filter(listing__in=coordinated(actor))
    check = get_visible(seen.select_related("listing", "listing__current"), check_id)
    if check.answered_on is not None:
        raise Conflict("it was answered meanwhile")
    return row_of(check, london_date(at))


def running_check(token: str, *, at: datetime) -> RunningQuestion:
    """The question of a signed link, answered or not.

    Raises NotFound for a link that is forged, revoked or too old."""
    check_id: UUID = links.check_id_of(token, london_date(at))
    check = RunningCheck.objects.select_related("listing").get(pk=check_id)
    return RunningQuestion(
        listing_id=check.listing_id,
        name=check.listing.name,
        asked_on=check.asked_on,
        answer=check.answer,
        answered_on=check.answered_on,
    )


def row_of(check: RunningCheck, today: date) -> RunningRow:
    """The question as its coordinator reads it."""
    listing = check.listing
    content = Content.from_json(listing.current.content) if listing.current else Content(name="")
    return RunningRow(
        check_id=check.pk,
        listing_id=listing.pk,
        steward_id=listing.steward_id,
        name=listing.name,
        contact_name=content.contact_name,
        phone=content.phone,
        email=content.email,
        state=listing.state,
        token=links.token_of(check),
        asked_on=check.asked_on,
        ring_from=check.ring_from,
        tag_on=check.tag_on,
        hide_on=check.hide_on,
        rang_on=check.rang_on,
        ring=check.ring_from <= today,
    )
