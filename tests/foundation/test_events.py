"""Events: told once, in order, after the commit and only then."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import transaction

from alongside.foundation import events
from alongside.foundation.actor import system
from alongside.foundation.unit import unit

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
TEST = system("test")


@dataclass(frozen=True)
class Happened:
    """A fact."""

    name: str


@dataclass(frozen=True)
class HappenedMore(Happened):
    """Another kind of fact."""


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    monkeypatch.setattr(events, "_receivers", type(events._receivers)(list))
    names: list[str] = []
    events.receive(Happened, lambda event: names.append(event.name))
    return names


@pytest.mark.django_db(transaction=True)
def test_event_is_heard_after_the_commit_and_not_before(heard: list[str]) -> None:
    with unit(actor=TEST, at=AT) as work:
        work.publish(Happened("first"))
        with unit(actor=TEST, at=AT) as inner:
            inner.publish(Happened("second"))
        assert heard == []

    assert heard == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_event_of_a_unit_that_fails_is_never_heard(heard: list[str]) -> None:
    with pytest.raises(RuntimeError), unit(actor=TEST, at=AT) as work:
        work.publish(Happened("undone"))
        raise RuntimeError
    with pytest.raises(RuntimeError), transaction.atomic():
        with unit(actor=TEST, at=AT) as work:
            work.publish(Happened("undone later"))
        raise RuntimeError

    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_event_of_an_inner_unit_that_failed_is_not_heard_with_the_outer(heard: list[str]) -> None:
    with unit(actor=TEST, at=AT) as work:
        work.publish(Happened("kept"))
        with pytest.raises(RuntimeError), unit(actor=TEST, at=AT) as inner:
            inner.publish(Happened("undone"))
            raise RuntimeError

    assert heard == ["kept"]


def test_event_goes_to_receivers_of_exactly_its_type_once(heard: list[str]) -> None:
    def hear_more(event: HappenedMore) -> None:
        heard.append(f"more {event.name}")

    events.receive(HappenedMore, hear_more)
    events.receive(HappenedMore, hear_more)

    events.tell([HappenedMore("x"), Happened("y")])

    assert heard == ["more x", "y"]


def test_receiver_that_fails_is_logged_without_the_event_and_others_hear(
    heard: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(event: Happened) -> None:
        raise ValueError(event.name)

    events.receive(Happened, fail)
    events.receive(Happened, lambda event: heard.append(f"after {event.name}"))

    with caplog.at_level(logging.ERROR):
        events.tell([Happened("Priya")])

    assert heard == ["Priya", "after Priya"]
    assert "receiver_failed" in caplog.text
    assert "Priya" not in json.dumps([record.getMessage() for record in caplog.records])
