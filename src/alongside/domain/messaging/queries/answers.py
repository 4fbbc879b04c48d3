"""Answers again, for whoever did not hear of them at the time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from alongside.domain.messaging.events import ReplyReceived
from alongside.domain.messaging.models import Reply
from alongside.domain.messaging.states import ReplyState


def answers_since(since: datetime, *, cause_type: str) -> Iterator[ReplyReceived]:
    """The answers by number to messages for things of one kind, from a moment on, the oldest first.

    They were told as events after their commit; a run of due work finds here what was not heard,
    because the process ended just then."""
    rows = (
        Reply.objects.filter(at__gte=since, state=ReplyState.TAKEN, message__cause_type=cause_type)
        .filter(meaning__regex=r"^[1-9]$")
        .select_related("message")
        .order_by("at", "pk")
    )
    for row in rows.iterator(500):
        if row.message is not None:
            yield ReplyReceived(
                message_id=row.message.pk,
                cause_type=row.message.cause_type,
                cause_id=row.message.cause_id,
                template=row.message.template,
                meaning=row.meaning,
                at=row.at,
            )
