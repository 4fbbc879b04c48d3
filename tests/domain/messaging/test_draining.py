"""Handing over to somebody outside: retries, the dark, receipts in any order, and dead letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.actions import draining
from alongside.domain.messaging.models import Message
from alongside.foundation import audit
from alongside.foundation.errors import Conflict
from alongside.foundation.models import Transition
from domain.messaging.stubs import Stub
from factories.messaging import AT, SYSTEM, drained, person, send

HOURS = (1 / 60, 5 / 60, 0.5, 2, 8)


def receipt(message: Message, outcome: str, *, at: datetime = AT) -> None:
    messaging.receipt(provider="notify", reference=str(message.pk), outcome=outcome, at=at)


def fresh(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_taken_then_delivered_then_wiped(notify: Stub) -> None:
    message = send(person(text_number="07700 900123"))

    assert drained() == messaging.DrainCounts(sent=1)
    (taken,) = notify.taken
    assert taken["phone_number"] == "+447700900123"
    assert taken["template_id"] == "template-text"
    assert taken["reference"] == str(message.pk)
    assert taken["personalisation"]["body"].startswith("Thank you. One of us will ring you")
    kept = fresh(message)
    assert (kept.state, kept.reference) == ("sent", taken["id"])
    assert kept.body
    receipt(message, "delivered")
    gone = fresh(message)
    assert gone.state == "delivered"
    assert (gone.body, gone.address, gone.values, gone.contact) == ("", "", {}, {})
    assert (gone.template, gone.version, gone.names_of_values) == (
        "join_called_back",
        1,
        ["by_day"],
    )


@pytest.mark.parametrize("behaves", ["down", "limit", "forbid"])
def test_tried_again_with_longer_and_longer_waits_then_dead(notify: Stub, behaves: str) -> None:
    notify.behaves = behaves
    message = send(person(quiet_from=AT.time(), quiet_to=AT.time()))
    now, waits = AT, []

    for _ in range(5):
        assert drained(now) == messaging.DrainCounts(retried=1)
        waits.append((fresh(message).due_at - now).total_seconds() / 3600)
        assert drained(fresh(message).due_at - timedelta(seconds=1)) == messaging.DrainCounts()
        now = fresh(message).due_at
    assert drained(now) == messaging.DrainCounts(dead=1)

    assert all(least <= wait <= least * 1.25 for least, wait in zip(HOURS, waits, strict=True))
    assert (fresh(message).state, fresh(message).why) == ("dead", "gave_up")
    (row,) = messaging.cannot_send(actor=SYSTEM).rows
    assert row.why == "It was tried several times and did not go out."
    notify.behaves = "ok"
    messaging.try_again(message.pk, actor=SYSTEM, at=now)
    assert drained(now) == messaging.DrainCounts(sent=1)


def test_wrong_number_is_not_tried_again(notify: Stub) -> None:
    notify.behaves = "refuse"
    message = send(person())

    assert drained() == messaging.DrainCounts(dead=1)
    assert fresh(message).why == "refused"
    assert drained(later=timedelta(days=1)) == messaging.DrainCounts()


def test_what_was_taken_in_the_dark_is_not_sent_twice(notify: Stub) -> None:
    notify.behaves = "dark"
    message = send(person())

    assert drained() == messaging.DrainCounts(retried=1)
    notify.behaves = "ok"
    assert drained(later=timedelta(minutes=2)) == messaging.DrainCounts(sent=1)

    assert len(notify.taken) == 1
    assert len(notify.asked) == 1
    assert fresh(message).reference == notify.taken[0]["id"]


def test_one_that_cannot_be_sent_holds_up_no_other(notify: Stub) -> None:
    broken, whole = send(person(), key="a"), send(person(), key="b")
    Message.objects.filter(pk=broken.pk).update(template="gone", due_at=AT - timedelta(hours=1))

    assert drained() == messaging.DrainCounts(sent=1, blocked=1)
    assert (fresh(broken).why, fresh(whole).state) == ("gone", "sent")


@pytest.mark.parametrize("twice", [False, True])
@pytest.mark.parametrize(
    "outcomes",
    [
        ("delivered",),
        ("sent", "delivered", "failed_for_good"),
        ("failed_for_now", "delivered"),
        ("failed_for_good", "delivered"),
        ("delivered", "failed_for_now"),
        ("nonsense", "delivered", ""),
    ],
)
def test_delivered_wins_in_any_order(notify: Stub, outcomes: tuple[str, ...], twice: bool) -> None:
    message = send(person())
    drained()

    for outcome in outcomes * (2 if twice else 1):
        receipt(message, outcome)

    assert fresh(message).state == "delivered"
    assert drained(later=timedelta(days=1)) == messaging.DrainCounts()
    assert Transition.objects.filter(event="deliver").count() == 1


def test_receipt_that_comes_before_the_answer_of_the_hand_over(notify: Stub) -> None:
    message = send(person())
    draining._claim(AT, 10)

    receipt(message, "delivered")
    (claimed,) = Message.objects.all()

    assert fresh(claimed).state == "delivered"
    assert drained() == messaging.DrainCounts()


def test_receipts_of_nobody_and_before_anything_left_do_nothing(notify: Stub) -> None:
    message = send(person())

    for reference in ("", "x", str(uuid4()), str(message.pk)):
        messaging.receipt(provider="notify", reference=reference, outcome="delivered", at=AT)
    drained()
    messaging.receipt(provider="twilio", reference=str(message.pk), outcome="delivered", at=AT)

    assert fresh(message).state == "sent"


def test_failed_by_receipt_is_tried_again_while_its_words_are_there(notify: Stub) -> None:
    message = send(person())
    drained()

    receipt(message, "failed_for_now")
    assert fresh(message).state == "queued"
    drained(later=timedelta(minutes=2))
    messaging.run_due(actor=SYSTEM, at=AT + timedelta(days=5))
    assert (fresh(message).state, fresh(message).body) == ("sent", "")
    receipt(message, "failed_for_now", at=AT + timedelta(days=6))

    assert fresh(message).state == "dead"
    assert len(notify.taken) == 2
    with pytest.raises(Conflict):
        messaging.try_again(message.pk, actor=SYSTEM, at=AT)


def test_provider_down_for_an_hour_then_all_callbacks_twice(notify: Stub) -> None:
    messages = [send(person(), key=str(number)) for number in range(6)]
    notify.behaves = "down"
    for minutes in range(0, 60, 4):
        drained(later=timedelta(minutes=minutes))

    notify.behaves = "ok"
    for minutes in range(60, 240, 10):
        drained(later=timedelta(minutes=minutes))
    for message in [*messages, *reversed(messages)]:
        receipt(message, "delivered", at=AT + timedelta(hours=5))

    assert {fresh(message).state for message in messages} == {"delivered"}
    assert len(notify.taken) == len({one["reference"] for one in notify.taken}) == 6
    assert list(audit.verify()) == []


def test_worker_that_dies_gives_its_messages_back_when_the_lease_is_over(notify: Stub) -> None:
    message = send(person())
    draining._claim(AT, 10)

    assert fresh(message).state == "sending"
    assert drained(later=timedelta(minutes=4)) == messaging.DrainCounts()
    assert not messaging.anything_due(AT + timedelta(minutes=4))
    assert messaging.anything_due(AT + timedelta(minutes=5))
    assert drained(later=timedelta(minutes=5)) == messaging.DrainCounts(sent=1)
    # Nobody knows how far the dead worker came, so the provider was asked first.
    assert len(notify.asked) == len(notify.taken) == 1


def test_worker_that_was_thought_dead_sends_nothing_more(notify: Stub) -> None:
    send(person())
    _found, claimed, _done = draining._claim(AT, 10)
    drained(later=timedelta(minutes=6))

    for message in claimed:
        draining._carry(message, lambda: AT + timedelta(minutes=6))

    assert len(notify.taken) == 1


def test_receipt_that_comes_while_the_line_is_dead_wins(notify: Stub) -> None:
    message = send(person())
    _found, (claimed,), _done = draining._claim(AT, 10)
    receipt(message, "delivered")

    assert draining._again(claimed, "dark", AT) == messaging.DrainCounts()
    assert draining._dead(claimed, messaging.Why.REFUSED, "", AT) == messaging.DrainCounts()
    assert fresh(message).state == "delivered"


def test_what_must_wait_after_all_has_not_used_up_a_try(notify: Stub) -> None:
    evening = AT.replace(hour=20, minute=59)
    message = send(person(), at=evening)
    _found, (claimed,), _done = draining._claim(evening, 10)

    draining._carry(claimed, lambda: evening + timedelta(minutes=2))

    kept = fresh(message)
    assert (kept.state, kept.attempts, kept.due_at.hour) == ("queued", 0, 8)
    assert notify.taken == []


def test_stop_between_the_claim_and_the_hand_over_wins(notify: Stub) -> None:
    message = send(person(text_number="07700 900123"))
    _found, (claimed,), _done = draining._claim(AT, 10)

    messaging.reply(provider="t", provider_id="1", sender="07700900123", text="STOP", at=AT)
    draining._carry(claimed, lambda: AT)

    assert notify.taken == []
    assert (fresh(message).state, fresh(message).why) == ("cannot_send", "stopped")


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1), timedelta(hours=-1)])
def test_a_jump_of_the_clock_sends_nothing_twice(notify: Stub, jump: timedelta) -> None:
    send(person())
    send(person(), "join_how_was_it", key="late")

    drained()
    drained(later=jump)
    drained(later=timedelta(minutes=10))
    drained(later=timedelta(days=2))

    references = [one["reference"] for one in notify.taken]
    assert len(references) == len(set(references)) == 2


def test_what_is_no_use_any_more_goes_to_nobody_and_is_nobodys_work(notify: Stub) -> None:
    message = send(
        person(),
        "join_day_before",
        values={"first_day": "2026-11-24T14:00", "meets_you": "Ruth", "link": "x" * 22},
    )

    done = drained(later=timedelta(hours=21))

    assert (fresh(message).state, fresh(message).why) == ("cancelled", "too_late")
    assert (done.expired, done.blocked, fresh(message).values) == (1, 0, {})
    assert notify.taken == []
    assert messaging.cannot_send(actor=SYSTEM).total == 0


def test_what_a_person_was_to_tell_leaves_their_list_once_it_is_no_use(notify: Stub) -> None:
    """A reminder that could not go, and a letter without an end to its use, wait for a person."""
    asked = person(channels=("phone",), phone_number="07700 900999")
    reminder = send(
        asked,
        "join_day_before",
        values={"first_day": "2026-11-24T14:00", "meets_you": "Ruth", "link": "x" * 22},
    )
    lasting = send(asked, key="lasting")
    drained()
    assert messaging.cannot_send(actor=SYSTEM).total == 2

    assert messaging.run_due(actor=SYSTEM, at=AT + timedelta(hours=20)).expired == 0
    for expired in (1, 0):
        late = AT + timedelta(hours=20, seconds=1)
        assert messaging.run_due(actor=SYSTEM, at=late).expired == expired

    assert fresh(reminder).state == "cancelled"
    assert fresh(lasting).state == "cannot_send"
    assert messaging.cannot_send(actor=SYSTEM).total == 1


def test_more_than_one_batch() -> None:
    asked = person()
    for number in range(2 * draining.BATCH + 7):
        send(asked, key=str(number))

    assert drained() == messaging.DrainCounts(sent=2 * draining.BATCH + 7)
    assert messaging.drain(now=lambda: AT, most=10) == messaging.DrainCounts()
