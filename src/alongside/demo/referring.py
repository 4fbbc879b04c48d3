"""Invented people who were introduced over the last weeks, with all that came of it.

Told through the doors that staff use, day by day: somebody is late, of somebody there is no news,
one is perhaps the same person as another, and one has just come in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.demo.source import read
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import VISITOR, Actor, system

_ACTOR = system("demo")
_PLAIN: Mapping[str, Callable[..., Any]] = {
    "accept": referrals.accept,
    "contacted": referrals.note_contacted,
    "plan_agreed": referrals.note_plan_agreed,
    "attending": referrals.note_attending,
    "waiting": referrals.keep_waiting,
}
_MADE_BY = {"priya": "clinician", "col": "link_worker", "sam": "link_worker", "": "self"}
PLACES = 30
Told = list[tuple[datetime, int, Callable[[datetime], None]]]


def make_referrals(known: Mapping[str, Actor], organisation_id: UUID, *, at: datetime) -> None:
    """Tells who was introduced and what came of it, until `at`. The same `at` tells the same."""
    told: Told = []
    made: dict[int, UUID] = {}
    for number, person in enumerate(read("referring")["people"]):
        _plan(told, made, number, person, known, at)
    referrals.set_reception(organisation_id, places=PLACES, actor=_ACTOR, at=at)
    for when, _number, act in sorted(told, key=lambda one: one[:2]):
        if when <= at:
            act(when)
    referrals.run_due(actor=_ACTOR, at=at)


def _plan(
    told: Told,
    made: dict[int, UUID],
    number: int,
    person: Mapping[str, Any],
    known: Mapping[str, Actor],
    at: datetime,
) -> None:
    came = at - timedelta(days=person["ago"], minutes=10)

    def introduce(now: datetime) -> None:
        by = known[person["by"]] if "by" in person else VISITOR
        record = referrals.make_referral(
            given=_given(person),
            made_by=_MADE_BY[person.get("by", "")],
            key=f"demo-referral-{number}",
            actor=by,
            at=now,
        )
        made[number] = record.referral_id

    told.append((came, number, introduce))
    for what, days, *more in person["steps"]:
        told.append(
            (came + timedelta(days=days), number, _step(made, number, what, more, known["sam"]))
        )


def _step(
    made: Mapping[int, UUID], number: int, what: str, more: list[str], by: Actor
) -> Callable[[datetime], None]:
    def act(now: datetime) -> None:
        key = made[number]
        if what in _PLAIN:
            _PLAIN[what](key, actor=by, at=now)
        elif what == "grade":
            referrals.grade_fit(key, grade=more[0], actor=by, at=now)
        elif what == "decline":
            referrals.decline(key, because=more[0], note=more[1], actor=by, at=now)
        else:
            referrals.close(key, outcome=more[0], actor=by, at=now)

    return act


def _given(person: Mapping[str, Any]) -> referrals.Given:
    channel, number, email = "text", person.get("number", ""), person.get("email", "")
    if "phone" in person:
        channel, number = "phone", person["phone"]
    elif email:
        channel = "email"
    return referrals.Given(
        name=person["name"],
        reach=referrals.Reach(channel=channel, number=number, email=email),
        wants=person["wants"],
        agreed=True,
        how_agreed="in_person" if "by" in person else "page",
        practice=person.get("practice", ""),
        condition=person.get("condition", ""),
        reason=person.get("reason", ""),
        about_me=person.get("about", ""),
        barriers=tuple(person.get("barriers", ())),
        nhs_number=person.get("nhs", ""),
        born=person.get("born"),
    )
