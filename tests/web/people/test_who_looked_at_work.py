"""Pages about introductions, volunteers, mentors and training are looks too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring.models import Place
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation, Person
from alongside.domain.referrals.models import Referral
from alongside.foundation.actor import Actor, by_link
from alongside.web.people.my_data.pages import look_rows
from factories.mentoring import AT, applied, row, waiting
from factories.mentoring import service as made_service
from factories.people import PersonFactory
from factories.referring import received
from factories.training import School
from web.conftest import AsRole

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Made = tuple[Person, str]


@pytest.fixture
def here() -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield made_service()


def _referral(here: Any, address: str = "/referrals/?which=open") -> Made:
    made = received(here.first, at=AT, made_by="link_worker")
    referral = Referral.objects.select_related("person").get(pk=made.referral_id)
    return referral.person, address.format(referral.pk)


def _volunteer(here: Any, address: str = "/mentors/") -> Made:
    volunteer = row(applied().volunteer_id)
    return volunteer.person, address.format(volunteer.pk)


def _waiting(here: Any, address: str = "/mentors/plan/") -> Made:
    place = Place.objects.select_related("person").get(pk=waiting(here))
    return place.person, address.format(place.pk)


def _learner(here: Any, address: str = "/training/people/") -> Made:
    school = School(Organisation.objects.get(pk=here.id), at=AT)
    person = PersonFactory()
    enrolments = school.enrol(person)
    return person, address.format(person=person.pk, one=next(iter(enrolments.values())))


PAGES: dict[str, tuple[Callable[[Any], Made], str]] = {
    "introductions": (_referral, "referrals"),
    "one introduction": (lambda here: _referral(here, "/referrals/{}/"), "referral"),
    "an act on it": (lambda here: _referral(here, "/referrals/{}/accept/"), "referral"),
    "volunteers": (_volunteer, "volunteers"),
    "one volunteer": (lambda here: _volunteer(here, "/mentors/{}/"), "volunteer"),
    "the plan": (_waiting, "plan"),
    "one who waits": (lambda here: _waiting(here, "/mentors/waiting/{}/"), "place"),
    "training": (_learner, "training"),
    "one learner": (lambda here: _learner(here, "/training/people/{person}/"), "training"),
    "a module": (lambda here: _learner(here, "/training/enrolments/{one}/seen/"), "training"),
    "to stop one": (lambda here: _learner(here, "/training/enrolments/{one}/stop/"), "training"),
}


def looks(person: Person) -> list[tuple[str, str]]:
    found = people.who_looked(person.pk, actor=by_link(person.pk))
    return [(look.role, look.what) for look in found.rows]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_one_look_and_says_which_in_words(here: Any, as_role: AsRole, page: str) -> None:
    make, what = PAGES[page]
    person, address = make(here)
    client = as_role("coordinator")
    for stranger in (Client(), as_role("guidance_editor")):
        assert stranger.get(address).status_code in (302, 403, 404)
    assert looks(person) == []

    for _twice in range(2):
        assert client.get(address).status_code == 200, address

    assert looks(person) == [("coordinator", what)]
    shown = look_rows(people.who_looked(person.pk, actor=by_link(person.pk)).rows)
    assert what.replace("_", " ").capitalize() not in {each.what for each in shown}


def test_whoever_introduced_somebody_looks_too(here: Any, as_role: AsRole) -> None:
    client = as_role("referrer")
    actor: Actor = people.actor_for_user(
        client.person.user_id,  # type: ignore[attr-defined]
        second_factor=True,
        at=AT,
    )
    made = received(actor, at=AT)
    person = Referral.objects.select_related("person").get().person

    assert client.get("/refer/mine/").status_code == 200
    assert client.get(f"/refer/{made.referral_id}/").status_code == 200

    assert sorted(looks(person)) == [("referrer", "referral"), ("referrer", "referrals")]
