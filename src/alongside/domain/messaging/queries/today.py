"""How much of messaging waits for a coordinator, for the page that counts it."""

from __future__ import annotations

from datetime import datetime

from alongside.domain.messaging.queries.profiles import reviewable
from alongside.domain.messaging.queries.waiting import (
    letters_to_post,
    require_coordinator,
    visible_messages,
    visible_replies,
)
from alongside.domain.messaging.records import TodayCounts
from alongside.domain.messaging.states import A_PERSONS_TURN, ReplyState
from alongside.foundation.actor import Actor


def today(*, actor: Actor, at: datetime) -> TodayCounts:
    """What waits for the actor: six queries. Raises Refused for whoever coordinates nowhere."""
    require_coordinator(actor)
    return TodayCounts(
        cannot_send=visible_messages(actor).filter(state__in=A_PERSONS_TURN).count(),
        replies=visible_replies(actor).filter(state=ReplyState.TO_READ).count(),
        letters=letters_to_post(actor).count(),
        reviews=reviewable(actor, at).count(),
    )
