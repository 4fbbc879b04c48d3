"""A message: into the outbox with its cause, out when its recipient allows."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.foundation import audit
from alongside.foundation.errors import Invalid
from alongside.foundation.models import AuditRow
from alongside.foundation.unit import unit
from factories.messaging import AT, SYSTEM, drained, person, send
from factories.people import PersonFactory


def test_message_goes_out_as_the_person_gets_it() -> None:
    asked = person(text_number="07700 900123")

    message = send(asked)
    counts = drained()

    assert counts == messaging.DrainCounts(sent=1)
    (row,) = messaging.outbox(at=AT).rows
    assert (row.to, row.channel, row.address) == (asked.name, "text", "07700 900123")
    assert row.body == "Thank you. One of us will ring you by Thu 3 Dec.\nFrom the team"
    assert (row.parts, row.state, row.sent_at) == (1, "sent", AT)
    assert row.message_id == message.pk
    assert list(audit.verify()) == []


def test_same_key_is_one_message() -> None:
    asked = person()

    first, second = send(asked, key="one"), send(asked, key="one")

    assert first.pk == second.pk
    assert Message.objects.count() == 1


def test_message_is_undone_with_its_cause() -> None:
    asked = person()

    with pytest.raises(ZeroDivisionError), unit(actor=SYSTEM, at=AT):
        send(asked)
        raise ZeroDivisionError

    assert not Message.objects.exists()
    assert not AuditRow.objects.filter(action="message.queued").exists()


@pytest.mark.parametrize(
    ("template", "values", "field"),
    [
        ("none_such", {}, "template"),
        ("join_to_group", {"by_day": "2026-12-03", "link": "x"}, "to"),
        ("join_called_back", {}, "by_day"),
        ("join_called_back", {"by_day": "soon"}, "by_day"),
        ("join_called_back", {"by_day": "2026-13-40"}, "by_day"),
        ("join_called_back", {"by_day": "2026-12-03", "more": "x"}, "more"),
        ("join_waiting", {"by_day": "2026-12-03", "link": "/r/x"}, "link"),
    ],
)
def test_fault_of_the_code_is_told(template: str, values: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as told:
        send(person(), template, values=values)

    assert field in told.value.faults


def test_first_text_with_a_link_follows_one_without() -> None:
    asked = person(text_number="07700 900123")

    send(asked, "join_sent")
    drained()
    before = [row.template for row in messaging.outbox(at=AT).rows if row.state == "sent"]
    drained(later=timedelta(minutes=1, seconds=59))
    still = Message.objects.get(template="join_sent")
    drained(later=timedelta(minutes=2))

    assert before == ["first_text"]
    assert still.state == "queued"
    link, first = (Message.objects.get(template=kind) for kind in ("join_sent", "first_text"))
    assert "http" not in first.body
    assert "/r/abcdefghijklmnopqrstuv/" in link.body
    assert link.sent_at is not None
    assert first.sent_at is not None
    assert link.sent_at - first.sent_at >= timedelta(minutes=2)


def test_quiet_hours_are_waited_for_and_a_stop_since_then_wins() -> None:
    asked = person(text_number="07700 900123")
    night = datetime.combine(AT.date(), time(22), AT.tzinfo)

    message = send(asked, at=night)
    drained(night)
    messaging.reply(
        provider="test", provider_id="1", sender="+447700900123", text=" Stop. ", at=night
    )
    counts = drained(night)
    message.refresh_from_db()

    assert (counts.sent, counts.blocked) == (1, 1)
    assert (message.state, message.why) == ("cannot_send", "stopped")
    sent = [row.template for row in messaging.outbox(at=night).rows if row.state == "sent"]
    assert sent == ["stop_done"]


def test_cannot_send_is_somebodys_turn_and_nobody_elses() -> None:
    asked = person(channels=("phone",), phone_number="01632 960001")

    message = send(asked)

    (row,) = messaging.cannot_send(actor=SYSTEM).rows
    assert row.message_id == message.pk
    assert row.why == "They want to be rung, not written to."
    assert row.words.startswith("Hello,")
    assert "Need help now?" not in row.words
    assert row.ring == "01632 960001"
    messaging.settle(message.pk, how="told_otherwise", note="Rang", actor=SYSTEM, at=AT)
    message.refresh_from_db()
    assert message.state == "settled"
    assert (message.body, message.address, message.values) == ("", "", {})


def test_without_a_profile_nothing_is_guessed() -> None:
    nobody = PersonFactory()

    message = send(nobody)

    assert (message.state, message.why) == ("cannot_send", "no_profile")
    assert drained() == messaging.DrainCounts()
