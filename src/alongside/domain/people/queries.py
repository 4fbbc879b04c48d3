"""Reads of people, each starting from what the actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from alongside.domain.people.models import (
    Deployment,
    Invitation,
    Membership,
    NeighbourhoodTeam,
    Organisation,
    Person,
)
from alongside.domain.people.records import (
    InvitationRecord,
    MembershipRecord,
    OrganisationRecord,
    Role,
    ServiceRecord,
    TeamRecord,
    TryPerson,
)
from alongside.domain.people.rules import LISTING_CHECKER, SEES_OTHERS, sees_others
from alongside.foundation.actor import VISITOR, Actor, Grant
from alongside.foundation.errors import NotFound, Refused

_service: dict[str, ServiceRecord] = {}
_signer = Signer(salt="people.invitation")


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
    """The actor behind an account, with the roles that it holds at this moment: one query.

    Roles that see other people's data count only with a second factor; without it they are left
    out. An account that was closed, or has no person, acts as a visitor."""
    rows = list(
        Person.objects.filter(user_id=user_id, user__is_active=True)
        .annotate(
            held=FilteredRelation(
                "membership",
                condition=Q(membership__valid_from__lte=at, membership__ended_at=None),
            )
        )
        .values_list("pk", "name", "held__role", "held__organisation_id", "held__checks_listings")
    )
    if not rows:
        return VISITOR
    grants: set[Grant] = set()
    for _person, _name, role, organisation_id, checks in rows:
        if role is None:
            continue
        if second_factor or role not in SEES_OTHERS:
            grants.add(Grant(role, organisation_id))
        if second_factor and checks:
            grants.add(Grant(LISTING_CHECKER, organisation_id))
    return Actor(
        kind="person",
        person_id=rows[0][0],
        name=rows[0][1],
        grants=frozenset(grants),
        second_factor=second_factor,
    )


def needs_second_factor(user_id: Any, at: datetime) -> bool:
    """Whether the account holds a role at this moment that sees other people's data."""
    held = Membership.objects.filter(
        person__user_id=user_id, person__user__is_active=True, valid_from__lte=at, ended_at=None
    )
    return any(
        sees_others(role, checks) for role, checks in held.values_list("role", "checks_listings")
    )


def organisation(organisation_id: UUID) -> OrganisationRecord:
    """The organisation as anybody may know it. Raises NotFound."""
    found = organisations([organisation_id])
    if organisation_id not in found:
        raise NotFound("people.organisation")
    return found[organisation_id]


def organisations(organisation_ids: Iterable[UUID]) -> dict[UUID, OrganisationRecord]:
    """The organisations with these ids, in one query; an unknown id is left out."""
    return {
        row.pk: OrganisationRecord(
            id=row.pk,
            name=row.name,
            description=row.description,
            website=row.website,
            email=row.email,
        )
        for row in Organisation.objects.filter(pk__in=set(organisation_ids))
    }


def members(*, actor: Actor) -> tuple[MembershipRecord, ...]:
    """The roles held now at the actor's organisations, by name: one query.

    Raises Refused for anybody but an organisation's administrator."""
    own = actor.organisations(Role.ORG_ADMIN)
    if not own:
        raise Refused("only an organisation's administrator sees its members")
    held = Membership.objects.filter(organisation_id__in=own, ended_at=None)
    return tuple(
        membership_record(row)
        for row in held.select_related("person", "organisation").order_by(
            "organisation__name", "person__name", "person_id", "role"
        )
    )


def membership_record(row: Membership) -> MembershipRecord:
    """The record of a membership whose person and organisation were read with it."""
    return MembershipRecord(
        id=row.pk,
        person_id=row.person_id,
        person_name=row.person.name,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        role=row.role,
        checks_listings=row.checks_listings,
    )


def open_invitations(*, at: datetime) -> QuerySet[Invitation]:
    """Links that still give their role: whoever made them is still an administrator there."""
    administers = Membership.objects.filter(
        person_id=OuterRef("made_by_id"),
        organisation_id=OuterRef("organisation_id"),
        role=Role.ORG_ADMIN,
        ended_at=None,
    )
    return Invitation.objects.filter(
        Q(made_by=None) | Exists(administers),
        taken_at=None,
        withdrawn_at=None,
        valid_until__gt=at,
    )


def invitation_id(token: str) -> UUID:
    """The id that an invitation's link carries. Raises NotFound for one that we did not sign."""
    try:
        return UUID(_signer.unsign(token))
    except (BadSignature, ValueError) as false:
        raise NotFound("people.invitation") from false


def invitation(token: str, *, at: datetime) -> InvitationRecord:
    """What a link offers, for whoever holds it. Raises NotFound unless it is open."""
    row = (
        open_invitations(at=at)
        .select_related("organisation")
        .filter(pk=invitation_id(token))
        .first()
    )
    if row is None:
        raise NotFound("people.invitation")
    return _invitation_record(row)


def invitations(*, actor: Actor, at: datetime) -> tuple[InvitationRecord, ...]:
    """The open invitations of the actor's organisations, the newest first: one query.

    Raises Refused for anybody but an organisation's administrator."""
    own = actor.organisations(Role.ORG_ADMIN)
    if not own:
        raise Refused("only an organisation's administrator sees its invitations")
    found = open_invitations(at=at).filter(organisation_id__in=own)
    return tuple(
        _invitation_record(row)
        for row in found.select_related("organisation").order_by("-made_at", "pk")
    )


def _invitation_record(row: Invitation) -> InvitationRecord:
    return InvitationRecord(
        id=row.pk,
        token=_signer.sign(str(row.pk)),
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        role=row.role,
        checks_listings=row.checks_listings,
        valid_until=row.valid_until,
    )


def teams(*, on: date) -> tuple[TeamRecord, ...]:
    """The neighbourhood teams that stand on that day, by name: two queries."""
    standing = (
        NeighbourhoodTeam.objects.filter(valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .prefetch_related("practices")
        .order_by("name", "slug")
    )
    return tuple(
        TeamRecord(
            id=row.pk,
            slug=row.slug,
            name=row.name,
            places=tuple(row.places),
            outward_codes=tuple(row.outward_codes),
            lat=row.lat,
            lon=row.lon,
            population=row.population,
            practices=tuple(
                sorted((practice.code, practice.name) for practice in row.practices.all())
            ),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in standing
    )


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
