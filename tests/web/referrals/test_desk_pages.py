"""Introductions for their coordinators."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, system
from factories.catalogue import fill
from factories.referring import HALF_A_MINUTE, made
from web.conftest import AsRole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(service: people.ServiceRecord) -> None:
    fill()


@pytest.fixture
def coordinator(as_role: AsRole) -> Client:
    return as_role("coordinator")


def asked(days: int = 0, **changes: Any) -> UUID:
    at = clock.now() - timedelta(days=days) - HALF_A_MINUTE
    record = made(VISITOR, made_by="self", how_agreed="page", practice="", at=at, **changes)
    referrals.run_due(actor=system("test"), at=at + HALF_A_MINUTE)
    return record.referral_id


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def do(client: Client, key: UUID, act: str, **said: str) -> str:
    """Does one thing about it and returns the words of the page after."""
    sent = client.post(f"/referrals/{key}/{act}/", said)
    assert sent.status_code == 302, text(sent)
    return text(client.get(sent["Location"]))


def test_from_decided_to_ended(coordinator: Client) -> None:
    key = asked(reason="Lonely", risk="Big dog")
    page = text(coordinator.get("/referrals/"))
    assert "Ruth Adeyemi" in page
    assert "New introductions" in page
    page = text(coordinator.get(f"/referrals/{key}/"))
    assert "Big dog" in page
    assert "07700 900123" in page

    assert "It is accepted" in do(coordinator, key, "accept")
    assert "Contacted" in do(coordinator, key, "contacted")
    assert "Plan agreed" in do(coordinator, key, "plan-agreed")
    assert "Comes" in do(coordinator, key, "attending")
    page = do(coordinator, key, "close", outcome="supported")

    assert "They got the support that they wanted" in page
    assert page.index("It was written") < page.index("The support ended")
    assert "Ruth Adeyemi" in text(coordinator.get("/referrals/?which=closed"))


def test_it_is_handed_to_a_colleague_by_name(coordinator: Client, as_role: AsRole) -> None:
    key = asked()
    do(coordinator, key, "accept")
    own = people.person_name(coordinator.person.pk)  # type: ignore[attr-defined]
    assert f"{own}, until" in text(coordinator.get("/referrals/?which=accepted"))
    assert "Nobody else coordinates here." in text(coordinator.get(f"/referrals/{key}/hand-over/"))

    colleague = as_role("coordinator").person  # type: ignore[attr-defined]

    page = do(coordinator, key, "hand-over", to=str(colleague.pk))
    assert "It is theirs now." in page
    assert f"Now with: {people.person_name(colleague.pk)}, until" in page


def test_what_is_late_comes_first_and_says_so(coordinator: Client) -> None:
    asked(days=20)
    asked(name="Bob Lee")

    page = text(coordinator.get("/referrals/"))

    assert "Overdue (1)" in page
    assert "Ruth Adeyemi" in page
    assert "Bob Lee" not in page
    assert "No news" in page


@pytest.mark.parametrize(
    ("act", "fault"),
    [
        ("decline", "Select why it is not possible"),
        ("redirect", "No other organisation here"),
        ("grade", "Select how well it fitted"),
        ("join", "Nothing looks like it"),
    ],
)
def test_what_is_missing_is_told(coordinator: Client, act: str, fault: str) -> None:
    key = asked()

    response = coordinator.post(f"/referrals/{key}/{act}/", {})

    assert response.status_code == 200
    assert fault in text(response)
    assert Referral.objects.get().state == "received"


def test_the_same_press_twice_has_one_effect(coordinator: Client) -> None:
    key = asked()

    for _ in range(2):
        do(coordinator, key, "accept")
        do(coordinator, key, "contacted")

    page = text(coordinator.get(f"/referrals/{key}/"))
    assert page.count("It was accepted, and support began") == 1
    assert page.count("We spoke to the person") == 1


def test_what_has_moved_on_meanwhile_is_told(coordinator: Client) -> None:
    key = asked()
    do(coordinator, key, "withdraw")

    response = coordinator.post(f"/referrals/{key}/accept/", {})

    assert response.status_code == 409
    assert "changed meanwhile" in text(response)


def test_two_coordinators_join_what_is_one_persons(coordinator: Client, as_role: AsRole) -> None:
    kept, other = asked(), asked()
    page = text(coordinator.get(f"/referrals/{kept}/"))
    assert "Perhaps the same person" in page
    assert "the same name" in page

    page = do(coordinator, kept, "join", other_id=str(other))
    assert "A second coordinator has to say so too" in page
    second = as_role("coordinator")
    page = do(second, kept, "join", other_id=str(other))
    assert "They are joined" in page
    assert "It goes on as" in text(second.get(f"/referrals/{other}/"))
    joined = referrals.referral(kept, actor=system("test"), at=clock.now()).joined[0]
    page = do(second, kept, "part", joined_id=str(joined.joined_id))

    assert "They are two again" in page
    assert Referral.objects.get(pk=other).state == "received"


def test_room_and_pauses_are_read_by_whoever_introduces(
    coordinator: Client, as_role: AsRole, service: people.ServiceRecord
) -> None:
    where = f"/referrals/room/{service.organisation_id}/"
    said = {"limited": "yes", "places": "0", "words": "We open a new group in May."}

    sent = coordinator.post(where, said)

    assert "Saved" in text(coordinator.get(sent["Location"]))
    assert "Enter the number of people" in text(coordinator.post(where, {"limited": "yes"}))
    page = text(as_role("referrer").get("/refer/"))
    assert "All places are taken" in page
    assert "We open a new group in May." in page


def test_it_is_handed_on(coordinator: Client, service: people.ServiceRecord) -> None:
    other = Organisation.objects.create(name="Wye Friends", created_at=clock.now())
    referrals.set_reception(other.pk, places=None, actor=system("test"), at=clock.now())
    key = asked()

    page = do(coordinator, key, "redirect", to=str(other.pk), agreed="on")

    assert "Handed on" in page
    assert Referral.objects.get(follows=key).service_id == other.pk


def test_lists_take_as_many_queries_for_twenty_as_for_one(
    coordinator: Client, django_assert_max_num_queries: Any
) -> None:
    asked()
    coordinator.get("/referrals/")
    with django_assert_max_num_queries(16):
        coordinator.get("/referrals/")
    for number in range(19):
        asked(name=f"Person {number}")
    with django_assert_max_num_queries(16):
        page = coordinator.get("/referrals/")
    assert "Person 18" in text(page)
