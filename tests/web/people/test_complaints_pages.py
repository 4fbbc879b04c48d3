"""The complaint form for everybody, and the administrator's list."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.people.models import Complaint
from factories.catalogue import fill
from web.conftest import AsRole

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
GIVEN = {"about": "Wrong house 🏠\nTwice", "wanted": "copy", "reply_by": "email",
         "reply_to": "ada@example.org", "name": "م"}  # fmt: skip


@pytest.fixture(autouse=True)
def _service(service: people.ServiceRecord) -> None:
    fill()


def send(client: Client | None = None, **changes: str) -> Complaint:
    (client or Client()).post("/privacy/complain/", GIVEN | {"key": str(uuid4())} | changes)
    return Complaint.objects.latest("received_at")


def test_acknowledged_on_the_page_with_a_reference_and_a_day() -> None:
    client = Client()
    page = client.get("/privacy/complain/").content.decode()
    found = re.search(r'name="key" value="([0-9a-f-]{36})"', page)
    assert found is not None

    answer = client.post("/privacy/complain/", GIVEN | {"key": found[1]}, follow=True)

    said = answer.content.decode()
    complaint = Complaint.objects.get()
    assert complaint.reference in said
    assert f"{complaint.due_on:%-d %B %Y}" in said
    assert "ada@example.org" not in said
    assert "Wrong house" not in said


def test_sent_ten_times_is_one() -> None:
    key = str(uuid4())
    for _each in range(10):
        assert Client().post("/privacy/complain/", GIVEN | {"key": key}).status_code == 302

    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "\x00", "7" * 72])
def test_a_broken_key_takes_the_complaint_all_the_same(key: str) -> None:
    assert Client().post("/privacy/complain/", GIVEN | {"key": key}).status_code == 302
    assert Complaint.objects.count() == 1


def test_faults_stand_beside_their_questions_and_nothing_typed_is_lost() -> None:
    answer = Client().post("/privacy/complain/", GIVEN | {"reply_to": "", "key": "x"})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "There is a problem" in page
    assert 'href="#id_reply_to"' in page or "reply_to" in page
    assert "Wrong house" in page
    assert Complaint.objects.count() == 0


def test_the_administrator_reads_takes_and_answers(as_role: AsRole) -> None:
    admin, complaint = as_role("org_admin"), send()
    address = f"/people/complaints/{complaint.pk}/"
    assert complaint.reference in admin.get("/people/complaints/").content.decode()
    assert "ada@example.org" in admin.get(address).content.decode()

    for _each in range(2):
        assert admin.post(f"{address}take/").status_code == 302
    for _each in range(2):
        assert admin.post(address, {"answer": "We sent the copy."}).status_code == 302

    complaint.refresh_from_db()
    assert (complaint.state, complaint.answer) == ("answered", "We sent the copy.")
    assert admin.post(address, {"answer": "Something else"}).status_code == 409
    assert "Note the answer" not in admin.get(address).content.decode()
    assert "answered" in Client().get(f"/privacy/complain/{complaint.key}/").content.decode()


def test_an_empty_answer_is_told(as_role: AsRole) -> None:
    complaint = send()

    answer = as_role("org_admin").post(f"/people/complaints/{complaint.pk}/", {"answer": " "})

    assert "Enter what you answered" in answer.content.decode()


def test_whoever_is_signed_in_finds_it_in_their_copy(as_role: AsRole) -> None:
    client = as_role("person")
    send(client)

    assert "Wrong house" in client.get("/people/me/data/everything/").content.decode()


def test_the_list_has_as_many_queries_for_thirty_as_for_one(as_role: AsRole) -> None:
    admin = as_role("org_admin")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert admin.get("/people/complaints/").status_code == 200
        return len(seen)

    send()
    one = queries()
    for _each in range(29):
        send()

    assert queries() == one


def test_over_the_limit_the_form_keeps_what_was_written_and_says_whom_to_ring() -> None:
    for _each in range(10):
        send()

    key = str(uuid4())
    refused = Client().post("/privacy/complain/", GIVEN | {"key": key})

    page = refused.content.decode()
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert Complaint.objects.count() == 10
    for kept in (
        "Wrong house",
        "ada@example.org",
        key,
        "It has not been sent yet",
        "999",
        "116 123",
    ):
        assert kept in page
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert elsewhere.post("/privacy/complain/", GIVEN | {"key": key}).status_code == 302
    assert Client().post("/privacy/complain/", GIVEN | {"key": key}).status_code == 302
    assert Complaint.objects.count() == 11


def test_who_is_signed_in_is_not_counted(as_role: AsRole) -> None:
    client = as_role("person")
    for _each in range(12):
        send(client)

    assert Complaint.objects.count() == 12
