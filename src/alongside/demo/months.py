"""Eighteen months of mentoring: fourteen more mentors and twenty-nine people, taken over from the
list that ran the service, with where and how often they met. Some have ended, one waits for a talk.

Told through the doors that coordinators and mentors use. With those of the other parts there are
twenty volunteers and forty people who were supported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from alongside.demo.aims import make_aims
from alongside.demo.asking import late_morning
from alongside.demo.covers import make_cover
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.public import Profile, Reachable, SeenCheck
from alongside.domain.messaging import public as messaging
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor, by_link

_KEYS = UUID("5f0f6b1c-5a3e-4f6d-9a86-0b9d4f1c2a77")
_RECORD = "criminal-record-england"
_CONDITIONS = ("type-2-diabetes", "type-1-diabetes", "long-covid", "heart-failure")
_TIMES = ("tue_evening", "thu_morning", "sat_morning", "wed_afternoon")
_TOPICS = ("just-been-told", "day-to-day", "food", "being-active", "low-mood", "lonely")
_PLACES = (
    ("The library café", "Foregate Street, Worcester", "yes"),
    ("Malvern Link community centre", "Worcester Road, Malvern", "yes"),
    ("The tea room by the park", "Church Green, Redditch", "unknown"),
)
_MENTORS = (
    ("Anwen Rees", "woman", 1961, "WR14"),
    ("Bashir Ahmed", "man", 1970, "WR1"),
    ("Carol Dyer", "woman", 1958, "WR5"),
    ("Dean Foley", "man", 1982, "B97"),
    ("Esther Okoro", "woman", 1977, "DY10"),
    ("Frank Hollis", "man", 1949, "WR14"),
    ("Gita Sharma", "woman", 1965, "WR1"),
    ("Huw Pritchard", "man", 1974, "WR5"),
    ("Irene Walsh", "woman", 1953, "B97"),
    ("Joe Banner", "man", 1988, "DY10"),
    ("Kath Lowe", "woman", 1969, "WR14"),
    ("Leon Marsh", "man", 1980, "WR1"),
    ("Mina Rossi", "woman", 1991, "WR5"),
    ("Norman Peel", "man", 1956, "B97"),
)
_PEOPLE = (
    "Aled Moss", "Beata Nowak", "Cyril Hart", "Donna Fry", "Eileen Cross", "Femi Ade",
    "Gordon Bell", "Hannah Stubbs", "Imran Malik", "Joyce Kemp", "Karl Stone", "Lorna Pike",
    "Mohammed Ali Rahman-Whitcombe", "Nell Gray", "Oscar Dunn", "Pauline Tait", "Quentin Rose",
    "Rita Flood", "Stan Barlow", "Theresa May-Lloyd", "Una Quirke", "Vic Daniels", "Winnie Low",
    "Xanthe Reid", "Yusuf Demir", "Zena Holt", "Arthur Nye", "Brenda Scott", "Clive Owen-Price",
)  # fmt: skip
_FIRST_DAY, _APART = 540, 18  # the first came so many days ago, then one every so many days
_WEEKS = 12
_FINISHING = 25  # who says goodbye these days
_OTHER_ENDS = {
    4: ("person_stopped", "ended_early"),
    9: ("lost_contact", "no_contact"),
    13: ("person_stopped", "moved_away"),
    17: ("mentor_stopped", "other_support"),
}
_NOT_YET = 2  # came in with the list, and wait for the yes of two


@dataclass(frozen=True)
class _Mentor:
    volunteer_id: UUID
    person_id: UUID
    condition: str
    place: str


def make_months(organisation_id: UUID, known: Mapping[str, Actor], *, at: datetime) -> None:
    """Makes them. The same `at` makes the same."""
    sam, dice = known["sam"], Random(18)  # noqa: S311 - invented people, no secret
    places = [
        mentoring.add_place(
            organisation_id,
            name=name,
            address=address,
            step_free=step_free,
            key=uuid5(_KEYS, name),
            actor=sam,
            at=_days_before(at, _FIRST_DAY),
        )
        for name, address, step_free in _PLACES
    ]
    mentors = [_mentor(number, organisation_id, sam, at=at) for number in range(len(_MENTORS))]
    for mentor in mentors[:-_NOT_YET]:
        for actor in (sam, known["helen"]):
            mentoring.go_live(mentor.volunteer_id, actor=actor, at=_days_before(at, _FIRST_DAY))
    for number, name in enumerate(_PEOPLE):
        began = _days_before(at, _FIRST_DAY - _APART * number)
        mentor = mentors[number % len(mentors)]
        referral_id, person_id = _pair(number, name, mentor, organisation_id, sam, began)
        last = min(began + timedelta(weeks=_WEEKS), at)
        actor = by_link(mentor.person_id)
        pair_id = mentoring.my_pairs(actor=actor)[0].pair_id
        _meet(pair_id, began, last, places, dice, actor)
        make_aims(number, pair_id, actor, by_link(person_id), began=began)
        if number == _FINISHING:
            mentoring.begin_ending(pair_id, actor=actor, at=_days_before(at, 2))
        elif last < at:
            reason, outcome = _OTHER_ENDS.get(number, ("completed", "supported"))
            mentoring.end_pair(pair_id, reason=reason, wait_again=False, actor=sam, at=last)
            referrals.close(referral_id, outcome=outcome, actor=sam, at=last)
            messaging.drain(now=lambda last=last: last)  # type: ignore[misc]
        elif number == len(_PEOPLE) - 1:
            _wants_to_talk(pair_id, actor, at)
            make_cover(pair_id, by_link(person_id), sam, at=at)


def _days_before(at: datetime, days: int) -> datetime:
    return late_morning(at - timedelta(days=days))


def _mentor(number: int, organisation_id: UUID, sam: Actor, *, at: datetime) -> _Mentor:
    """A mentor as the list had them: checked, trained and seen before the first person came."""
    name, gender, born, place = _MENTORS[number]
    condition = _CONDITIONS[number % len(_CONDITIONS)]
    now = _days_before(at, _FIRST_DAY)
    seen = now.date() - timedelta(days=20 + number)
    record = mentoring.take_over(
        mentoring.TakenMentor(
            name=name,
            reach=Reachable("email", email=f"mentor{number}@three-rivers.example"),
            profile=Profile(
                story="I know how the first weeks are, and that they pass.",
                conditions=(condition,),
                times=(_TIMES[number % len(_TIMES)], _TIMES[(number + 1) % len(_TIMES)]),
                interests=("walking",),
                can_share=_TOPICS[: 2 + number % 4],
                modes=("in_person", "phone"),
                place=place,
                max_km=20,
                gender=gender,
                birth_year=born,
                capacity=2,
            ),
            state="preparing",
            since=seen - timedelta(days=60),
            met_on=seen,
            trained_on=seen,
            references_seen_on=seen,
            agreed_on=seen,
            checks=(
                SeenCheck("identity", "seen", seen),
                SeenCheck(_RECORD, "basic", seen, seen + timedelta(days=1_095)),
            ),
        ),
        organisation_id=organisation_id,
        key=f"demo-mentor-{number}",
        actor=sam,
        at=now,
    )
    return _Mentor(record.id, record.person_id, condition, place)


def _pair(
    number: int, name: str, mentor: _Mentor, organisation_id: UUID, sam: Actor, began: datetime
) -> tuple[UUID, UUID]:
    """Somebody who was introduced two weeks before, and met this mentor from then on."""
    taken = referrals.take_over(
        referrals.TakenPerson(
            name=name,
            reach=referrals.Reach(channel="email", email=f"met{number}@three-rivers.example"),
            state="attending",
            since=began.date(),
            made_by=("clinician", "link_worker", "self")[number % 3],
            condition=mentor.condition,
        ),
        organisation_id=organisation_id,
        key=f"demo-met-{number}",
        actor=sam,
        at=began,
    )
    assert taken.episode_id is not None
    mentoring.take_over_pair(
        taken.episode_id,
        person_id=taken.person_id,
        volunteer_id=mentor.volunteer_id,
        organisation_id=organisation_id,
        wishes=mentoring.Wishes(
            conditions=(mentor.condition,),
            times=("tue_evening",),
            modes=("in_person", "phone"),
            place=mentor.place,
            birth_date=date(1958, 4, 12),
        ),
        started_on=began.date(),
        actor=sam,
        at=began,
    )
    return taken.referral_id, taken.person_id


def _meet(
    pair_id: UUID,
    began: datetime,
    last: datetime,
    places: list[UUID],
    dice: Random,
    actor: Actor,
) -> None:
    """About every other week, an hour each, as the mentor wrote it down that day."""
    week = 0
    while (when := began + timedelta(weeks=week)) <= last:
        met_there = dice.random() < 0.7
        log = mentoring.MeetingLog(
            on=when.date(),
            minutes=dice.choice((30, 60, 60, 90)),
            mode="in_person" if met_there else "phone",
            worry="none",
            place_id=dice.choice(places) if met_there else None,
            topics=(dice.choice(_TOPICS),),
            goal=dice.choice(("moved_on", "moved_on", "same", "stuck", "just_talked")),
        )
        key = uuid5(_KEYS, f"{pair_id}/{week}")
        mentoring.log_meeting(pair_id, log=log, key=key, actor=actor, at=when)
        week += dice.choice((1, 2, 2, 3))


def _wants_to_talk(pair_id: UUID, actor: Actor, at: datetime) -> None:
    log = mentoring.MeetingLog(on=at.date(), minutes=30, mode="phone", worry="talk")
    key = uuid5(_KEYS, f"{pair_id}/talk")
    mentoring.log_meeting(pair_id, log=log, key=key, actor=actor, at=at)
