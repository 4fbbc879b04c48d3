"""Listings for tests: unsurprising, made through the door where a door makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from alongside.domain.directory.public import Content, Meeting, Place, Taken, take_in
from alongside.domain.people.models import Organisation, Person
from alongside.domain.people.public import LISTING_CHECKER, Role
from alongside.foundation.actor import Actor, Grant, system

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
SYSTEM = system("test")
MEETING = Meeting(freq="WEEKLY", byday=("TU",), opens_at=time(18), closes_at=time(19, 30))
PLACE = Place(name="Severn Hall", town="Worcester", postcode="WR1 2AB", lat=52.19, lon=-2.22)


def content(**changes: Any) -> Content:
    """A group that lacks nothing."""
    whole = Content(
        name="Tuesday Type 1 Circle",
        summary="People with type 1 diabetes talk over a cup of tea.",
        modes=("in_person",),
        conditions=("type-1-diabetes",),
        languages=("en",),
        access={"step_free": "yes", "hearing_loop": "no"},
        email="circle@example.org",
        phone="01632 960001",
        cost_pence=0,
        joining="drop_in",
        places=(PLACE,),
        meetings=(MEETING,),
    )
    return replace(whole, **changes)


def organisation(name: str = "Severn Peers") -> UUID:
    """An organisation's id."""
    return Organisation.objects.create(name=name, created_at=AT).pk


def person(name: str = "Ada Lane", *grants: tuple[str, UUID]) -> Actor:
    """Somebody who signed in with a second factor and holds these roles."""
    row = Person.objects.create(name=name, created_at=AT)
    return Actor(
        kind="person",
        person_id=row.pk,
        name=name,
        grants=frozenset(Grant(role, at) for role, at in grants),
        second_factor=True,
    )


def coordinator(steward_id: UUID, name: str = "Cora Bell") -> Actor:
    """A coordinator of that organisation."""
    return person(name, (Role.COORDINATOR, steward_id))


def reviewer(steward_id: UUID, name: str = "Ravi Hart") -> Actor:
    """Somebody with lived experience who checks that organisation's listings."""
    return person(name, (LISTING_CHECKER, steward_id))


def listed(
    steward_id: UUID,
    said: Content | None = None,
    *,
    assured_on: date | None = None,
    at: datetime = AT,
) -> Taken:
    """A public listing, taken in."""
    return take_in(
        said or content(),
        steward_id=steward_id,
        source="test",
        external_id=str(uuid4()),
        assured_on=assured_on,
        actor=SYSTEM,
        at=at,
    )
