"""Who may see whose safe-contact profile and which messages wait for them."""

from __future__ import annotations

from uuid import UUID

from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor


def coordinates(actor: Actor) -> frozenset[UUID]:
    """The organisations at which the actor works through what could not be sent."""
    return actor.organisations(Role.COORDINATOR)


def may_run_due(actor: Actor) -> bool:
    """The service's own work."""
    return actor.is_system
