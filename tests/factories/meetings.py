"""Pairs that meet, and the kept list of places, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from alongside.domain.mentoring import public as mentoring
from alongside.domain.people.models import Person
from alongside.domain.people.public import Role
from factories.mentoring import AT, Service, acting, asked, ready, service, waiting
from factories.people import MembershipFactory, UserFactory

LOG = mentoring.MeetingLog(on=AT.date(), minutes=60, mode="phone", worry="none")
PLAN = mentoring.MeetingPlan(starts_at=AT + timedelta(days=3), minutes=60, mode="phone")


def staffed() -> Service:
    """A service whose coordinators and lead have accounts, so that tasks and messages find them."""
    here = service()
    for who, role in (
        (here.first, Role.COORDINATOR),
        (here.second, Role.COORDINATOR),
        (here.lead, Role.SAFEGUARDING_LEAD),
    ):
        Person.objects.filter(pk=who.person_id).update(user=UserFactory())
        MembershipFactory(person_id=who.person_id, organisation_id=here.id, role=role)
    return here


def paired(
    here: Service,
    *,
    volunteer_id: UUID | None = None,
    name: str = "Ruth Adeyemi",
    at: datetime = AT,
) -> tuple[UUID, UUID, UUID]:
    """Two people who both said yes: the pair, the volunteer, the person's place."""
    mentor = volunteer_id or ready(here, at=at, capacity=4)
    place_id = waiting(here, name, at=at)
    pair_id = asked(here, place_id, mentor, at=at)
    mentoring.accept(pair_id, actor=acting(mentor), at=at)
    return pair_id, mentor, place_id


def library(here: Service, name: str = "The Hive library", **changes: Any) -> UUID:
    """A place on the kept list."""
    said = {
        "name": name, "address": "Sawmill Walk, Worcester", "step_free": "yes", "key": uuid4(),
        "actor": here.first, "at": AT,
    }  # fmt: skip
    return mentoring.add_place(here.id, **{**said, **changes})
