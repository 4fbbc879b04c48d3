"""*Still running?* by message: the question and its link leave together, once, and once again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.catalogue import public as catalogue
from alongside.domain.catalogue.models import Entry
from alongside.domain.directory import public as directory
from alongside.domain.directory.models import RunningCheck
from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.journeys.still_running import ask_due, run_due, running_lines
from factories.catalogue import fill
from factories.directory import AT, SYSTEM, content, coordinator, listed, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def steward() -> UUID:
    """The organisation that runs a demo with the catalogue; its outbox takes every message."""
    fill()
    people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=AT)
    here = people.service()
    assert here is not None
    return here.organisation_id


@pytest.fixture
def caller(steward: UUID) -> Actor:
    return coordinator(steward)


def group(steward: UUID, **said: Any) -> UUID:
    contact = {"email": "circle@example.org", "phone": "", "contact_name": "Lena"}
    return listed(steward, content(**(contact | said)), assured_on=date(2026, 5, 23)).listing_id


def days(count: int) -> datetime:
    return AT + timedelta(days=count)


def drained(at: datetime) -> None:
    messaging.drain(now=lambda: at)


def test_the_link_leaves_with_the_question(steward: UUID, caller: Actor) -> None:
    group(steward)

    done = run_due(actor=SYSTEM, at=AT)
    again = run_due(actor=SYSTEM, at=AT)
    drained(AT)

    message = Message.objects.get()
    token = directory.running_checks(actor=caller, at=AT).rows[0].token
    assert (done.counts.asked, again.counts.asked) == (1, 0)
    assert (message.state, message.address) == ("sent", "circle@example.org")
    assert f"/running/{token}/" in message.body
    assert message.organisation_id == steward
    directory.answer_running(token, answer="running", at=AT)


def test_a_question_whose_message_breaks_is_not_asked(steward: UUID) -> None:
    group(steward)
    Entry.objects.filter(kind="message", slug="still_running").delete()
    catalogue.forget()

    with pytest.raises(Invalid):
        run_due(actor=SYSTEM, at=AT)

    assert RunningCheck.objects.count() == Message.objects.count() == 0


def test_who_is_silent_for_a_week_gets_one_more(steward: UUID, caller: Actor) -> None:
    group(steward)
    sent: list[int] = []
    for day in range(12):
        done = run_due(actor=SYSTEM, at=days(day))
        run_due(actor=SYSTEM, at=days(day))
        drained(days(day))
        sent += [day] * (done.counts.asked + done.reminded)

    assert sent == [0, 7]
    assert Message.objects.filter(state="sent").count() == 2


def test_who_answered_gets_no_more(steward: UUID, caller: Actor) -> None:
    group(steward)
    run_due(actor=SYSTEM, at=AT)
    drained(AT)
    token = directory.running_checks(actor=caller, at=AT).rows[0].token
    directory.answer_running(token, answer="running", at=days(2))

    assert run_due(actor=SYSTEM, at=days(8)).reminded == 0
    assert Message.objects.count() == 1


@pytest.mark.parametrize("way", ["link", "rang", "signed_in", "closed"])
def test_an_answer_takes_back_the_second_message(steward: UUID, caller: Actor, way: str) -> None:
    listing = group(steward)
    run_due(actor=SYSTEM, at=AT)
    drained(AT)
    assert run_due(actor=SYSTEM, at=days(8)).reminded == 1
    (line,) = running_lines(actor=caller, at=days(8)).rows
    assert [one.state for one in line.told] == ["sent", "queued"]

    {
        "link": lambda: directory.answer_running(line.row.token, answer="running", at=days(8)),
        "rang": lambda: directory.rang(
            line.row.check_id, answer="running", actor=caller, at=days(8)
        ),
        "signed_in": lambda: directory.confirm_running(listing, actor=caller, at=days(8)),
        "closed": lambda: directory.close(listing, actor=caller, at=days(8)),
    }[way]()
    drained(days(8))

    states = Message.objects.order_by("created_at").values_list("state", flat=True)
    assert list(states) == ["sent", "cancelled"]


def test_a_question_waits_until_it_is_answered(steward: UUID, caller: Actor) -> None:
    group(steward)
    run_due(actor=SYSTEM, at=AT)
    (row,) = directory.running_checks(actor=caller, at=AT).rows

    assert directory.waits(row.check_id, actor=caller)
    directory.answer_running(row.token, answer="stopped", at=AT)

    assert not directory.waits(row.check_id, actor=caller)
    with pytest.raises(NotFound):
        directory.waits(row.check_id, actor=coordinator(organisation("Another place"), "Olga"))


@pytest.mark.parametrize("contact", [{"email": ""}, {"email": "", "phone": "01632 960 001"}])
def test_whom_no_message_reaches_is_rung_at_once(
    steward: UUID, caller: Actor, contact: dict[str, str]
) -> None:
    group(steward, **contact)

    ask_due(actor=caller, at=AT)

    (line,) = running_lines(actor=caller, at=AT).rows
    assert line.row.ring
    assert [(one.failed, bool(one.why)) for one in line.told] == [(True, True)]
    assert messaging.cannot_send(actor=caller).total == 0
    assert directory.today(actor=caller, at=AT).to_ring == 1
    assert run_due(actor=SYSTEM, at=days(8)).reminded == 0


def test_a_mobile_number_is_texted_without_a_link_first(steward: UUID, caller: Actor) -> None:
    group(steward, email="", phone="07700 900 123")

    run_due(actor=SYSTEM, at=AT)
    drained(AT)
    drained(AT + timedelta(minutes=3))

    first, second = Message.objects.filter(state="sent").order_by("sent_at")
    assert "/running/" not in first.body
    assert "/running/" in second.body
    assert second.parts == 1
    (line,) = running_lines(actor=caller, at=AT).rows
    assert [(one.channel, one.state) for one in line.told] == [("text", "sent")]


def test_only_a_coordinator_asks_and_sees_only_their_own(steward: UUID, caller: Actor) -> None:
    group(steward)
    run_due(actor=SYSTEM, at=AT)

    elsewhere = coordinator(organisation("Another place"), "Olga")
    assert running_lines(actor=elsewhere, at=AT).rows == ()
    for refused in (ask_due, run_due, running_lines):
        with pytest.raises(Refused):
            refused(actor=person("Sam"), at=AT)


def test_the_list_takes_as_many_queries_for_thirty_as_for_one(
    steward: UUID, caller: Actor, django_assert_num_queries: Callable[..., Any]
) -> None:
    group(steward)
    run_due(actor=SYSTEM, at=AT)
    with CaptureQueriesContext(connection) as one:
        running_lines(actor=caller, at=AT)
    for _more in range(29):
        group(steward)
    run_due(actor=SYSTEM, at=AT)

    with CaptureQueriesContext(connection) as many:
        lines = running_lines(actor=caller, at=AT)

    assert (lines.total, len(many)) == (30, len(one))
