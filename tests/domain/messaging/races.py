"""Two at once, on whatever database the settings name, against a carrier outside.

Run by itself it sets up an empty database and runs them all: SQLite needs a file for two
connections, which the test's own database in memory is not."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.test import override_settings

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message, Reply
from alongside.domain.people import public as people
from alongside.foundation import audit
from domain.directory.races import at_once
from domain.messaging import stubs
from factories import catalogue
from factories.messaging import AT, SYSTEM, drained, person, send


@contextmanager
def by_notify() -> Iterator[stubs.Stub]:
    """Everything goes by GOV.UK Notify, on this machine."""
    with stubs.notify() as stub:
        carrier = {"key": stubs.NOTIFY_KEY, "token": "t", "url": stub.url, "text": "t"}
        with override_settings(MESSAGING={"text": "notify"}, CARRIERS={"notify": carrier}):
            yield stub
    if stub.faults:
        raise AssertionError(stub.faults)


def three_drain() -> None:
    """Nothing is sent twice, nothing is left."""
    asked = [person() for _ in range(40)]
    run = uuid4()
    for number, each in enumerate(asked):
        send(each, key=f"{run}/{number}")

    with by_notify() as stub:
        results = at_once(*[lambda: drained()] * 3)

    failed = [each for each in results if not isinstance(each, messaging.DrainCounts)]
    if failed:
        raise failed[0]
    sent = Counter(one["reference"] for one in stub.taken)
    assert (len(sent), set(sent.values())) == (40, {1}), sent
    assert sum(each.sent for each in results) == 40, results


def three_drain_within() -> None:
    """The same for a carrier within the database."""
    run = uuid4()
    for number in range(150):
        send(person(), key=f"{run}/{number}")

    results = at_once(*[lambda: drained()] * 3)

    assert sum(each.sent for each in results) == 150, results
    assert not Message.objects.exclude(state="sent").exists()


def same_key() -> None:
    """The same message put into the outbox by many at once is one."""
    asked = person()
    key = str(uuid4())

    results = at_once(*[lambda: send(asked, key=key)] * 4)

    assert len({getattr(each, "pk", each) for each in results}) == 1, results


def one_first_text() -> None:
    """Two messages to a new number at once: one first text before both."""
    asked = person(text_number="07700 900888")
    keys = [str(uuid4()), str(uuid4())]

    results = at_once(*[lambda key=key: send(asked, "join_sent", key=key) for key in keys])

    failed = [each for each in results if isinstance(each, Exception)]
    assert not failed, failed
    assert Message.objects.filter(template="first_text", person=asked).count() == 1
    drained()
    drained(later=timedelta(minutes=3))


def doubled_receipts() -> None:
    """The same receipt from two connections at once is one."""
    message = send(person(), key=str(uuid4()))
    with by_notify():
        drained()

    results = at_once(
        *[
            lambda outcome=outcome: messaging.receipt(
                provider="notify", reference=str(message.pk), outcome=outcome, at=AT
            )
            for outcome in ("delivered", "failed_for_now", "delivered", "failed_for_good")
        ]
    )

    assert results == [None] * 4, results
    message.refresh_from_db()
    assert message.state == "delivered"


def doubled_replies() -> None:
    """The same text from two connections at once is one."""

    def reply() -> None:
        messaging.reply(
            provider="notify", provider_id="same", sender="07700900888", text="STOP", at=AT
        )

    results = at_once(reply, reply, reply)

    assert results == [None] * 3, results
    assert Reply.objects.filter(provider_id="same").count() == 1


def stop_against_draining() -> None:
    """Whoever answers STOP while a draining runs gets nothing after it was taken in."""
    asked: list[Any] = [person() for _ in range(10)]
    run = uuid4()
    for number, each in enumerate(asked):
        send(each, key=f"{run}/{number}")
    numbers = [messaging.own_profile(each.pk).text_number for each in asked]

    def stop() -> int:
        for number in numbers:
            messaging.reply(
                provider="t", provider_id=f"{run}/{number}", sender=number, text="STOP", at=AT
            )
        return -1

    with by_notify() as stub:
        results = at_once(stop, drained)
        before = len(stub.taken)
        drained()
        ours = [
            one
            for one in stub.taken[before:]
            if "no more texts" not in one["personalisation"]["body"]
        ]

    assert not [each for each in results if isinstance(each, Exception)], results
    assert ours == []


def chain_holds() -> None:
    """After all of it, no row of the audit is missing or changed."""
    assert list(audit.verify()) == []


RACES = (
    three_drain,
    three_drain_within,
    same_key,
    one_first_text,
    doubled_receipts,
    doubled_replies,
    stop_against_draining,
    chain_holds,
)

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    catalogue.fill()
    people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=AT)
    for race in RACES:
        race()
        sys.stdout.write(f"{race.__name__}\n")
