"""Draining the outbox: what is due is claimed, weighed again and handed over.

Claimed in batches under a lease, so that memory stays small, two workers never have the same
message, and what a killed worker held comes back when its lease has run out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.db.models import F

from alongside.domain.messaging import providers
from alongside.domain.messaging.actions.keeping import WIPES, expire, known_numbers, wipe
from alongside.domain.messaging.actions.preparing import WRITTEN, leased_until, weigh
from alongside.domain.messaging.actions.sending import put_first_text
from alongside.domain.messaging.models import Message
from alongside.domain.messaging.providers import ForGood, ForNow, InTheDark, Parcel, Provider
from alongside.domain.messaging.records import Channel, DrainCounts
from alongside.domain.messaging.rules.deciding import Block, Wait
from alongside.domain.messaging.rules.reasons import Why
from alongside.domain.messaging.rules.retrying import next_try
from alongside.domain.messaging.states import MessageState
from alongside.foundation.actor import system
from alongside.foundation.transitions import move, move_all
from alongside.foundation.unit import Work, unit

# No more is claimed for a carrier outside than is handed over well within a lease.
BATCH, BATCH_AWAY = 100, 10
WORKER = system("messaging")
log = structlog.get_logger(__name__)


def drain(*, now: Callable[[], datetime], most: int = 0) -> DrainCounts:
    """Sends what is due until nothing is, or until `most` messages were looked at (0: no end).

    Any number may drain at once. `now` is asked again before each hand-over."""
    release_leases(at=now())
    counts, looked_at = DrainCounts(), 0
    batch = _batch()
    while not most or looked_at < most:
        size = min(batch, most - looked_at) if most else batch
        found, claimed, done = _claim(now(), size)
        if not found:
            break
        looked_at += found
        counts += done
        for message in claimed:
            counts += _carry(message, now)
    return counts


def release_leases(*, at: datetime) -> int:
    """Puts back what a worker held that is gone: its lease has run out. Returns how many."""
    held = Message.objects.filter(state=MessageState.SENDING, leased_until__lte=at)
    if not held.exists():
        return 0
    with unit(actor=WORKER, at=at) as work:
        back = move_all(
            list(held.order_by("pk")[:BATCH]),
            "put_back",
            work=work,
            organisation_id=_organisation,
            reason=lambda message: "lease",
        )
        # The first try ended in the dark: the provider is asked before the second.
        Message.objects.filter(pk__in=[message.pk for message in back]).update(
            lease=None, leased_until=None, in_the_dark=True
        )
    return len(back)


def _claim(at: datetime, size: int) -> tuple[int, list[Message], DrainCounts]:
    """Weighs a batch of what is due: how many, those to carry, and what was done with the rest.

    What a provider within the database takes is sent here, in the same transaction."""
    due = Message.objects.filter(state=MessageState.QUEUED, due_at__lte=at)
    keys = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:size])
    if not keys:
        return 0, [], DrainCounts()
    with unit(actor=WORKER, at=at) as work:
        batch = list(due.select_for_update().filter(pk__in=keys).order_by("pk"))
        later, blocked, going = _sorted(batch, at, work)
        expired = [one for one in blocked if one.why == Why.TOO_LATE]
        expire(expired, work)
        blocked = [one for one in blocked if one.why != Why.TOO_LATE]
        move_all(
            blocked,
            "block",
            work=work,
            organisation_id=_organisation,
            reason=lambda message: message.why,
        )
        _lease(going, at)
        claimed = move_all(going, "claim", work=work, organisation_id=_organisation)
        here = [one for one in claimed if providers.provider_of(one.channel).local]
        _accept(here, work)
    away = [one for one in claimed if one.state == MessageState.SENDING]
    done = DrainCounts(sent=len(here), later=len(later), blocked=len(blocked), expired=len(expired))
    return len(keys), away, done


def _sorted(
    batch: Sequence[Message], at: datetime, work: Work
) -> tuple[list[Message], list[Message], list[Message]]:
    """Those that must wait, those that must not go, those to go; saved as they were weighed."""
    later, blocked, going = [], [], []
    before = [_written(message) for message in batch]
    decisions = weigh(batch, at=at)
    for message, decision, was in zip(batch, decisions, before, strict=True):
        if isinstance(decision, Block):
            blocked.append(message)
        elif isinstance(decision, Wait):
            later.append(message)
            if decision.first_text:
                put_first_text(message, decision, work)
        else:
            going.append(message)
            # Most go as they were queued, so most need no writing.
            message.due_at = was[-1]
        if _written(message) != was:
            message.save(update_fields=WRITTEN)
    return later, blocked, going


def _written(message: Message) -> list[Any]:
    others = [name for name in WRITTEN if name != "due_at"]
    return [*(getattr(message, name) for name in others), message.due_at]


def _lease(going: Sequence[Message], at: datetime) -> None:
    """One lease for all of a batch: a few statements for any number."""
    lease = uuid4()
    by_provider: dict[str, list[UUID]] = defaultdict(list)
    for message in going:
        message.lease, message.leased_until = lease, leased_until(at)
        message.attempts += 1
        message.provider = providers.provider_of(message.channel).name
        by_provider[message.provider].append(message.pk)
    for name, keys in by_provider.items():
        Message.objects.filter(pk__in=keys).update(
            provider=name, lease=lease, leased_until=leased_until(at), attempts=F("attempts") + 1
        )


def _accept(messages: Sequence[Message], work: Work) -> None:
    """The provider has them: noted in one go, and wiped where nothing more will be heard."""
    accepted = move_all(messages, "accept", work=work, organisation_id=_organisation)
    Message.objects.filter(pk__in=[message.pk for message in accepted]).update(
        sent_at=work.at, due_at=work.at, lease=None, leased_until=None, in_the_dark=False
    )
    for message in accepted:
        if message.reference:
            message.save(update_fields=["reference"])
        if providers.provider_of(message.channel).keep == timedelta(0):
            wipe(message, at=work.at)
            message.save(update_fields=WIPES)
    texted = {one.number_digest for one in messages if one.channel == Channel.TEXT}
    known_numbers(texted, at=work.at)


def _carry(message: Message, now: Callable[[], datetime]) -> DrainCounts:
    """Hands one message over to a provider outside, with no transaction open meanwhile."""
    if not _still_to_go(message, now()):
        return DrainCounts()
    provider = providers.provider_of(message.channel)
    try:
        message.reference = _hand_over(message, provider)
    except ForNow as fault:
        message.in_the_dark = message.in_the_dark or isinstance(fault, InTheDark)
        return _again(message, str(fault), now())
    except ForGood as fault:
        return _dead(message, Why.REFUSED, str(fault), now())
    except Exception as failure:
        # A provider that fails in a way nobody thought of must not hold up all other messages.
        log.error("provider_failed", provider=provider.name, failure=type(failure).__name__)
        message.in_the_dark = True
        return _again(message, type(failure).__name__, now())
    with unit(actor=WORKER, at=now()) as work:
        _accept([message], work)
    return DrainCounts(sent=1)


def _hand_over(message: Message, provider: Provider) -> str:
    parcel = Parcel(
        message_id=message.pk,
        channel=message.channel,
        address=message.address,
        sender=message.sender,
        subject=message.subject,
        body=message.body,
        language=message.language,
        large=message.large,
    )
    found = provider.find(parcel, since=message.created_at) if message.in_the_dark else ""
    return found or provider.hand_over(parcel)


def _still_to_go(message: Message, at: datetime) -> bool:
    """Weighs once more at the moment of sending: whatever the person said since then wins.

    Also keeps the lease, unless another worker has the message by now."""
    with unit(actor=WORKER, at=at) as work:
        if not _is_ours(message):
            return False
        decision = weigh([message], at=at)[0]
        message.leased_until = leased_until(at)
        if isinstance(decision, Wait):
            # It was not tried, so this does not count as one of its tries.
            message.attempts -= 1
        message.save(update_fields=[*WRITTEN, "attempts", "leased_until"])
        if isinstance(decision, Block) and decision.why == Why.TOO_LATE:
            expire([message], work)
        elif isinstance(decision, Block):
            _moved(message, "block", str(decision.why), work)
        elif isinstance(decision, Wait):
            _moved(message, "put_back", "later", work)
            if decision.first_text:
                put_first_text(message, decision, work)
        return message.state == MessageState.SENDING


def _is_ours(message: Message) -> bool:
    """Locks the row; False when its lease is over, or a receipt has come before the answer."""
    held = Message.objects.select_for_update().filter(
        pk=message.pk, state=MessageState.SENDING, lease=message.lease, wiped_at=None
    )
    return held.exists()


def _again(message: Message, fault: str, at: datetime) -> DrainCounts:
    """Tries again later, or gives up when it was tried as often as it is worth."""
    due = next_try(message.attempts, message.pk, at)
    if due is None:
        return _dead(message, Why.GAVE_UP, fault, at)
    with unit(actor=WORKER, at=at) as work:
        if not _is_ours(message):
            return DrainCounts()
        message.due_at = due
        message.lease = message.leased_until = None
        _moved(message, "retry", fault, work)
        message.save(update_fields=["due_at", "lease", "leased_until", "in_the_dark"])
    return DrainCounts(retried=1)


def _dead(message: Message, why: Why, fault: str, at: datetime) -> DrainCounts:
    with unit(actor=WORKER, at=at) as work:
        if not _is_ours(message):
            return DrainCounts()
        message.why, message.why_what = str(why), ""
        message.lease = message.leased_until = None
        _moved(message, "give_up", fault, work)
        message.save(update_fields=["why", "why_what", "lease", "leased_until"])
    return DrainCounts(dead=1)


def _moved(message: Message, event: str, reason: str, work: Work) -> None:
    move(message, event, work=work, organisation_id=message.organisation_id, reason=reason)


def _batch() -> int:
    away = any(not providers.provider_of(channel).local for channel in providers.available())
    return BATCH_AWAY if away else BATCH


def _organisation(message: Message) -> UUID | None:
    return message.organisation_id
