"""Whoever the service goes on with as a mentor takes part in the seven modules at once, and how
long their training counts follows from the modules: nobody has to write either down.

Both are done after the commit, and found again by the due work, since a process may end between the
two. Whoever stopped a module is not put into it again.
"""

from __future__ import annotations

from datetime import datetime

from alongside.domain.mentoring import public as mentoring
from alongside.domain.people import public as people
from alongside.domain.training import public as training
from alongside.foundation.actor import Actor
from alongside.foundation.unit import unit
from alongside.journeys.one_by_one import one_by_one


def begin(told: mentoring.VolunteerWelcomed, *, actor: Actor, at: datetime) -> None:
    """Puts the volunteer into each module of the mentors' programme that does not count yet.

    Again, while their details are kept and not used, and where the welcome was taken back
    meanwhile: nothing."""
    if people.restricted([told.person_id]):
        return
    # Of a welcome and its undo at the same moment one waits for the other.
    with unit(actor=actor, at=at):
        if not mentoring.hold_welcomed(told.volunteer_id, actor=actor):
            return
        training.enrol(
            person_id=told.person_id, organisation_id=told.organisation_id, actor=actor, at=at
        )
        mentoring.follow_training(person_id=told.person_id, actor=actor, at=at)


def finish(told: training.ModuleDone, *, actor: Actor, at: datetime) -> None:
    """Notes until when a volunteer's training counts, where this was the last module or one that
    was done again. Otherwise nothing."""
    mentoring.follow_training(person_id=told.person_id, actor=actor, at=at)


def run_due(*, actor: Actor, at: datetime) -> int:
    """Does both for everybody for whom it is missing; returns for how many it did something.

    Raises Refused unless a command acts. A constant number of queries where there is nothing to
    do."""
    open_ones = mentoring.without_training(actor=actor)
    keys = {one.person_id for one in open_ones}
    known = training.enrolled_people(keys, at=at) | people.restricted(keys)
    missing = [one for one in open_ones if one.person_id not in known]
    begun = one_by_one(
        missing, lambda one: begin(one, actor=actor, at=at), failed="training_not_begun"
    )
    return begun + mentoring.follow_training(actor=actor, at=at)
