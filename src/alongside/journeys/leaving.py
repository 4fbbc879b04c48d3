"""Somebody's role ends; if they read worries, no worry is left without a reader.

Roles belong to people, worries to safety; a role of somebody who is still needed does not end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation.actor import Actor
from alongside.foundation.unit import unit


@dataclass(frozen=True)
class Leaving:
    """A role that somebody is about to end, and as what its holder is needed until then."""

    role: people.MembershipRecord
    needed_as: safety.NeededAs | None


def leaving(membership_id: UUID, *, actor: Actor, at: datetime) -> Leaving:
    """The role, and whether it can end. Raises NotFound as `people.membership`."""
    role = people.membership(membership_id, actor=actor)
    needed = safety.needed_as(role.person_id, at=at) if _reads_worries(role) else None
    return Leaving(role, needed)


def end_role(membership_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Ends a role: the person's next request is without it, and worries that they had in hand are
    given to who reads them still.

    Raises as people.end_role, and safety.StillNeeded where a worry, or the open service, would be
    left without this reader: another one is named first."""
    with unit(actor=actor, at=at):
        role = people.membership(membership_id, actor=actor)
        if _reads_worries(role):
            safety.refuse_leaving(role.person_id, at=at)
        people.end_role(membership_id=membership_id, actor=actor, at=at)
        if _reads_worries(role):
            safety.hand_on(actor=actor, at=at)


def _reads_worries(role: people.MembershipRecord) -> bool:
    here = people.service()
    return (
        here is not None
        and role.role == people.Role.SAFEGUARDING_LEAD
        and role.organisation_id == here.organisation_id
    )
