"""Erasing what is held about one person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.messaging.actions.keeping import WIPES, wipe
from alongside.domain.messaging.models import Message, Reply, SafeContact
from alongside.domain.messaging.states import MessageState, ReplyState
from alongside.foundation.actor import Actor
from alongside.foundation.transitions import move_all
from alongside.foundation.unit import Work, unit

# How each state that is not an end comes to one.
_ENDS = {
    MessageState.QUEUED: "cancel",
    MessageState.CANNOT_SEND: "cancel",
    MessageState.DEAD: "settle",
}


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Deletes the profile, empties every message and reply, and ends what was still to go out.

    What stays: that a kind of message was sent, to an id that names nobody any more. Returns how
    many rows of each table were deleted or emptied. Who may ask for it is the caller's to know."""
    with unit(actor=actor, at=at) as work:
        messages = list(
            Message.objects.select_for_update().filter(person_id=person_id).order_by("pk")
        )
        for message in messages:
            if message.wiped_at is None:
                wipe(message, at=at)
            message.number_digest = ""
            message.ended_at = message.ended_at or at
        Message.objects.bulk_update(messages, [*WIPES, "number_digest", "ended_at"], 200)
        for state, event in _ENDS.items():
            move_all(
                [message for message in messages if message.state == state],
                event,
                work=work,
                organisation_id=lambda message: message.organisation_id,
                reason=lambda message: "erased",
            )
        replies = _replies(person_id, work)
        profiles = _profile(person_id, work)
    return {
        "messaging.message": len(messages),
        "messaging.reply": replies,
        "messaging.safecontact": profiles,
    }


def _replies(person_id: UUID, work: Work) -> int:
    replies = list(Reply.objects.select_for_update().filter(person_id=person_id).order_by("pk"))
    for reply in replies:
        reply.text = reply.number_digest = reply.note = ""
        work.audit("reply.erased", reply, organisation_id=reply.organisation_id, fields=("text",))
    Reply.objects.bulk_update(replies, ["text", "number_digest", "note"], 200)
    waiting = [reply for reply in replies if reply.state == ReplyState.TO_READ]
    move_all(waiting, "read", work=work, organisation_id=lambda reply: reply.organisation_id)
    return len(replies)


def _profile(person_id: UUID, work: Work) -> int:
    profile = SafeContact.objects.filter(person_id=person_id).first()
    if profile is None:
        return 0
    work.audit("safecontact.erased", profile, organisation_id=profile.organisation_id)
    profile.delete()
    return 1
