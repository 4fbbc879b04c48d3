"""Invitations: a link by which somebody takes a role, with the account that is theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.people import rules
from alongside.domain.people.actions.roles import give, refuse_unknown
from alongside.domain.people.models import Invitation, Organisation
from alongside.domain.people.queries.roles import invitation_id, open_invitations
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.unit import unit

STANDS_FOR = timedelta(days=7)


def invite(
    *,
    organisation_id: UUID,
    role: str,
    checks_listings: bool = False,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Makes a link, good once and for a week, that gives a role to whoever takes it.

    Raises Refused for anybody but the organisation's administrator, Invalid for no role."""
    refuse_unknown(role)
    if not rules.may_invite(actor, organisation_id, role):
        raise Refused("this role is not yours to give")
    if not Organisation.objects.filter(pk=organisation_id).exists():
        raise NotFound("people.organisation")
    with unit(actor=actor, at=at) as work:
        row = Invitation.objects.create(
            organisation_id=organisation_id,
            role=role,
            checks_listings=checks_listings,
            made_by_id=actor.person_id,
            made_at=at,
            valid_until=at + STANDS_FOR,
        )
        work.audit(
            "invitation.made",
            row,
            organisation_id=organisation_id,
            fields=("role", "checks_listings"),
        )
        return row.pk


def take_invitation(token: str, *, actor: Actor, at: datetime) -> UUID:
    """Gives the invitation's role to the actor, who signed in; power begins with the next request.

    Raises NotFound for a link that is false, taken, withdrawn, too old, or made by somebody who is
    no administrator there any more; Refused for a visitor and for whoever made it."""
    if actor.person_id is None:
        raise Refused("sign in first")
    with unit(actor=actor, at=at) as work:
        row = (
            open_invitations(at=at)
            .select_for_update(of=("self",))
            .filter(pk=invitation_id(token))
            .first()
        )
        if row is None:
            raise NotFound("people.invitation")
        if row.made_by_id == actor.person_id:
            raise Refused("nobody gives a role to themselves")
        Invitation.objects.filter(pk=row.pk).update(taken_at=at, taken_by_id=actor.person_id)
        work.audit(
            "invitation.taken", row, organisation_id=row.organisation_id, fields=("taken_by",)
        )
        return give(work, actor.person_id, row.organisation_id, row.role, row.checks_listings)


def withdraw_invitation(*, invitation_id: UUID, actor: Actor, at: datetime) -> None:
    """Makes the link worthless. Raises NotFound unless it is open and of the actor's place."""
    with unit(actor=actor, at=at) as work:
        row = open_invitations(at=at).filter(pk=invitation_id).first()
        if row is None or not rules.may_manage_roles(actor, row.organisation_id):
            raise NotFound("people.invitation")
        if not open_invitations(at=at).filter(pk=row.pk).update(withdrawn_at=at):
            raise NotFound("people.invitation")
        work.audit(
            "invitation.withdrawn",
            row,
            organisation_id=row.organisation_id,
            fields=("withdrawn_at",),
        )
