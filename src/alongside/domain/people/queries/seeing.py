"""Who looked at somebody's record."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.people import rules
from alongside.domain.people.models import CarerPermission, Membership, Person
from alongside.domain.people.records import LookRecord, Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.foundation.models import AuditRow
from alongside.foundation.paging import Page, page_of

# What counts as looking: reading the record on a page, and taking a copy of it.
SEEN, EXPORTED = "person.seen", "person.exported"
LOOKS = (SEEN, EXPORTED)
LATELY = timedelta(minutes=15)  # a second look within it is not noted again
_FEW = 50
CARER = "carer"
SYSTEM = "system"


def opened_lately(
    person_id: UUID, what: str, *, actor: Actor, at: datetime
) -> tuple[str, datetime] | None:
    """The name of another coordinator of the same desk who looked at `what` of the person within
    the last quarter of an hour, the latest, and when: two queries. So two do not do the same at
    once; who introduced them is told by nothing here when they look.

    For whoever may see the person: the caller has shown them. None where there was nobody."""
    desk = Membership.objects.filter(
        role=Role.COORDINATOR,
        organisation_id__in=actor.organisations(Role.COORDINATOR),
        valid_from__lte=at,
        ended_at=None,
    )
    looks = AuditRow.objects.filter(
        thing_type=Person._meta.label_lower,
        thing_id=str(person_id),
        action=SEEN,
        actor_kind="person",
        actor_id__in=desk.values("person_id"),
        at__gt=at - LATELY,
        at__lte=at,
    ).exclude(actor_id__in=[each for each in (actor.person_id, person_id) if each is not None])
    for row in looks.order_by("-at", "-pk")[:_FEW]:
        if what in row.fields and row.actor_id is not None:
            name = Person.objects.filter(pk=row.actor_id).values_list("name", flat=True).first()
            return (name, row.at) if name else None
    return None


def who_looked(
    person_id: UUID, *, actor: Actor, page: int = 1, per_page: int = 50
) -> Page[LookRecord]:
    """Who looked at the person's record, by the role they had then, the newest first: four queries.

    Looks of the person themselves are left out. Raises NotFound unless the actor is the person."""
    if not rules.is_self(actor, person_id):
        raise NotFound("people.person")
    rows = (
        AuditRow.objects.filter(
            thing_type="people.person", thing_id=str(person_id), action__in=LOOKS
        )
        .exclude(actor_id=person_id)
        .exclude(actor_kind="link")
        .order_by("-at", "-pk")
    )
    found = page_of(rows, lambda row: row, number=page, per_page=per_page)
    looked = {row.actor_id for row in found.rows if row.actor_id}
    held = list(Membership.objects.filter(person_id__in=looked))
    caring = list(CarerPermission.objects.filter(person_id=person_id, carer_id__in=looked))
    return Page(
        rows=tuple(
            LookRecord(
                at=row.at,
                role=_role(row, held, caring),
                what="copy" if row.action == EXPORTED else ", ".join(row.fields),
            )
            for row in found.rows
        ),
        number=found.number,
        pages=found.pages,
        total=found.total,
    )


def _role(row: AuditRow, held: list[Membership], caring: list[CarerPermission]) -> str:
    """As what they looked: a role that they held at that moment, carer, or the service itself."""
    if row.actor_id is None:
        return SYSTEM
    if any(
        each.carer_id == row.actor_id and _held_at(each.given_at, each.ended_at, row.at)
        for each in caring
    ):
        return CARER
    roles = sorted(
        each.role
        for each in held
        if each.person_id == row.actor_id and _held_at(each.valid_from, each.ended_at, row.at)
    )
    return ", ".join(roles)


def _held_at(since: datetime, ended: datetime | None, at: datetime) -> bool:
    return since <= at and (ended is None or at < ended)
