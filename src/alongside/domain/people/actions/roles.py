"""Roles: given, changed and ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.people import rules
from alongside.domain.people.models import Membership, Organisation, Person
from alongside.domain.people.records import Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.unit import Work, unit


def grant_role(
    *,
    person_id: UUID,
    organisation_id: UUID,
    role: str,
    checks_listings: bool = False,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Gives a role at an organisation; power begins with the person's next request.

    A role that is held already is kept, with `checks_listings` as said now. Raises Refused for
    anybody but the organisation's administrator (never to themselves) or a command, NotFound for
    an unknown person or organisation, Invalid for an unknown role."""
    refuse_unknown(role)
    if not rules.may_grant(actor, person_id, organisation_id, role):
        raise Refused("this role is not yours to give")
    with unit(actor=actor, at=at) as work:
        return give(work, person_id, organisation_id, role, checks_listings)


def end_role(*, membership_id: UUID, actor: Actor, at: datetime) -> None:
    """Ends a role: the person's next request is without it.

    Raises NotFound for a role that is not held at the actor's organisation, Conflict for an
    organisation's last administrator (a command may end even that)."""
    with unit(actor=actor, at=at) as work:
        row = Membership.objects.filter(pk=membership_id, ended_at=None).first()
        if row is None or not rules.may_manage_roles(actor, row.organisation_id):
            raise NotFound("people.membership")
        # The organisation's row is the lock: of two administrators who end each other, one stays.
        Organisation.objects.select_for_update().get(pk=row.organisation_id)
        held = Membership.objects.filter(organisation_id=row.organisation_id, ended_at=None)
        others = held.filter(role=Role.ORG_ADMIN).exclude(pk=row.pk)
        if row.role == Role.ORG_ADMIN and not actor.is_system and not others.exists():
            raise Conflict("an organisation keeps one administrator")
        if not held.filter(pk=row.pk).update(ended_at=at):
            raise NotFound("people.membership")
        work.audit(
            "membership.ended", row, organisation_id=row.organisation_id, fields=("ended_at",)
        )


def refuse_unknown(role: str) -> None:
    """Raises Invalid for a word that is no role."""
    if role not in {known.value for known in Role}:
        raise Invalid({"role": _("Choose a role from the list.")})


def give(
    work: Work, person_id: UUID, organisation_id: UUID, role: str, checks_listings: bool
) -> UUID:
    """The membership, made or changed within the open unit; who may is the caller's to ask."""
    if not Organisation.objects.select_for_update().filter(pk=organisation_id).exists():
        raise NotFound("people.organisation")
    if not Person.objects.filter(pk=person_id).exists():
        raise NotFound("people.person")
    row, made = Membership.objects.get_or_create(
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        ended_at=None,
        defaults={"checks_listings": checks_listings, "valid_from": work.at},
    )
    if not made and row.checks_listings != checks_listings:
        Membership.objects.filter(pk=row.pk).update(checks_listings=checks_listings)
    elif not made:
        return row.pk
    work.audit(
        "membership.given" if made else "membership.changed",
        row,
        organisation_id=organisation_id,
        fields=("person", "role", "checks_listings") if made else ("checks_listings",),
    )
    return row.pk
