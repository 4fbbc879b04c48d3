"""Each test of messaging has the catalogue and a demo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from alongside.domain.people import public as people
from domain.messaging import stubs
from factories import catalogue
from factories.messaging import AT, SYSTEM


@pytest.fixture(autouse=True)
def service(db: None) -> people.ServiceRecord:
    """A demo whose name says what it is about: what must not be told unless somebody chose it."""
    catalogue.fill()
    people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=AT)
    here = people.service()
    assert here is not None
    return here


@pytest.fixture
def notify(settings: Any) -> Iterator[stubs.Stub]:
    """Everything goes by GOV.UK Notify, on this machine."""
    with stubs.notify() as stub:
        settings.MESSAGING = dict.fromkeys(("text", "email", "letter"), "notify")
        settings.CARRIERS = {
            "notify": {
                "key": stubs.NOTIFY_KEY,
                "token": "agreed",
                "url": stub.url,
                "text": "template-text",
                "email": "template-email",
                "letter": "template-letter",
            }
        }
        yield stub
        assert stub.faults == []


@pytest.fixture
def twilio(settings: Any) -> Iterator[stubs.Stub]:
    """Texts go by Twilio, on this machine."""
    with stubs.twilio() as stub:
        settings.MESSAGING = {"text": "twilio", "email": "", "letter": ""}
        settings.CARRIERS = {
            "twilio": {
                "account": stubs.ACCOUNT,
                "token": stubs.TOKEN,
                "from": "+447700900000",
                "url": stub.url,
            }
        }
        yield stub
        assert stub.faults == []
