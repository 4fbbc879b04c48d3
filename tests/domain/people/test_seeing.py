"""Who looked: noted for each look of another, and told to the person by role."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Person
from alongside.foundation.actor import VISITOR, Actor, by_link, system
from alongside.foundation.errors import NotFound
from alongside.foundation.models import AuditRow
from factories.people import MembershipFactory, PersonFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Ada", user=None)


def acting(person: Person) -> Actor:
    return people.actor_for_user(person.user_id, second_factor=True, at=AT)


def look(person: Person, actor: Actor, at: datetime = AT, what: str = "request") -> None:
    people.note_seen(person_ids=[person.pk], what=what, actor=actor, at=at)


def looks(person: Person) -> list[tuple[str, str]]:
    return [(row.role, row.what) for row in people.who_looked(
        person.pk, actor=by_link(person.pk)).rows]  # fmt: skip


def test_a_look_is_told_by_role_and_time(person: Person) -> None:
    look(person, acting(MembershipFactory(role="coordinator").person))
    look(person, acting(MembershipFactory(role="referrer").person), AT + timedelta(hours=1))
    people.note_exported(person_id=person.pk, actor=system("person"), at=AT + timedelta(hours=2))

    assert looks(person) == [
        ("system", "copy"),
        ("referrer", "request"),
        ("coordinator", "request"),
    ]


def test_the_role_is_the_one_held_then(person: Person) -> None:
    membership = MembershipFactory(role="coordinator")
    look(person, acting(membership.person))
    Membership.objects.filter(pk=membership.pk).update(ended_at=AT + timedelta(hours=1))
    MembershipFactory(role="mentor", person=membership.person, valid_from=AT + timedelta(hours=1))

    assert looks(person) == [("coordinator", "request")]


def test_a_carer_is_called_a_carer(person: Person) -> None:
    carer = MembershipFactory(role="mentor").person
    people.allow_carer(
        person_id=person.pk, carer_id=carer.pk, what=["see_request"], until=AT.date(),
        actor=by_link(person.pk), at=AT,
    )  # fmt: skip

    look(person, acting(carer), AT + timedelta(minutes=1))

    assert looks(person) == [("carer", "request")]


def test_looking_at_ones_own_is_not_noted(person: Person) -> None:
    look(person, by_link(person.pk))
    people.note_exported(person_id=person.pk, actor=by_link(person.pk), at=AT)

    assert looks(person) == []


def test_nobody_else_reads_who_looked(person: Person) -> None:
    for other in (VISITOR, by_link(uuid4()), acting(PersonFactory()), system("test")):
        with pytest.raises(NotFound):
            people.who_looked(person.pk, actor=other)


def test_thirty_looks_are_as_many_queries_as_one(person: Person) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            people.who_looked(person.pk, actor=by_link(person.pk))
        return len(seen)

    look(person, acting(MembershipFactory().person))
    one = queries()
    for _each in range(30):
        look(person, acting(MembershipFactory().person))

    assert one == queries() == 4
    assert people.who_looked(person.pk, actor=by_link(person.pk), per_page=10).pages == 4


def test_a_quarter_of_an_hour_is_one_look_at_the_same_part(person: Person) -> None:
    actor, other = (acting(MembershipFactory(role="coordinator").person) for _each in range(2))
    minutes = [timedelta(minutes=each) for each in (0, 0, 1, 14, 15, 16)]

    for after in minutes:
        look(person, actor, AT + after)
    assert len(looks(person)) == 2
    look(person, other, AT)
    look(person, actor, AT, what="profile")
    assert sorted(what for _role, what in looks(person)) == ["profile"] + ["request"] * 3

    # What a command reads is noted each time: nobody stands behind it who turns pages.
    look(person, system("person"))
    look(person, system("person"))
    assert len(looks(person)) == 6


def test_thirty_people_are_noted_in_as_many_queries_as_one() -> None:
    actor = acting(MembershipFactory().person)
    everybody = [PersonFactory(user=None).pk for _each in range(31)]
    people.note_seen(person_ids=[uuid4()], what="requests", actor=actor, at=AT)

    def queries(ids: list[object]) -> int:
        with CaptureQueriesContext(connection) as seen:
            people.note_seen(person_ids=ids, what="requests", actor=actor, at=AT)
        return len(seen)

    first = queries(everybody[:1])
    assert queries(everybody[:1]) == 1
    assert queries([]) == 0
    assert queries(everybody[1:]) == first
    assert AuditRow.objects.filter(action="person.seen").count() == 32
