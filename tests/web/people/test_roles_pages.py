"""The pages of members, roles and invitations, and *Try each role*."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.people.models import Invitation, Membership, Organisation
from alongside.domain.safety.models import Concern, SafetySetup
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories.catalogue import fill
from factories.people import MembershipFactory, PersonFactory
from factories.safety import told
from web.conftest import AsRole, sign_in

pytestmark = pytest.mark.django_db
HERE = "http://testserver"

NOBODY = "8f14e45f-ceea-467f-9575-f2f0d5d0a3c1"


def test_administrator_sees_members_of_their_place_alone(
    service: people.ServiceRecord, as_role: AsRole
) -> None:
    home = Organisation.objects.get(pk=service.organisation_id)
    MembershipFactory(organisation=home, role="mentor", person__name="Mo Mentor")
    MembershipFactory(role="mentor", person__name="Else Where")

    page = as_role("org_admin").get("/people/").content.decode()

    assert "Mo Mentor" in page
    assert "Else Where" not in page


@pytest.mark.parametrize("size", [1, 30])
def test_members_page_takes_the_same_queries_whatever_their_number(
    size: int, service: people.ServiceRecord, as_role: AsRole
) -> None:
    home = Organisation.objects.get(pk=service.organisation_id)
    client = as_role("org_admin")
    MembershipFactory.create_batch(size, organisation=home, role="mentor")
    client.get("/people/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/people/")

    assert len(queries) == 7


def test_invitation_goes_from_hand_to_hand_and_gives_its_role(
    service: people.ServiceRecord, as_role: AsRole
) -> None:
    admin = as_role("org_admin")
    made = admin.post("/people/invite/", {"role": "coordinator", "checks_listings": "on"})
    page = admin.get(made["Location"]).content.decode()
    found = re.search(r'<p class="app-key">(.+?)</p>', page)
    assert found
    link = found[1].removeprefix(HERE)
    assert "You are invited" in Client().get(link).content.decode()

    taker = as_role("person")
    assert taker.post(link)["Location"] == "/people/me/?done=joined"

    held = Membership.objects.get(person=taker.person)
    assert (held.role, held.checks_listings) == ("coordinator", True)
    assert as_role("person").post(link).status_code == 404
    assert admin.post(link).status_code == 404


def test_invitation_is_withdrawn(service: people.ServiceRecord, as_role: AsRole) -> None:
    admin = as_role("org_admin")
    where = admin.post("/people/invite/", {"role": "mentor"})["Location"]

    response = admin.post(f"{where}withdraw/", follow=True)

    assert "The invitation is withdrawn" in response.content.decode()
    assert admin.get(where).status_code == 404


@pytest.mark.parametrize("role", ["", "wizard", "platform_operator", "a\x00"])
def test_invitation_to_no_role_that_an_administrator_gives_is_not_made(
    role: str, service: people.ServiceRecord, as_role: AsRole
) -> None:
    response = as_role("org_admin").post("/people/invite/", {"role": role})

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert not Invitation.objects.exists()


def test_administrator_of_two_places_says_at_which(
    service: people.ServiceRecord, as_role: AsRole
) -> None:
    admin = as_role("org_admin")
    second = MembershipFactory(person=admin.person, role="org_admin").organisation

    unsaid = admin.post("/people/invite/", {"role": "mentor"})
    said = admin.post("/people/invite/", {"role": "mentor", "organisation": str(second.pk)})

    assert unsaid.status_code == 200
    assert said.status_code == 302
    assert Invitation.objects.get().organisation == second


def test_role_is_given_and_ended_by_its_pages(
    service: people.ServiceRecord, as_role: AsRole
) -> None:
    home = Organisation.objects.get(pk=service.organisation_id)
    admin = as_role("org_admin")
    held = MembershipFactory(organisation=home, role="mentor", person__name="Mo Mentor")

    given = admin.post(f"/people/roles/{held.pk}/give/", {"role": "facilitator"}, follow=True)
    asked = admin.get(f"/people/roles/{held.pk}/end/")
    ended = admin.post(f"/people/roles/{held.pk}/end/", follow=True)

    assert "The role is given" in given.content.decode()
    assert "Mo Mentor will no longer have the role “Mentor”" in asked.content.decode()
    assert "The role has ended" in ended.content.decode()
    now = Membership.objects.filter(person=held.person, ended_at=None)
    assert [each.role for each in now] == ["facilitator"]


def test_administrator_gives_themselves_nothing_and_stays(
    service: people.ServiceRecord, as_role: AsRole
) -> None:
    admin = as_role("org_admin")
    own = Membership.objects.get(person=admin.person)

    assert admin.post(f"/people/roles/{own.pk}/give/", {"role": "coordinator"}).status_code == 403
    assert admin.post(f"/people/roles/{own.pk}/end/").status_code == 409
    assert Membership.objects.filter(person=admin.person, ended_at=None).count() == 1


def test_role_that_is_not_there_is_not_found(as_role: AsRole) -> None:
    admin = as_role("org_admin")

    for page in ("give", "end"):
        assert admin.get(f"/people/roles/{uuid4()}/{page}/").status_code == 404


def test_own_page_says_what_the_roles_let_one_do(as_role: AsRole) -> None:
    assert "Gives and ends roles" in as_role("org_admin").get("/people/me/").content.decode()
    assert "Set up your second step" in (
        as_role("org_admin", second_factor=False).get("/people/me/").content.decode()
    )


def _invent(name: str, role: str) -> str:
    home = people.service()
    assert home is not None
    person = people.create_person(
        name=name,
        email=f"{role}@example.org",
        about="Invented",
        actor=system("demo"),
        at=clock.now(),
    )
    people.grant_role(
        person_id=person,
        organisation_id=home.organisation_id,
        role=role,
        actor=system("demo"),
        at=clock.now(),
    )
    return str(person)


def test_try_signs_in_as_an_invented_person_with_one_press(
    demo_service: people.ServiceRecord,
) -> None:
    person = _invent("Amara Admin", "org_admin")
    client = Client()
    assert "Be Amara Admin" in client.get("/try/").content.decode()

    response = client.post("/try/", {"person": person}, follow=True)

    assert response.redirect_chain[-1][0] == "/today/"
    assert "Amara Admin" in client.get("/people/me/").content.decode()
    assert client.get("/people/").status_code == 200


def test_try_another_role_leaves_the_first_behind(demo_service: people.ServiceRecord) -> None:
    admin, mentor = _invent("Amara", "org_admin"), _invent("Mo", "mentor")
    client = Client()
    client.post("/try/", {"person": admin})

    client.post("/try/", {"person": mentor})

    assert client.get("/people/").status_code == 403


def test_try_does_not_touch_the_way_in_of_an_invented_person(
    demo_service: people.ServiceRecord,
) -> None:
    client = Client()
    client.post("/try/", {"person": _invent("Amara", "org_admin")})

    for page in ("password/change/", "2fa/", "2fa/app/", "confirm/"):
        assert client.get(f"/accounts/{page}").status_code == 403


@pytest.mark.parametrize("person", ["", "nonsense", NOBODY, "a\x00"])
def test_try_somebody_who_is_not_there_is_not_found(
    person: str, demo_service: people.ServiceRecord
) -> None:
    assert Client().post("/try/", {"person": person}).status_code == 404


def test_try_somebody_who_made_their_own_account_is_not_found(
    demo_service: people.ServiceRecord,
) -> None:
    assert Client().post("/try/", {"person": str(PersonFactory().pk)}).status_code == 404


@pytest.mark.parametrize("set_up", [True, False])
def test_try_in_a_service_does_not_exist(set_up: bool, request: pytest.FixtureRequest) -> None:
    person = PersonFactory(about="As if invented")
    if set_up:
        request.getfixturevalue("service")

    client = Client()

    assert client.get("/try/").status_code == 404
    assert client.post("/try/", {"person": str(person.pk)}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_try_mark_in_a_session_of_a_service_is_no_second_factor(
    service: people.ServiceRecord,
) -> None:
    held = MembershipFactory(role="org_admin")
    client = sign_in(Client(), held.person, second_factor=False)
    session = client.session
    session["alongside_trying_a_role"] = True
    session.save()

    assert client.get("/people/").status_code == 302


def test_the_role_of_whoever_reads_worries_ends_after_another_is_named(
    service: people.ServiceRecord, as_role: AsRole
) -> None:
    admin = as_role("org_admin")
    setup = SafetySetup.objects.get()
    held = Membership.objects.get(person=setup.lead)

    shown = admin.get(f"/people/roles/{held.pk}/end/")
    refused = admin.post(f"/people/roles/{held.pk}/end/")

    assert (shown.status_code, refused.status_code) == (200, 409)
    for page in (shown.content.decode(), refused.content.decode()):
        assert "Name another lead first." in page
        assert 'href="/safety/"' in page
        assert "End the role" not in page
    assert Membership.objects.get(pk=held.pk).ended_at is None
    third = MembershipFactory(organisation=held.organisation, role="safeguarding_lead")
    SafetySetup.objects.update(lead=third.person)
    assert admin.post(f"/people/roles/{held.pk}/end/").status_code == 302


def test_a_reader_who_deletes_themselves_learns_what_becomes_of_worries(
    service: people.ServiceRecord, as_role: AsRole, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    fill()
    admin, other = as_role("org_admin"), as_role("coordinator")
    setup = SafetySetup.objects.get()
    lead = sign_in(Client(), setup.lead)
    told(at=clock.now())
    assert "pass to whoever else" in lead.get("/people/me/data/delete/").content.decode()
    assert "pass to whoever else" not in admin.get("/people/me/data/delete/").content.decode()
    for client in (admin, other):
        assert "app-alerts" not in client.get("/").content.decode()

    assert lead.post("/people/me/data/delete/", {"sure": "on"}).status_code == 302

    assert Concern.objects.get().owner_id == setup.deputy_id
    assert "See what is missing" in admin.get("/people/me/").content.decode()
    Membership.objects.filter(person=setup.deputy).update(ended_at=clock.now())
    assert "Nobody can read 1 worry. Name somebody now" in admin.get("/").content.decode()
    assert "app-alerts" not in other.get("/").content.decode()


def test_staff_delete_a_reader_only_after_another_is_named(
    service: people.ServiceRecord, as_role: AsRole
) -> None:
    admin, coordinator = as_role("org_admin"), as_role("coordinator")
    deputy = SafetySetup.objects.get().deputy
    coordinator.post(f"/people/{deputy.pk}/record/delete/")
    page = admin.get("/people/deletions/").content.decode()
    address = re.search(r"/people/deletions/[0-9a-f-]+/confirm/", page)
    assert address is not None

    answer = admin.post(address.group(), follow=True).content.decode()

    assert "Not deleted yet." in answer
    assert "Name another deputy first." in answer
    assert not people.is_erased(deputy.pk)
