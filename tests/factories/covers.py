"""Covers for tests: another mentor for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.mentoring import public as mentoring
from factories.meetings import paired
from factories.mentoring import AT, TODAY, Service, acting, ready, who_waits

FIRST, LAST = TODAY, TODAY + timedelta(days=13)


def to_cover(here: Service, *, at: datetime = AT) -> tuple[UUID, UUID, UUID, UUID]:
    """Two who both said yes, and another mentor: the pair, its mentor, the place, the other one."""
    pair_id, mentor, place_id = paired(here, at=at)
    return pair_id, mentor, place_id, ready(here, name="Olga Stone", at=at)


def asked_cover(
    here: Service, pair_id: UUID, place_id: UUID, other: UUID, *, at: datetime = AT
) -> UUID:
    """The person said yes to the other mentor, who is asked: the id of the cover."""
    cover_id = mentoring.ask_cover(
        pair_id,
        first_on=at.date(),
        last_on=at.date() + timedelta(days=13),
        actor=here.first,
        at=at,
    )
    mentoring.choose_cover(cover_id, other, actor=who_waits(place_id), at=at)
    return cover_id


def covered(here: Service, *, at: datetime = AT) -> tuple[UUID, UUID, UUID, UUID, UUID]:
    """The same, agreed: the cover, the pair, its mentor, the place, the other one."""
    pair_id, mentor, place_id, other = to_cover(here, at=at)
    cover_id = asked_cover(here, pair_id, place_id, other, at=at)
    mentoring.accept_cover(cover_id, actor=acting(other), at=at)
    return cover_id, pair_id, mentor, place_id, other
