"""The mentor and the person supported whom a visitor can try: they meet, and each has own pages.

They met four times; yesterday's hour is still to be written down and the next one is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from alongside.demo.asking import late_morning
from alongside.demo.mentoring import go_on, referee
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.public import GoalSaid, MeetingLog, MeetingPlan, Profile, Reachable
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor, system

MENTOR, PERSON = "rosa", "nerys"
_KEYS = UUID("3b7c8a5e-92d0-4c1f-8f64-51a0d6c7e2b9")
_CONDITION = "type-1-diabetes"
_APPLIED, _CAME, _BEGAN = 230, 47, 33  # days ago
_MET = ((33, 60, "just-been-told"), (26, 60, "food"), (19, 30, "day-to-day"), (12, 60, "food"))


def make_tried(organisation_id: UUID, known: Mapping[str, Actor], *, at: datetime) -> None:
    """Makes them. The same `at` makes the same."""
    mentor, person, sam = known[MENTOR], known[PERSON], known["sam"]
    volunteer_id = _volunteer(mentor, known, at=at)
    began = late_morning(at - timedelta(days=_BEGAN))
    mentoring.take_over_pair(
        _supported(person, sam, at=at),
        person_id=person.person_id,  # type: ignore[arg-type]
        volunteer_id=volunteer_id,
        organisation_id=organisation_id,
        wishes=mentoring.Wishes(
            conditions=(_CONDITION,),
            times=("tue_evening", "sat_morning"),
            help_with=("just-been-told", "food"),
            modes=("in_person", "phone"),
            place="WR14",
        ),
        started_on=began.date(),
        actor=sam,
        at=began,
    )
    pair = mentoring.my_pairs(actor=mentor)[0]
    for actor in (person, mentor):
        mentoring.agree_together(pair.pair_id, version=1, actor=actor, at=began)
    for number, said in enumerate(_GOALS):
        key = uuid5(_KEYS, f"goal/{number}")
        then = began + timedelta(days=7 * number)
        mentoring.set_goal(pair.place_id, said=said, key=key, actor=person, at=then)
    _meet(pair.pair_id, mentor, at=at)


_GOALS = (
    GoalSaid("Eat out without being afraid", step="Lunch at the café", step_when="on Saturday"),
    GoalSaid(just_talk=True),
)


def _volunteer(mentor: Actor, known: Mapping[str, Actor], *, at: datetime) -> UUID:
    """Applied when signed in, before there was a role; ready by the yes of two."""
    then = late_morning(at - timedelta(days=_APPLIED))
    record = mentoring.apply(
        name=mentor.name,
        reach=Reachable("email", email=f"{MENTOR}@three-rivers.example"),
        profile=Profile(
            story="I was nineteen when I was told. I know how the first months are.",
            experience="Invented: I have led a small group.",
            conditions=(_CONDITION,),
            treatments=("insulin-pump",),
            times=("tue_evening", "sat_morning"),
            interests=("music",),
            can_share=("just-been-told", "day-to-day", "food"),
            modes=("in_person", "phone"),
            place="WR14",
            max_km=20,
            gender="woman",
            birth_year=1976,
            capacity=2,
        ),
        referees=(referee(90, 1), referee(90, 2)),
        key="demo-volunteer-tried",
        actor=replace(mentor, grants=frozenset()),
        at=then,
    )
    go_on(record.volunteer_id, "ready", known, then=then, at=at)
    # She has done every module here since.
    mentoring.follow_training(person_id=mentor.person_id, actor=system("demo"), at=at)
    return record.volunteer_id


def _supported(person: Actor, sam: Actor, *, at: datetime) -> UUID:
    """Asked for support when signed in. Returns the episode."""
    came = late_morning(at - timedelta(days=_CAME))
    record = referrals.make_referral(
        given=referrals.Given(
            name=person.name,
            reach=referrals.Reach(channel="email", email=f"{PERSON}@three-rivers.example"),
            wants="mentor",
            agreed=True,
            how_agreed="page",
            practice="",
            condition=_CONDITION,
            about_me="I live by myself, and would rather meet where there is no crowd.",
        ),
        made_by="self",
        key="demo-referral-tried",
        actor=person,
        at=came,
    )
    yes = came + timedelta(days=2)
    referrals.run_due(actor=system("demo"), at=yes)
    episode_id = referrals.accept(record.referral_id, actor=sam, at=yes)
    referrals.note_contacted(record.referral_id, actor=sam, at=yes)
    referrals.note_attending(record.referral_id, actor=sam, at=yes + timedelta(days=12))
    return episode_id


def _meet(pair_id: UUID, mentor: Actor, *, at: datetime) -> None:
    for days, minutes, topic in _MET:
        when = late_morning(at - timedelta(days=days))
        log = MeetingLog(
            on=when.date(), minutes=minutes, mode="phone", worry="none", topics=(topic,)
        )
        key = uuid5(_KEYS, f"met/{days}")
        mentoring.log_meeting(pair_id, log=log, key=key, actor=mentor, at=when)
    for days in (-1, 6):
        plan = MeetingPlan(
            starts_at=late_morning(at + timedelta(days=days)), minutes=60, mode="phone"
        )
        key = uuid5(_KEYS, f"plan/{days}")
        planned = late_morning(at - timedelta(days=5))
        mentoring.plan_meeting(pair_id, plan=plan, key=key, actor=mentor, at=planned)
