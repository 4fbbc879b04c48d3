"""A service that looks after worries, and worries in it, for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from uuid import UUID, uuid4

from alongside.domain.people import public as people
from alongside.domain.people.models import Deployment, Organisation, Person
from alongside.domain.people.records import Role
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import SafetySetup
from alongside.domain.safety.standing import hours_to
from alongside.engines.worktime import Hours
from alongside.foundation.actor import VISITOR, Actor, Grant
from factories.people import MembershipFactory, OrganisationFactory, PersonFactory

OFFICE = (Hours(frozenset(range(5)), time(9), time(17)),)
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)  # a Monday, ten in the morning
WORRY = safety.Worry(danger_now=False, what_happened="He shouts at her after the group.")


def look_after_safety(
    organisation: Organisation,
    *,
    lead: Person | None = None,
    deputy: Person | None = None,
    live: bool = True,
) -> SafetySetup:
    """Lead, deputy (new people who hold the role, unless given), office hours and a number."""
    named = []
    for name, given in (("Helen Marsh", lead), ("Ruth Tallis", deputy)):
        person = given or PersonFactory(name=name)
        if given is None:
            MembershipFactory(person=person, organisation=organisation, role=Role.SAFEGUARDING_LEAD)
        named.append(person)
    return SafetySetup.objects.create(
        lead=named[0],
        deputy=named[1],
        hours=hours_to(OFFICE),
        telephone="01632 960 200",
        changed_at=MONDAY,
        live_at=MONDAY if live else None,
    )


class Team:
    """A live service with a lead, a deputy and one more who holds the role."""

    def __init__(
        self, organisation: Organisation | None = None, *, kind: str = "service", live: bool = True
    ) -> None:
        self.organisation = organisation or OrganisationFactory(name="Severn Peers")
        if people.service() is None:
            Deployment.objects.create(kind=kind, organisation=self.organisation, created_at=MONDAY)
        setup = look_after_safety(self.organisation, live=live)
        self.lead, self.deputy = setup.lead, setup.deputy
        self.third = self.holder("Una Price")

    def holder(self, name: str, role: str = Role.SAFEGUARDING_LEAD) -> Person:
        """A person with an account who holds the role at the service."""
        person = PersonFactory(name=name)
        MembershipFactory(person=person, organisation=self.organisation, role=role)
        return person

    def acting(self, person: Person, *roles: str) -> Actor:
        """The person with these roles there, by default that of a safeguarding lead."""
        held = roles or (Role.SAFEGUARDING_LEAD,)
        return Actor(
            kind="person",
            person_id=person.pk,
            name=person.name,
            grants=frozenset(Grant(role, self.organisation.pk) for role in held),
            second_factor=True,
        )


def told(
    *, at: datetime = MONDAY, key: UUID | None = None, actor: Actor = VISITOR, **answers: object
) -> safety.Told:
    """A worry, told with these answers."""
    worry = replace(WORRY, **answers)  # type: ignore[arg-type]
    return safety.tell_worry(worry=worry, key=key or uuid4(), actor=actor, at=at)


def decided(concern_id: UUID, *, actor: Actor, at: datetime = MONDAY, **answers: object) -> None:
    """A decision: by default that nothing more than listening was needed."""
    judgement = replace(
        safety.Judgement(route=safety.Route.NOTHING, reasons="We spoke. All is well."),
        **answers,  # type: ignore[arg-type]
    )
    safety.decide(concern_id, judgement=judgement, key=uuid4(), actor=actor, at=at)
