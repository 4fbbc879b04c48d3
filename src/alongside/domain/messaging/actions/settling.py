"""What a person does with a message that could not be sent, and letters that they post."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.messaging.actions.keeping import WIPES, wipe
from alongside.domain.messaging.models import Message
from alongside.domain.messaging.queries.waiting import letters_to_post, visible_messages
from alongside.domain.messaging.states import MessageState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Identified, Work, unit

HOW = ("told_otherwise", "not_needed")
_LONGEST_NOTE = 300
_TAKEN_BACK = (MessageState.QUEUED, MessageState.CANNOT_SEND, MessageState.DEAD)


def settle(message_id: UUID, *, how: str, note: str = "", actor: Actor, at: datetime) -> None:
    """A person dealt with it: `how` is told_otherwise or not_needed. What it said is wiped.

    Again by the same way does nothing. Raises NotFound when out of sight, Invalid, Conflict when
    it went out meanwhile."""
    note = note.strip()
    if how not in HOW:
        raise Invalid({"how": _("Choose what you did.")})
    if len(note) > _LONGEST_NOTE:
        raise Invalid({"note": _("Use 300 letters or fewer.")})
    with unit(actor=actor, at=at) as work:
        message = _held(message_id, actor)
        if message.state == MessageState.SETTLED:
            return
        _end(message, "settle", work, reason=f"{how}: {note}" if note else how)


def try_again(message_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Puts it back into the outbox, to be weighed afresh and tried as often as at first.

    Raises NotFound when out of sight, Conflict when somebody dealt with it meanwhile."""
    with unit(actor=actor, at=at) as work:
        message = _held(message_id, actor)
        if message.state == MessageState.QUEUED:
            return
        if message.wiped_at is not None:
            raise Conflict("what it said is gone")
        message.due_at = message.not_before = at
        message.attempts = 0
        message.why = message.why_what = ""
        move(message, "try_again", work=work, organisation_id=message.organisation_id)
        message.save(update_fields=["due_at", "not_before", "attempts", "why", "why_what"])


def posted(message_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A person printed and posted a letter; its words are wiped. Again does nothing.

    Raises NotFound when out of sight, Conflict for what is no letter that waits."""
    with unit(actor=actor, at=at) as work:
        message = _held(message_id, actor)
        if message.state == MessageState.DELIVERED:
            return
        if not letters_to_post(actor).filter(pk=message.pk).exists():
            raise Conflict("this letter does not wait to be posted")
        _end(message, "deliver", work, reason="posted")


def cancel(
    cause: Identified,
    *,
    template: str = "",
    key_holds: str = "",
    to: Collection[str] = (),
    actor: Actor,
    at: datetime,
) -> int:
    """Takes back what was queued for `cause` (of one template, of keys that hold this, or all; to
    these kinds of recipient, or all) and has not gone out. Nobody needs to tell it another way any
    more either.

    Returns how many. What a worker holds at this moment still goes."""
    with unit(actor=actor, at=at) as work:
        waiting = Message.objects.select_for_update().filter(
            cause_type=cause._meta.label_lower,
            cause_id=str(cause.pk),
            state__in=_TAKEN_BACK,
        )
        if template:
            waiting = waiting.filter(template=template)
        if key_holds:
            waiting = waiting.filter(key__contains=key_holds)
        if to:
            waiting = waiting.filter(to_kind__in=to)
        rows = list(waiting.order_by("pk"))
        for message in rows:
            _end(message, "cancel", work)
        return len(rows)


def take_back(
    cause: Identified, *, template: str, key: str = "", actor: Actor, at: datetime
) -> bool:
    """Takes the newest message of `template` about `cause` back, as `cancel`, with what waits of
    older ones, or the one with that `key`; False, with nothing done, where it is out, is going out
    at this moment, or was never sent: then somebody may have heard."""
    with unit(actor=actor, at=at) as work:
        about = Message.objects.select_for_update().filter(
            cause_type=cause._meta.label_lower, cause_id=str(cause.pk), template=template
        )
        if key:
            about = about.filter(key=key)
        rows = list(about.order_by("-created_at", "-pk"))
        if not rows or rows[0].state not in _TAKEN_BACK:
            return False
        for message in rows:
            if message.state in _TAKEN_BACK:
                _end(message, "cancel", work)
        return True


def cancel_to(person_id: UUID, work: Work) -> None:
    """Within the open unit, takes back all that has not gone out to a person."""
    waiting = Message.objects.select_for_update().filter(
        person_id=person_id, to_kind="person", state__in=_TAKEN_BACK
    )
    for message in waiting.order_by("pk"):
        _end(message, "cancel", work)


def _held(message_id: UUID, actor: Actor) -> Message:
    return get_visible(visible_messages(actor).select_for_update(of=("self",)), message_id)


def _end(message: Message, event: str, work: Work, *, reason: str = "") -> None:
    wipe(message, at=work.at)
    message.ended_at = work.at
    message.save(update_fields=[*WIPES, "ended_at"])
    move(message, event, work=work, organisation_id=message.organisation_id, reason=reason)
