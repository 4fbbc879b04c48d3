"""What became of the messages that were sent because of something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging.models import Message
from alongside.domain.messaging.queries.waiting import why_in_words
from alongside.domain.messaging.records import AboutRow, MessageAbout
from alongside.domain.messaging.states import MessageState

_FAILED = (MessageState.CANNOT_SEND, MessageState.DEAD)
_WENT = (MessageState.SENDING, MessageState.SENT, MessageState.DELIVERED, MessageState.SETTLED)


def messages_about(
    kind: str, ids: Iterable[object], *, template: str
) -> dict[str, tuple[AboutRow, ...]]:
    """The messages of that template whose cause is one of these things of one kind, by its id, the
    oldest first: one query. Whoever asks has seen the things themselves; what a message said is not
    told."""
    rows = Message.objects.filter(
        cause_type=kind, cause_id__in=[str(each) for each in ids], template=template
    )
    found: dict[str, list[AboutRow]] = defaultdict(list)
    for row in rows.order_by("created_at", "pk"):
        found[row.cause_id].append(
            AboutRow(
                channel=row.channel,
                state=row.state,
                went=row.state in _WENT,
                failed=row.state in _FAILED or bool(row.why),
                why=why_in_words(row),
                at=row.sent_at or row.created_at,
            )
        )
    return {key: tuple(several) for key, several in found.items()}


def messages_of(kind: str, key: object) -> tuple[MessageAbout, ...]:
    """The messages that were sent because of one thing, the oldest first: one query. As
    `messages_about`, what they said is not told."""
    rows = Message.objects.filter(cause_type=kind, cause_id=str(key)).order_by("created_at", "pk")
    labels = {term.slug: term.label for term in catalogue.terms("message")}
    return tuple(
        MessageAbout(
            template=row.template,
            label=labels.get(row.template, ""),
            person_id=row.person_id,
            went=row.state in _WENT,
            failed=row.state in _FAILED,
            off=row.state == MessageState.CANCELLED,
            at=row.sent_at or row.created_at,
        )
        for row in rows
    )
