"""Each page on which staff see somebody's details is one look, told to the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.messaging.models import Message, Reply, SafeContact
from alongside.domain.people import public as people
from alongside.domain.people.models import Complaint, Person
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, by_link, system
from alongside.foundation.models import AuditRow
from alongside.web.people.my_data.pages import look_rows
from factories.asking import TEXT, asked, group
from factories.catalogue import fill
from factories.messaging import AT, send
from factories.messaging import person as reached
from web.conftest import AsRole

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Here = people.ServiceRecord
Made = tuple[Person, str]


@pytest.fixture
def here(service: Here) -> Here:
    fill()
    return service


def _somebody(here: Here, **changes: Any) -> Person:
    return reached(organisation_id=here.organisation_id, **changes)


def _request(here: Here, address: str = "/requests/") -> Made:
    made = asked(group(here.organisation_id), at=clock.now())
    request = Request.objects.get(pk=made.request_id)
    return Person.objects.get(pk=request.person_id), address.format(request.pk)


def _unsent(here: Here, address: str = "/could-not-send/") -> Made:
    someone = _somebody(here, channels=("phone",), phone_number="01632 960002")
    message = send(someone, at=clock.now(), organisation_id=here.organisation_id, key=str(uuid4()))
    return someone, address.format(message.pk)


def _letter(here: Here, address: str = "/letters/") -> Made:
    someone = _somebody(here, channels=("letter",), post=("1 High Street", "WR1 2AB"))
    now = clock.now()
    Message.objects.create(
        key=str(uuid4()), template="join_sent", version=1, to_kind="person", person=someone,
        state="sent", provider="print", channel="letter", address="1 High Street", body="Hello",
        cause_type="t", cause_id="1", names_of_values=[], values={}, contact={}, language="en",
        due_at=now, created_at=now, sent_at=now, organisation_id=here.organisation_id,
    )  # fmt: skip
    return someone, address


def _answer(here: Here) -> Made:
    someone = _somebody(here)
    Reply.objects.create(
        provider="t", provider_id=str(uuid4()), number_digest="0", text="Hm", meaning="unknown",
        at=clock.now(), person=someone, organisation_id=here.organisation_id,
    )  # fmt: skip
    return someone, "/answers/"


def _review(here: Here) -> Made:
    someone = _somebody(here)
    today = clock.london_date(clock.now())
    SafeContact.objects.filter(person=someone).update(review_on=today)
    return someone, "/needs/"


def _needs(here: Here) -> Made:
    someone = _somebody(here)
    return someone, f"/people/{someone.pk}/needs/"


def _unmet(here: Here) -> Made:
    before = set(Person.objects.values_list("pk", flat=True))
    signposting.tell_when_one_opens(
        outward="", condition="hiv", name="Ruth", contact=TEXT, key=uuid4().hex,
        actor=VISITOR, at=clock.now(),
    )  # fmt: skip
    return Person.objects.exclude(pk__in=before).get(), "/requests/nothing-suited/"


def _deletion(here: Here, address: str = "/people/deletions/") -> Made:
    someone, clerk = _somebody(here), Person.objects.create(name="Clerk", created_at=AT)
    row = someone.erasurerequest_set.create(asked_by=clerk, asked_at=clock.now())
    return someone, address.format(row.pk)


PAGES: dict[str, tuple[Callable[[Here], Made], str]] = {
    "requests": (_request, "requests"),
    "one request": (lambda here: _request(here, "/requests/{}/"), "request"),
    "an act": (lambda here: _request(here, "/requests/{}/cancel/"), "request"),
    "could not be sent": (_unsent, "unsent"),
    "one of them": (lambda here: _unsent(here, "/could-not-send/{}/"), "unsent"),
    "to print": (lambda here: _unsent(here, "/could-not-send/{}/print/"), "unsent"),
    "letters": (_letter, "letters"),
    "letters to print": (lambda here: _letter(here, "/letters/print/"), "letters"),
    "answers": (_answer, "answers"),
    "needs": (_review, "needs"),
    "one's needs": (_needs, "profile"),
    "nothing suited": (_unmet, "nothing_suited"),
    "deletions": (_deletion, "deletion"),
    "a deletion": (
        lambda here: _deletion(here, "/people/deletions/{}/confirm/"),
        "deletion",
    ),
}


def looks(person: Person) -> list[tuple[str, str]]:
    found = people.who_looked(person.pk, actor=by_link(person.pk))
    return [(row.role, row.what) for row in found.rows]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_staff_is_a_look_and_loading_it_again_is_not(
    here: Here, as_role: AsRole, page: str
) -> None:
    make, what = PAGES[page]
    person, address = make(here)
    first, second = as_role("coordinator"), as_role("coordinator")

    for _each in range(3):
        assert first.get(address).status_code == 200, address
    assert looks(person) == [("coordinator", what)]
    second.get(address)
    assert looks(person) == [("coordinator", what)] * 2
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        first.get(address)
    assert len(looks(person)) == 3
    chain = AuditRow.objects.filter(action="person.seen").values_list("chain", flat=True)
    assert set(chain) == {str(here.organisation_id)}
    # The person reads it in words, not as the word that the code has for it.
    shown = look_rows(people.who_looked(person.pk, actor=by_link(person.pk)).rows)
    assert what.replace("_", " ").capitalize() not in {row.what for row in shown}


def test_a_complaint_of_somebody_signed_in_is_a_look(here: Here, as_role: AsRole) -> None:
    sender = as_role("person")
    sender.post("/privacy/complain/", {"about": "Hm", "wanted": "stop", "reply_by": "none"})
    complaint = Complaint.objects.get()

    as_role("org_admin").get(f"/people/complaints/{complaint.pk}/")

    assert looks(complaint.person) == [("org_admin", "complaint")]  # type: ignore[arg-type]


@pytest.mark.parametrize("page", ["requests", "could not be sent", "needs"])
def test_a_first_look_at_thirty_takes_as_many_queries_as_at_one(
    here: Here, as_role: AsRole, page: str
) -> None:
    make, what = PAGES[page]
    client = as_role("coordinator")
    _person, address = make(here)
    client.get(address)
    make(here)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for _more in range(23):
        make(here)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(one)
    noted = AuditRow.objects.filter(action="person.seen", fields=[what])
    assert noted.values("thing_id").distinct().count() == 25


def test_nothing_is_noted_of_what_is_not_shown(here: Here, as_role: AsRole) -> None:
    person, _address = _request(here)
    people.restrict(
        person_id=person.pk, because="claim", how="phone", actor=system("test"), at=clock.now()
    )
    client = as_role("coordinator")

    request = Request.objects.get(person=person)
    for address in ("/requests/?which=restricted", f"/requests/{request.pk}/"):
        assert client.get(address).status_code == 200

    assert looks(person) == []


def test_who_may_not_look_leaves_no_look(here: Here, as_role: AsRole) -> None:
    for make, _what in PAGES.values():
        person, address = make(here)
        for client in (Client(), as_role("mentor")):
            assert client.get(address).status_code in (302, 403, 404)
        assert looks(person) == []
