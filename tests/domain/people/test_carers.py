"""Carers: each thing by itself, until the end of its day, ended in one step."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.people import public as people
from alongside.domain.people.models import CarerPermission, Person
from alongside.domain.people.public import CarerMay
from alongside.foundation.actor import VISITOR, Actor, Grant, by_link, system
from alongside.foundation.clock import LONDON
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.links import make_link
from alongside.foundation.models import AuditRow, Link
from alongside.foundation.unit import unit
from factories.people import PersonFactory

AT = datetime(2026, 10, 20, 10, tzinfo=UTC)
UNTIL = date(2026, 10, 25)  # the clocks go back on that day
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Ada", user=None)


@pytest.fixture
def carer() -> Actor:
    return acting(PersonFactory(name="Ben"))


def acting(person: Person) -> Actor:
    return people.actor_for_user(person.user_id, second_factor=True, at=AT)


def allow(person: Person, carer: Actor, *what: str, **changes: object) -> None:
    given: dict[str, object] = {"until": UNTIL, "actor": by_link(person.pk), "at": AT}
    people.allow_carer(
        person_id=person.pk,
        carer_id=carer.person_id,  # type: ignore[arg-type]
        what=what or ("see_request",),
        **(given | changes),  # type: ignore[arg-type]
    )


def may(carer: Actor, person: Person, what: str = "see_request", at: datetime = AT) -> bool:
    return people.carer_may(carer, person.pk, what, at=at)


def test_each_thing_is_allowed_by_itself(person: Person, carer: Actor) -> None:
    allow(person, carer, "see_request", "download")

    assert {what.value for what in CarerMay if may(carer, person, what)} == {
        "see_request", "download"
    }  # fmt: skip
    assert not may(acting(PersonFactory()), person)
    assert not may(VISITOR, person)
    assert not may(by_link(carer.person_id), person)  # type: ignore[arg-type]


def test_nothing_of_safe_contact_or_worries_can_be_allowed(person: Person, carer: Actor) -> None:
    assert {what.value for what in CarerMay} == {
        "see_request", "change_request", "cancel_request", "download", "refer"
    }  # fmt: skip
    for what in ("see_profile", "see_worries", "", "SEE_REQUEST"):
        with pytest.raises(Invalid) as refused:
            allow(person, carer, what)
        assert set(refused.value.faults) == {"what"}


def test_it_ends_with_the_last_second_of_its_day(person: Person, carer: Actor) -> None:
    allow(person, carer)
    midnight = datetime(2026, 10, 26, tzinfo=LONDON)

    assert may(carer, person, at=midnight - timedelta(microseconds=1))
    assert not may(carer, person, at=midnight)
    assert people.cared_for(actor=carer, at=midnight) == ()
    assert people.carers(person.pk, actor=by_link(person.pk), at=midnight) == ()


@given(days=st.integers(min_value=-400, max_value=800))
def test_it_holds_exactly_up_to_its_day(days: int) -> None:
    person, carer = PersonFactory(user=None), acting(PersonFactory())
    allow(person, carer)
    moment = datetime(2026, 10, 25, 12, tzinfo=LONDON) + timedelta(days=days)

    assert may(carer, person, at=moment) == (days <= 0)


def test_ended_in_one_step_by_the_person(person: Person, carer: Actor) -> None:
    allow(person, carer, *[what.value for what in CarerMay])

    people.end_carer(
        person_id=person.pk,
        carer_id=carer.person_id,  # type: ignore[arg-type]
        actor=by_link(person.pk),
        at=AT,
    )

    assert not any(may(carer, person, what) for what in CarerMay)
    assert AuditRow.objects.filter(action="carer.ended").count() == len(CarerMay)
    with pytest.raises(NotFound):
        people.end_carer(
            person_id=person.pk,
            carer_id=carer.person_id,  # type: ignore[arg-type]
            actor=by_link(person.pk),
            at=AT,
        )


def test_ended_by_the_carer_and_by_nobody_else(person: Person, carer: Actor) -> None:
    allow(person, carer)
    coordinator = Actor(
        kind="person", person_id=uuid4(), grants=frozenset({Grant("coordinator", uuid4())})
    )
    for other in (VISITOR, acting(PersonFactory()), coordinator, system("test")):
        with pytest.raises(NotFound):
            people.end_carer(
                person_id=person.pk,
                carer_id=carer.person_id,  # type: ignore[arg-type]
                actor=other,
                at=AT,
            )

    people.end_carer(person_id=person.pk, carer_id=carer.person_id, actor=carer, at=AT)  # type: ignore[arg-type]

    assert not may(carer, person)


def test_allowed_anew_is_what_counts(person: Person, carer: Actor) -> None:
    allow(person, carer, "see_request", "download")
    allow(person, carer, "see_request", "download")
    assert CarerPermission.objects.count() == 2

    allow(person, carer, "see_request", until=UNTIL + timedelta(days=2))

    (care,) = people.cared_for(actor=carer, at=AT)
    assert care.may == (("see_request", UNTIL + timedelta(days=2)),)
    assert not may(carer, person, "download")


def test_only_the_person_allows(person: Person, carer: Actor) -> None:
    for other in (VISITOR, carer, acting(PersonFactory()), by_link(uuid4()), system("test")):
        with pytest.raises(NotFound):
            allow(person, carer, actor=other)
        with pytest.raises(NotFound):
            people.offer_carer(
                person_id=person.pk, what=["download"], until=UNTIL, actor=other, at=AT
            )
        with pytest.raises(NotFound):
            people.carers(person.pk, actor=other, at=AT)

    assert not may(carer, person)


@pytest.mark.parametrize("days", [-1, 366])
def test_days_that_are_over_or_far_away_are_refused(
    person: Person, carer: Actor, days: int
) -> None:
    with pytest.raises(Invalid) as refused:
        allow(person, carer, until=AT.date() + timedelta(days=days))

    assert set(refused.value.faults) == {"until"}


def test_a_carer_has_an_account_and_is_another(person: Person) -> None:
    without = Actor(kind="person", person_id=PersonFactory(user=None).pk)
    own = PersonFactory()

    with pytest.raises(NotFound):
        allow(person, without)
    with pytest.raises(Refused):
        allow(own, acting(own), actor=acting(own))


def offer(person: Person, at: datetime = AT) -> str:
    return people.offer_carer(
        person_id=person.pk, what=["download"], until=UNTIL, actor=by_link(person.pk), at=at
    )


def test_a_link_makes_a_carer_once(person: Person, carer: Actor) -> None:
    token = offer(person)
    assert people.carer_offer(token, at=AT).person_name == "Ada"

    assert people.take_carer_offer(token, actor=carer, at=AT) == person.pk

    assert may(carer, person, "download")
    for again in (carer, acting(PersonFactory())):
        with pytest.raises(NotFound):
            people.take_carer_offer(token, actor=again, at=AT)
    assert CarerPermission.objects.count() == 1


def test_a_link_that_does_not_count(person: Person, carer: Actor) -> None:
    token = offer(person)
    with pytest.raises(Refused):
        people.take_carer_offer(token, actor=VISITOR, at=AT)
    with pytest.raises(NotFound):
        people.take_carer_offer(token, actor=carer, at=AT + timedelta(days=7))
    with unit(actor=VISITOR, at=AT) as work:
        other = make_link("my_data", person, valid_until=AT + timedelta(days=9), work=work)
    for wrong in (other, "x", "x" * 22, ""):
        with pytest.raises(NotFound):
            people.take_carer_offer(wrong, actor=carer, at=AT)
    newer = offer(person)
    with pytest.raises(NotFound):
        people.take_carer_offer(token, actor=carer, at=AT)
    people.withdraw_carer_offer(person_id=person.pk, actor=by_link(person.pk), at=AT)
    with pytest.raises(NotFound):
        people.carer_offer(newer, at=AT)

    assert Link.objects.filter(purpose="carer", revoked_at=None).count() == 0
    assert not may(carer, person, "download")


def test_nobody_takes_their_own_link() -> None:
    own = PersonFactory()
    token = people.offer_carer(
        person_id=own.pk, what=["download"], until=UNTIL, actor=acting(own), at=AT
    )

    with pytest.raises(Refused):
        people.take_carer_offer(token, actor=acting(own), at=AT)


def test_lists_are_one_query_whatever_their_length(person: Person, carer: Actor) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            people.cared_for(actor=carer, at=AT)
            people.carers(person.pk, actor=by_link(person.pk), at=AT)
        return len(seen)

    allow(person, carer)
    one = queries()
    for _each in range(30):
        allow(PersonFactory(user=None), carer)
        allow(person, acting(PersonFactory()))

    assert one == queries() == 2
