"""Somebody's details are kept and not used: what staff see of it, and telling before it is lifted.

People keeps the restriction; the gateway, and every list, asks people whether it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.unit import Thing, unit
from alongside.journeys.rights import Held, held

TEMPLATE = "restriction_ends"
KIND = "people.restriction"


class NotReached(Conflict):
    """No message reaches the person: they are told another way."""


@dataclass(frozen=True)
class Record:
    """Somebody's record for staff. While its details are kept and not used, `held` is there only
    when it was opened on purpose."""

    person_id: UUID
    restriction: people.RestrictionRecord | None
    held: Held | None
    may_open: bool


def record(person_id: UUID, *, although_restricted: bool, actor: Actor, at: datetime) -> Record:
    """All that is held about somebody, for the service's coordinator; that they looked is noted.

    Of somebody whose details are kept and not used it is the restriction alone, also for an
    administrator, unless `although_restricted`: for looking into why they asked. Raises NotFound as
    rights.held."""
    found = people.restriction(person_id, actor=actor)
    may_open = people.may_see_record(actor, person_id)
    if found is not None and not (although_restricted and may_open):
        return Record(person_id, found, None, may_open)
    return Record(person_id, found, held(person_id, actor=actor, at=at), may_open)


def tell_of_lifting(person_id: UUID, *, how: str, actor: Actor, at: datetime) -> datetime:
    """Tells the person that their details will be used again, or notes that somebody told them;
    returns from when that may be. By `message` it goes out by the way that they chose.

    Raises as people.tell_of_lifting, and NotReached, with nothing noted, where no message reaches
    them."""
    with unit(actor=actor, at=at):
        may_from = people.tell_of_lifting(person_id=person_id, how=how, actor=actor, at=at)
        if how == people.ToldHow.MESSAGE:
            _send(person_id, may_from, actor=actor, at=at)
        return may_from


def _send(person_id: UUID, may_from: datetime, *, actor: Actor, at: datetime) -> None:
    found = people.restriction(person_id, actor=actor)
    if found is None:
        raise NotFound("people.restriction")
    service = people.service()
    sent = messaging.send(
        TEMPLATE,
        to=messaging.to_person(person_id),
        values={"from_day": london_date(may_from).isoformat()},
        cause=Thing(KIND, found.id),
        key=f"{TEMPLATE}/{found.id}",
        organisation_id=service.organisation_id if service else None,
        actor=actor,
        at=at,
    )
    if sent.state == "cannot_send":
        raise NotReached("no message reaches this person")
