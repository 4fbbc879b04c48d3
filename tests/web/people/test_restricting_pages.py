"""*Keep my details, but do not use them*, for the person and for staff."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Person, Restriction
from alongside.domain.signposting.models import Request
from alongside.foundation import clock
from alongside.foundation.actor import system
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.asking import asked, group, group_link
from factories.catalogue import fill
from factories.messaging import person as reached
from factories.messaging import send
from web.conftest import AsRole

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SYSTEM = system("test")
MARK = "Wxqz"


@pytest.fixture
def here(service: people.ServiceRecord) -> people.ServiceRecord:
    fill()
    return service


@pytest.fixture
def person(here: people.ServiceRecord) -> Person:
    """Somebody without an account, who can be texted."""
    found = reached(organisation_id=here.organisation_id)
    Person.objects.filter(pk=found.pk).update(name=f"{MARK} Wren")
    return found


def link(person: Person) -> str:
    at = clock.now()
    with unit(actor=SYSTEM, at=at) as work:
        until = at + timedelta(days=30)
        return f"/d/{make_link('my_data', person, valid_until=until, work=work)}/"


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def keep(person: Person) -> None:
    people.restrict(
        person_id=person.pk, because="objection", about=f"{MARK} objects", how="phone",
        actor=SYSTEM, at=clock.now(),
    )  # fmt: skip


def test_a_person_asks_by_their_link_reads_it_and_ends_it(person: Person) -> None:
    way, client = link(person), Client()
    assert f'href="{way}restrict/"' in text(client, way)
    missing = client.post(f"{way}restrict/", {"about": "It is wrong"}).content.decode()
    assert "There is a problem" in missing
    assert "It is wrong" in missing

    said = {"because": "accuracy", "about": "My road <b>"}
    for _twice in range(2):
        done = client.post(f"{way}restrict/", said, follow=True).content.decode()

    assert "We keep your details and do not use them" in done
    assert "My road &lt;b&gt;" in done
    assert Restriction.objects.count() == 1
    assert "Wren" in text(client, f"{way}everything/")
    assert client.post(f"{way}download/").status_code == 200
    for _twice in range(2):
        again = client.post(f"{way}restrict/end/", follow=True).content.decode()
    assert "We may use your details again" in again
    assert people.restricted() == frozenset()


def test_somebody_with_an_account_has_the_same_page(here: Any, as_role: AsRole) -> None:
    client = as_role("person")

    client.post("/people/me/data/restrict/", {"because": "claim"})

    assert "for a legal claim" in text(client, "/people/me/data/restrict/")
    assert people.restricted() == {client.person.pk}  # type: ignore[attr-defined]


def test_staff_take_it_down_tell_and_lift(person: Person, as_role: AsRole) -> None:
    client = as_role("coordinator")
    record = f"/people/{person.pk}/record/"
    assert f"{record}restrict/" in text(client, record)
    text(client, f"{record}restrict/")
    assert "There is a problem" in client.post(f"{record}restrict/", {}).content.decode()

    said = {"because": "accuracy", "how": "phone", "about": f"{MARK} Road"}
    page = client.post(f"{record}restrict/", said, follow=True).content.decode()

    assert "Their details are kept and not used" in page
    assert "Taken down by" in page
    assert "Wren" not in page
    assert client.get(f"{record}restrict/").status_code == 302
    assert "Wren" in text(client, f"{record}?open=yes")
    assert "Since" in text(client, "/people/restricted/")
    assert MARK not in text(client, "/people/restricted/")

    early = client.post(f"{record}restrict/lift/", follow=True).content.decode()
    assert "Not yet: they are told first" in early
    assert "There is a problem" in client.post(f"{record}restrict/tell/", {}).content.decode()
    told = client.post(f"{record}restrict/tell/", {"how": "message"}, follow=True)
    assert "their details may be used again, unless they say no" in told.content.decode()
    assert Message.objects.get().template == "restriction_ends"
    assert "we want to use your details again from" in text(Client(), f"{link(person)}restrict/")
    with time_machine.travel(clock.now() + timedelta(days=8)):
        lifted = as_role("org_admin").post(f"{record}restrict/lift/", follow=True)
    assert "Their details may be used again" in lifted.content.decode()
    assert Restriction.objects.get().state == "lifted"


def test_where_no_message_reaches_them_staff_are_told_to_ring(
    here: people.ServiceRecord, as_role: AsRole
) -> None:
    person = reached(channels=("phone",), phone_number="01632 960002")
    keep(person)
    client = as_role("coordinator")

    page = client.post(f"/people/{person.pk}/record/restrict/tell/", {"how": "message"})

    assert "No message reaches them" in page.content.decode()
    assert Restriction.objects.get().state == "in_force"
    client.post(f"/people/{person.pk}/record/restrict/tell/", {"how": "phone"})
    assert client.post(f"/people/{person.pk}/record/restrict/lift/").status_code == 403
    assert "somebody else ends it" in text(client, f"/people/{person.pk}/record/")
    client = as_role("org_admin")
    client.post(f"/people/{person.pk}/record/restrict/lift/")
    twice = client.post(f"/people/{person.pk}/record/restrict/lift/")
    assert twice["Location"].startswith("/people/restricted/")


def test_an_administrator_sees_the_restriction_and_never_the_record(
    person: Person, as_role: AsRole
) -> None:
    admin = as_role("org_admin")
    assert admin.get(f"/people/{person.pk}/record/").status_code == 404
    keep(person)

    page = text(admin, f"/people/{person.pk}/record/")

    assert "Details not to be used" in page
    assert "open=yes" not in page
    assert "Wren" not in text(admin, f"/people/{person.pk}/record/?open=yes")


def test_no_page_of_staff_names_them_and_their_wish_to_be_deleted_waits(
    here: people.ServiceRecord, person: Person, as_role: AsRole
) -> None:
    client = as_role("coordinator")
    listing = group(here.organisation_id)
    request = asked(listing, name=f"{MARK} Wren", at=clock.now())
    someone = Person.objects.get(pk=_person_of(request))
    keep(someone)
    keep(person)
    unsent = send(person, at=clock.now(), organisation_id=here.organisation_id)

    for address in (
        "/today/", "/requests/", "/requests/?which=open", "/requests/?which=restricted",
        f"/requests/{request.request_id}/", "/requests/nothing-suited/", "/could-not-send/",
        f"/could-not-send/{unsent.pk}/", "/letters/", "/needs/", "/answers/",
        f"/people/{someone.pk}/record/",
    ):  # fmt: skip
        assert f"{MARK} Wren" not in text(client, address), address
    assert "Details not to be used" in text(client, "/requests/?which=restricted")
    assert "Not to be used now" in text(client, "/today/")
    assert client.get(f"/could-not-send/{unsent.pk}/print/").status_code == 404
    way = f"/a/{group_link(request.request_id, at=clock.now())}/"
    assert "Please wait" in text(Client(), way)
    assert Client().post(way, {"answer": "not_this_one"}).status_code in (200, 409)
    assert Request.objects.get().state == "asked"

    refused = client.post(f"/people/{person.pk}/record/delete/", follow=True).content.decode()
    assert "they asked that their details are kept" in refused


def _person_of(request: Any) -> Any:
    return Request.objects.get(pk=request.request_id).person_id
