"""The set-up of safety on its page, and that the administrator sees when it is not whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.people.models import Membership
from alongside.domain.safety.models import SafetySetup
from factories.safety import MONDAY, Team
from web.conftest import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def team() -> Iterator[Team]:
    """A service that is not open yet, on a Monday at ten."""
    with time_machine.travel(MONDAY, tick=False):
        yield Team(live=False)


def _admin(team: Team) -> Client:
    return sign_in(Client(), team.holder("Farah", "org_admin"))


def _said(team: Team, **more: Any) -> dict[str, Any]:
    return {
        "edition": "1",
        "lead_id": str(team.lead.pk),
        "deputy_id": str(team.deputy.pk),
        "days": ["0", "1", "2"],
        "opens": "9am",
        "closes": "5pm",
        "telephone": "01632 960 300",
    } | more


def test_an_administrator_names_the_two_and_opens_the_service(team: Team) -> None:
    SafetySetup.objects.all().delete()
    admin = _admin(team)
    assert "See what is missing" in admin.get("/").content.decode()
    assert "Nobody is named" in admin.get("/safety/").content.decode()
    assert admin.post("/safety/open/")["Location"] == "/safety/"

    extra = {"more_days": ["5"], "more_opens": "10am", "more_closes": "midday"}
    page = admin.post("/safety/", _said(team, edition="0", **extra), follow=True).content.decode()
    assert "It is saved" in page
    assert "This service is not open yet" in page
    page = admin.post("/safety/open/", follow=True).content.decode()

    assert "The service is open" in page
    assert "app-alerts" not in page
    words = Client().get("/worry/").content.decode()
    assert "Monday to Wednesday, 9am to 5pm; Saturday, 10am to midday" in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"deputy_id": "lead"}, "two different people"),
        ({"days": []}, "Select a day"),
        ({"closes": "8am"}, "later than the beginning"),
        ({"more_days": ["6"]}, "both times"),
        ({"opens": "9am", "closes": "9:30am"}, "at least two hours a week"),
        ({"telephone": "x"}, "Enter a telephone number"),
        ({"lead_id": "nobody"}, "Select one of the answers"),
    ],
)
def test_what_will_not_do_is_said(team: Team, more: dict[str, Any], words: str) -> None:
    if more.get("deputy_id"):
        more = {"deputy_id": str(team.lead.pk)}

    page = _admin(team).post("/safety/", _said(team, **more)).content.decode()

    assert words in page
    assert SafetySetup.objects.get().edition == 1


def test_of_two_editors_the_second_sees_both_versions(team: Team) -> None:
    admin = _admin(team)
    admin.post("/safety/", _said(team))

    again = admin.post("/safety/", _said(team))
    other = admin.post("/safety/", _said(team, telephone="01632 960 400"))

    assert again.status_code == 302
    assert other.status_code == 409
    assert "01632 960300" in other.content.decode()
    assert "01632 960400" in other.content.decode()
    assert 'name="edition" value="2"' in other.content.decode()


@pytest.mark.parametrize("who", ["lead", "deputy"])
def test_the_administrator_sees_on_every_page_that_a_role_ended(team: Team, who: str) -> None:
    admin = _admin(team)
    admin.post("/safety/open/")
    assert "app-alerts" not in admin.get("/").content.decode()

    Membership.objects.filter(person=getattr(team, who)).update(ended_at=MONDAY)

    for address in ("/", "/people/", "/safety/"):
        assert "See what is missing" in admin.get(address).content.decode()
    assert "no longer holds the role" in admin.get("/safety/").content.decode()
    assert "app-alerts" not in Client().get("/").content.decode()
