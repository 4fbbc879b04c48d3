"""Who may do what to a listing, and the periods that the directory keeps.

The predicates look at the actor and the listing's row alone; whether somebody is an editor is asked
of the tables by the caller and passed in.
"""

from __future__ import annotations

from uuid import UUID

from alongside.domain.people.public import LISTING_CHECKER, Role
from alongside.foundation.actor import Actor

# *Still running?* The periods are promises on public pages, so they stand here, in one place, and
# not in settings: a service that asked more rarely would show dates that mean less.
ASK_EVERY_MONTHS = 6
REMIND_AFTER_DAYS = 7
RING_AFTER_DAYS = 14
TAG_AFTER_DAYS = RING_AFTER_DAYS + 14
HIDE_AFTER_TAG_DAYS = 30
LINK_DAYS = 60
SIGNED_FOR_MONTHS = 12
TAKEN_DOWN = "taken_down"


def coordinates(actor: Actor, steward_id: UUID) -> bool:
    """Whether the actor looks after the entries of that organisation."""
    return actor.is_system or actor.holds(Role.COORDINATOR, steward_id)


def may_edit(actor: Actor, steward_id: UUID, *, is_editor: bool) -> bool:
    """An editor of the listing, or a coordinator of its steward."""
    return is_editor or coordinates(actor, steward_id)


def may_reopen(actor: Actor, steward_id: UUID, closed_because: str) -> bool:
    """Whoever may edit a listing may open it again, unless a coordinator took it down."""
    return closed_because != TAKEN_DOWN or coordinates(actor, steward_id)


def may_answer_principles(actor: Actor, *, is_editor: bool) -> bool:
    """The group alone: what it answers is not even its coordinator's to read."""
    return is_editor or actor.is_system


def may_check(actor: Actor, steward_id: UUID, *, is_editor: bool) -> bool:
    """A coordinator of the steward; or a reviewer there, unless the listing is their own."""
    if coordinates(actor, steward_id):
        return True
    return actor.holds(LISTING_CHECKER, steward_id) and not is_editor


def may_erase(actor: Actor, person_id: UUID) -> bool:
    """Who takes a person out of every listing: they themselves, or the service."""
    return actor.is_system or actor.person_id == person_id
