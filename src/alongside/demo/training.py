"""Training in the county: a mentor who is done, one on the way, one whose year is nearly over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from alongside.demo.tried import MENTOR
from alongside.domain.people import public as people
from alongside.domain.training import public as training
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date

SAID = "You let the silence stand. Next time ask one question less."
# Name, how many of the seven modules are done, and how many days ago.
WAYS = (
    ("Asif Karim", 7, 40),
    ("Dennis Howell", 7, 310),
    ("Ffion Bevan", 4, 12),
    ("Terry Onions", 0, 3),
)


def make_training(known: dict[str, Actor], *, at: datetime) -> None:
    """Puts everybody with a role that asks for it into training, and four volunteers besides.

    All of it is written down today, with the days on which it was: as a service does that comes
    from paper."""
    sam, today = known["sam"], london_date(at)
    here = people.service()
    assert here is not None
    chosen = [(one.person_id, one.programme) for one in training.candidates(actor=sam, at=at)]
    training.enrol_several(chosen, actor=sam, at=at)
    for person_id, programme in chosen:
        if programme == training.Programme.MENTOR:
            done, days_ago = (7, 215) if person_id == known[MENTOR].person_id else (3, 25)
            _walk(person_id, done, sam, on=today - timedelta(days=days_ago), at=at)
    for name, done, days_ago in WAYS:
        person_id = people.add_person(name=name, actor=sam, at=at)
        training.enrol(person_id=person_id, organisation_id=here.organisation_id, actor=sam, at=at)
        _walk(person_id, done, sam, on=today - timedelta(days=days_ago), at=at)


def _walk(person_id: UUID, done: int, sam: Actor, *, on: date, at: datetime) -> None:
    """Takes the person through the first modules, and half-way through the next one."""
    for number, one in enumerate(training.progress(person_id, actor=sam, at=at)):
        if one.enrolment_id is None or number > done:
            break
        sessions = [each.slug for each in one.module.sessions]
        training.note_attended(one.enrolment_id, sessions=sessions, on=on, actor=sam, at=at)
        skills = [each.slug for each in one.module.skills]
        training.sign_off(
            one.enrolment_id,
            skills=skills if number < done else skills[:1],
            on=on,
            words=SAID if number == 0 else "",
            actor=sam,
            at=at,
        )
