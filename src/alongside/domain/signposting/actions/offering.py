"""Another group is named to the person, who takes it or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.directory import public as directory
from alongside.domain.signposting import rules
from alongside.domain.signposting.actions.asking import (
    Asking,
    CannotBeAsked,
    asked_record,
    enter,
    is_limited,
    new_row,
    tell_asked,
)
from alongside.domain.signposting.actions.moving import hold, lock_places, step
from alongside.domain.signposting.actions.telling import (
    OFFER,
    moment,
    request_link,
    tell_person,
)
from alongside.domain.signposting.actions.unmet import note_unmet
from alongside.domain.signposting.models import Offer, Request
from alongside.domain.signposting.needs import another
from alongside.domain.signposting.queries.offering import known_groups, listing_asked
from alongside.domain.signposting.queries.visible import workable
from alongside.domain.signposting.records import AskedRecord
from alongside.domain.signposting.states import RequestState
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.links import make_link, open_link
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

ACCEPTED, DECLINED = "accepted", "declined"


def offer_next(
    request_id: UUID, *, listing_id: UUID | None = None, actor: Actor, at: datetime
) -> UUID | None:
    """Names another group to the person: the one a coordinator chose, or the best that fits.

    Never one that was asked or named before. Returns its id; None, and nothing is done, where none
    fits. Raises NotFound when out of sight, Conflict for a chosen group that was asked before,
    NotAllowed in a state in which none is offered."""
    get_visible(workable(actor), request_id)
    with unit(actor=actor, at=at) as work:
        return offer_another(hold(request_id), work=work, chosen=listing_id)


def offer_another(request: Request, *, work: Work, chosen: UUID | None = None) -> UUID | None:
    """Names another group to the person of a locked request; None where none fits."""
    named = known_groups(request)
    if chosen is not None:
        if chosen in named:
            raise Conflict("this group was asked or named before")
        found: directory.ListingRecord | None = directory.public_listing(chosen)
    else:
        found = _best(request, named, work)
    if found is None:
        return None
    step(
        request,
        "offer",
        work=work,
        waiting_since=None,
        waits_for="",
        first_day=None,
        first_time=None,
        meets_you="",
    )
    offer = Offer.objects.create(request=request, listing_id=found.id, offered_at=work.at)
    until = work.at + timedelta(days=rules.OFFER_LINK_DAYS)
    tell_person(
        request,
        "join_offer",
        work=work,
        step=str(offer.pk),
        link=make_link(OFFER, offer, valid_until=until, work=work),
        by_day=request.due_on.isoformat() if request.due_on else "",
        group=found.name,
    )
    return found.id


def accept_offer(token: str, *, at: datetime) -> AskedRecord:
    """The person takes the group that was named: it is asked, as a request of its own.

    Again: the same request, with a further link. Raises NotFound for a link that is false, revoked
    or too old, Conflict when the offer is over or the group has ended meanwhile."""
    offer_id = open_link(token, OFFER, at=at)
    with unit(actor=VISITOR, at=at) as work:
        offer, old = _held(offer_id)
        if offer.answer == ACCEPTED:
            new = Request.objects.select_related("listing").get(follows=old)
            return asked_record(new, new.listing.name, request_link(new, work=work))
        if offer.answer or old.state != RequestState.OFFERED:
            raise Conflict("this offer is over")
        listing = directory.public_listings([offer.listing_id]).get(offer.listing_id)
        if listing is None:
            raise Conflict("this group has ended")
        if not listing.can_be_asked:
            raise CannotBeAsked("this group takes nobody in this way any more")
        _answer(offer, ACCEPTED, work)
        step(old, "accept", work=work)
        asking = Asking(
            name="",
            help_to_come=tuple(old.help_to_come),
            note=old.note,
            practice="",  # a practice is counted once for each person who asked
            key=f"offer/{offer.pk}",
            follows_id=old.pk,
        )
        limited = is_limited(listing.id)
        new = new_row(listing, asking, old.person_id, at=at)
        enter(new, limited=limited, work=work)
        return asked_record(new, listing.name, tell_asked(new, listing, work=work))


def decline_offer(token: str, *, at: datetime) -> str:
    """The person does not want the group that was named. Returns the token of the next offer, or ""
    where nothing more suits; that is written down.

    Raises NotFound for a link that is false, revoked or too old, Conflict when it was accepted."""
    offer_id = open_link(token, OFFER, at=at)
    with unit(actor=VISITOR, at=at) as work:
        offer, request = _held(offer_id)
        if offer.answer == ACCEPTED:
            raise Conflict("this offer was accepted")
        if not offer.answer and request.state == RequestState.OFFERED:
            _answer(offer, DECLINED, work)
            if offer_another(request, work=work) is None:
                close_unsuited(request, work=work)
        following = request.offers.filter(answer="").first()
        if following is None:
            return ""
        return make_link(
            OFFER,
            following,
            valid_until=at + timedelta(days=rules.OFFER_LINK_DAYS),
            work=work,
        )


def decline_all(token: str, *, at: datetime) -> None:
    """The person wants none of the groups that could be named: it is closed, and written down.

    Again: nothing more. Raises NotFound for a link that is false, revoked or too old, Conflict when
    the offer was accepted."""
    offer_id = open_link(token, OFFER, at=at)
    with unit(actor=VISITOR, at=at) as work:
        offer, request = _held(offer_id)
        if offer.answer == ACCEPTED:
            raise Conflict("this offer was accepted")
        if not offer.answer and request.state == RequestState.OFFERED:
            _answer(offer, DECLINED, work)
            close_unsuited(request, work=work)


def nothing_suits(request_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator closes a request for which nothing suits; it is written down, and the person is
    told. Again: nothing more. Raises NotFound when out of sight, NotAllowed in another state."""
    get_visible(workable(actor), request_id)
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        if request.state == RequestState.NOTHING_SUITED:
            return
        close_unsuited(request, work=work)
        tell_person(
            request,
            "join_nothing_found",
            work=work,
            step=moment(at),
            link=request_link(request, work=work),
        )


def close_unsuited(request: Request, *, work: Work) -> None:
    """Closes a locked request for which nothing suits, and writes the need down."""
    step(request, "nothing_suits", work=work, waiting_since=None, waits_for="")
    listing = directory.public_listings([request.listing_id]).get(request.listing_id)
    note_unmet(request, listing, "nothing_suitable", work=work)


def _best(request: Request, named: set[UUID], work: Work) -> directory.ListingRecord | None:
    if request.offers.count() >= rules.MOST_OFFERS:
        return None
    listing = listing_asked(request)
    if listing is None:
        return None
    return another(listing, request.help_to_come, but=named, on=london_date(work.at))


def _held(offer_id: str) -> tuple[Offer, Request]:
    found = (
        Offer.objects.filter(pk=offer_id).values_list("listing_id", "request__listing_id").first()
    )
    if found is None:
        raise NotFound("signposting.offer")
    lock_places(*found)
    request = Request.objects.select_for_update().get(offers__pk=offer_id)
    return Offer.objects.get(pk=offer_id), request


def _answer(offer: Offer, answer: str, work: Work) -> None:
    offer.answer, offer.answered_at = answer, work.at
    offer.save(update_fields=["answer", "answered_at"])
