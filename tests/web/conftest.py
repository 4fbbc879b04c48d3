"""Signing in as anybody, for tests of pages."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation, Person
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories.people import MembershipFactory, PersonFactory
from factories.safety import look_after_safety

AsRole = Callable[..., Client]


def sign_in(
    client: Client, person: Person, *, second_factor: bool = True, at: float | None = None
) -> Client:
    """The client, signed in as that person; as after a code was given, unless told otherwise.

    The code was given `at` that Unix time, or now."""
    assert person.user is not None
    client.force_login(person.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    if second_factor:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": at or time.time()}]
        session["account_authentication_methods_user"] = str(person.user.pk)
        session.save()
    return client


@pytest.fixture
def service(db: None) -> people.ServiceRecord:
    """A real service called Severn Peers, open, with people who look after safety."""
    return _deployed("service")


@pytest.fixture
def demo_service(db: None) -> people.ServiceRecord:
    """A demo called Severn Peers, open, with people who look after safety."""
    return _deployed("demo")


def _deployed(kind: str) -> people.ServiceRecord:
    made = people.create_deployment(
        kind=kind, name="Severn Peers", actor=system("test"), at=clock.now()
    )
    look_after_safety(Organisation.objects.get(pk=made.organisation_id))
    return made


@pytest.fixture
def as_role(db: None) -> AsRole:
    """`as_role("coordinator")`: a client signed in as a new person with that role.

    At the service's organisation where there is one, else at `organisation` or a new one;
    `as_role("person")` has no role. The person is `client.person`."""

    def make(
        role: str,
        *,
        organisation: Organisation | None = None,
        second_factor: bool = True,
        checks_listings: bool = False,
    ) -> Client:
        person = PersonFactory()
        if role != "person":
            here = people.service()
            if organisation is None and here is not None:
                organisation = Organisation.objects.get(pk=here.organisation_id)
            given = {} if organisation is None else {"organisation": organisation}
            MembershipFactory(person=person, role=role, checks_listings=checks_listings, **given)
        client = sign_in(Client(), person, second_factor=second_factor)
        client.person = person  # type: ignore[attr-defined]
        return client

    return make
