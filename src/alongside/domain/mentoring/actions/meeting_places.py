"""The kept list of public places of an organisation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring.meeting_records import STEP_FREE
from alongside.domain.mentoring.models import MeetingPlace
from alongside.domain.mentoring.queries.meeting_places import own_meeting_places
from alongside.domain.mentoring.rules.profiles import fault_of_text, tidy
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import unit

LONGEST_NAME, LONGEST_ADDRESS = 80, 200


def add_place(
    organisation_id: UUID,
    *,
    name: str,
    address: str,
    step_free: str,
    key: UUID,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Puts a public place on the list. The same `key` again is the same place.

    Raises Refused for whoever does not coordinate there, Invalid by field, Conflict for the key of
    another organisation's place."""
    if not actor.holds(Role.COORDINATOR, organisation_id):
        raise Refused("only a coordinator keeps the list of places")
    name, address = " ".join(tidy(name).split()), " ".join(tidy(address).split())
    faults = {
        "name": fault_of_text(name, longest=LONGEST_NAME, needed=_("Enter the name.")),
        "address": fault_of_text(address, longest=LONGEST_ADDRESS, needed=_("Enter the address.")),
        "step_free": "" if step_free in STEP_FREE else _("Choose one of the answers shown."),
    }
    if any(faults.values()):
        raise Invalid({field: words for field, words in faults.items() if words})
    with unit(actor=actor, at=at) as work:
        there = MeetingPlace.objects.filter(key=key).first()
        if there is not None:
            if there.organisation_id != organisation_id:
                raise Conflict("the key was used elsewhere")
            return there.pk
        same = MeetingPlace.objects.filter(
            organisation_id=organisation_id, name__iexact=name, closed_at=None
        )
        if same.exists():
            raise Invalid({"name": _("This place is on the list already.")})
        row = MeetingPlace.objects.create(
            key=key,
            organisation_id=organisation_id,
            name=name,
            address=address,
            step_free=step_free,
            added_at=at,
        )
        work.audit(
            "meetingplace.added",
            row,
            organisation_id=organisation_id,
            fields=("name", "address", "step_free"),
        )
        return row.pk


def close_place_for_meetings(place_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Takes a place off the list; what is planned there stands. Again does nothing.

    Raises NotFound for whoever does not coordinate there."""
    seen = get_visible(own_meeting_places(actor), place_id)
    with unit(actor=actor, at=at) as work:
        row = MeetingPlace.objects.select_for_update().get(pk=seen.pk)
        if row.closed_at is not None:
            return
        MeetingPlace.objects.filter(pk=row.pk).update(closed_at=at)
        work.audit(
            "meetingplace.closed",
            row,
            organisation_id=row.organisation_id,
            fields=("closed_at",),
        )
