"""Taking one line of a service's own spreadsheet over, and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.interop.mentoring import lines
from alongside.domain.interop.mentoring.lines import Line
from alongside.domain.interop.records import Brought
from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.domain.training import public as training
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.unit import unit

Stays = Callable[[Brought], str]
"""Why what a row brought in has to stay, whatever its own tables say, or ""."""


@dataclass(frozen=True)
class LineTaken:
    """What became of a line: created or unchanged. `made` names what it made, by kind, with the
    person and the moment, for the way back."""

    outcome: str
    notes: tuple[str, ...] = ()
    made: Mapping[str, str] = field(default_factory=dict)


class _Kept(Exception):
    """Ends the inside of an undo that cannot be whole, so that all of it stays."""


def take_line(line: Line, *, steward_id: UUID, actor: Actor, at: datetime) -> LineTaken:
    """Brings in what a line says: a mentor, somebody who waits, or a pair. One that is here already
    is left as it stands here. Raises Invalid by field."""
    if line.mentor is not None:
        return _take_mentor(line, steward_id, actor, at)
    if line.pair is not None and line.met_on is not None:
        return _take_meeting(line, line.pair, line.met_on, steward_id, actor, at)
    if line.person is None or line.wishes is None:
        raise Invalid({"row": _("There is nobody in this row.")})
    try:
        with unit(actor=actor, at=at, whole=True):  # nothing within it is caught
            if line.section == lines.PAIRS:
                return _take_pair(line, line.person, line.wishes, steward_id, actor, at)
            return _take_waiting(line, line.person, line.wishes, steward_id, actor, at)
    except Conflict as here_already:
        raise Invalid({"name": str(here_already)}) from here_already


def _take_mentor(line: Line, steward_id: UUID, actor: Actor, at: datetime) -> LineTaken:
    assert line.mentor is not None
    try:
        taken = mentoring.take_over(
            line.mentor, organisation_id=steward_id, key=line.key, actor=actor, at=at
        )
    except Conflict as here_already:
        raise Invalid({"name": str(here_already)}) from here_already
    if not taken.new:
        return LineTaken("unchanged")
    return LineTaken("created", made=_made(taken.person_id, at, volunteer=taken.id))


def _take_waiting(
    line: Line,
    person: referrals.TakenPerson,
    wishes: mentoring.Wishes,
    steward_id: UUID,
    actor: Actor,
    at: datetime,
) -> LineTaken:
    taken = referrals.take_over(
        person, organisation_id=steward_id, key=line.key, actor=actor, at=at
    )
    if not taken.new:
        return LineTaken("unchanged")
    made: dict[str, UUID] = {}
    if taken.episode_id is not None:
        made["place"] = mentoring.take_over_place(
            taken.episode_id,
            person_id=taken.person_id,
            organisation_id=steward_id,
            wishes=wishes,
            since=person.since,
            actor=actor,
            at=at,
        )
    note = lines.lacking(person, wishes)
    return LineTaken(
        "created",
        (note,) if note else (),
        _made(taken.person_id, at, referral=taken.referral_id, **made),
    )


def _take_meeting(
    line: Line, pair: Line, on: date, steward_id: UUID, actor: Actor, at: datetime
) -> LineTaken:
    """A try brings the pair in once more, as what it did is undone."""
    try:
        with unit(actor=actor, at=at, whole=True):  # nothing within it is caught
            take_line(pair, steward_id=steward_id, actor=actor, at=at)
            assert pair.person is not None
            person = referrals.take_over(
                pair.person, organisation_id=steward_id, key=pair.key, actor=actor, at=at
            )
            if person.episode_id is None:
                raise Conflict(_("They are no pair here."))
            meeting_id, new = mentoring.take_over_meeting(
                person.episode_id,
                volunteer_id=_mentor_of(pair, steward_id, actor, at),
                on=on,
                minutes=line.minutes,
                key=UUID(line.key[:32]),
                actor=actor,
                at=at,
            )
    except Conflict as no_pair:
        raise Invalid({"person": str(no_pair)}) from no_pair
    if not new:
        return LineTaken("unchanged")
    return LineTaken("created", made={"meeting": str(meeting_id), "at": at.isoformat()})


def _take_pair(
    line: Line,
    person: referrals.TakenPerson,
    wishes: mentoring.Wishes,
    steward_id: UUID,
    actor: Actor,
    at: datetime,
) -> LineTaken:
    taken = referrals.take_over(
        person, organisation_id=steward_id, key=line.key, actor=actor, at=at
    )
    if not taken.new:
        if taken.state in ("waiting", "received"):
            told = _("They wait here already, as %(reference)s: suggest the mentor to them.")
            raise Conflict(told % {"reference": taken.reference})
        return LineTaken("unchanged")
    assert taken.episode_id is not None
    place_id, over = mentoring.take_over_pair(
        taken.episode_id,
        person_id=taken.person_id,
        volunteer_id=_mentor_of(line, steward_id, actor, at),
        organisation_id=steward_id,
        wishes=wishes,
        started_on=person.since,
        actor=actor,
        at=at,
    )
    note = _("The mentor supports more people than they have places for.")
    return LineTaken(
        "created",
        (note,) if over else (),
        _made(taken.person_id, at, pair=place_id, referral=taken.referral_id),
    )


def _mentor_of(line: Line, steward_id: UUID, actor: Actor, at: datetime) -> UUID:
    """The mentor whom the line names: here, or of a row that comes before it. A try brings that
    row in once more, as what it did is undone."""
    if line.mentor_id is not None:
        return line.mentor_id
    assert line.mentor_line is not None
    mentor = line.mentor_line
    assert mentor.mentor is not None
    try:
        return mentoring.take_over(
            mentor.mentor, organisation_id=steward_id, key=mentor.key, actor=actor, at=at
        ).id
    except Invalid as refused:
        told = _("The mentor cannot be brought in: %(why)s")
        why = " ".join(refused.faults.values())
        raise Invalid({"mentor": told % {"why": why}}) from refused


def _made(person_id: UUID, at: datetime, **things: UUID) -> dict[str, str]:
    made = {kind: str(key) for kind, key in things.items()}
    return {**made, "person": str(person_id), "at": at.isoformat()}


def take_line_back(made: Mapping[str, str], *, stays: Stays, actor: Actor, at: datetime) -> str:
    """Takes back what a line made, all of it or nothing. Returns why it stays, or "".

    `stays` is asked first, so that its answer does not tell what else there is."""
    brought = _brought(made)
    try:
        with unit(actor=actor, at=at, whole=True):  # nothing within it is caught
            _keep_if(stays(brought))
            if brought.person_id is not None:
                _keep_if(_reached_otherwise(brought.person_id, brought.taken_at))
            for kind, back in _BACK.items():
                if kind in brought.things:
                    thing = brought.things[kind]
                    _keep_if(back(thing, taken_at=brought.taken_at, actor=actor, at=at))
            if brought.person_id is not None:
                training.erase_person_data(person_id=brought.person_id, actor=actor, at=at)
                messaging.erase_person_data(person_id=brought.person_id, actor=actor, at=at)
                people.erase_person_data(person_id=brought.person_id, actor=actor, at=at)
    except _Kept as why:
        return str(why)
    return ""


# In the order in which they lean on each other.
_BACK: Mapping[str, Callable[..., str]] = {
    "meeting": mentoring.take_back_meeting,
    "volunteer": mentoring.take_back_volunteer,
    "pair": mentoring.take_back_pair,
    "place": mentoring.take_back_place,
    "referral": referrals.take_back,
}


def _brought(made: Mapping[str, str]) -> Brought:
    return Brought(
        taken_at=datetime.fromisoformat(made["at"]),
        person_id=UUID(made["person"]) if "person" in made else None,
        things={kind: UUID(made[kind]) for kind in _BACK if kind in made},
    )


def _keep_if(why: str) -> None:
    if why:
        raise _Kept(why)


def _reached_otherwise(person_id: UUID, taken_at: datetime) -> str:
    profiles = messaging.personal_data(person_id)["messaging.safecontact"]
    if any(profile["changed_at"] != str(taken_at) for profile in profiles):
        return _("Somebody changed how they are reached.")
    return ""
