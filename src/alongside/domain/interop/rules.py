"""Who may bring data in and take it out."""

from __future__ import annotations

from uuid import UUID

from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor


def may_import(actor: Actor, steward_id: UUID) -> bool:
    """A coordinator of the organisation that looks after the entries, and the operator."""
    return actor.is_system or actor.holds(Role.COORDINATOR, steward_id)
