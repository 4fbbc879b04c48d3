"""What this database is: said once, by a command, and never changed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.domain.people import public as people
from alongside.domain.people.models import Deployment
from alongside.foundation import audit
from alongside.foundation.actor import VISITOR, Actor, system
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.people import PersonFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
INIT = system("init")
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _set_up(kind: str) -> people.ServiceRecord:
    return people.create_deployment(kind=kind, name="Severn Peers", actor=INIT, at=AT)


def test_service_before_it_is_set_up_is_none_and_no_demo() -> None:
    assert people.service() is None
    assert not people.is_demo()


@pytest.mark.parametrize(("kind", "demo"), [("service", False), ("demo", True)])
def test_create_deployment_says_what_it_is(kind: str, demo: bool) -> None:
    made = _set_up(kind)

    assert people.service() == made
    assert made.name == "Severn Peers"
    assert people.is_demo() is demo
    assert people.organisation(made.organisation_id).name == "Severn Peers"
    assert list(AuditRow.objects.order_by("sequence").values_list("action", flat=True)) == [
        "organisation.added",
        f"deployment.made_{kind}",
    ]
    assert list(audit.verify()) == []


@pytest.mark.parametrize("first", ["service", "demo"])
@pytest.mark.parametrize("second", ["service", "demo"])
def test_create_deployment_twice_is_refused(first: str, second: str) -> None:
    made = _set_up(first)

    with pytest.raises(Refused):
        _set_up(second)

    people.forget_service()
    assert people.service() == made


@pytest.mark.parametrize("actor", [VISITOR, Actor(kind="person")])
def test_create_deployment_by_anybody_but_a_command_is_refused(actor: Actor) -> None:
    with pytest.raises(Refused):
        people.create_deployment(kind="demo", name="Mine", actor=actor, at=AT)

    assert people.service() is None


@pytest.mark.parametrize(
    ("kind", "name", "field"),
    [("play", "Severn Peers", "kind"), ("demo", "  ", "name"), ("demo", "a\x00b", "name")],
)
def test_create_deployment_bad_input_names_the_field(kind: str, name: str, field: str) -> None:
    with pytest.raises(Invalid) as told:
        people.create_deployment(kind=kind, name=name, actor=INIT, at=AT)

    assert list(told.value.faults) == [field]


def test_mark_cannot_be_saved_again_or_deleted_by_its_class() -> None:
    _set_up("service")
    row = Deployment.objects.get()
    row.kind = "demo"

    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


@pytest.mark.parametrize("kind", ["service", "demo"])
def test_mark_cannot_be_updated_in_the_database(kind: str) -> None:
    _set_up(kind)

    with pytest.raises(IntegrityError), transaction.atomic():
        Deployment.objects.update(kind="demo")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_deployment SET kind = 'demo'")

    assert Deployment.objects.get().kind == kind


def test_service_whose_mark_was_deleted_cannot_become_a_demo() -> None:
    made = _set_up("service")
    Deployment.objects.all().delete()
    people.forget_service()

    with pytest.raises(Refused):
        _set_up("demo")
    with pytest.raises(IntegrityError), transaction.atomic():
        Deployment.objects.create(kind="demo", organisation_id=made.organisation_id, created_at=AT)

    assert not people.is_demo()


def test_second_mark_cannot_stand_beside_the_first() -> None:
    made = _set_up("service")

    with pytest.raises(IntegrityError), transaction.atomic():
        Deployment.objects.create(
            only=2, kind="demo", organisation_id=made.organisation_id, created_at=AT
        )


def test_try_people_stand_in_a_demo_only() -> None:
    _set_up("demo")
    home = people.service()
    assert home is not None
    invented = people.create_person(
        name="Priya", email="priya@example.org", about="Coordinates", actor=INIT, at=AT
    )
    people.grant_role(
        person_id=invented,
        organisation_id=home.organisation_id,
        role="coordinator",
        checks_listings=True,
        actor=INIT,
        at=AT,
    )
    own = PersonFactory(name="Somebody who signed up")

    listed = people.try_people()

    assert [(each.person_id, each.roles) for each in listed] == [
        (invented, ("coordinator", people.LISTING_CHECKER))
    ]
    assert people.user_for_try(invented)
    with pytest.raises(NotFound):
        people.user_for_try(own.pk)


def test_try_people_in_a_service_are_none() -> None:
    _set_up("service")
    person = people.create_person(
        name="Priya", email="priya@example.org", about="Coordinates", actor=INIT, at=AT
    )

    assert people.try_people() == ()
    with pytest.raises(NotFound):
        people.user_for_try(person)
