"""Erasures that wait for a second person, and who may see all that is held about somebody."""

from __future__ import annotations

from uuid import UUID

from alongside.domain.people import rules
from alongside.domain.people.models import ErasureRequest
from alongside.domain.people.queries.service import home_id
from alongside.domain.people.records import ErasureRecord
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused


def erasures(*, actor: Actor) -> tuple[ErasureRecord, ...]:
    """Those that nobody decided yet, the oldest first: one query.

    Raises Refused for anybody but a coordinator or administrator of the service."""
    if not rules.may_ask_erasure(actor, home_id()):
        raise Refused("a coordinator or administrator of the service decides this")
    waiting = ErasureRequest.objects.filter(state="asked").select_related("person", "asked_by")
    return tuple(
        ErasureRecord(
            id=row.pk,
            person_id=row.person_id,
            person_name=row.person.name,
            asked_by=row.asked_by.name,
            asked_at=row.asked_at,
            own=row.asked_by_id == actor.person_id,
        )
        for row in waiting.order_by("asked_at", "pk")
    )


def erasure(request_id: UUID, *, actor: Actor) -> ErasureRecord:
    """One that waits. Raises NotFound, and Refused as `erasures` and for whoever asked for it."""
    found = next((each for each in erasures(actor=actor) if each.id == request_id), None)
    if found is None:
        raise NotFound("people.erasurerequest")
    if found.own:
        raise Refused("somebody else confirms it")
    return found


def may_decide_erasures(actor: Actor) -> bool:
    """Whether the actor takes down and confirms that people are deleted."""
    return rules.may_ask_erasure(actor, home_id())


def may_see_record(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor sees all that is held about the person: they themselves, the service's
    coordinator, or a command."""
    return rules.may_see_record(actor, person_id, home_id())
