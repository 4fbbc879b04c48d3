"""What is kept of a message and of a number, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from alongside.domain.messaging.models import Message, Number

# What is emptied: all that it said, and where it went.
WIPES = ("values", "contact", "address", "sender", "subject", "body", "wiped_at")


def wipe(message: Message, *, at: datetime) -> None:
    """Empties what the message said and where it went; saved by whoever calls."""
    message.values, message.contact = {}, {}
    message.address = message.sender = message.subject = message.body = ""
    message.wiped_at = at


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
