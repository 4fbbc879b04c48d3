"""What providers tell of messages that they took: late, doubled, unknown or out of order."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.messaging.actions.keeping import WIPES, wipe
from alongside.domain.messaging.models import Message
from alongside.domain.messaging.rules.reasons import Why
from alongside.domain.messaging.rules.retrying import next_try
from alongside.domain.messaging.states import MessageState
from alongside.foundation.actor import system
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

DELIVERED, FAILED_FOR_NOW, FAILED_FOR_GOOD = "delivered", "failed_for_now", "failed_for_good"
_NOT_GONE = frozenset({MessageState.QUEUED, MessageState.SENDING, MessageState.DEAD})


def receipt(*, provider: str, reference: str, outcome: str, at: datetime) -> None:
    """Takes a provider's word: delivered, failed_for_now or failed_for_good; others say nothing.

    `reference` is our own: the message's id. *Delivered* wins over whatever was thought before, in
    whichever order they come. What is doubled, late or unknown changes nothing."""
    message_id = _id_of(reference)
    if message_id is None:
        return
    with unit(actor=system(f"receipt {provider}"), at=at) as work:
        message = (
            Message.objects.select_for_update()
            .filter(pk=message_id, provider=provider, attempts__gt=0)
            .first()
        )
        if message is None:
            return
        if outcome == DELIVERED:
            _deliver(message, work)
        elif outcome in (FAILED_FOR_NOW, FAILED_FOR_GOOD) and message.state == MessageState.SENT:
            _fail(message, work, for_good=outcome == FAILED_FOR_GOOD)


def _id_of(reference: str) -> UUID | None:
    try:
        return UUID(reference)
    except ValueError:
        return None


def _deliver(message: Message, work: Work) -> None:
    if message.state not in {MessageState.SENT, *_NOT_GONE}:
        return
    wipe(message, at=work.at)
    message.ended_at = work.at
    message.sent_at = message.sent_at or work.at
    message.save(update_fields=[*WIPES, "ended_at", "sent_at"])
    _moved(message, "deliver", work)
    Message.objects.filter(pk=message.pk).update(lease=None, leased_until=None)


def _fail(message: Message, work: Work, *, for_good: bool) -> None:
    due = None if for_good else next_try(message.attempts, message.pk, work.at)
    # What it said is gone when a failure is told after days: a person decides then.
    if due is None or message.wiped_at is not None:
        message.why = str(Why.REFUSED if for_good else Why.GAVE_UP)
        message.save(update_fields=["why"])
        _moved(message, "give_up", work)
        return
    message.due_at = due
    message.save(update_fields=["due_at"])
    _moved(message, "retry", work)


def _moved(message: Message, event: str, work: Work) -> None:
    move(message, event, work=work, organisation_id=message.organisation_id, reason="receipt")
