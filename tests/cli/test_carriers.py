"""Who carries messages is said by settings, and what does not fit is told at the start."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from alongside.cli.checks.messages import message_lines
from alongside.config.environment import Environment
from alongside.config.messaging import carrier_settings, mail_settings, messaging_settings
from alongside.foundation import clock
from factories import catalogue, messaging
from factories.messaging import person


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEXTS", "EMAILS", "LETTERS"):
        monkeypatch.delenv(f"ALONGSIDE_{name}", raising=False)


def test_a_demo_shows_everything_and_a_service_sends_nothing_until_it_is_told() -> None:
    assert set(messaging_settings(Environment(), demo=True).values()) == {"outbox"}
    unset = {"text": "", "email": "", "letter": "print"}  # a person prints and posts it
    assert messaging_settings(Environment(), demo=False) == unset


@pytest.mark.parametrize(
    ("name", "carrier", "demo"),
    [
        ("ALONGSIDE_TEXTS", "pigeon", True),
        ("ALONGSIDE_TEXTS", "smtp", True),
        ("ALONGSIDE_EMAILS", "twilio", True),
        ("ALONGSIDE_LETTERS", "smtp", True),
        ("ALONGSIDE_TEXTS", "outbox", False),
        ("ALONGSIDE_EMAILS", "console", False),
    ],
)
def test_a_carrier_that_does_not_fit_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, carrier: str, demo: bool
) -> None:
    monkeypatch.setenv(name, carrier)

    with pytest.raises(ImproperlyConfigured, match=name):
        messaging_settings(Environment(), demo=demo)


@pytest.mark.parametrize(
    ("name", "carrier", "missing"),
    [
        ("ALONGSIDE_EMAILS", "smtp", "ALONGSIDE_EMAIL_FROM, ALONGSIDE_SMTP_URL"),
        ("ALONGSIDE_TEXTS", "notify", "ALONGSIDE_NOTIFY_KEY, ALONGSIDE_NOTIFY_TEXT"),
        ("ALONGSIDE_LETTERS", "notify", "ALONGSIDE_NOTIFY_KEY, ALONGSIDE_NOTIFY_LETTER"),
        ("ALONGSIDE_TEXTS", "twilio", "ALONGSIDE_TWILIO_ACCOUNT"),
    ],
)
def test_what_a_carrier_needs_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, carrier: str, missing: str
) -> None:
    monkeypatch.setenv(name, carrier)
    chosen = messaging_settings(Environment(), demo=False)

    with pytest.raises(ImproperlyConfigured, match=missing):
        carrier_settings(Environment(), chosen)


def test_a_mail_server_is_said_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_EMAILS", "smtp")
    monkeypatch.setenv("ALONGSIDE_EMAIL_FROM", "hello@post.example.org")
    monkeypatch.setenv("ALONGSIDE_SMTP_URL", "smtp+tls://name:secret@mail.example.org:587")

    carriers = carrier_settings(Environment(), messaging_settings(Environment(), demo=False))
    found = mail_settings(carriers)

    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert found["EMAIL_USE_TLS"] is True
    assert mail_settings({}) == {}


@pytest.mark.django_db
def test_the_check_tells_what_messages_would_give_away_and_what_is_late(settings: Any) -> None:
    catalogue.fill()
    settings.MESSAGING = {"text": "twilio", "email": "", "letter": "print"}
    settings.CARRIERS = {"smtp": {"from": "hello@hiv-peers.example.org"}}
    settings.SITE_ADDRESS = "https://diabetes.peers.example.org"

    found = {line.subject: line.level for line in message_lines()}

    assert found == {
        "messages: text": "PASS",
        "messages: email": "WARN",
        "messages: letter": "PASS",
        "messages: ALONGSIDE_ADDRESS": "FAIL",
        "messages: ALONGSIDE_EMAIL_FROM": "FAIL",
        "messages: links": "WARN",
        "messages: queue": "PASS",
    }
    messaging.send(person(), at=clock.now() - timedelta(days=2))
    assert {line.subject: line.level for line in message_lines()}["messages: queue"] == "FAIL"
