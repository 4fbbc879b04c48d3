"""Persons, accounts, organisations and neighbourhood teams."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Organisation, Person, Practice, User
from alongside.foundation.actor import VISITOR, Actor, system
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.people import MembershipFactory, OrganisationFactory, UserFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
INIT = system("init")
PERSON = Actor(kind="person", person_id=uuid4())
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _faults(**given: object) -> set[str]:
    with pytest.raises(Invalid) as told:
        people.create_person(actor=INIT, at=AT, **{"name": "Priya", **given})
    return set(told.value.faults)


def test_create_person_with_an_account_can_sign_in() -> None:
    person = people.create_person(
        name="  Priya ",
        email="Priya@Example.org ",
        password="a long safe phrase",
        actor=INIT,
        at=AT,
    )

    row = Person.objects.get(pk=person)
    assert row.name == "Priya"
    assert row.user is not None
    assert row.user.email == "priya@example.org"
    assert row.user.check_password("a long safe phrase")
    assert AuditRow.objects.get().fields == ["name", "user"]


def test_create_person_without_password_has_no_way_in() -> None:
    people.create_person(name="Priya", email="priya@example.org", actor=INIT, at=AT)

    assert not User.objects.get().has_usable_password()


def test_create_person_bad_input_names_each_field() -> None:
    assert _faults(name=" ", email="nonsense", password="short") == {"name", "email", "password"}
    assert _faults(name="x" * 201, about="y" * 301) == {"name", "about"}
    assert _faults(name="a\x00b") == {"name"}
    assert not Person.objects.exists()
    assert not User.objects.exists()


def test_create_person_address_in_other_case_is_taken() -> None:
    UserFactory(email="priya@example.org")

    assert _faults(email="PRIYA@example.org") == {"email"}


@pytest.mark.parametrize("actor", [VISITOR, PERSON])
def test_create_person_by_anybody_but_a_command_is_refused(actor: Actor) -> None:
    with pytest.raises(Refused):
        people.create_person(name="Priya", actor=actor, at=AT)


OWN = {"name": "Noor", "password": "a long safe phrase", "actor": VISITOR, "at": AT}


def test_open_account_makes_the_account_and_its_person_together() -> None:
    person = people.open_account(email="New@Example.org", **OWN)

    row = Person.objects.get(pk=person)
    assert row.user == User.objects.get(email="new@example.org")
    assert row.user is not None
    assert row.user.check_password("a long safe phrase")


def test_open_account_for_a_taken_address_leaves_everything_as_it_was() -> None:
    before = UserFactory(email="priya@example.org")

    with pytest.raises(people.AddressTaken):
        people.open_account(email="PRIYA@example.org", **OWN)

    assert User.objects.get().password == before.password
    assert not Person.objects.exists()
    assert not AuditRow.objects.exists()


def test_open_account_bad_input_names_each_field() -> None:
    with pytest.raises(Invalid) as told:
        people.open_account(email="x", **{**OWN, "name": "", "password": "short"})

    assert set(told.value.faults) == {"name", "email", "password"}


def test_open_account_refuses_the_address_as_password() -> None:
    with pytest.raises(Invalid) as told:
        people.open_account(
            email="noor.longname@example.org", **{**OWN, "password": "noor.longname@example"}
        )

    assert set(told.value.faults) == {"password"}


def test_create_organisation_by_a_command_or_the_operator() -> None:
    operator = MembershipFactory(role="platform_operator").person
    actor = people.actor_for_user(operator.user_id, second_factor=True, at=AT)

    made = people.create_organisation(
        name="Severn Peers",
        website="https://example.org",
        email="a@example.org",
        actor=actor,
        at=AT,
    )

    assert people.organisation(made).website == "https://example.org"
    assert AuditRow.objects.get().fields == ["email", "name", "website"]


@pytest.mark.parametrize("role", ["org_admin", "coordinator"])
def test_create_organisation_by_other_roles_is_refused(role: str) -> None:
    held = MembershipFactory(role=role).person
    actor = people.actor_for_user(held.user_id, second_factor=True, at=AT)

    with pytest.raises(Refused):
        people.create_organisation(name="Mine", actor=actor, at=AT)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "https://[bad"}, "website"),
        ({"email": "x"}, "email"),
        ({"description": "a\x00b"}, "description"),
        ({"name": ""}, "name"),
    ],
)
def test_create_organisation_bad_input_names_the_field(given: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as told:
        people.create_organisation(actor=INIT, at=AT, **{"name": "Fine", **given})

    assert list(told.value.faults) == [field]


def test_organisation_named_finds_in_any_case_or_makes() -> None:
    made = people.organisation_named("Severn Peers", actor=PERSON, at=AT)

    found = people.organisation_named("  severn PEERS ", actor=PERSON, at=AT)

    assert found == made
    assert Organisation.objects.count() == 1


def test_organisation_named_takes_signs_as_letters() -> None:
    OrganisationFactory(name="Anything")

    made = people.organisation_named("%", actor=PERSON, at=AT)

    assert people.organisation(made).name == "%"


def test_organisation_named_refuses_a_visitor_and_a_bad_name() -> None:
    with pytest.raises(Refused):
        people.organisation_named("Severn Peers", actor=VISITOR, at=AT)
    with pytest.raises(Invalid):
        people.organisation_named("a\x00b", actor=PERSON, at=AT)


def test_organisation_unknown_is_not_found() -> None:
    with pytest.raises(NotFound):
        people.organisation(uuid4())


def _team(actor: Actor = INIT, **given: object) -> object:
    return people.add_team(
        **{
            "slug": "malvern",
            "name": "Malvern",
            "places": ["Great Malvern"],
            "outward_codes": ["WR14"],
            "lat": 52.1,
            "lon": -2.3,
            "population": 41_000,
            "practices": [("M81002", "Hills Practice")],
            "valid_from": date(2019, 7, 1),
            "actor": actor,
            "at": AT,
            **given,
        }
    )


def test_teams_stand_from_their_first_day_to_their_last() -> None:
    team = _team()
    people.end_team(team_id=team, on=date(2026, 12, 31), actor=INIT, at=AT)

    def standing(on: date) -> list[object]:
        return [each.id for each in people.teams(on=on)]

    assert standing(date(2019, 6, 30)) == []
    assert standing(date(2019, 7, 1)) == [team]
    assert standing(date(2026, 12, 31)) == [team]
    assert standing(date(2027, 1, 1)) == []
    assert people.teams(on=date(2020, 1, 1))[0].practices == (("M81002", "Hills Practice"),)


@pytest.mark.parametrize("size", [1, 30])
def test_teams_take_two_queries_whatever_their_number(size: int) -> None:
    for number in range(size):
        _team(slug=f"team-{number}", practices=[(f"P{number}", "A practice")])

    with CaptureQueriesContext(connection) as queries:
        seen = people.teams(on=date(2026, 1, 1))

    assert len(seen) == size
    assert len(queries) == 2


def test_add_team_a_second_time_is_invalid_and_leaves_the_first() -> None:
    _team()

    with pytest.raises(Invalid):
        _team()
    with pytest.raises(Invalid):
        _team(slug="other", valid_to=date(2019, 6, 30))
    with pytest.raises(Invalid):
        _team(slug="other")

    assert Practice.objects.count() == 1


def test_end_team_before_it_begins_or_unknown() -> None:
    team = _team()

    with pytest.raises(Invalid):
        people.end_team(team_id=team, on=date(2019, 6, 30), actor=INIT, at=AT)
    with pytest.raises(NotFound):
        people.end_team(team_id=uuid4(), on=date(2030, 1, 1), actor=INIT, at=AT)


def test_teams_are_changed_by_the_services_administrator_alone() -> None:
    home = people.create_deployment(kind="service", name="Severn Peers", actor=INIT, at=AT)
    held = MembershipFactory(
        organisation=Organisation.objects.get(pk=home.organisation_id), role="org_admin"
    )
    own = people.actor_for_user(held.person.user_id, second_factor=True, at=AT)
    elsewhere = MembershipFactory(role="org_admin")
    other = people.actor_for_user(elsewhere.person.user_id, second_factor=True, at=AT)

    team = _team(own)

    with pytest.raises(Refused):
        _team(other, slug="other")
    with pytest.raises(Refused):
        people.end_team(team_id=team, on=date(2030, 1, 1), actor=other, at=AT)
    assert Membership.objects.count() == 2
