"""Requests for their coordinators: lists, one with its story, and how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting.models import Places, Request
from alongside.domain.signposting.queries.shown import (
    differ,
    help_chosen,
    offer_record,
    said_records,
)
from alongside.domain.signposting.queries.story import story
from alongside.domain.signposting.queries.visible import coordinated, require_coordinator
from alongside.domain.signposting.records import (
    PlacesRecord,
    RequestRecord,
    RequestRow,
    TodayCounts,
)
from alongside.domain.signposting.states import CLOSED, OPEN, REQUEST
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible

_LISTS = {
    "to_answer": Q(state__in=("asked", "reminded")),
    "to_ring": Q(state="to_ring"),
    "call_back": Q(state="call_back"),
    "to_choose": Q(state="not_this_one"),
    "waiting": Q(state="waiting"),
    "coming": Q(state="coming"),
    "offered": Q(state="offered"),
    "asked_how": Q(state="asked_how"),
    "open": Q(state__in=sorted(OPEN)),
    "restricted": Q(state__in=sorted(OPEN)),
    "closed": Q(state__in=sorted(CLOSED)),
}
WHICH = ("overdue", *_LISTS)


def _overdue(today: date) -> Q:
    return Q(due_on__lt=today)


def requests(
    *, actor: Actor, which: str = "open", at: datetime, page: int = 1, per_page: int = 25
) -> Page[RequestRow]:
    """The requests of one list, the first due first; closed ones, the last changed first.

    `which` is overdue, to_answer, to_ring, call_back, to_choose, waiting, coming, offered,
    asked_how, open, closed, or restricted: the open ones of people whose details are kept and not
    used, who stand in no other list. A constant number of queries. Raises Refused for whoever
    coordinates nowhere, Invalid for another list."""
    require_coordinator(actor)
    if which not in WHICH:
        raise Invalid({"which": "there is no such list"})
    today = london_date(at)
    kept = people.restricted()
    chosen = coordinated(actor).filter(_LISTS.get(which) or _overdue(today))
    only_kept = which == "restricted"
    chosen = chosen.filter(person__in=kept) if only_kept else chosen.exclude(person__in=kept)
    order = ("-changed_at", "pk") if which == "closed" else ("due_on", "asked_at", "pk")
    rows = chosen.select_related("listing").prefetch_related("words").order_by(*order)
    found = page_of(rows, lambda row: row, number=page, per_page=per_page)
    return Page(_rows(found.rows, today, kept), found.number, found.pages, found.total)


def _rows(rows: Iterable[Request], today: date, kept: frozenset[UUID]) -> tuple[RequestRow, ...]:
    """`kept` are the people of whom nothing is shown."""
    rows = tuple(rows)
    persons = {row.person_id for row in rows}
    names = people.names(persons | _owners(rows))
    shown = names | dict.fromkeys(kept, people.not_used())
    needs = messaging.needs_of(persons - kept)
    return tuple(
        RequestRow(
            request_id=row.pk,
            person_id=row.person_id,
            reference=row.reference,
            name=shown.get(row.person_id, ""),
            listing_id=row.listing_id,
            group_name=row.listing.name,
            state=row.state,
            owner_kind=row.owner_kind,
            owner_id=row.owner_id,
            owner_name=names.get(row.owner_id, "") if row.owner_id else "",
            due_on=row.due_on,
            overdue=row.due_on is not None and row.due_on < today,
            asked_on=row.asked_on,
            first_day=row.first_day,
            needs=needs.get(row.person_id, ()),
            differ=differ(row.words.all()),
            restricted=row.person_id in kept,
        )
        for row in rows
    )


def _owners(rows: Iterable[Request]) -> set[UUID]:
    return {
        row.owner_id for row in rows if row.owner_kind == "coordinator" and row.owner_id is not None
    }


def request(request_id: UUID, *, actor: Actor, at: datetime) -> RequestRecord:
    """One request with its story, for a coordinator of its steward.

    Raises NotFound when out of sight. A constant number of queries."""
    seen = coordinated(actor).select_related("listing")
    row = get_visible(seen.prefetch_related("words", "offers__listing"), request_id)
    listing = directory.public_listings([row.listing_id]).get(row.listing_id)
    owners = _owners([row])
    names = people.names({row.person_id} | owners)
    kept = bool(people.restricted([row.person_id]))
    content = listing.content if listing else None
    offer = next((one for one in row.offers.all() if not one.answer), None)
    return RequestRecord(
        request_id=row.pk,
        reference=row.reference,
        state=row.state,
        owner_kind=row.owner_kind,
        owner_id=row.owner_id,
        owner_name=next((names.get(one, "") for one in owners), ""),
        due_on=row.due_on,
        overdue=row.due_on is not None and row.due_on < london_date(at),
        person_id=row.person_id,
        name=people.not_used() if kept else names.get(row.person_id, ""),
        listing_id=row.listing_id,
        group_name=row.listing.name,
        group_contact_name=content.contact_name if content else "",
        group_phone=content.phone if content else "",
        group_email=content.email if content else "",
        help_to_come=() if kept else help_chosen(row.help_to_come),
        note="" if kept else row.note,
        practice="" if kept else row.practice,
        asked_at=row.asked_at,
        first_day=None if kept else row.first_day,
        first_time=None if kept else row.first_time,
        meets_you="" if kept else row.meets_you,
        group_reason="" if kept else row.group_reason,
        holds_place=row.holds_place,
        waits_for=row.waits_for,
        waiting_number=_number_in_queue(row),
        offer=offer_record(offer, row.listing.name) if offer and not kept else None,
        follows_id=row.follows_id,
        next_id=Request.objects.filter(follows=row).values_list("pk", flat=True).first(),
        said=() if kept else said_records(row.words.all()),
        differ=differ(row.words.all()),
        needs=() if kept else messaging.needs_of([row.person_id]).get(row.person_id, ()),
        story=story(row),
        events=() if kept else _events(row),
        restricted=kept,
    )


def _number_in_queue(row: Request) -> int | None:
    if row.waiting_since is None:
        return None
    before = Q(waiting_since__lt=row.waiting_since) | Q(
        waiting_since=row.waiting_since, pk__lt=row.pk
    )
    queue = Request.objects.filter(listing_id=row.listing_id, state="waiting")
    return queue.filter(before).count() + 1


def _events(row: Request) -> tuple[str, ...]:
    """What a coordinator may do now."""
    moves = REQUEST.moves
    may = {
        "rang": (row.state, "say_no") in moves,
        "offer_next": (row.state, "offer") in moves,
        "nothing_suits": (row.state, "nothing_suits") in moves,
        "take_on": row.owner_kind == "coordinator",
        "look_again": (row.state, "look_again") in moves,
        "told": (row.state, "went") in moves or row.state == "coming",
        "try_again": (row.state, "try_again") in moves,
        "no_word": (row.state, "no_word") in moves,
        "withdraw": row.state in OPEN,
        "new_link": row.state in OPEN,
        "give_back_place": row.state in CLOSED and row.holds_place,
    }
    return tuple(event for event, allowed in may.items() if allowed)


def today(*, actor: Actor, at: datetime) -> TodayCounts:
    """How many requests stand in each of the actor's lists: two queries, three while somebody's
    details are kept and not used.

    Raises Refused for whoever coordinates nowhere."""
    require_coordinator(actor)
    lists = {**_LISTS, "overdue": _overdue(london_date(at))}
    kept = people.restricted()
    names = [name for name in TodayCounts.__dataclass_fields__ if name != "restricted"]
    counts = (
        coordinated(actor)
        .exclude(person__in=kept)
        .aggregate(**{name: Count("pk", filter=lists[name]) for name in names})
    )
    held = coordinated(actor).filter(lists["restricted"], person__in=kept).count() if kept else 0
    return TodayCounts(**counts, restricted=held)


def places(listing_ids: Iterable[UUID]) -> dict[UUID, PlacesRecord]:
    """The groups among these that have a limited number of places: two queries."""
    rows = list(Places.objects.filter(pk__in=set(listing_ids)))
    waiting = dict(
        Request.objects.filter(listing_id__in=[row.pk for row in rows], state="waiting")
        .values("listing_id")
        .annotate(number=Count("pk"))
        .values_list("listing_id", "number")
    )
    return {
        row.pk: PlacesRecord(row.pk, row.places, row.held, waiting.get(row.pk, 0)) for row in rows
    }
