"""One step of a request: its state, its owner, its day and its place change together.

Locks are taken in one order everywhere: the group's row of places, the request, the next request
in its queue, the audit. So no two units wait for each other.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_noop

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.actions.telling import (
    answer_link,
    can_reach,
    for_group,
    moment,
    request_link,
    send,
    tell_coordinators,
    tell_person,
)
from alongside.domain.signposting.models import Places, Request
from alongside.domain.signposting.states import MAY_HOLD_PLACE, OWNERS, REQUEST, Owner, RequestState
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.links import revoke_links
from alongside.foundation.transitions import NotAllowed, move
from alongside.foundation.unit import Work

NO_ADDRESS = gettext_noop("The group cannot be written to")


def hold(request_id: UUID | str) -> Request:
    """The request, locked after its group's places, until the end of the transaction.

    Raises NotFound."""
    listing_id = Request.objects.filter(pk=request_id).values_list("listing_id", flat=True).first()
    if listing_id is None:
        raise NotFound("signposting.request")
    lock_places(listing_id)
    return Request.objects.select_for_update().get(pk=request_id)


def lock_places(*listing_ids: UUID) -> None:
    """Locks the rows of places of these groups, in the order of their ids."""
    list(Places.objects.select_for_update().filter(pk__in=listing_ids).order_by("pk"))


def step(
    request: Request, event: str, *, work: Work, reason: str = "", **columns: Any
) -> RequestState:
    """Takes a request that `hold` locked through `event`, with `columns` written beside the state.

    The new state's owner and day are reckoned unless `columns` name them. An offer that nobody
    answered is over with it. A place that may not be held in the new state goes to whoever waits
    first. Raises NotAllowed where the table has no such move."""
    target = REQUEST.moves.get((request.state, event))
    if target is None:
        raise NotAllowed(f"signposting.request: no {event} from {request.state}")
    first_day = columns.get("first_day", request.first_day)
    also = {
        **owning(target, request, today=london_date(work.at), first_day=first_day),
        "changed_at": work.at,
        **columns,
    }
    if request.state == RequestState.OFFERED:
        end_open_offer(request, work=work)
    gives_back = request.holds_place and target not in MAY_HOLD_PLACE
    if gives_back:
        also["holds_place"] = False
    move(request, event, work=work, organisation_id=request.steward_id, reason=reason, also=also)
    if gives_back:
        give_back(request.listing_id, full=event == "say_waiting")
        hand_on(request.listing_id, work=work)
    return RequestState(target)


def end_open_offer(request: Request, *, work: Work) -> None:
    """An offer without an answer is over: its link answers nothing any more."""
    for offer in request.offers.filter(answer=""):
        offer.answer, offer.answered_at = "lapsed", work.at
        offer.save(update_fields=["answer", "answered_at"])
        revoke_links(offer, work=work)


def owning(
    state: str, request: Request, *, today: date, first_day: date | None = None
) -> dict[str, Any]:
    """Whose turn it is in `state` and until when, as columns."""
    kind = OWNERS.get(state, "")
    ids = {
        Owner.GROUP: request.listing_id,
        Owner.HOST: request.listing_id,
        Owner.PERSON: request.person_id,
    }
    return {
        "owner_kind": str(kind),
        "owner_id": ids.get(Owner(kind)) if kind else None,
        "due_on": rules.due_on(state, today, first_day),
    }


def take_place(listing_id: UUID) -> bool:
    """Takes one place where one is free and nobody waits for it: one conditional statement."""
    waiting = Request.objects.filter(listing_id=OuterRef("pk"), state=RequestState.WAITING)
    free = Places.objects.filter(~Exists(waiting), pk=listing_id, held__lt=F("places"))
    return free.update(held=F("held") + 1) == 1


def make_place(request: Request) -> bool:
    """Takes a place for somebody to whom the group itself said yes, beyond the number if need be.

    Returns whether the request holds one now: not where the group has no limit."""
    if request.holds_place:
        return True
    rows = Places.objects.filter(pk=request.listing_id)
    return (
        rows.update(
            held=F("held") + 1,
            over=Greatest(F("held") + 1 - F("places"), Value(0)),
        )
        == 1
    )


def give_back(listing_id: UUID, *, full: bool = False) -> None:
    """Gives one place back. `full`: the group has said that it has no room, so it has one fewer."""
    rows = Places.objects.filter(pk=listing_id, held__gt=0)
    changes: dict[str, Any] = {
        "held": F("held") - 1,
        "over": Greatest(F("held") - 1 - F("places"), Value(0)),
    }
    if full:
        changes |= {"places": F("held") - 1, "over": 0}
    rows.update(**changes)


def hand_on(listing_id: UUID, *, work: Work) -> int:
    """Gives each free place to whoever waits first, asks the group and tells the person.

    Without a limited number, those who waited for room are asked for once the group has some.
    Somebody whose details are kept and not used keeps their turn and is passed over for now.
    Returns how many. The row of places must be locked."""
    waiting = Request.objects.filter(listing_id=listing_id, state=RequestState.WAITING)
    waiting = waiting.exclude(person__in=people.restricted())
    if not waiting.exists():
        return 0
    listing = directory.public_listings([listing_id]).get(listing_id)
    if listing is None or listing.full:
        return 0
    limit = Places.objects.filter(pk=listing_id).first()
    queue = waiting.order_by("waiting_since", "pk").select_for_update()
    if limit is None:
        chosen = list(queue.filter(waits_for="full"))
    else:
        chosen = list(queue[: max(0, limit.places - limit.held)])
    for request in chosen:
        if limit is not None:
            Places.objects.filter(pk=listing_id).update(held=F("held") + 1)
        step(
            request,
            "get_place",
            work=work,
            holds_place=limit is not None,
            waiting_since=None,
            waits_for="",
            group_asked_on=london_date(work.at),
        )
        ask_group(request, listing, work=work)
        by_day = rules.promised_by(london_date(work.at))
        tell_person(
            request,
            "place_opened",
            work=work,
            step=moment(work.at),
            link=request_link(request, work=work),
            by_day=by_day.isoformat(),
        )
    return len(chosen)


def ask_group(request: Request, listing: directory.ListingRecord, *, work: Work) -> None:
    """Asks the group by a message with a link; where it cannot be reached so, a coordinator
    rings."""
    link = answer_link(request, work=work)
    if not can_reach(send(ask_words(request, listing, link, at=work.at), work)):
        to_ring_at_once(request, work=work)


def ask_words(
    request: Request, listing: directory.ListingRecord, token: str, *, at: datetime
) -> messaging.ToSend:
    """The message by which a group is asked."""
    by_day = request.due_on.isoformat() if request.due_on else ""
    return for_group(request, listing, "join_to_group", step=moment(at), link=token, by_day=by_day)


def to_ring_at_once(request: Request, *, work: Work) -> None:
    """The group cannot be written to: a coordinator rings, without waiting for its silence."""
    step(request, "ring", work=work, reason=NO_ADDRESS)
    tell_coordinators(request, work=work)
