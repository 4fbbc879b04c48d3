"""What this database is, and the invented people of a demo."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.domain.people.models import Deployment, Person
from alongside.domain.people.records import ServiceRecord, TryPerson
from alongside.domain.people.rules import LISTING_CHECKER
from alongside.foundation.errors import NotFound

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


def home_id() -> UUID | None:
    """The organisation that runs the service, or None before it was set up."""
    here = service()
    return here.organisation_id if here else None


def forget_service() -> None:
    """Reads the service afresh at the next asking: after it was renamed, and between tests."""
    _service.clear()


def is_demo() -> bool:
    """Whether this database was made as a demo. The mark is written once and never changes."""
    here = service()
    return here is not None and here.is_demo


def try_people() -> tuple[TryPerson, ...]:
    """The invented people of a demo whom a visitor may try, by name; none in a real service.

    They are the persons with an account and a line *about* them: somebody who made an account
    of their own in a demo is not among them. Two queries."""
    if not is_demo():
        return ()
    invented = (
        Person.objects.filter(user__is_active=True)
        .exclude(about="")
        .prefetch_related("membership_set")
        .order_by("name", "pk")
    )
    return tuple(
        TryPerson(person_id=row.pk, name=row.name, roles=_roles_held(row), about=row.about)
        for row in invented
    )


def _roles_held(person: Person) -> tuple[str, ...]:
    held = [row for row in person.membership_set.all() if row.ended_at is None]
    roles = {row.role for row in held}
    if any(row.checks_listings for row in held):
        roles.add(LISTING_CHECKER)
    return tuple(sorted(roles))


def user_for_try(person_id: UUID) -> Any:
    """The account of an invented person. Raises NotFound in a real service and for anybody else."""
    if is_demo():
        found = (
            Person.objects.filter(pk=person_id, user__is_active=True)
            .exclude(about="")
            .values_list("user_id", flat=True)
            .first()
        )
        if found is not None:
            return found
    raise NotFound("people.person")
