"""Each carrier: what it is given, what it refuses, and what is believed of what it tells."""

from __future__ import annotations

import json
import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message, Reply
from alongside.domain.messaging.providers import twilio as carrier
from alongside.foundation.errors import NotFound, Refused
from domain.messaging.stubs import Stub
from factories.messaging import AT, drained, person, send

EMAIL: dict[str, Any] = {"channels": ["email"], "email": "one@example.org"}
SID = "SM0123456789abcdef0123456789abcdef"


@pytest.fixture
def smtp(settings: Any) -> None:
    """E-mail goes to the test's own mail box, as by a mail server."""
    settings.MESSAGING = {"text": "", "email": "smtp", "letter": ""}
    settings.CARRIERS = {"smtp": {"from": "hello@post.example.org", "url": "smtp://localhost"}}


def test_mail_is_discreet_plain_and_the_same_at_every_try(smtp: None) -> None:
    message = send(person(**EMAIL, signed_as="first_name", signature_name="Sam"), "join_sent")

    assert drained() == messaging.DrainCounts(sent=1)

    (box,) = mail.outbox
    assert box.to == ["one@example.org"]
    assert box.from_email == "Sam <hello@post.example.org>"
    assert box.subject == "Your message is sent"
    assert box.extra_headers["Message-ID"] == f"<{message.pk}@post.example.org>"
    assert "Severn" not in str(box.message())
    message.refresh_from_db()
    assert (message.state, message.body, message.address) == ("sent", "", "")


def test_neutral_mail_names_nobody(smtp: None) -> None:
    send(person(**EMAIL))
    drained()

    assert mail.outbox[0].from_email == "hello@post.example.org"


@pytest.mark.parametrize(
    ("fault", "state", "dark"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such box")}), "dead", False),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"try later")}), "queued", False),
        (smtplib.SMTPSenderRefused(550, b"x", "a"), "queued", False),
        (smtplib.SMTPAuthenticationError(535, b"x"), "queued", False),
        (smtplib.SMTPDataError(554, b"x"), "dead", False),
        (smtplib.SMTPDataError(452, b"x"), "queued", False),
        (smtplib.SMTPServerDisconnected(), "queued", True),
        (TimeoutError(), "queued", True),
    ],
)
def test_what_a_mail_server_may_answer(
    smtp: None, monkeypatch: pytest.MonkeyPatch, fault: Exception, state: str, dark: bool
) -> None:
    def refuse(*args: Any) -> int:
        raise fault

    # The mail server is somebody else's: this is where its answers come in.
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    message = send(person(**EMAIL))

    drained()
    message.refresh_from_db()

    assert (message.state, message.in_the_dark) == (state, dark)
    assert "example.org" not in message.why + message.why_what


def test_console_shows_each_message(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.MESSAGING = {"text": "console", "email": "", "letter": ""}
    message = send(person(text_number="07700 900123"))

    drained()

    assert f"text to +447700900123\n{message.body}" in capsys.readouterr().out


@pytest.mark.parametrize("channel", ["email", "letter"])
def test_notify_carries_mail_and_letters(notify: Stub, channel: str) -> None:
    wish = EMAIL | {"channels": [channel], "post": ["1 High Street", "Upton", "WR1 1AA"]}
    message = send(person(**wish))

    drained()

    (taken,) = notify.taken
    said = taken["personalisation"]
    assert taken["template_id"] == f"template-{channel}"
    assert said["body"] == message.body
    if channel == "email":
        assert (taken["email_address"], said["subject"]) == ("one@example.org", "We will ring you")
    else:
        assert [said[f"address_line_{each}"] for each in (1, 2, 3)] == wish["post"]


def notify_says(told: Any, *, token: str = "agreed") -> None:  # noqa: S107
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    messaging.notify_says(body, authorization=f"Bearer {token}", at=AT)


def test_notify_is_believed_with_the_token_alone(notify: Stub) -> None:
    message = send(person())
    drained()
    told = {"reference": str(message.pk), "status": "delivered"}

    for token in ("", "other", "agreed "):
        with pytest.raises(Refused):
            notify_says(told, token=token)
    message.refresh_from_db()
    assert message.state == "sent"
    notify_says(told)
    message.refresh_from_db()
    assert message.state == "delivered"


@pytest.mark.parametrize(
    "told",
    [
        b"",
        b"{",
        b"[]",
        b"1",
        b"\xff",
        {},
        {"status": "delivered"},
        {"reference": None, "status": 3},
    ],
)
def test_what_notify_never_says_changes_nothing(notify: Stub, told: Any) -> None:
    notify_says(told)

    assert not Message.objects.exists()


def test_notify_brings_answers(notify: Stub) -> None:
    told = {"id": "a", "source_number": "447700900123", "message": "STOP", "date_received": "x"}

    notify_says(told)
    notify_says(told)

    assert Reply.objects.get().meaning == "stop"
    assert messaging.own_profile(person(text_number="07700 900123").pk).texts_stopped


def test_twilio_carries_texts(twilio: Stub) -> None:
    message = send(person(text_number="07700 900123"))

    assert drained() == messaging.DrainCounts(sent=1)

    (taken,) = twilio.taken
    assert taken["To"] == "+447700900123"
    assert taken["From"] == "+447700900000"
    assert taken["Body"] == message.body
    assert taken["StatusCallback"].endswith(f"/callbacks/twilio/{message.pk}/")


@pytest.mark.parametrize(
    ("behaves", "state"),
    [("down", "queued"), ("limit", "queued"), ("forbid", "queued"), ("refuse", "dead")],
)
def test_what_twilio_may_answer(twilio: Stub, behaves: str, state: str) -> None:
    twilio.behaves = behaves
    message = send(person())

    drained()
    message.refresh_from_db()

    assert message.state == state


def test_twilio_is_asked_after_the_dark(twilio: Stub) -> None:
    twilio.behaves = "dark"
    send(person())
    drained()
    twilio.behaves = "ok"

    assert drained(later=timedelta(minutes=2)) == messaging.DrainCounts(sent=1)
    assert len(twilio.taken) == 1


def twilio_says(form: dict[str, str], message_id: str = "", *, signature: str = "") -> None:
    signed = signature or carrier.signature_of(carrier.callback_address(message_id), form)
    messaging.twilio_says(form, message_id=message_id, signature=signed, at=AT)


@pytest.mark.parametrize(
    ("form", "state"),
    [
        ({"MessageStatus": "delivered"}, "delivered"),
        ({"MessageStatus": "sent"}, "sent"),
        ({"MessageStatus": "undelivered", "ErrorCode": "30003"}, "queued"),
        ({"MessageStatus": "failed", "ErrorCode": "30006"}, "dead"),
        ({}, "sent"),
    ],
)
def test_twilio_is_believed_where_it_signed(twilio: Stub, form: dict[str, str], state: str) -> None:
    message = send(person())
    drained()

    for false in ("", "x", carrier.signature_of(carrier.callback_address(""), form)):
        with pytest.raises(Refused):
            messaging.twilio_says(form, message_id=str(message.pk), signature=false, at=AT)
    twilio_says(form, str(message.pk))
    twilio_says(form, str(message.pk))
    message.refresh_from_db()

    assert message.state == state


def test_twilio_signs_as_its_documentation_shows(settings: Any) -> None:
    """The example of Twilio's own documentation of webhook security."""
    settings.CARRIERS = {"twilio": {"token": "12345"}}
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675310",
        "Digits": "1234",
        "From": "+14158675310",
        "To": "+18005551212",
    }

    signature = carrier.signature_of("https://example.com/myapp.php?foo=1&bar=2", form)

    assert signature == "L/OH5YylLD5NRKLltdqwSvS0BnU="


def test_twilio_brings_answers(twilio: Stub) -> None:
    for _ in range(2):
        twilio_says({"MessageSid": SID, "From": "+447700900123", "Body": "hello?"})

    assert Reply.objects.get().text == "hello?"


def test_carriers_that_are_not_used_are_not_listened_to() -> None:
    with pytest.raises(NotFound):
        notify_says({})
    with pytest.raises(NotFound):
        messaging.twilio_says({}, message_id="", signature="", at=AT)
