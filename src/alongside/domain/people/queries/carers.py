"""Who may do what for whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from alongside.domain.people import rules
from alongside.domain.people.models import CarerOffer, CarerPermission
from alongside.domain.people.records import CareRecord, CarerOfferRecord
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.links import open_link


def carer_may(actor: Actor, person_id: UUID, what: str, *, at: datetime) -> bool:
    """Whether the person lets the actor, who signed in, do this now: one query.

    It holds to the end of its last day in London and not a second longer."""
    if not actor.is_person or actor.person_id is None:
        return False
    return CarerPermission.objects.filter(
        person_id=person_id,
        carer_id=actor.person_id,
        what=what,
        ended_at=None,
        valid_until__gte=london_date(at),
    ).exists()


def carers(person_id: UUID, *, actor: Actor, at: datetime) -> tuple[CareRecord, ...]:
    """Those who may do something for the person now: one query. Raises NotFound unless the actor
    is the person."""
    if not rules.is_self(actor, person_id):
        raise NotFound("people.person")
    return _care(Q(person_id=person_id), at)


def cared_for(*, actor: Actor, at: datetime) -> tuple[CareRecord, ...]:
    """Those for whom the actor may do something now: one query. Raises Refused for a visitor."""
    if not actor.is_person:
        raise Refused("sign in first")
    return _care(Q(carer_id=actor.person_id), at)


def open_offer(token: str, *, at: datetime, lock: bool = False) -> CarerOffer:
    """The offer behind a link that nobody took yet. Raises NotFound."""
    offers = CarerOffer.objects.select_related("person")
    if lock:
        offers = offers.select_for_update(of=("self",))
    found = offers.filter(
        pk=open_link(token, "carer", at=at),
        taken_at=None,
        withdrawn_at=None,
        until__gte=london_date(at),
        person__erased_at=None,
    ).first()
    if found is None:
        raise NotFound("people.careroffer")
    return found


def carer_offer(token: str, *, at: datetime) -> CarerOfferRecord:
    """What a link offers, for whoever holds it. Raises NotFound unless it is open."""
    row = open_offer(token, at=at)
    return CarerOfferRecord(
        id=row.pk,
        person_id=row.person_id,
        person_name=row.person.name,
        what=tuple(row.what),
        until=row.until,
    )


def _care(whose: Q, at: datetime) -> tuple[CareRecord, ...]:
    rows = (
        CarerPermission.objects.filter(whose, ended_at=None, valid_until__gte=london_date(at))
        .select_related("person", "carer")
        .order_by("person__name", "carer__name", "person_id", "carer_id", "what")
    )
    pairs: dict[tuple[UUID, UUID], list[CarerPermission]] = {}
    for row in rows:
        pairs.setdefault((row.person_id, row.carer_id), []).append(row)
    return tuple(
        CareRecord(
            person_id=many[0].person_id,
            person_name=many[0].person.name,
            carer_id=many[0].carer_id,
            carer_name=many[0].carer.name,
            may=tuple((row.what, row.valid_until) for row in many),
        )
        for many in pairs.values()
    )
