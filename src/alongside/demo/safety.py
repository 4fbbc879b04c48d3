"""Who looks after safety in the county, and a few worries: every one of them plainly invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from alongside.demo.source import read
from alongside.domain.safety import public as safety
from alongside.engines.worktime import Hours
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import in_london, london_date

HOURS = (
    Hours(frozenset(range(5)), time(9), time(17)),
    Hours(frozenset({5}), time(10), time(12)),
)


def make_safety(known: dict[str, Actor], *, actor: Actor, at: datetime) -> None:
    """Names lead and deputy, opens the service, and tells the worries, each in another state."""
    lead, deputy = known["helen"], known["bryn"]
    assert lead.person_id
    assert deputy.person_id
    began = at - timedelta(days=30)
    safety.save_setup(
        edition=0,
        lead_id=lead.person_id,
        deputy_id=deputy.person_id,
        hours=HOURS,
        telephone="01632 960200",
        actor=actor,
        at=began,
    )
    safety.go_live(actor=actor, at=began)
    for said in read("worries")["worries"]:
        told_at = _told_at(said["days_ago"], at)
        told = safety.tell_worry(
            worry=safety.Worry(**{"danger_now": False, **said["worry"]}),
            key=uuid4(),
            actor=VISITOR,
            at=told_at,
        )
        _look_after(told, said, lead, deputy, at=told_at)


def _told_at(days_ago: int, at: datetime) -> datetime:
    """Ten in the morning, so many days before; two hours ago for none."""
    if not days_ago:
        return at - timedelta(hours=2)
    day = in_london(at - timedelta(days=days_ago))
    return day.replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)


def _look_after(
    told: safety.Told, said: Mapping[str, Any], lead: Actor, deputy: Actor, *, at: datetime
) -> None:
    """Takes a worry as far as its state says, with the notes that belong to it."""
    one, stages = told.concern_id, ("received", "read", "in_hand", "closing", "closed")
    stage, notes = stages.index(said["state"]), said.get("notes", {})
    if stage >= 1:
        safety.mark_read(one, actor=lead, at=at + timedelta(minutes=20))
    if stage >= 2:
        then = at + timedelta(minutes=40)
        safety.take_in_hand(
            one,
            look_again_on=london_date(then) + timedelta(days=5),
            words=notes["plan"],
            actor=lead,
            at=then,
        )
        safety.write_down(
            one,
            kind=safety.StepKind(notes["kind"]),
            words=notes["done"],
            key=uuid4(),
            actor=lead,
            at=then + timedelta(minutes=30),
        )
    if stage >= 3:
        # Nobody is known whom one could ask.
        unknown = safety.Answer.NOT_KNOWN
        safety.decide(
            one,
            judgement=safety.Judgement(
                route=safety.Route.WATCH,
                reasons=notes["reasons"],
                can_decide=unknown,
                agrees=unknown,
                under_18=safety.Answer.NO,
                at_risk=safety.Answer.NO,
            ),
            key=uuid4(),
            actor=lead,
            at=at + timedelta(hours=2),
        )
        then = at + timedelta(hours=3)
        safety.suggest_closing(one, words=notes["closing"], actor=lead, at=then)
    if stage >= 4:
        safety.close_worry(one, actor=deputy, at=at + timedelta(hours=4))
