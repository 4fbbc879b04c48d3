"""Whoever the service goes on with as a mentor takes part in the seven modules at once, and their
training is done when the last of them is: nobody has to write either down.

Both are done after the commit, and found again by the due work, since a process may end between the
two. Whoever stopped a module is not put into it again.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from alongside.domain.mentoring import public as mentoring
from alongside.domain.people import public as people
from alongside.domain.training import public as training
from alongside.foundation.actor import Actor
from alongside.journeys.one_by_one import one_by_one


def begin(told: mentoring.VolunteerWelcomed, *, actor: Actor, at: datetime) -> None:
    """Puts the volunteer into each module of the mentors' programme that does not count yet.

    Again, or while their details are kept and not used: nothing."""
    if people.restricted([told.person_id]):
        return
    training.enrol(
        person_id=told.person_id, organisation_id=told.organisation_id, actor=actor, at=at
    )
    _finish(told, actor=actor, at=at)


def finish(told: training.ModuleDone, *, actor: Actor, at: datetime) -> None:
    """Notes that a volunteer's training is done, where this was the last module. Otherwise
    nothing."""
    for one in mentoring.without_training(person_id=told.person_id, actor=actor):
        _finish(one, actor=actor, at=at)


def run_due(*, actor: Actor, at: datetime) -> int:
    """Does both for everybody for whom it is missing; returns for how many it did something.

    Raises Refused unless a command acts. Four queries where there is nothing to do."""
    open_ones = mentoring.without_training(actor=actor)
    keys = {one.person_id for one in open_ones}
    unused = people.restricted(keys)
    known = training.enrolled_people(keys, at=at)
    trained = training.trained_people(keys, at=at)
    missing = [one for one in open_ones if one.person_id not in known | unused]
    begun = one_by_one(
        missing, lambda one: begin(one, actor=actor, at=at), failed="training_not_begun"
    )
    done = one_by_one(
        [one for one in open_ones if one.person_id in trained],
        lambda one: _finish(one, actor=actor, at=at),
        failed="training_not_noted",
    )
    return begun + done


def _finish(one: mentoring.VolunteerWelcomed, *, actor: Actor, at: datetime) -> None:
    if not training.is_trained(one.person_id, at=at):
        return
    days = _days(one.person_id, actor=actor, at=at)
    mentoring.note_trained(one.volunteer_id, on=max(days), actor=actor, at=at)


def _days(person_id: UUID, *, actor: Actor, at: datetime) -> list[date]:
    programme = training.Programme.MENTOR
    own = training.progress(person_id, actor=actor, at=at, programme=programme)
    return [each.done_on for each in own if each.done_on is not None]
