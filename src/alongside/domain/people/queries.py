"""Reads of people, each starting from what the actor may see."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from alongside.domain.people.models import Deployment, Membership, Person
from alongside.domain.people.records import ServiceRecord
from alongside.foundation.actor import VISITOR, Actor, Grant

LISTING_CHECKER = "listing_checker"
_service: dict[str, ServiceRecord] = {}


def service() -> ServiceRecord | None:
    """The service of this database, or None before it was set up. Kept in the process."""
    if "only" not in _service:
        row = Deployment.objects.select_related("organisation").first()
        if row is None:
            return None
        _service["only"] = ServiceRecord(
            organisation_id=row.organisation_id,
            name=row.organisation.name,
            is_demo=row.kind == Deployment.Kind.DEMO,
        )
    return _service["only"]


def forget_service() -> None:
    """Reads the service afresh at the next asking: after it was renamed, and between tests."""
    _service.clear()


def is_demo() -> bool:
    """Whether this database was made as a demo. The mark is written once and never changes."""
    here = service()
    return here is not None and here.is_demo


def actor_for_user(user_id: Any, *, second_factor: bool, at: datetime) -> Actor:
    """The actor behind an account, with the roles that it holds at this moment.

    Roles see other people's data, so without a second factor none is granted."""
    rows = list(
        Person.objects.filter(user_id=user_id, user__is_active=True).values_list("pk", "name")
    )
    if not rows:
        return VISITOR
    person_id, name = rows[0]
    grants: set[Grant] = set()
    if second_factor:
        held = Membership.objects.filter(person_id=person_id, valid_from__lte=at, ended_at=None)
        for role, organisation_id, checks in held.values_list(
            "role", "organisation_id", "checks_listings"
        ):
            grants.add(Grant(role, organisation_id))
            if checks:
                grants.add(Grant(LISTING_CHECKER, organisation_id))
    return Actor(
        kind="person",
        person_id=person_id,
        name=name,
        grants=frozenset(grants),
        second_factor=second_factor,
    )
