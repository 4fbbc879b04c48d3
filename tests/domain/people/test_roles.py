"""Roles: who gives and ends them, and that power follows at the very next request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Organisation, Person
from alongside.foundation.actor import VISITOR, Actor, Grant, system
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.people import MembershipFactory, OrganisationFactory, PersonFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _admin(organisation: Organisation) -> tuple[Person, Actor]:
    held = MembershipFactory(organisation=organisation, role="org_admin")
    return held.person, people.actor_for_user(held.person.user_id, second_factor=True, at=AT)


def _actor(person: Person, *, second_factor: bool = True) -> Actor:
    return people.actor_for_user(person.user_id, second_factor=second_factor, at=AT)


def test_actor_holds_each_role_where_it_is_held_in_one_query() -> None:
    person = PersonFactory(name="Priya")
    first = MembershipFactory(person=person, role="coordinator", checks_listings=True)
    second = MembershipFactory(person=person, role="mentor")

    with CaptureQueriesContext(connection) as queries:
        actor = _actor(person)

    assert len(queries) == 1
    assert actor.name == "Priya"
    assert actor.grants == {
        Grant("coordinator", first.organisation_id),
        Grant(people.LISTING_CHECKER, first.organisation_id),
        Grant("mentor", second.organisation_id),
    }


def test_actor_without_second_factor_keeps_only_roles_that_see_nobody() -> None:
    person = PersonFactory()
    for role in people.Role:
        MembershipFactory(person=person, role=role)
    MembershipFactory(person=person, role="guidance_editor", checks_listings=True)

    actor = _actor(person, second_factor=False)

    assert {grant.role for grant in actor.grants} == {"guidance_editor"}
    assert not actor.second_factor


@pytest.mark.parametrize(
    ("role", "checks", "needed"),
    [(role, False, role != "guidance_editor") for role in people.Role]
    + [("guidance_editor", True, True)],
)
def test_needs_second_factor_for_roles_that_see_others(
    role: str, checks: bool, needed: bool
) -> None:
    held = MembershipFactory(role=role, checks_listings=checks)

    assert people.needs_second_factor(held.person.user_id, AT) is needed


def test_role_that_ended_or_has_not_begun_gives_nothing() -> None:
    person = PersonFactory()
    MembershipFactory(person=person, ended_at=AT)
    MembershipFactory(person=person, valid_from=AT + timedelta(days=1))

    assert _actor(person).grants == frozenset()
    assert not people.needs_second_factor(person.user_id, AT)


def test_account_that_is_closed_acts_as_a_visitor() -> None:
    held = MembershipFactory(person__user__is_active=False)

    assert _actor(held.person) == VISITOR
    assert not people.needs_second_factor(held.person.user_id, AT)


def test_grant_role_gives_power_at_the_next_request_and_end_role_takes_it() -> None:
    organisation = OrganisationFactory()
    _, admin = _admin(organisation)
    person = PersonFactory()
    assert not _actor(person).holds("coordinator")

    membership = people.grant_role(
        person_id=person.pk,
        organisation_id=organisation.pk,
        role="coordinator",
        actor=admin,
        at=AT,
    )

    assert _actor(person).holds("coordinator", organisation.pk)

    people.end_role(membership_id=membership, actor=admin, at=AT)

    assert not _actor(person).holds("coordinator")
    assert list(
        AuditRow.objects.filter(chain=str(organisation.pk)).values_list("action", flat=True)
    ) == ["membership.given", "membership.ended"]


def test_grant_role_held_already_changes_only_whether_it_checks_listings() -> None:
    held = MembershipFactory(role="mentor")
    again = {
        "person_id": held.person_id,
        "organisation_id": held.organisation_id,
        "role": "mentor",
        "actor": system("test"),
        "at": AT,
    }

    same = people.grant_role(**again)
    people.grant_role(**again, checks_listings=True)

    assert same == held.pk
    assert Membership.objects.get().checks_listings
    assert [row.fields for row in AuditRow.objects.all()] == [["checks_listings"]]


@pytest.mark.parametrize("role", [role for role in people.Role if role != "org_admin"])
def test_grant_role_by_any_other_role_is_refused(role: str) -> None:
    held = MembershipFactory(role=role)

    with pytest.raises(Refused):
        people.grant_role(
            person_id=PersonFactory().pk,
            organisation_id=held.organisation_id,
            role="mentor",
            actor=_actor(held.person),
            at=AT,
        )


def test_grant_role_at_another_organisation_to_oneself_or_as_operator_is_refused() -> None:
    organisation = OrganisationFactory()
    person, admin = _admin(organisation)
    other = PersonFactory()
    attempts = [
        (other.pk, OrganisationFactory().pk, "mentor"),
        (person.pk, organisation.pk, "safeguarding_lead"),
        (other.pk, organisation.pk, "platform_operator"),
    ]

    for person_id, organisation_id, role in attempts:
        with pytest.raises(Refused):
            people.grant_role(
                person_id=person_id, organisation_id=organisation_id, role=role, actor=admin, at=AT
            )

    assert Membership.objects.count() == 1


@pytest.mark.parametrize("unknown", ["person", "organisation", "role"])
def test_grant_role_unknown_thing_is_said(unknown: str) -> None:
    person, organisation = PersonFactory(), OrganisationFactory()

    with pytest.raises(Invalid if unknown == "role" else NotFound):
        people.grant_role(
            person_id=uuid4() if unknown == "person" else person.pk,
            organisation_id=uuid4() if unknown == "organisation" else organisation.pk,
            role="wizard" if unknown == "role" else "mentor",
            actor=system("test"),
            at=AT,
        )


def test_end_role_of_another_organisation_is_not_found() -> None:
    _, admin = _admin(OrganisationFactory())
    elsewhere = MembershipFactory(role="mentor")

    with pytest.raises(NotFound):
        people.end_role(membership_id=elsewhere.pk, actor=admin, at=AT)
    with pytest.raises(NotFound):
        people.end_role(membership_id=uuid4(), actor=admin, at=AT)

    assert Membership.objects.get(pk=elsewhere.pk).ended_at is None


def test_end_role_twice_is_not_found_the_second_time() -> None:
    held = MembershipFactory(role="mentor")
    people.end_role(membership_id=held.pk, actor=system("test"), at=AT)

    with pytest.raises(NotFound):
        people.end_role(membership_id=held.pk, actor=system("test"), at=AT)

    assert AuditRow.objects.count() == 1


def test_end_role_of_the_last_administrator_is_a_conflict() -> None:
    organisation = OrganisationFactory()
    first, admin = _admin(organisation)
    _admin(organisation)
    own, other = Membership.objects.order_by("person__name")
    assert own.person_id == first.pk

    people.end_role(membership_id=other.pk, actor=admin, at=AT)
    with pytest.raises(Conflict):
        people.end_role(membership_id=own.pk, actor=admin, at=AT)

    people.end_role(membership_id=own.pk, actor=system("test"), at=AT)
    assert not Membership.objects.filter(ended_at=None).exists()


def test_members_are_those_of_the_administrators_organisation_only() -> None:
    organisation = OrganisationFactory()
    person, admin = _admin(organisation)
    mentor = MembershipFactory(organisation=organisation, role="mentor")
    MembershipFactory(organisation=organisation, role="mentor", ended_at=AT)
    MembershipFactory()

    seen = people.members(actor=admin)

    assert {(each.person_id, each.role) for each in seen} == {
        (person.pk, "org_admin"),
        (mentor.person_id, "mentor"),
    }


@pytest.mark.parametrize("size", [1, 30])
def test_members_take_one_query_whatever_their_number(size: int) -> None:
    organisation = OrganisationFactory()
    _, admin = _admin(organisation)
    MembershipFactory.create_batch(size, organisation=organisation, role="mentor")

    with CaptureQueriesContext(connection) as queries:
        seen = people.members(actor=admin)

    assert len(seen) == size + 1
    assert len(queries) == 1


@pytest.mark.parametrize("role", ["coordinator", "platform_operator", "safeguarding_lead"])
def test_members_are_refused_to_everybody_else(role: str) -> None:
    with pytest.raises(Refused):
        people.members(actor=_actor(MembershipFactory(role=role).person))


def test_members_are_refused_without_second_factor() -> None:
    person, _ = _admin(OrganisationFactory())

    with pytest.raises(Refused):
        people.members(actor=_actor(person, second_factor=False))
