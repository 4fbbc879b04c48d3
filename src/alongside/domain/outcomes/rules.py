"""Who may choose, ask and see."""

from __future__ import annotations

from uuid import UUID

from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor


def may_choose(actor: Actor, organisation_id: UUID) -> bool:
    """Who says which measure a service asks."""
    return (
        actor.is_system
        or actor.holds(Role.COORDINATOR, organisation_id)
        or actor.holds(Role.ORG_ADMIN, organisation_id)
    )


def may_set_targets(actor: Actor, organisation_id: UUID) -> bool:
    """Who says what the contract asks for."""
    return actor.is_system or actor.holds(Role.ORG_ADMIN, organisation_id)


def may_ask(actor: Actor, organisation_id: UUID) -> bool:
    """Who asks a person: the service's own work, and its coordinator."""
    return actor.is_system or actor.holds(Role.COORDINATOR, organisation_id)


def is_self(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor is the person asked, signed in or by their link."""
    return actor.person_id == person_id
