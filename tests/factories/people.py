"""People for tests: unsurprising, made through the tables so that a test starts where it likes."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from alongside.domain.people.models import Membership, Organisation, Person, User
from alongside.domain.people.records import Role

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
PASSWORD = "correct horse battery"  # noqa: S105


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """An organisation with a name of its own."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"Organisation {number}")
    created_at = AT


class UserFactory(DjangoModelFactory[User]):
    """An account whose password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    confirmed_at = AT
    date_joined = AT

    @factory.post_generation
    def password(self, create: bool, extracted: str | None, **kwargs: object) -> None:
        """The password, hashed and saved."""
        self.set_password(extracted or PASSWORD)
        self.save()


class PersonFactory(DjangoModelFactory[Person]):
    """A person with an account and no role."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda number: f"Person {number}")
    user = factory.SubFactory(UserFactory)
    created_at = AT


class MembershipFactory(DjangoModelFactory[Membership]):
    """A coordinator at an organisation of their own, since long ago."""

    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.COORDINATOR
    valid_from = datetime(2020, 1, 1, tzinfo=UTC)
