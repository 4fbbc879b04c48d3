"""The states of a message and of a reply that a person must read, as tables."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class MessageState(StrEnum):
    """Where a message stands on its way."""

    QUEUED = "queued"
    SENDING = "sending"  # a worker holds it, until its lease runs out
    SENT = "sent"  # the provider has taken it; a letter waits to be printed and posted
    DELIVERED = "delivered"
    CANNOT_SEND = "cannot_send"  # it would break what the person asked of us: somebody else's turn
    DEAD = "dead"  # tried as often as it is worth: somebody else's turn
    SETTLED = "settled"  # a person dealt with it
    CANCELLED = "cancelled"  # taken back, or no use any more


class ReplyState(StrEnum):
    """Where a reply stands that no machine may answer."""

    TO_READ = "to_read"
    READ = "read"
    TAKEN = "taken"  # understood, and told to whoever asked


# Whatever was handed to a provider may be found delivered later, in whichever state it is by then.
_FOUND_DELIVERED = {
    (state, "deliver"): "delivered" for state in ("queued", "sending", "sent", "dead")
}

MESSAGE = Table(
    states=MessageState,
    initial=MessageState.QUEUED,
    moves={
        ("queued", "claim"): "sending",
        ("queued", "block"): "cannot_send",
        ("queued", "cancel"): "cancelled",
        ("queued", "expire"): "cancelled",
        ("sending", "accept"): "sent",
        ("sending", "put_back"): "queued",
        ("sending", "block"): "cannot_send",
        ("sending", "expire"): "cancelled",
        ("sending", "retry"): "queued",
        ("sending", "give_up"): "dead",
        ("sent", "retry"): "queued",
        ("sent", "give_up"): "dead",
        **_FOUND_DELIVERED,
        ("cannot_send", "try_again"): "queued",
        ("cannot_send", "settle"): "settled",
        ("cannot_send", "cancel"): "cancelled",
        ("cannot_send", "expire"): "cancelled",
        ("dead", "try_again"): "queued",
        ("dead", "settle"): "settled",
        ("dead", "cancel"): "cancelled",
    },
    final=frozenset({MessageState.DELIVERED, MessageState.SETTLED, MessageState.CANCELLED}),
)

REPLY = Table(
    states=ReplyState,
    initial=ReplyState.TO_READ,
    moves={("to_read", "take"): "taken", ("to_read", "read"): "read"},
    final=frozenset({ReplyState.READ, ReplyState.TAKEN}),
)

# Nothing of what a message said, or where it went, is kept in these.
WIPED = frozenset({MessageState.DELIVERED, MessageState.SETTLED, MessageState.CANCELLED})
A_PERSONS_TURN = frozenset({MessageState.CANNOT_SEND, MessageState.DEAD})
