"""A service opens with a lead, a deputy, hours and a telephone number, and not before."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from alongside.domain.people.models import Membership
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import SafetySetup
from alongside.engines.worktime import Hours
from alongside.foundation.actor import Actor, system
from alongside.foundation.errors import Conflict, Invalid, Refused
from factories.safety import MONDAY, OFFICE, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    """A service that is not set up yet, whose people are there."""
    made = Team(live=False)
    SafetySetup.objects.all().delete()
    return made


def _admin(team: Team) -> Actor:
    return team.acting(team.holder("Farah Siddiqui", "org_admin"), "org_admin")


def _save(team: Team, actor: Actor, edition: int = 0, **said: Any) -> int:
    given = {
        "lead_id": team.lead.pk,
        "deputy_id": team.deputy.pk,
        "hours": OFFICE,
        "telephone": "01632 960 200",
    }
    return safety.save_setup(edition=edition, actor=actor, at=MONDAY, **(given | said))


def test_a_service_opens_when_lead_deputy_hours_and_telephone_are_there(team: Team) -> None:
    admin = _admin(team)

    assert len(safety.may_go_live(at=MONDAY)) == 3
    with pytest.raises(Invalid):
        safety.go_live(actor=admin, at=MONDAY)
    _save(team, admin)
    assert safety.may_go_live(at=MONDAY) == ()
    assert not safety.is_live(at=MONDAY)
    safety.go_live(actor=admin, at=MONDAY)
    safety.go_live(actor=admin, at=MONDAY + timedelta(days=1))

    assert safety.is_live(at=MONDAY)
    assert SafetySetup.objects.get().live_at == MONDAY


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"deputy_id": "lead"}, "deputy_id"),
        ({"lead_id": "nobody"}, "lead_id"),
        ({"hours": ()}, "hours"),
        ({"hours": (Hours(frozenset({0}), time(9), time(10)),)}, "hours"),
        ({"telephone": "ring us"}, "telephone"),
    ],
)
def test_what_will_not_do_is_said_beside_its_field(
    team: Team, said: dict[str, Any], field: str
) -> None:
    admin = _admin(team)
    people = {"lead": team.lead.pk, "nobody": team.holder("Nobody", "mentor").pk}
    given = {
        name: people.get(value, value) if isinstance(value, str) else value
        for name, value in said.items()
    }

    with pytest.raises(Invalid) as refused:
        _save(team, admin, **given)

    assert list(refused.value.faults) == [field]
    assert not SafetySetup.objects.exists()


def test_of_two_editors_the_second_learns_that_somebody_was_before(team: Team) -> None:
    admin = _admin(team)
    edition = _save(team, admin)

    assert _save(team, admin, edition, telephone="01632 960 300") == edition + 1
    with pytest.raises(Conflict):
        _save(team, admin, edition, telephone="01632 960 400")

    assert SafetySetup.objects.get().telephone == "01632 960 300"


@pytest.mark.parametrize(
    "role", ["coordinator", "safeguarding_lead", "platform_operator", "referrer"]
)
def test_nobody_but_the_administrator_sets_safety_up(team: Team, role: str) -> None:
    somebody = team.acting(team.holder("Somebody", role), role)

    with pytest.raises(Refused):
        _save(team, somebody)
    with pytest.raises(Refused):
        safety.go_live(actor=somebody, at=MONDAY)
    with pytest.raises(Refused):
        safety.setup(actor=somebody, at=MONDAY)


@pytest.mark.parametrize("who", ["lead", "deputy"])
def test_a_role_that_ends_is_seen_at_once_and_one_reader_is_enough_to_stay_open(
    team: Team, who: str
) -> None:
    admin = _admin(team)
    _save(team, admin)
    safety.go_live(actor=admin, at=MONDAY)
    assert safety.setup(actor=admin, at=MONDAY).missing == ()

    Membership.objects.filter(person=getattr(team, who)).update(ended_at=MONDAY)

    assert len(safety.setup(actor=admin, at=MONDAY).missing) == 1
    assert safety.may_go_live(at=MONDAY) == safety.setup(actor=admin, at=MONDAY).missing
    assert safety.is_live(at=MONDAY)
    assert len(safety.published(at=MONDAY).readers) == 1  # type: ignore[union-attr]


def test_a_service_without_any_reader_is_closed(team: Team) -> None:
    _save(team, system("init"))
    safety.go_live(actor=system("init"), at=MONDAY)

    Membership.objects.filter(role="safeguarding_lead").update(ended_at=MONDAY)

    assert not safety.is_live(at=MONDAY)
