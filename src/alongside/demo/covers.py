"""A mentor is away for two weeks from the day after tomorrow, and another one meets the person."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from alongside.domain.mentoring import public as mentoring
from alongside.foundation.actor import Actor, by_link
from alongside.foundation.clock import LONDON, london_date

_KEYS = UUID("1c6f2f0a-3c0e-4a53-9f0e-6a3d1b7f5e20")
_AHEAD, _DAYS = 2, 14


def make_cover(pair_id: UUID, person: Actor, coordinator: Actor, *, at: datetime) -> None:
    """Asked a week ago, chosen and agreed since, with an hour that is planned. The same `at` makes
    the same."""
    first_on = london_date(at) + timedelta(days=_AHEAD)
    cover_id = mentoring.ask_cover(
        pair_id,
        first_on=first_on,
        last_on=first_on + timedelta(days=_DAYS - 1),
        actor=coordinator,
        at=at - timedelta(days=7),
    )
    chosen_at = at - timedelta(days=6)
    card = mentoring.my_cover(cover_id, actor=person, at=chosen_at).cards[0]
    mentoring.choose_cover(cover_id, card.volunteer_id, actor=person, at=chosen_at)
    record = mentoring.volunteer(card.volunteer_id, actor=coordinator, at=chosen_at)
    mentor, agreed_at = by_link(record.person_id), at - timedelta(days=5)
    mentoring.accept_cover(cover_id, actor=mentor, at=agreed_at)
    starts = datetime.combine(first_on + timedelta(days=3), time(14), LONDON)
    plan = mentoring.MeetingPlan(starts_at=starts, minutes=60, mode="phone")
    key = uuid5(_KEYS, str(pair_id))
    mentoring.plan_meeting(pair_id, plan=plan, key=key, actor=mentor, at=agreed_at)
