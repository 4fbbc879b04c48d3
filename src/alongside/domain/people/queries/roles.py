"""Who is acting, who holds which role, and the invitations to roles."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from alongside.domain.people.models import Invitation, Membership, Person
from alongside.domain.people.records import InvitationRecord, MembershipRecord, Role
from alongside.domain.people.rules import (
    LISTING_CHECKER,
    SEES_OTHERS,
    may_manage_roles,
    sees_others,
)
from alongside.foundation.actor import VISITOR, Actor, Grant
from alongside.foundation.errors import NotFound, Refused

_signer = Signer(salt="people.invitation")


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


def membership(membership_id: UUID, *, actor: Actor) -> MembershipRecord:
    """One role that is held now. Raises Refused for anybody but an organisation's administrator or
    a command, NotFound for a role at another organisation."""
    if not actor.is_system and not actor.organisations(Role.ORG_ADMIN):
        raise Refused("only an organisation's administrator sees its members")
    row = (
        Membership.objects.filter(pk=membership_id, ended_at=None)
        .select_related("person", "organisation")
        .first()
    )
    if row is None or not may_manage_roles(actor, row.organisation_id):
        raise NotFound("people.membership")
    return membership_record(row)


def role_holders(role: str, organisation_id: UUID, *, at: datetime) -> dict[UUID, str]:
    """Who holds the role there at that moment and can sign in: id to name, by name. One query."""
    held = Membership.objects.filter(
        role=role,
        organisation_id=organisation_id,
        valid_from__lte=at,
        ended_at=None,
        person__user__is_active=True,
    )
    return dict(held.order_by("person__name", "person_id").values_list("person_id", "person__name"))


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
