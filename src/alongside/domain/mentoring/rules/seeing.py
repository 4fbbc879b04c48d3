"""Who may see and do what about a volunteer."""

from __future__ import annotations

from uuid import UUID

from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor

LOOKS_AFTER = (Role.COORDINATOR, Role.SAFEGUARDING_LEAD)


def looks_after(actor: Actor, organisation_id: UUID) -> bool:
    """Whether the actor looks after the volunteers of that organisation."""
    return actor.is_system or any(actor.holds(role, organisation_id) for role in LOOKS_AFTER)


def is_self(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor is the volunteer: signed in, or by a link of theirs."""
    return actor.person_id == person_id


def may_say_yes(actor: Actor, person_id: UUID, organisation_id: UUID) -> bool:
    """Who may say that a volunteer starts: a person who looks after them and is not them."""
    return actor.is_person and not is_self(actor, person_id) and looks_after(actor, organisation_id)


def may_clear(actor: Actor, organisation_id: UUID) -> bool:
    """Who lets a volunteer meet people under 18."""
    return actor.is_system or actor.holds(Role.SAFEGUARDING_LEAD, organisation_id)
