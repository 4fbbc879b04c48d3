"""Whoever signed in opens their own request, mentor and goals; nobody opens another's."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.domain.mentoring.models import Place
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.models import Link
from factories.catalogue import fill
from factories.meetings import paired, staffed
from factories.people import UserFactory
from web.conftest import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/people/me/support/"


def _ask(person_id: object) -> None:
    reach = referrals.Reach(channel="email", email="somebody@example.org")
    given = referrals.Given(
        name="Ruth", reach=reach, wants="group", agreed=True, how_agreed="page", practice=""
    )
    asks = Actor(kind="person", person_id=person_id)  # type: ignore[arg-type]
    referrals.make_referral(given=given, made_by="self", key="asks", actor=asks, at=clock.now())


def test_somebody_opens_their_mentor_and_their_request() -> None:
    fill()
    _pair, _volunteer, place_id = paired(staffed())
    person = Place.objects.get(pk=place_id).person
    person.user = UserFactory()
    person.save()
    _ask(person.pk)
    client = sign_in(Client(), person)

    assert f'href="{PAGE}"' in client.get("/people/me/").content.decode()
    page = client.get(PAGE).content.decode()
    ways = re.findall(rf'action="({PAGE}[^"]+)"', page)
    opened = [client.post(way, follow=True) for way in ways]

    assert "You asked for a group" in page
    assert [one.status_code for one in opened] == [200, 200]
    assert "You and" in opened[0].content.decode()
    assert "What was written" in opened[1].content.decode()
    latest = Link.objects.order_by("-made_at")[:2]
    assert all(one.valid_until - one.made_at == timedelta(days=1) for one in latest)


def test_who_asked_for_nothing_is_told_how_to(
    service: people.ServiceRecord, as_role: Callable[..., Client]
) -> None:
    fill()
    client = as_role("person")

    assert 'href="/refer/for-me/"' in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}mentor/").status_code == 404


def test_anothers_request_is_not_found(
    service: people.ServiceRecord, as_role: Callable[..., Client]
) -> None:
    fill()
    person_id = as_role("person").person.pk  # type: ignore[attr-defined]
    _ask(person_id)
    (one,) = referrals.own_referrals(Actor(kind="person", person_id=person_id))

    assert as_role("person").post(f"{PAGE}{one.referral_id}/").status_code == 404
