"""Who may see and write training, and which days can be right."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.people.public import Role
from alongside.domain.training.records import Programme
from alongside.foundation.actor import Actor
from alongside.foundation.clock import add_months

SEES = (Role.COORDINATOR, Role.SAFEGUARDING_LEAD)
ASKED_OF = {
    Role.MENTOR: Programme.MENTOR,
    Role.FACILITATOR: Programme.FACILITATOR,
    Role.REFERRER: Programme.CLINICAL_TEAM,
}
"""Which programme a role asks for."""
LONGEST_WORDS = 600
_EARLIEST_YEARS = 10


def is_self(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor is the learner, signed in or by a link of theirs."""
    return actor.person_id == person_id


def may_coordinate(actor: Actor, organisation_id: UUID) -> bool:
    """Who writes down what others attended and could do."""
    return actor.is_system or actor.holds(Role.COORDINATOR, organisation_id)


def may_look(actor: Actor) -> bool:
    """Who sees how others stand, at some organisation."""
    return actor.is_system or bool(actor.organisations(*SEES))


def fault_of_day(day: date, today: date) -> str:
    """What is wrong with the day of something that happened, or nothing."""
    if day > today:
        return _("The day must be today or earlier.")
    if day < today - timedelta(days=366 * _EARLIEST_YEARS):
        return _("The day is too long ago. Check the year.")
    return ""


def last_day(done_on: date, months: int | None) -> date | None:
    """The last day on which a module counts that was done on that day; None: for ever."""
    return None if months is None else add_months(done_on, months)
