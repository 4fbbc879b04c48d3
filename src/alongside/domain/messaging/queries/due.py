"""Whether there is anything to do."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from alongside.domain.messaging.models import Message
from alongside.domain.messaging.states import MessageState


def anything_due(at: datetime) -> bool:
    """Whether a message is due to go out, or a lease has run out: one query."""
    due = Q(state=MessageState.QUEUED, due_at__lte=at)
    left = Q(state=MessageState.SENDING, leased_until__lte=at)
    return Message.objects.filter(due | left).exists()
