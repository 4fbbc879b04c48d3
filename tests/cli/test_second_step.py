"""`alongside person forget-second-step`: whoever lost theirs gets in again, and is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from alongside.cli.checks.running import _second_steps
from alongside.cli.main import main
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, Actor, Grant, system
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.models import AuditRow
from alongside.foundation.sealed import seal
from factories.people import MembershipFactory, PersonFactory
from journeys.worlds import service
from web.conftest import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Told = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _service() -> None:
    service()


def with_second_step(role: str = "coordinator") -> Person:
    """Somebody with a role, an app and recovery codes."""
    here = people.service()
    assert here is not None
    person = MembershipFactory(organisation_id=here.organisation_id, role=role).person
    for kind, name in (("totp", "secret"), ("recovery_codes", "seed")):
        Authenticator.objects.create(
            user=person.user, type=kind, data={name: seal("JBSWY3DPEHPK3PXP"), "used_mask": 0}
        )
    return person


def test_whoever_lost_it_is_signed_out_told_and_sets_up_a_new_one(capsys: Told) -> None:
    person, other = with_second_step(), with_second_step()
    client, others = sign_in(Client(), person), sign_in(Client(), other)

    assert main(["person", "forget-second-step", person.user.email, "--json"]) == 0  # type: ignore[union-attr]

    assert json.loads(capsys.readouterr().out) == {"forgotten": [str(person.pk)]}
    assert set(Authenticator.objects.values_list("user", flat=True)) == {other.user_id}
    assert client.get("/people/me/").status_code == 302
    assert others.get("/people/me/").status_code == 200
    assert Session.objects.count() == 1
    message = Message.objects.get()
    assert message.template == "account_second_step_forgotten"
    assert (message.to_kind, message.contact["email"]) == ("address", person.user.email)  # type: ignore[union-attr]
    row = AuditRow.objects.get(action="user.second_step_forgotten")
    assert (row.actor_kind, row.actor_name, row.fields) == ("system", "person", ["second_step"])
    again = sign_in(Client(), person, second_factor=False)
    assert again.get("/accounts/2fa/app/").status_code in (200, 302)
    assert people.actor_for_user(person.user_id, second_factor=False, at=clock.now()).grants == (
        frozenset()
    )


def test_where_there_is_none_nothing_is_done_and_said(capsys: Told) -> None:
    with_app, without = with_second_step(), PersonFactory(user=None)
    assert main(["person", "forget-second-step", str(with_app.pk)]) == 0

    for person in (with_app, without):
        assert main(["person", "forget-second-step", str(person.pk)]) == 1
        assert "no second step" in capsys.readouterr().err
    assert main(["person", "forget-second-step", "nobody@example.org"]) == 2
    assert Message.objects.count() == 1


@pytest.mark.parametrize("words", [[], ["jo@example.org", "--all-unopened"]])
def test_it_is_said_whose(words: list[str], capsys: Told) -> None:
    assert main(["person", "forget-second-step", *words]) == 2

    assert "name one person" in capsys.readouterr().err


def test_with_a_lost_key_everybody_who_is_locked_out_starts_again(
    settings: Any, capsys: Told
) -> None:
    locked = {with_second_step().pk, with_second_step("org_admin").pk}
    assert people.second_steps_unopened() == ()
    assert [line.level for line in _second_steps()] == ["PASS"]
    settings.SECRET_KEY = "another key, of another deployment altogether"
    later = with_second_step()

    assert set(people.second_steps_unopened()) == locked
    (line,) = _second_steps()
    assert (line.level, "--all-unopened" in line.remedy) == ("FAIL", True)
    assert main(["person", "forget-second-step", "--all-unopened", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["forgotten"]) == {str(each) for each in locked}

    assert set(Authenticator.objects.values_list("user", flat=True)) == {later.user_id}
    assert Message.objects.count() == 2
    assert main(["person", "forget-second-step", "--all-unopened"]) == 0
    assert people.second_steps_unopened() == ()


def test_only_a_command_takes_it_away() -> None:
    person = with_second_step()
    here = people.service()
    assert here is not None
    admin = Actor(
        kind="person",
        person_id=PersonFactory().pk,
        grants=frozenset({Grant("org_admin", here.organisation_id)}),
    )
    own = Actor(kind="person", person_id=person.pk)

    for actor in (VISITOR, own, admin):
        with pytest.raises(Refused):
            people.forget_second_step(person_id=person.pk, actor=actor, at=clock.now())
    with pytest.raises(NotFound):
        people.forget_second_step(
            person_id=PersonFactory(user=None).pk, actor=system("test"), at=clock.now()
        )
    assert Authenticator.objects.count() == 2
