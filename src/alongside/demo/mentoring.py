"""Invented volunteers in every state: one has just applied, one needs a second yes, one is ready,
one has a check to look at again, one is paused. And three people who would like to meet one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.public import Profile, Reachable, Referee
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.actor import VISITOR, Actor, by_link, system

_RECORD = "criminal-record-england"
_EPISODES = UUID("6f7d3c0e-4c1b-4c39-9a53-2f6c5f5f0d10")
_WAITING = (
    ("Margaret Dunn", "type-1-diabetes", 101),
    ("Alan Prosser", "type-1-diabetes", 20),
    ("Hui Zhang", "hiv", 64),
)
_WHO = (
    ("Gwen Archer", "woman", 1968, "type-1-diabetes", "insulin-pump", "WR14", "ready"),
    ("Tomasz Wilk", "man", 1979, "type-2-diabetes", "tablets", "WR1", "overdue"),
    ("Anjali Menon", "woman", 1990, "long-covid", "eating-differently", "WR5", "paused"),
    ("Bill Garnett", "man", 1955, "heart-failure", "operation", "DY10", "second_yes"),
    ("Keisha Grant", "woman", 1984, "type-1-diabetes", "glucose-sensor", "B97", "preparing"),
    ("Owen Tudor", "man", 1972, "chronic-pain", "physiotherapy", "WR14", "applied"),
)


def make_volunteers(known: Mapping[str, Actor], *, at: datetime) -> None:
    """Makes them. The same `at` makes the same."""
    for number, (name, gender, born, condition, treatment, place, stage) in enumerate(_WHO):
        then = at - timedelta(days=120 - 11 * number)
        profile = Profile(
            story=f"I have lived with it for {8 + 3 * number} years, and I know how it begins.",
            experience="Invented: I have led a small group.",
            conditions=(condition,),
            treatments=(treatment,),
            times=("tue_evening", "thu_morning", "sat_morning")[: 1 + number % 3],
            interests=("walking", "music")[: 1 + number % 2],
            can_share=("just-been-told", "day-to-day", "food")[: 1 + number % 3],
            modes=("in_person", "phone"),
            place=place,
            max_km=20,
            gender=gender,
            birth_year=born,
            capacity=1 + number % 2,
        )
        record = mentoring.apply(
            name=name,
            reach=Reachable("email", email=f"volunteer{number}@three-rivers.example"),
            profile=profile,
            referees=(referee(number, 1), referee(number, 2)),
            key=f"demo-volunteer-{number}",
            actor=VISITOR,
            at=then,
        )
        if stage != "applied":
            go_on(record.volunteer_id, stage, known, then=then, at=at)


def make_waiting(organisation_id: UUID, known: Mapping[str, Actor], *, at: datetime) -> None:
    """Invented people who would like a mentor: one has cards before them, one waits for nobody."""
    actor = system("demo")
    for number, (name, condition, days) in enumerate(_WAITING):
        then = at - timedelta(days=days)
        person_id = people.add_person(
            name=name, organisation_id=organisation_id, actor=actor, at=then
        )
        messaging.set_profile(
            person_id=person_id,
            changes={"channels": ("email",), "email": f"waiting{number}@three-rivers.example"},
            actor=actor,
            at=then,
        )
        place_id = mentoring.open_place(
            uuid5(_EPISODES, name),
            person_id=person_id,
            organisation_id=organisation_id,
            wishes=mentoring.Wishes(
                conditions=(condition,),
                times=("tue_evening", "thu_morning"),
                help_with=("just-been-told",),
                modes=("in_person", "phone"),
                place="WR14",
                max_km=20,
                birth_date=date(1962 + 7 * number, 3, 4),
            ),
            actor=actor,
            at=then,
        )
        if number == 0:
            mentoring.suggest(place_id, actor=known["sam"], at=at)


def referee(number: int, which: int) -> Referee:
    """Somebody who is asked for a reference."""
    email = f"referee{number}{which}@three-rivers.example"
    return Referee(f"Invented Referee {number}{which}", Reachable("email", email=email))


def go_on(
    volunteer_id: UUID, stage: str, known: Mapping[str, Actor], *, then: datetime, at: datetime
) -> None:
    """From being welcomed to where this one stands at `at`: a stage of `_WHO`."""
    sam, lead = known["sam"], known["helen"]
    mentoring.welcome(volunteer_id, actor=sam, at=then + timedelta(days=1))
    day = then + timedelta(days=20)
    mentoring.note_met(volunteer_id, on=day.date(), actor=sam, at=day)
    if stage == "preparing":
        return
    record = mentoring.volunteer(volunteer_id, actor=sam, at=day)
    for reference in record.references:
        words = mentoring.ReferenceWords("six years", "We worked together.", "yes", "Invented.")
        mentoring.note_reference(reference.reference_id, words=words, actor=sam, at=day)
    mentoring.note_trained(volunteer_id, on=day.date(), actor=sam, at=day)
    _see_checks(volunteer_id, over=stage == "overdue", actor=sam, at=day)
    mentoring.agree(volunteer_id, version=1, actor=by_link(record.person_id), at=day)
    mentoring.go_live(volunteer_id, actor=sam, at=day)
    if stage == "second_yes":
        return
    mentoring.go_live(volunteer_id, actor=lead, at=day + timedelta(days=2))
    if stage == "paused":
        until = (at + timedelta(days=30)).date()
        mentoring.pause(volunteer_id, until=until, actor=by_link(record.person_id), at=at)


def _see_checks(volunteer_id: UUID, *, over: bool, actor: Actor, at: datetime) -> None:
    """Who they are, and a basic check; `over`: it has run out by now."""
    day = at.date()
    mentoring.note_check(
        volunteer_id,
        kind="identity",
        level="seen",
        seen_on=day,
        look_again_on=None,
        actor=actor,
        at=at,
    )
    mentoring.note_eligibility(volunteer_id, kind=_RECORD, said_yes=(), actor=actor, at=at)
    mentoring.note_check(
        volunteer_id,
        kind=_RECORD,
        level="basic",
        seen_on=day,
        look_again_on=day + timedelta(days=60 if over else 1_000),
        actor=actor,
        at=at,
    )
