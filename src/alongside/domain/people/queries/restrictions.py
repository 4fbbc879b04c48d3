"""Whose details are kept and not used."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.people import rules
from alongside.domain.people.models import Restriction
from alongside.domain.people.queries.service import home_id
from alongside.domain.people.records import RestrictionRecord
from alongside.domain.people.states import RestrictionState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused


def restricted(person_ids: Iterable[UUID] | None = None) -> frozenset[UUID]:
    """Those of the given people, or of everybody, whose details are kept and not used at present:
    one query, none for nobody."""
    rows = Restriction.objects.exclude(state=RestrictionState.LIFTED)
    if person_ids is not None:
        wanted = set(person_ids)
        if not wanted:
            return frozenset()
        rows = rows.filter(person_id__in=wanted)
    return frozenset(rows.values_list("person_id", flat=True))


def restriction(person_id: UUID, *, actor: Actor) -> RestrictionRecord | None:
    """The one that holds for the person, or None: one query.

    Raises NotFound unless the actor is the person, staff of the service or a command."""
    if not rules.may_restrict(actor, person_id, home_id()):
        raise NotFound("people.restriction")
    row = _open().filter(person_id=person_id).first()
    return None if row is None else record(row)


def restrictions(*, actor: Actor) -> tuple[RestrictionRecord, ...]:
    """All that hold, the oldest first; nobody's name is in them. One query.

    Raises Refused for anybody but a coordinator or administrator of the service."""
    if not (actor.is_system or rules.may_ask_erasure(actor, home_id())):
        raise Refused("a coordinator or administrator of the service looks after these")
    return tuple(record(row) for row in _open().order_by("asked_at", "pk"))


def _open() -> QuerySet[Restriction]:
    held = Restriction.objects.exclude(state=RestrictionState.LIFTED)
    return held.select_related("recorded_by")


def record(row: Restriction) -> RestrictionRecord:
    """The record of a row."""
    return RestrictionRecord(
        id=row.pk,
        person_id=row.person_id,
        state=row.state,
        because=row.because,
        about=row.about,
        how=row.how,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        asked_at=row.asked_at,
        told_how=row.told_how,
        told_at=row.told_at,
        told_by=row.told_by_id,
        lift_from=rules.lift_from(row.told_how, row.told_at),
    )
