"""The kept list of public places."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.mentoring.meeting_records import KeptPlace
from alongside.domain.mentoring.models import MeetingPlace
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused


def own_meeting_places(actor: Actor) -> QuerySet[MeetingPlace]:
    """The lists of the organisations where the actor coordinates."""
    return MeetingPlace.objects.filter(organisation_id__in=actor.organisations(Role.COORDINATOR))


def kept_places(organisation_id: UUID, *, actor: Actor) -> tuple[KeptPlace, ...]:
    """An organisation's list, by name, those that are closed last: one query.

    Raises Refused for whoever does not coordinate there."""
    if not actor.holds(Role.COORDINATOR, organisation_id):
        raise Refused("only a coordinator keeps the list of places")
    rows = own_meeting_places(actor).filter(organisation_id=organisation_id)
    found = [kept_place_of(row) for row in rows.order_by("name", "pk")]
    return tuple(sorted(found, key=lambda one: one.closed))


def open_places_of(organisation_id: UUID) -> tuple[KeptPlace, ...]:
    """What a mentor or a person may choose from."""
    rows = MeetingPlace.objects.filter(organisation_id=organisation_id, closed_at=None)
    return tuple(kept_place_of(row) for row in rows.order_by("name", "pk"))


def kept_place_of(row: MeetingPlace) -> KeptPlace:
    """The record of a row."""
    return KeptPlace(row.pk, row.name, row.address, row.step_free, row.closed_at is not None)
