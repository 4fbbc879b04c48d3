"""Details that are kept and not used: asked for, told that it ends, lifted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.people.models import Person, Restriction
from alongside.domain.people.public import IsRestricted, RestrictBecause
from alongside.foundation.actor import VISITOR, Actor, Grant, by_link, system
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.people import AT, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SYSTEM = system("test")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def home() -> people.ServiceRecord:
    return people.create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)


def staff(role: str, person: Person | None = None) -> Actor:
    here = people.service()
    assert here is not None
    return Actor(
        kind="person",
        person_id=(person or PersonFactory()).pk,
        grants=frozenset({Grant(role, here.organisation_id)}),
    )


def own(person: Person) -> Actor:
    return Actor(kind="person", person_id=person.pk)


def ask(person: Person, actor: Actor | None = None, **more: Any) -> Any:
    said = {"because": "accuracy", "about": " My postcode is wrong. "} | more
    return people.restrict(person_id=person.pk, **said, actor=actor or own(person), at=AT)


def tell(person: Person, how: str, at: datetime = AT) -> datetime:
    return people.tell_of_lifting(person_id=person.pk, how=how, actor=staff("coordinator"), at=at)


def lift(person: Person, at: datetime = AT, actor: Actor | None = None) -> None:
    people.lift_restriction(person_id=person.pk, actor=actor or staff("coordinator"), at=at)


@pytest.mark.parametrize("because", list(RestrictBecause))
@pytest.mark.parametrize("way", ["account", "link"])
def test_a_person_asks_for_each_reason_of_the_law_and_takes_it_back(because: str, way: str) -> None:
    person = PersonFactory()
    actor = by_link(person.pk) if way == "link" else own(person)

    ask(person, actor, because=because)

    found = people.restriction(person.pk, actor=actor)
    assert found is not None
    assert (found.because, found.about, found.how) == (because, "My postcode is wrong.", "page")
    assert (found.recorded_by, found.lift_from) == ("", None)
    assert people.restricted([person.pk]) == people.restricted() == {person.pk}
    for _twice in range(2):
        people.take_back_restriction(person_id=person.pk, actor=actor, at=AT)
    assert people.restricted() == frozenset()
    assert people.restriction(person.pk, actor=actor) is None


@pytest.mark.parametrize("role", ["coordinator", "org_admin"])
def test_staff_take_it_down_for_somebody_and_say_how_they_asked(role: str) -> None:
    person, clerk = PersonFactory(), PersonFactory(name="Sam Okoro")
    actor = staff(role, clerk)

    first = ask(person, actor, how="phone")
    again = ask(person, staff(role), how="paper", because="claim")

    assert first == again
    found = people.restriction(person.pk, actor=actor)
    assert found is not None
    assert (found.how, found.recorded_by, found.because) == ("phone", "Sam Okoro", "accuracy")
    assert [each.id for each in people.restrictions(actor=actor)] == [first]
    row = AuditRow.objects.get(action="restriction.asked")
    assert "because" in row.fields
    assert "postcode" not in str(row.fields)


def test_others_neither_ask_nor_see_nor_tell_nor_lift() -> None:
    person = PersonFactory()
    others = [VISITOR, own(PersonFactory()), staff("mentor"), staff("safeguarding_lead"),
              staff("platform_operator"), by_link(PersonFactory().pk)]  # fmt: skip
    for actor in others:
        with pytest.raises(NotFound):
            ask(person, actor)
    ask(person)
    for actor in others:
        with pytest.raises(NotFound):
            people.restriction(person.pk, actor=actor)
        with pytest.raises(Refused):
            people.restrictions(actor=actor)
        with pytest.raises(Refused):
            people.tell_of_lifting(person_id=person.pk, how="phone", actor=actor, at=AT)
        with pytest.raises(Refused):
            lift(person, actor=actor)
        with pytest.raises(NotFound):
            people.take_back_restriction(person_id=person.pk, actor=actor, at=AT)
    assert people.restricted() == {person.pk}


def test_what_is_asked_wrongly_is_said_by_field() -> None:
    person = PersonFactory()

    with pytest.raises(Invalid) as fault:
        ask(person, because="because", how="pigeon", about="x" * 2001)
    assert set(fault.value.faults) == {"because", "how", "about"}
    with pytest.raises(Invalid):
        tell(person, "pigeon")
    for unknown in (uuid4(), PersonFactory(erased_at=AT, name="").pk):
        with pytest.raises(NotFound):
            people.restrict(person_id=unknown, because="claim", how="phone", actor=SYSTEM, at=AT)


@pytest.mark.parametrize(("how", "days"), [("phone", 0), ("in_person", 0), ("post", 7),
                                           ("message", 7)])  # fmt: skip
def test_it_is_lifted_only_after_the_person_was_told(how: str, days: int) -> None:
    person = PersonFactory()
    ask(person)
    with pytest.raises(Conflict):
        lift(person)

    assert tell(person, how) == AT + days * DAY
    assert tell(person, "phone", AT + DAY) == AT + days * DAY  # the first time counts
    if days:
        with pytest.raises(Conflict):
            lift(person, AT + days * DAY - timedelta(seconds=1))
    lift(person, AT + days * DAY)

    assert people.restricted() == frozenset()
    row = Restriction.objects.get()
    assert (row.state, row.told_how, row.told_at) == ("lifted", how, AT)
    assert row.lifted_by_id is not None
    with pytest.raises(NotFound):
        lift(person, AT + 8 * DAY)


def test_the_person_ends_it_also_after_being_told_and_asks_again() -> None:
    person = PersonFactory()
    ask(person)
    tell(person, "post")

    people.take_back_restriction(person_id=person.pk, actor=own(person), at=AT + DAY)
    second = ask(person, because="objection")

    assert Restriction.objects.count() == 2
    assert Restriction.objects.get(pk=second).state == "in_force"


def test_nobody_lifts_their_own_as_staff() -> None:
    clerk = PersonFactory()
    actor = staff("coordinator", clerk)
    ask(clerk, actor)

    with pytest.raises(Refused):
        people.tell_of_lifting(person_id=clerk.pk, how="phone", actor=actor, at=AT)
    assert Restriction.objects.get().recorded_by_id is None
    people.take_back_restriction(person_id=clerk.pk, actor=actor, at=AT)


def test_the_database_holds_one_for_each_person_with_its_days() -> None:
    person = PersonFactory()
    ask(person)
    for wrong in (
        {"because": "claim"},
        {"because": "claim", "state": "told"},
        {"because": "claim", "state": "lifted"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Restriction.objects.create(person=person, how="page", asked_at=AT, **wrong)


def test_it_is_not_deleted_by_staff_or_a_command_and_by_the_person_is() -> None:
    person = PersonFactory()
    request_id = people.ask_erasure(person_id=person.pk, actor=staff("coordinator"), at=AT)
    ask(person)

    with pytest.raises(IsRestricted):
        people.ask_erasure(person_id=person.pk, actor=staff("coordinator"), at=AT)
    with pytest.raises(IsRestricted):
        people.refuse_restricted(person.pk)
    assert request_id
    people.erase_person_data(person_id=person.pk, actor=own(person), at=AT)

    row = Restriction.objects.get()
    assert (row.state, row.about, row.because) == ("lifted", "", "accuracy")


def test_the_list_takes_one_query_and_names_nobody() -> None:
    ask(PersonFactory(name="Wxqz"))
    actor = staff("coordinator")
    with CaptureQueriesContext(connection) as one:
        people.restrictions(actor=actor)
    for _more in range(29):
        ask(PersonFactory(name="Wxqz"))
    with CaptureQueriesContext(connection) as many:
        found = people.restrictions(actor=actor)

    assert (len(found), len(one), len(many)) == (30, 1, 1)
    assert "Wxqz" not in repr(found)


def test_in_lists_the_words_stand_in_place_of_the_name() -> None:
    shown, kept = PersonFactory(name="Ada"), PersonFactory(name="Wxqz")
    ask(kept)

    assert people.shown_names([shown.pk, kept.pk]) == {
        shown.pk: "Ada", kept.pk: "Details not to be used",
    }  # fmt: skip
    assert people.person_name(kept.pk) == "Wxqz"
