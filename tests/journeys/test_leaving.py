"""Readers of worries leave: refused while they are needed, unless they delete themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Person
from alongside.domain.people.records import Role
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern
from alongside.domain.safety.public import NeededAs, StillNeeded
from alongside.foundation.actor import by_link, system
from alongside.foundation.errors import NotFound, Refused
from alongside.journeys import rights
from alongside.journeys.erased import note_after_commit
from alongside.journeys.leaving import end_role, leaving
from factories.catalogue import fill
from factories.safety import MONDAY, OFFICE, Team, told

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SYSTEM = system("test")
LATER = MONDAY + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def team() -> Team:
    fill()
    return Team(kind="demo")


@pytest.fixture
def admin(team: Team) -> Any:
    return team.acting(team.holder("Ola", Role.ORG_ADMIN), Role.ORG_ADMIN)


def role_of(person: Person, role: str = Role.SAFEGUARDING_LEAD) -> Any:
    return Membership.objects.get(person=person, role=role).pk


@pytest.mark.parametrize(("who", "part"), [("lead", NeededAs.LEAD), ("deputy", NeededAs.DEPUTY)])
def test_the_role_of_whoever_is_named_does_not_end(
    team: Team, admin: Any, who: str, part: NeededAs
) -> None:
    told()
    held = role_of(getattr(team, who))

    for actor in (admin, SYSTEM):
        with pytest.raises(StillNeeded) as refused:
            end_role(held, actor=actor, at=LATER)
        assert refused.value.part == part

    assert leaving(held, actor=admin, at=LATER).needed_as == part
    assert Membership.objects.get(pk=held).ended_at is None
    assert safety.readiness(at=LATER).missing == ()


def test_the_role_ends_after_another_was_named_and_the_worry_is_handed_on(
    team: Team, admin: Any
) -> None:
    worry = told()
    safety.save_setup(
        edition=1, lead_id=team.third.pk, deputy_id=team.deputy.pk, hours=OFFICE,
        telephone="01632 960 200", actor=admin, at=LATER,
    )  # fmt: skip
    held = role_of(team.lead)
    assert leaving(held, actor=admin, at=LATER).needed_as is None

    end_role(held, actor=admin, at=LATER)

    assert Concern.objects.get(pk=worry.concern_id).owner_id == team.third.pk
    assert safety.reconcile(at=LATER) == ()


def test_other_roles_end_as_ever_and_others_are_refused(team: Team, admin: Any) -> None:
    also = team.holder("Sol", Role.COORDINATOR)
    Membership.objects.create(
        person=team.lead, organisation=team.organisation, role=Role.MENTOR, valid_from=MONDAY
    )

    with pytest.raises(Refused):
        end_role(role_of(also, Role.COORDINATOR), actor=team.acting(team.lead), at=LATER)
    end_role(role_of(team.lead, Role.MENTOR), actor=admin, at=LATER)
    end_role(role_of(also, Role.COORDINATOR), actor=admin, at=LATER)

    with pytest.raises(NotFound):
        end_role(role_of(also, Role.COORDINATOR), actor=admin, at=LATER)


@pytest.mark.parametrize("way", ["account", "link"])
def test_whoever_deletes_themselves_is_not_refused_and_the_other_has_it_at_once(
    team: Team, admin: Any, way: str
) -> None:
    worry = told()
    actor = by_link(team.lead.pk) if way == "link" else team.acting(team.lead)

    done = rights.erase_person(team.lead.pk, actor=actor, at=LATER)

    assert done["safety.worries_handed_on"] == 1
    assert Concern.objects.get(pk=worry.concern_id).owner_id == team.deputy.pk
    told_now = Message.objects.filter(created_at=LATER).values_list("person_id", "template")
    assert set(told_now) == {
        (team.deputy.pk, "worry_to_read"), (admin.person_id, "safety_reader_needed"),
    }  # fmt: skip
    assert safety.readiness(at=LATER).missing != ()
    assert safety.reconcile(at=LATER) == ()
    assert safety.is_live(at=LATER)


def test_the_only_reader_may_delete_themselves_and_the_administrator_is_called(
    team: Team, admin: Any
) -> None:
    told(kept_from=team.lead.pk)

    rights.erase_person(team.deputy.pk, actor=team.acting(team.deputy), at=LATER)

    assert safety.unread_by_anybody(actor=admin, at=LATER) == 1
    assert [fault.what for fault in safety.reconcile(at=LATER)] == ["has no reader"]
    called = Message.objects.filter(template="safety_reader_needed", person_id=admin.person_id)
    assert called.count() == 2  # the deputy is gone, and a worry waits for nobody


def test_staff_and_commands_delete_a_reader_only_after_another_was_named(
    team: Team, admin: Any
) -> None:
    first = team.acting(team.holder("Sol", Role.COORDINATOR), Role.COORDINATOR)
    request_id = people.ask_erasure(person_id=team.deputy.pk, actor=first, at=MONDAY)

    with pytest.raises(StillNeeded):
        rights.confirm_erasure(request_id, actor=admin, at=LATER)
    with pytest.raises(StillNeeded):
        rights.erase_person(team.deputy.pk, actor=system("person"), at=LATER)
    assert not people.is_erased(team.deputy.pk)
    assert [each.id for each in people.erasures(actor=admin)] == [request_id]

    safety.save_setup(
        edition=1, lead_id=team.lead.pk, deputy_id=team.third.pk, hours=OFFICE,
        telephone="01632 960 200", actor=admin, at=LATER,
    )  # fmt: skip
    rights.confirm_erasure(request_id, actor=admin, at=LATER)
    assert people.is_erased(team.deputy.pk)


@pytest.mark.django_db(transaction=True)
def test_whom_a_restored_backup_brought_back_is_deleted_again_though_a_reader(team: Team) -> None:
    note_after_commit(team.lead.pk, at=MONDAY)

    assert rights.erase_again(at=LATER) == 1

    assert people.is_erased(team.lead.pk)
    assert safety.readiness(at=LATER).missing != ()
