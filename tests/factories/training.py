"""People in training, and those who look after them, for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from alongside.domain.catalogue.models import Entry
from alongside.domain.people.models import Organisation, Person
from alongside.domain.training import public as training
from alongside.foundation.actor import Actor, Grant, system
from factories.catalogue import fill
from factories.people import MembershipFactory, OrganisationFactory, PersonFactory

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = AT.date()
MENTOR = (
    "mentoring", "motivational-interviewing", "goal-setting", "action-planning", "boundaries",
    "confidentiality", "safeguarding",
)  # fmt: skip


def actor_of(person: Person, *grants: tuple[str, UUID]) -> Actor:
    """The person, signed in with a second factor, with these roles."""
    return Actor(
        kind="person",
        person_id=person.pk,
        name=person.name,
        grants=frozenset(Grant(role, organisation_id) for role, organisation_id in grants),
        second_factor=True,
    )


class School:
    """An organisation with the modules of `data/`, and a coordinator who looks after training."""

    def __init__(self, organisation: Organisation | None = None, *, at: datetime = AT) -> None:
        if not Entry.objects.exists():
            fill()
        self.organisation = organisation or OrganisationFactory(name="Severn Peers")
        self.at = at
        self.coordinator = self.staff("coordinator", "Sam Oduya")

    @property
    def id(self) -> UUID:
        """The organisation's id."""
        return self.organisation.pk

    def staff(self, role: str, name: str) -> Actor:
        """A new person with that role here."""
        held = MembershipFactory(
            person=PersonFactory(name=name), organisation=self.organisation, role=role
        )
        return actor_of(held.person, (role, self.id))

    def enrol(
        self, person: Person, *, programme: str = "mentor", only: tuple[str, ...] = ()
    ) -> dict[str, UUID]:
        """Puts the person in; returns the new enrolments by module."""
        made = training.enrol(
            person_id=person.pk,
            organisation_id=self.id,
            programme=programme,
            only=only,
            actor=self.coordinator,
            at=self.at,
        )
        own = training.progress(person.pk, actor=system("test"), at=self.at)
        return {
            each.module.slug: each.enrolment_id for each in own if each.enrolment_id in set(made)
        }

    def attend(self, enrolment_id: UUID, module: str, *, on: date = TODAY) -> None:
        """Notes that the person was at every session."""
        sessions = [each.slug for each in training.module(module).sessions]
        training.note_attended(
            enrolment_id, sessions=sessions, on=on, actor=self.coordinator, at=self.at
        )

    def finish(self, enrolment_id: UUID, module: str, *, on: date = TODAY) -> None:
        """Attends every session and has every skill signed off, all on one day."""
        self.attend(enrolment_id, module, on=on)
        skills = [each.slug for each in training.module(module).skills]
        training.sign_off(enrolment_id, skills=skills, on=on, actor=self.coordinator, at=self.at)

    def train(
        self, person: Person, *, programme: str = "mentor", on: date = TODAY
    ) -> dict[str, UUID]:
        """Takes the person through the whole programme on one day."""
        made = self.enrol(person, programme=programme)
        for module, enrolment_id in made.items():
            self.finish(enrolment_id, module, on=on)
        return made
