"""Who cannot leave yet, and which open worries nobody reads."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.people import public as people
from alongside.domain.safety import rules
from alongside.domain.safety.models import Concern
from alongside.domain.safety.records import Fault, NeededAs
from alongside.domain.safety.standing import Standing, standing
from alongside.domain.safety.states import OPEN
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused


def needed_as(person_id: UUID, *, at: datetime) -> NeededAs | None:
    """As what the person is still needed: lead or deputy of an open service, or the only one who
    reads some open worry; None when they can go. Four queries at the most."""
    here = standing(at)
    return None if here is None else needed_in(here, person_id)


def needed_in(here: Standing, person_id: UUID) -> NeededAs | None:
    """As `needed_as`, in a set-up that was read already."""
    if person_id not in here.holders:
        return None
    if here.setup.live_at is not None and person_id == here.setup.lead_id:
        return NeededAs.LEAD
    if here.setup.live_at is not None and person_id == here.setup.deputy_id:
        return NeededAs.DEPUTY
    let_in = open_worries().filter(readers__person_id=person_id)
    alone = any({one.id for one in here.readers_of(each)} == {person_id} for each in let_in)
    return NeededAs.ONLY_READER if alone else None


def open_worries() -> QuerySet[Concern]:
    """Every open worry with who was let in to it, the most urgent first: two queries."""
    return (
        Concern.objects.filter(state__in=OPEN).prefetch_related("readers").order_by("due_at", "pk")
    )


def without_reader(here: Standing) -> tuple[Concern, ...]:
    """The open worries that nobody reads. None, without a query, while lead and deputy are both
    there: a worry is kept from one of them at the most."""
    if len(here.readers) == 2:
        return ()
    return tuple(each for each in open_worries() if not here.readers_of(each))


def unread_by_anybody(*, actor: Actor, at: datetime) -> int:
    """How many open worries have no reader, and nothing about any of them.

    For whoever can name one: raises Refused for anybody but the service's administrator or a
    command."""
    service = people.service()
    if not rules.may_set_up(actor, service.organisation_id if service else None):
        raise Refused("the administrator of the service names who reads worries")
    here = standing(at)
    return 0 if here is None else len(without_reader(here))


def reconcile(*, at: datetime) -> tuple[Fault, ...]:
    """Everything that must never be: an open worry without an active reader, or with an owner who
    does not read it. Empty when all is well.

    The due work mends the second and tells whoever can mend the first, so run that before."""
    here = standing(at)
    found = []
    for each in open_worries():
        readers = {one.id for one in here.readers_of(each)} if here else set()
        if not readers:
            found.append(Fault("has no reader", each.pk))
        elif each.owner_id not in readers:
            found.append(Fault("is owned by somebody who does not read it", each.pk))
    return tuple(found)
