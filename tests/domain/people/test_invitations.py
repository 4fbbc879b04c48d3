"""Invitations: a link gives its role once, for a week, as long as its maker may give it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Organisation
from alongside.foundation.actor import VISITOR, Actor, system
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.people import MembershipFactory, OrganisationFactory, PersonFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _actor(user_id: object) -> Actor:
    return people.actor_for_user(user_id, second_factor=True, at=AT)


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory(name="Severn Peers")


@pytest.fixture
def admin(organisation: Organisation) -> Actor:
    return _actor(MembershipFactory(organisation=organisation, role="org_admin").person.user_id)


def _invite(admin: Actor, organisation: Organisation, role: str = "coordinator") -> str:
    people.invite(organisation_id=organisation.pk, role=role, actor=admin, at=AT)
    return people.invitations(actor=admin, at=AT)[0].token


def test_invitation_gives_its_role_once(admin: Actor, organisation: Organisation) -> None:
    token = _invite(admin, organisation)
    taker, second = PersonFactory(), PersonFactory()
    assert people.invitation(token, at=AT).organisation_name == "Severn Peers"

    people.take_invitation(token, actor=_actor(taker.user_id), at=AT)

    assert _actor(taker.user_id).holds("coordinator", organisation.pk)
    with pytest.raises(NotFound):
        people.take_invitation(token, actor=_actor(second.user_id), at=AT)
    with pytest.raises(NotFound):
        people.invitation(token, at=AT)
    assert people.invitations(actor=admin, at=AT) == ()
    assert [row.action for row in AuditRow.objects.order_by("sequence")] == [
        "invitation.made",
        "invitation.taken",
        "membership.given",
    ]


def test_invitation_is_good_for_a_week(admin: Actor, organisation: Organisation) -> None:
    token = _invite(admin, organisation)
    taker = _actor(PersonFactory().user_id)

    with pytest.raises(NotFound):
        people.take_invitation(token, actor=taker, at=AT + timedelta(days=7))
    people.take_invitation(token, actor=taker, at=AT + timedelta(days=7, seconds=-1))

    assert Membership.objects.filter(role="coordinator").count() == 1


def test_invitation_ends_with_the_power_of_its_maker(
    admin: Actor, organisation: Organisation
) -> None:
    token = _invite(admin, organisation)
    people.end_role(membership_id=Membership.objects.get().pk, actor=system("test"), at=AT)

    with pytest.raises(NotFound):
        people.take_invitation(token, actor=_actor(PersonFactory().user_id), at=AT)


def test_invitation_withdrawn_gives_nothing(admin: Actor, organisation: Organisation) -> None:
    token = _invite(admin, organisation)
    made = people.invitation(token, at=AT)

    people.withdraw_invitation(invitation_id=made.id, actor=admin, at=AT)

    with pytest.raises(NotFound):
        people.take_invitation(token, actor=_actor(PersonFactory().user_id), at=AT)
    with pytest.raises(NotFound):
        people.withdraw_invitation(invitation_id=made.id, actor=admin, at=AT)


def test_invitation_of_another_place_cannot_be_withdrawn_or_seen(
    admin: Actor, organisation: Organisation
) -> None:
    made = people.invitation(_invite(admin, organisation), at=AT)
    other = _actor(MembershipFactory(role="org_admin").person.user_id)

    with pytest.raises(NotFound):
        people.withdraw_invitation(invitation_id=made.id, actor=other, at=AT)
    assert people.invitations(actor=other, at=AT) == ()


def test_invitation_is_not_for_its_maker_nor_for_a_visitor(
    admin: Actor, organisation: Organisation
) -> None:
    token = _invite(admin, organisation, "safeguarding_lead")

    for actor in (admin, VISITOR):
        with pytest.raises(Refused):
            people.take_invitation(token, actor=actor, at=AT)

    assert Membership.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "a:b", "0" * 36, "\x00", "é"])
def test_invitation_that_we_did_not_sign_is_not_found(token: str) -> None:
    with pytest.raises(NotFound):
        people.invitation(token, at=AT)


def test_invitation_changed_by_a_letter_is_not_found(
    admin: Actor, organisation: Organisation
) -> None:
    token = _invite(admin, organisation)

    with pytest.raises(NotFound):
        people.invitation(("1" if token[0] == "0" else "0") + token[1:], at=AT)


@pytest.mark.parametrize("role", ["coordinator", "platform_operator", "mentor"])
def test_invite_by_any_other_role_is_refused(role: str) -> None:
    held = MembershipFactory(role=role)
    actor = _actor(held.person.user_id)

    with pytest.raises(Refused):
        people.invite(organisation_id=held.organisation_id, role="mentor", actor=actor, at=AT)
    with pytest.raises(Refused):
        people.invitations(actor=actor, at=AT)


def test_invite_as_operator_or_to_no_role(admin: Actor, organisation: Organisation) -> None:
    with pytest.raises(Refused):
        _invite(admin, organisation, "platform_operator")
    with pytest.raises(Invalid):
        _invite(admin, organisation, "wizard")


@pytest.mark.parametrize("size", [1, 30])
def test_invitations_take_one_query_whatever_their_number(
    size: int, admin: Actor, organisation: Organisation
) -> None:
    for _ in range(size):
        _invite(admin, organisation)

    with CaptureQueriesContext(connection) as queries:
        seen = people.invitations(actor=admin, at=AT)

    assert len(seen) == size
    assert len(queries) == 1
