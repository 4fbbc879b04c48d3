"""Everybody who works here sees, takes along and is told what is held about them, in every role."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from alongside.cli.main import main
from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Organisation, Person
from alongside.domain.people.records import Role
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern
from alongside.domain.signposting.models import Request, Said
from alongside.foundation.actor import VISITOR, by_link
from alongside.journeys import rights
from alongside.journeys.leaving import end_role
from factories.asking import asked, group
from factories.catalogue import fill
from factories.people import AT, MembershipFactory, PersonFactory
from factories.referring import received
from factories.safety import Team, told
from web.conftest import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ROLES = ["", *Role]


@pytest.fixture(autouse=True)
def team(settings: Any, tmp_path: Path) -> Iterator[Team]:
    """An open service, on one day; what is deleted is noted in a folder of the test."""
    settings.VAR = tmp_path
    fill()
    with time_machine.travel(AT, tick=False):
        yield Team()


def holder(team: Team, role: str) -> Person:
    person = PersonFactory(name="Ada Wren", user__email="ada@example.org")
    if role:
        MembershipFactory(person=person, organisation=team.organisation, role=role)
    return person


def actor_of(person: Person) -> Any:
    return people.actor_for_user(person.user_id, second_factor=True, at=AT)


def copy_of(body: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        found: dict[str, Any] = json.loads(archive.read("data.json"))
        assert "Ada Wren" in archive.read("index.html").decode()
    return found


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_and_downloads_their_own_by_page_and_by_command(
    team: Team, role: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = holder(team, role)
    client = sign_in(Client(), person)

    assert "/people/me/data/" in client.get("/people/me/").content.decode()
    for page in ("", "everything/", "download/", "agreed/", "looked/", "carers/", "restrict/"):
        assert client.get(f"/people/me/data/{page}").status_code == 200, page
    shown = client.get("/people/me/data/everything/").content.decode()
    assert "ada@example.org" in shown
    assert (role or "Severn Peers") in shown
    page_copy = copy_of(client.post("/people/me/data/download/").content)
    out = tmp_path / "copy.zip"
    assert main(["person", "show", "ada@example.org"]) == 0
    assert main(["person", "export", "ada@example.org", "--out", str(out)]) == 0
    command_copy = copy_of(out.read_bytes())

    for copy in (page_copy, command_copy):
        assert [each["role"] for each in copy["held"]["people"]["roles"]] == [role] * bool(role)
    assert page_copy["left_out"] == {}
    # A command's copy passes through other hands: worries are left out of it, and it says so.
    assert set(command_copy["left_out"]) == {"safety"}
    assert "Ada" not in capsys.readouterr().out


@pytest.mark.parametrize("role", [role for role in ROLES if role != Role.SAFEGUARDING_LEAD])
def test_nobody_else_of_staff_opens_an_administrators_own(team: Team, role: str) -> None:
    admin = holder(team, Role.ORG_ADMIN)
    other = PersonFactory()
    if role:
        MembershipFactory(person=other, organisation=team.organisation, role=role)

    answer = sign_in(Client(), other).get(f"/people/{admin.pk}/record/")

    assert answer.status_code == (200 if role == Role.COORDINATOR else 404)


def test_an_administrators_copy_has_what_they_did_for_others(team: Team) -> None:
    admin = holder(team, Role.ORG_ADMIN)
    actor = actor_of(admin)
    people.invite(organisation_id=team.organisation.pk, role="mentor", actor=actor, at=AT)
    ended = team.holder("Ola", Role.MENTOR)
    end_role(Membership.objects.get(person=ended).pk, actor=actor, at=AT)
    wish = people.ask_erasure(
        person_id=PersonFactory().pk,
        actor=actor_of(team.holder("Sam", Role.COORDINATOR)),
        at=AT,
    )
    people.turn_down_erasure(wish, actor=actor, at=AT)
    people.restrict(person_id=PersonFactory().pk, because="claim", how="phone", actor=actor, at=AT)
    key = uuid4()
    given = people.ComplaintGiven(about="Hm", wanted="stop", reply_by="none")
    people.complain(given=given, key=key, actor=VISITOR, at=AT)
    complaint = people.complaints(actor=actor, at=AT).rows[0]
    people.answer_complaint(complaint.id, answer="We rang.", actor=actor, at=AT)

    held = copy_of(rights.export_person(admin.pk, actor=actor, at=AT))["held"]

    assert [each["role"] for each in held["people"]["invitations_made_or_taken"]] == ["mentor"]
    assert len(held["people"]["written_down_for_others"]) == 2
    deeds = {each["action"] for each in held["audit"]["what_you_did"]}
    assert {"membership.ended", "erasurerequest.turn_down", "complaint.answer_noted",
            "restriction.asked", "invitation.made"} <= deeds  # fmt: skip
    assert "We rang." not in json.dumps(held)


def test_a_leads_copy_has_what_is_with_them_and_nothing_that_is_kept_from_them(
    team: Team,
) -> None:
    mine = told(at=AT, what_happened="SECRET")
    kept = told(at=AT, kept_from=team.lead.pk)
    let_in = told(at=AT, kept_from=team.deputy.pk)
    safety.let_in(let_in.concern_id, person_id=team.third.pk, actor=team.acting(team.lead), at=AT)
    Concern.objects.filter(pk=kept.concern_id).update(owner=team.lead)  # a fault of long ago

    def part(person: Person) -> dict[str, Any]:
        whole = rights.export_person(person.pk, actor=actor_of(person), at=AT)
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            found: dict[str, Any] = json.loads(archive.read("data.json"))["held"]["safety"]
        return found

    lead, third = part(team.lead), part(team.third)

    assert lead["named_to_look_after_safety"][0]["as"] == "lead"
    assert part(team.deputy)["named_to_look_after_safety"][0]["as"] == "deputy"
    assert {each["reference"] for each in lead["worries_with_you"]} == {
        mine.reference, let_in.reference,
    }  # fmt: skip
    assert [each["reference"] for each in third["worries_you_were_let_in_to"]] == [let_in.reference]
    assert third["named_to_look_after_safety"] == []
    for text in ("SECRET", kept.reference):
        assert text not in json.dumps(lead)
    for way in (by_link(team.lead.pk), actor_of(team.holder("Sam", Role.COORDINATOR))):
        assert "safety" not in rights.held(team.lead.pk, actor=way, at=AT).tables


def test_a_coordinators_and_a_referrers_copy_say_what_is_with_them_and_not_whose(
    team: Team,
) -> None:
    coordinator = holder(team, Role.COORDINATOR)
    actor = actor_of(coordinator)
    referrer = actor_of(team.holder("Dr Ann Field", Role.REFERRER))
    listing = group(Organisation.objects.get(pk=team.organisation.pk).pk)
    request = asked(listing, name="Wxqz", at=AT)
    Request.objects.filter(pk=request.request_id).update(
        state="to_ring", owner_kind="coordinator", owner_id=coordinator.pk
    )
    Said.objects.create(
        request_id=request.request_id, party="coordinator", what="went", about=AT.date(),
        how="phone", at=AT, recorded_by=coordinator,
    )  # fmt: skip
    made = received(referrer, name="Vbkj", at=AT)

    own = copy_of(rights.export_person(coordinator.pk, actor=actor, at=AT))["held"]
    written = rights.held(referrer.person_id, actor=referrer, at=AT).tables["referrals"]

    assert [each["reference"] for each in own["signposting"]["requests_you_took_on"]] == [
        request.reference
    ]
    assert [each["what"] for each in own["signposting"]["what_you_noted"]] == ["went"]
    assert [each["reference"] for each in written["referrals_you_wrote"]] == [made.reference]
    assert "Wxqz" not in json.dumps(own)
    assert "Vbkj" not in json.dumps(written)
