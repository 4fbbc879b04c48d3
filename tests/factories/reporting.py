"""People of a service over a year, made through the door, with what they were asked and said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from datetime import date as Day
from uuid import UUID

from alongside.domain.outcomes import public as outcomes
from alongside.domain.referrals import public as referrals
from factories.directory import SYSTEM
from factories.referring import Clinic, made, row

ITEMS = ("fatigue", "pain", "distress", "other-symptoms", "tasks", "besides-medication")
SKIPPED, SILENT = "skipped", "silent"
Answer = int | str | None


@dataclass(frozen=True)
class Supported:
    """Somebody who was taken on: their episode and who they are."""

    episode_id: UUID
    person_id: UUID


def noon(day: Day) -> datetime:
    """The middle of a day."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def introduced(clinic: Clinic, name: str, on: Day) -> referrals.MadeRecord:
    """Somebody who was introduced, and received on that day."""
    record = made(clinic.referrer, at=noon(on) - timedelta(minutes=5), name=name)
    referrals.run_due(actor=SYSTEM, at=noon(on))
    return record


def supported(
    clinic: Clinic,
    name: str,
    on: Day,
    *,
    yes_after: int = 1,
    came_after: int | None = 10,
    over_after: int | None = None,
    first: Answer = None,
    last: Answer = None,
) -> Supported:
    """Somebody who was taken on `yes_after` days after they were introduced `on`, and the rest as
    many days after that. `first` and `last`: a number from 1 to 10 for each item of SEMCD-6,
    `SKIPPED`, `SILENT` (asked, nothing said), or None for not asked."""
    record, who = introduced(clinic, name, on), clinic.coordinator
    begun = on + timedelta(days=yes_after)
    episode_id = referrals.accept(record.referral_id, actor=who, at=noon(begun))
    one = Supported(episode_id, row(record).person_id)
    say(clinic, one, first, "baseline", begun)
    if came_after is not None:
        came = noon(begun + timedelta(days=came_after))
        referrals.note_contacted(record.referral_id, actor=who, at=came)
        referrals.note_attending(record.referral_id, actor=who, at=came)
    if over_after is not None:
        over = begun + timedelta(days=over_after)
        say(clinic, one, last, "end", over)
        referrals.close(record.referral_id, outcome="supported", actor=who, at=noon(over))
    return one


def say(clinic: Clinic, one: Supported, said: Answer, point: str, on: Day) -> None:
    """What the person was asked at that point, and what they said."""
    if said is None:
        return
    asked = outcomes.ask(
        one.episode_id,
        point=point,
        person_id=one.person_id,
        organisation_id=clinic.service,
        actor=SYSTEM,
        at=noon(on),
    )
    assert asked is not None
    if said == SKIPPED:
        outcomes.skip_signed_in(asked.response_id, actor=clinic.coordinator, at=noon(on))
    elif said != SILENT:
        outcomes.answer_signed_in(
            asked.response_id,
            answers=dict.fromkeys(ITEMS, said),
            actor=clinic.coordinator,
            at=noon(on),
        )
