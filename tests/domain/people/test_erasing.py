"""Deleting a person here, and the two people whom it takes when staff ask for it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.domain.people import public as people
from alongside.domain.people.models import ErasureRequest, Membership, Person, User
from alongside.foundation.actor import VISITOR, Actor, by_link, system
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.people import MembershipFactory, PersonFactory
from web.conftest import sign_in

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
SYSTEM = system("test")
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def here() -> people.ServiceRecord:
    return people.create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)


def staff(here: people.ServiceRecord, role: str) -> Actor:
    person = MembershipFactory(role=role, organisation_id=here.organisation_id).person
    return people.actor_for_user(person.user_id, second_factor=True, at=AT)


def erase(person: Person, actor: Actor) -> dict[str, int]:
    return people.erase_person_data(person_id=person.pk, actor=actor, at=AT)


def test_the_account_is_closed_everywhere_at_once() -> None:
    person = PersonFactory(name="Ada")
    phone, desk, other = Client(), Client(), Client()
    for client in (phone, desk):
        sign_in(client, person)
    sign_in(other, PersonFactory())

    erase(person, by_link(person.pk))

    assert phone.get("/people/me/").status_code == desk.get("/people/me/").status_code == 302
    assert other.get("/people/me/").status_code == 200
    assert not User.objects.filter(pk=person.user_id).exists()
    assert people.person_name(person.pk) == "Name deleted"


def test_an_address_may_be_used_again() -> None:
    person = PersonFactory(user__email="ada@example.org")
    erase(person, by_link(person.pk))

    made = people.open_account(
        name="Ada", email="ada@example.org", password="correct horse battery", actor=VISITOR, at=AT
    )

    assert made != person.pk


def test_only_they_themselves_or_the_service_delete(here: people.ServiceRecord) -> None:
    person = PersonFactory()
    others = [VISITOR, by_link(uuid4()), staff(here, "coordinator"), staff(here, "org_admin")]
    for other in others:
        with pytest.raises(Refused):
            erase(person, other)
    with pytest.raises(NotFound):
        people.erase_person_data(person_id=uuid4(), actor=SYSTEM, at=AT)

    assert erase(person, SYSTEM)["accounts_closed"] == 1
    assert erase(person, SYSTEM) == {}


def test_the_last_administrator_stays_until_there_is_another(here: people.ServiceRecord) -> None:
    last = MembershipFactory(role="org_admin", organisation_id=here.organisation_id).person
    with pytest.raises(Conflict):
        erase(last, by_link(last.pk))
    assert Person.objects.get(pk=last.pk).erased_at is None

    staff(here, "org_admin")
    erase(last, by_link(last.pk))

    assert Membership.objects.filter(person=last, ended_at=None).count() == 0


def ask(person: Person, actor: Actor) -> UUID:
    return people.ask_erasure(person_id=person.pk, actor=actor, at=AT)


def confirm(request_id: UUID, actor: Actor, done: list[UUID]) -> None:
    people.confirm_erasure(request_id, erase=done.append, actor=actor, at=AT)


@pytest.mark.parametrize(("one", "two"), [("coordinator", "org_admin"), ("org_admin", "org_admin")])
def test_one_asks_and_another_confirms(here: people.ServiceRecord, one: str, two: str) -> None:
    person, first, second = PersonFactory(), staff(here, one), staff(here, two)
    done: list[UUID] = []

    request_id = ask(person, first)

    assert ask(person, first) == ask(person, second) == request_id
    with pytest.raises(Refused):
        confirm(request_id, first, done)
    assert done == []
    confirm(request_id, second, done)
    assert done == [person.pk]
    with pytest.raises(Conflict):
        confirm(request_id, second, done)
    assert done == [person.pk]
    assert people.erasures(actor=first) == ()
    assert AuditRow.objects.filter(action="erasurerequest.confirm").count() == 1


def test_turned_down_deletes_nobody(here: people.ServiceRecord) -> None:
    person, first, second = PersonFactory(), staff(here, "coordinator"), staff(here, "coordinator")
    request_id = ask(person, first)
    with pytest.raises(Refused):
        people.turn_down_erasure(request_id, actor=first, at=AT)

    people.turn_down_erasure(request_id, actor=second, at=AT)

    assert people.erasures(actor=second) == ()
    assert people.person_name(person.pk) == person.name
    assert ask(person, second) != request_id


def test_what_fails_while_deleting_decides_nothing(here: people.ServiceRecord) -> None:
    person, first, second = PersonFactory(), staff(here, "coordinator"), staff(here, "org_admin")
    request_id = ask(person, first)

    def fails(_person: UUID) -> None:
        raise Conflict("the last administrator")

    with pytest.raises(Conflict):
        people.confirm_erasure(request_id, erase=fails, actor=second, at=AT)

    assert [row.id for row in people.erasures(actor=second)] == [request_id]


def test_nobody_else_asks_or_sees_who_waits(here: people.ServiceRecord) -> None:
    person = PersonFactory()
    elsewhere = people.actor_for_user(
        MembershipFactory(role="coordinator").person.user_id, second_factor=True, at=AT
    )
    request_id = ask(person, staff(here, "coordinator"))
    for other in (VISITOR, by_link(person.pk), staff(here, "mentor"), elsewhere, SYSTEM):
        with pytest.raises(Refused):
            ask(person, other)
        with pytest.raises(Refused):
            people.erasures(actor=other)
        with pytest.raises(Refused):
            confirm(request_id, other, [])
    with pytest.raises(NotFound):
        people.ask_erasure(person_id=uuid4(), actor=staff(here, "coordinator"), at=AT)
    with pytest.raises(NotFound):
        people.erasure(uuid4(), actor=staff(here, "coordinator"))


def test_the_database_itself_wants_two_people(here: people.ServiceRecord) -> None:
    clerk = staff(here, "coordinator")
    request_id = ask(PersonFactory(), clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureRequest.objects.filter(pk=request_id).update(decided_by_id=clerk.person_id)
