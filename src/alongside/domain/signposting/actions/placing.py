"""A group says how many people it has room for."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.domain.directory import public as directory
from alongside.domain.signposting.actions.contacting import refuse
from alongside.domain.signposting.actions.moving import give_back, hand_on, hold, lock_places
from alongside.domain.signposting.models import Places, Request
from alongside.domain.signposting.queries.visible import workable
from alongside.domain.signposting.states import MAY_HOLD_PLACE, OPEN
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

MOST_PLACES = 10_000


def set_places(
    listing_id: UUID,
    *,
    places: int | None,
    seen: int | None | Literal["any"] = "any",
    actor: Actor,
    at: datetime,
) -> None:
    """Says how many people may hold a place at the group at once; None for no limit.

    Who asked and was not refused holds one, until it is over; who came keeps it. Fewer places than
    are held takes none away; more go to those who wait, in their order. `seen` is the number that
    the actor saw before. Raises NotFound unless the actor edits or looks after the group, Invalid
    for a number that cannot be, Conflict when it has become another than was seen or is wanted."""
    refuse(
        {
            "places": ""
            if places is None or 0 <= places <= MOST_PLACES
            else _("Enter a whole number from 0 to 10,000.")
        }
    )
    steward_id = _steward(listing_id, actor)
    for last in (False, True):
        try:
            with unit(actor=actor, at=at) as work:
                _set(listing_id, places, seen, steward_id, work)
            return
        except IntegrityError:
            # Two said it for the first time at one moment: a row that is not there holds nobody
            # up. Now it is there, and what the other said has been seen.
            if last:
                raise


def _set(
    listing_id: UUID,
    places: int | None,
    seen: int | None | Literal["any"],
    steward_id: UUID,
    work: Work,
) -> None:
    lock_places(listing_id)
    before = Places.objects.filter(pk=listing_id).first()
    now = before.places if before else None
    if seen != "any" and now == places:
        return
    if seen not in ("any", now):
        raise Conflict("somebody else has said another number meanwhile")
    requests = Request.objects.filter(listing_id=listing_id)
    if places is None:
        requests.filter(holds_place=True).update(holds_place=False)
        Places.objects.filter(pk=listing_id).delete()
        # Who waited for a place now waits for room: the group is asked for them at once.
        requests.filter(state="waiting", waits_for="places").update(waits_for="full")
        row = before or Places(pk=listing_id, places=0)
    else:
        row = _write(listing_id, before, places)
    work.audit("places.set", row, organisation_id=steward_id, fields=("places",))
    hand_on(listing_id, work=work)


def give_back_place(request_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Somebody who came does not come any more: the place goes to whoever waits first.

    A request without a place stays as it is. Raises NotFound when out of sight."""
    get_visible(workable(actor), request_id)
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        if request.state in OPEN or not request.holds_place:
            return
        Request.objects.filter(pk=request.pk).update(holds_place=False)
        give_back(request.listing_id)
        work.audit(
            "request.place_given_back",
            request,
            organisation_id=request.steward_id,
            fields=("holds_place",),
        )
        hand_on(request.listing_id, work=work)


def count_again(listing_id: UUID, *, work: Work) -> bool:
    """Counts the places that are held, under lock, and hands free ones on. True where the count
    was wrong."""
    lock_places(listing_id)
    row = Places.objects.filter(pk=listing_id).first()
    if row is None:
        return False
    before = row.held
    _write(listing_id, row, row.places)
    wrong = Places.objects.get(pk=listing_id).held != before
    if wrong:
        work.audit("places.counted", row, fields=("held",))
    hand_on(listing_id, work=work)
    return wrong


def _write(listing_id: UUID, before: Places | None, places: int) -> Places:
    """Writes the number, with what is held counted from the requests themselves."""
    requests = Request.objects.filter(listing_id=listing_id)
    open_ones = requests.filter(state__in=MAY_HOLD_PLACE & OPEN)
    if before is None:
        open_ones.update(holds_place=True)
    else:
        # Who asked in the moment in which the number was first set.
        open_ones.filter(state__in=("asked", "reminded", "to_ring", "coming")).update(
            holds_place=True
        )
    held = requests.filter(holds_place=True).count()
    row = Places(pk=listing_id, places=places, held=held, over=max(0, held - places))
    row.save(force_insert=before is None, force_update=before is not None)
    return row


def _steward(listing_id: UUID, actor: Actor) -> UUID:
    """Who looks after the group, for an actor who may edit it. Raises NotFound."""
    if not directory.draft(listing_id, actor=actor).may_edit:
        raise NotFound("directory.listing")
    return directory.public_listing(listing_id).steward_id
