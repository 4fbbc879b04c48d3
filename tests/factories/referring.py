"""Referrals for tests, made through the door: a service, who refers, and who is referred."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from alongside.domain.people.public import Role, create_deployment
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.foundation.actor import Actor, Grant
from factories.catalogue import fill
from factories.directory import AT, SYSTEM
from factories.people import MembershipFactory, PersonFactory

TEXT = referrals.Reach(channel="text", number="07700 900123")
HALF_A_MINUTE = timedelta(seconds=30)


@dataclass(frozen=True)
class Clinic:
    """A service with two coordinators, and somebody who refers to it."""

    service: UUID
    coordinator: Actor
    second: Actor
    referrer: Actor


def clinic() -> Clinic:
    """A service that takes people on, with those who work for it."""
    fill()
    here = create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)
    service = here.organisation_id
    return Clinic(
        service,
        staff("Cora Bell", Role.COORDINATOR, service),
        staff("Sam Price", Role.COORDINATOR, service),
        staff("Dr Ann Field", Role.REFERRER, service),
    )


def staff(name: str, role: str, organisation_id: UUID) -> Actor:
    """Somebody who signed in with a second factor and holds the role."""
    person = PersonFactory(name=name)
    MembershipFactory(person=person, organisation_id=organisation_id, role=role)
    grants = frozenset({Grant(role, organisation_id)})
    return Actor(kind="person", person_id=person.pk, name=name, grants=grants, second_factor=True)


def given(**changes: Any) -> referrals.Given:
    """What a clinician writes about somebody new."""
    said: dict[str, Any] = {
        "name": "Ruth Adeyemi",
        "reach": TEXT,
        "wants": "mentor",
        "agreed": True,
        "practice": "DEMO01",
    }
    return referrals.Given(**{**said, **changes})


def made(
    actor: Actor, *, at: datetime = AT, made_by: str = "clinician", key: str = "", **changes: Any
) -> referrals.MadeRecord:
    """A referral by that actor to the deployment's own service."""
    more = {
        name: changes.pop(name)
        for name in ("service_id", "person_id", "replaces")
        if name in changes
    }
    return referrals.make_referral(
        given=given(**changes),
        made_by=made_by,
        key=key or uuid4().hex,
        actor=actor,
        at=at,
        **more,
    )


def received(actor: Actor, *, at: datetime = AT, **changes: Any) -> referrals.MadeRecord:
    """A referral that cannot be taken back any more."""
    return made(actor, at=at - HALF_A_MINUTE, **changes)


def row(record: referrals.MadeRecord) -> Referral:
    """The referral's row as it is now."""
    return Referral.objects.get(pk=record.referral_id)
