"""What is kept of a message and of a number, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from alongside.domain.messaging.models import Message, Number
from alongside.domain.messaging.rules.reasons import Why
from alongside.foundation.transitions import move_all
from alongside.foundation.unit import Work

# What is emptied: all that it said, and where it went.
WIPES = ("values", "contact", "address", "sender", "subject", "body", "wiped_at")


def wipe(message: Message, *, at: datetime) -> None:
    """Empties what the message said and where it went; saved by whoever calls."""
    message.values, message.contact = {}, {}
    message.address = message.sender = message.subject = message.body = ""
    message.wiped_at = at


def expire(messages: Sequence[Message], work: Work) -> int:
    """Within the open unit, what nobody has any use for any more goes to nobody, and is nobody's
    work: its words are wiped, and why it did not go stays. Returns how many."""
    for message in messages:
        wipe(message, at=work.at)
        message.why, message.why_what, message.ended_at = str(Why.TOO_LATE), "", work.at
    Message.objects.bulk_update(messages, [*WIPES, "why", "why_what", "ended_at"])
    moved = move_all(
        messages,
        "expire",
        work=work,
        organisation_id=lambda message: message.organisation_id,
        reason=lambda message: message.why,
    )
    return len(moved)


def known_numbers(digests: Iterable[str], *, at: datetime) -> None:
    """Notes that these numbers were texted; the first time stands."""
    wanted = {digest for digest in digests if digest}
    if not wanted:
        return
    Number.objects.bulk_create(
        [Number(digest=digest, first_texted_at=at) for digest in sorted(wanted)],
        ignore_conflicts=True,
    )
    Number.objects.filter(digest__in=wanted, first_texted_at=None).update(first_texted_at=at)
