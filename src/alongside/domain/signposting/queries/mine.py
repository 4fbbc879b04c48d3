"""What whoever asked sees, by their link."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.models import Offer, Request, UnmetNeed
from alongside.domain.signposting.queries.shown import contact_of, help_chosen, offer_record
from alongside.domain.signposting.queries.story import own_story
from alongside.domain.signposting.records import MyRequestRecord, NewsRecord, OfferRecord
from alongside.domain.signposting.states import CLOSED, OPEN, REQUEST, RequestState
from alongside.formats.ical import CalendarSeries, single_day
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.links import open_link

_PROMISED = ("asked", "reminded", "to_ring")


def my_request(token: str, *, at: datetime) -> MyRequestRecord:
    """The request behind the link of whoever asked.

    Raises NotFound for a link that is false, revoked or too old, and after the data was erased."""
    request_id = open_link(token, "request", at=at)
    row = (
        Request.objects.select_related("listing")
        .prefetch_related("offers__listing", "unmet")
        .filter(pk=request_id)
        .first()
    )
    if row is None:
        raise NotFound("signposting.request")
    offer = next((one for one in row.offers.all() if not one.answer), None)
    following = Request.objects.filter(follows=row).values_list("pk", flat=True).first()
    today = london_date(at)
    profile = messaging.own_profile(row.person_id)
    return MyRequestRecord(
        request_id=row.pk,
        reference=row.reference,
        state=row.state,
        owner_kind=row.owner_kind,
        due_on=row.due_on,
        by_day=rules.promised_by(row.group_asked_on) if row.state in _PROMISED else row.due_on,
        asked_on=row.asked_on,
        name=people.person_name(row.person_id),
        listing_id=row.listing_id,
        group_name=row.listing.name,
        group_is_public=row.listing.state
        in (directory.ListingState.LISTED, directory.ListingState.NOT_CONFIRMED),
        help_to_come=help_chosen(row.help_to_come, profile.interpreter_language),
        note=row.note,
        profile=profile,
        contact=contact_of(profile),
        share_with_group=people.has_consent(row.person_id, "share-with-group"),
        first_day=row.first_day,
        first_time=row.first_time,
        meets_you=row.meets_you,
        about=row.asked_about if row.state not in OPEN | {"went"} else row.first_day,
        offer=offer_record(offer, row.listing.name) if offer else None,
        next_request_id=following,
        will_be_told=any(
            need.tell_until is not None and need.tell_until >= today for need in row.unmet.all()
        ),
        group_reason=row.group_reason,
        next_day=_next_day(row, at),
        story=own_story(row),
        events=_events(row),
    )


def my_calendar(token: str, *, at: datetime) -> bytes:
    """The day for somebody's calendar as an `.ics` file. Nothing in it says what it is about: other
    people see calendars.

    Raises NotFound for a link that is false, revoked or too old, and when no day lies ahead."""
    row = Request.objects.filter(pk=open_link(token, "request", at=at)).first()
    day = _next_day(row, at) if row else None
    if row is None or day is None:
        raise NotFound("signposting.request")
    event = CalendarSeries(
        uid=f"{row.pk}@alongside",
        summary=_("Appointment"),
        freq="",
        starts_on=day,
        opens_at=row.first_time if row.first_day == day else None,
    )
    return single_day(event, stamp=row.changed_at)


def _next_day(row: Request, at: datetime) -> date | None:
    today = london_date(at)
    if row.first_day is not None:
        return (
            row.first_day if row.state == RequestState.COMING and row.first_day >= today else None
        )
    if row.state not in _PROMISED:
        return None
    listing = directory.public_listings([row.listing_id]).get(row.listing_id)
    coming = directory.next_meetings(listing, at, 1) if listing else ()
    return coming[0].day if coming else None


def _events(row: Request) -> tuple[str, ...]:
    """What the person may do now."""
    may = []
    if row.state in OPEN:
        may += ["change", "withdraw"]
    may += [
        what
        for what in ("went", "not_for_me")
        if (row.state, what) in REQUEST.moves and row.asked_about is not None
    ]
    may += [what for what in ("could_not_come", "call_me") if (row.state, what) in REQUEST.moves]
    if row.state in CLOSED - {RequestState.WENT, RequestState.MOVED_ON}:
        may.append("tell_me")
    return tuple(may)


def offer(token: str, *, at: datetime) -> OfferRecord:
    """The group that was named, behind the offer's link, answered or not.

    Raises NotFound for a link that is false, revoked or too old."""
    offer_id = open_link(token, "offer", at=at)
    row = Offer.objects.select_related("listing", "request__listing").get(pk=offer_id)
    return offer_record(row, row.request.listing.name)


def news(token: str, *, at: datetime) -> NewsRecord:
    """The groups that somebody was told of, behind the link of the news.

    Raises NotFound for a link that is false, revoked or too old."""
    need = UnmetNeed.objects.get(pk=open_link(token, "news", at=at))
    told = need.told.order_by("-told_at", "pk").values_list("listing_id", flat=True)
    known = directory.public_listings(told)
    until = need.tell_until if need.tell_until and need.tell_until >= london_date(at) else None
    return NewsRecord(tuple(one for one in told if one in known), until)
