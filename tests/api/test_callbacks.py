"""Callbacks of providers, through the door: proof first, then whatever it says, once."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.messaging.models import Message, Reply
from alongside.domain.messaging.providers.twilio import callback_address, signature_of
from alongside.domain.people import public as people
from factories.catalogue import fill
from factories.messaging import MOBILE, SYSTEM, person, send
from support import examples

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TOKEN = "a long token that was agreed"  # noqa: S105
NOTIFY, TWILIO = "/callbacks/notify/", "/callbacks/twilio/"


@pytest.fixture(autouse=True)
def carriers(settings: Any) -> None:
    """A service that sends by both."""
    settings.SITE_ADDRESS = "https://peers.example.org"
    settings.CARRIERS = {
        "notify": {"key": "k", "token": TOKEN, "url": "https://notify.example.org"},
        "twilio": {"account": "AC1", "token": "secret", "from": "MG1", "url": "https://t.example"},
    }
    fill()
    people.create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)


@pytest.fixture
def client() -> Client:
    return Client(enforce_csrf_checks=True)


def sent(provider: str) -> Message:
    """A text that the provider took."""
    message = send(person(text_number=MOBILE))
    Message.objects.filter(pk=message.pk).update(
        state="sent", provider=provider, attempts=1, sent_at=AT
    )
    return Message.objects.get(pk=message.pk)


def by_notify(client: Client, body: Any, *, token: str = TOKEN) -> int:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = client.post(NOTIFY, data, content_type="application/json", headers=headers)
    return answer.status_code


def by_twilio(client: Client, form: dict[str, str], message_id: UUID | None = None) -> int:
    key = str(message_id or "")
    signature = signature_of(callback_address(key), form)
    address = f"{TWILIO}{key}/" if key else TWILIO
    answer = client.post(address, form, headers={"X-Twilio-Signature": signature})
    return answer.status_code


def receipt(message: Message, status: str = "delivered") -> dict[str, Any]:
    return {"id": str(uuid4()), "reference": str(message.pk), "to": MOBILE, "status": status}


def test_notify_tells_that_a_text_arrived_as_often_as_it_likes(client: Client) -> None:
    message = sent("notify")

    answers = [by_notify(client, receipt(message)) for _time in range(3)]
    late = by_notify(client, receipt(message, "permanent-failure"))

    message.refresh_from_db()
    assert (answers, late) == ([204, 204, 204], 204)
    assert (message.state, message.body, message.address) == ("delivered", "", "")


def test_notify_tells_that_a_text_failed_and_a_person_sees_to_it(client: Client) -> None:
    message = sent("notify")

    answer = by_notify(client, receipt(message, "permanent-failure"))

    message.refresh_from_db()
    assert (answer, message.state, message.why) == (204, "dead", "refused")


def test_notify_brings_a_text_that_somebody_sent_once(client: Client) -> None:
    told = {
        "id": str(uuid4()),
        "source_number": "447700900123",
        "destination_number": "07700900111",
        "message": "Please ring me",
        "date_received": "2026-11-23T10:00:00Z",
    }

    answers = [by_notify(client, told) for _time in range(10)]

    assert answers == [204] * 10
    assert [(row.provider, row.text) for row in Reply.objects.all()] == [
        ("notify", "Please ring me")
    ]


@pytest.mark.parametrize("token", ["", "another", TOKEN[:-1], TOKEN + "x", "é"])
def test_who_has_not_the_token_is_not_believed(client: Client, token: str) -> None:
    message = sent("notify")

    assert by_notify(client, receipt(message), token=token) == 403

    message.refresh_from_db()
    assert message.state == "sent"


def test_twilio_tells_what_became_of_one_message(client: Client) -> None:
    arrived, failed, away = sent("twilio"), sent("twilio"), sent("twilio")

    answers = [
        by_twilio(client, {"MessageSid": "SM1", "MessageStatus": "queued"}, arrived.pk),
        by_twilio(client, {"MessageSid": "SM1", "MessageStatus": "delivered"}, arrived.pk),
        by_twilio(client, {"MessageSid": "SM1", "MessageStatus": "sent"}, arrived.pk),
        by_twilio(
            client,
            {"MessageSid": "SM2", "MessageStatus": "undelivered", "ErrorCode": "30006"},
            failed.pk,
        ),
        by_twilio(
            client,
            {"MessageSid": "SM3", "MessageStatus": "undelivered", "ErrorCode": "30003"},
            away.pk,
        ),
    ]

    states = [Message.objects.get(pk=each.pk).state for each in (arrived, failed, away)]
    assert answers == [204] * 5
    assert states == ["delivered", "dead", "queued"]


def test_twilio_brings_a_text_that_somebody_sent_once(client: Client) -> None:
    form = {"MessageSid": "SM9", "From": MOBILE, "To": "+447700900111", "Body": "Hello 😀\r\n"}

    answers = [by_twilio(client, form) for _time in range(10)]

    assert answers == [204] * 10
    assert Reply.objects.count() == 1


def test_what_twilio_did_not_sign_is_not_believed(client: Client) -> None:
    message, other = sent("twilio"), sent("twilio")
    form = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    signature = signature_of(callback_address(str(message.pk)), form)
    head = {"X-Twilio-Signature": signature}

    refused = [
        client.post(f"{TWILIO}{message.pk}/", form).status_code,
        client.post(f"{TWILIO}{other.pk}/", form, headers=head).status_code,
        client.post(f"{TWILIO}{message.pk}/", form | {"x": "y"}, headers=head).status_code,
        client.post(TWILIO, form, headers=head).status_code,
    ]

    assert refused == [403] * 4
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_whom_the_service_does_not_send_by_has_nothing_to_call_back(
    client: Client, settings: Any
) -> None:
    settings.CARRIERS = {}

    assert by_notify(client, {"status": "delivered"}) == 404
    assert client.post(TWILIO, {"MessageSid": "SM1"}).status_code == 404
    assert client.get(NOTIFY).status_code == client.get(TWILIO).status_code == 405


GARBAGE = [
    b"",
    b"{",
    b"[]",
    b'"delivered"',
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b'{"status":' * 50_000,
    b"1" * 6_000,
]


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_is_called_that(client: Client, body: bytes) -> None:
    assert by_notify(client, body) == 400


def test_a_form_that_says_nothing_is_called_garbage(client: Client) -> None:
    assert by_twilio(client, {}) == 400
    assert by_twilio(client, {"MessageStatus": "delivered"}, uuid4()) == 400


ODD: list[Any] = ["", "\x00", "\ud800", "😀" * 400, None, 7, -1.5, [], {"a": 1}, "x" * 5_000]
odd = st.sampled_from(ODD) | st.text(max_size=50)


@examples(40)
@given(told=st.fixed_dictionaries({}, optional=dict.fromkeys(
    ("id", "reference", "status", "source_number", "message", "to"), odd
)))  # fmt: skip
def test_no_object_breaks_it(told: dict[str, Any]) -> None:
    body = json.dumps(told)

    assert by_notify(Client(), body.encode()) == 204


@examples(40)
@given(form=st.fixed_dictionaries({"MessageSid": st.text(max_size=40)}, optional=dict.fromkeys(
    ("From", "Body", "MessageStatus", "ErrorCode"),
    st.sampled_from(["\x00", "😀" * 2_000, "+44"]) | st.text(max_size=40),
)))  # fmt: skip
def test_no_form_breaks_it(form: dict[str, str]) -> None:
    # What cannot be encoded cannot be sent either.
    sendable = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
    sendable = {name: value.replace("\r", "") for name, value in sendable.items()}

    assert by_twilio(Client(), sendable) in {204, 403}
