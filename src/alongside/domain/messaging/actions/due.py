"""What falls due by the clock: leases that ran out, and what is kept no longer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from alongside.domain.messaging import providers
from alongside.domain.messaging.actions.draining import release_leases
from alongside.domain.messaging.actions.keeping import WIPES, expire, wipe
from alongside.domain.messaging.actions.replying import ANSWERS_FOR
from alongside.domain.messaging.models import Message
from alongside.domain.messaging.records import DueDone
from alongside.domain.messaging.rules.seeing import may_run_due
from alongside.domain.messaging.states import MessageState
from alongside.domain.messaging.templates import library
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.unit import unit

# A sign-in mail that never left is worth nothing to anybody after a week.
_DEAD_MAIL_FOR = timedelta(days=7)
_BATCH = 500


def run_due(*, actor: Actor, at: datetime) -> DueDone:
    """Puts back what a dead worker held, wipes what need not be kept, takes off a person's list
    what is no use any more, forgets hashes of numbers whose answers are no longer awaited. Again,
    late or by two at once does no more.

    Raises Refused for anybody but the service's own work."""
    if not may_run_due(actor):
        raise Refused("only the service's own work does this")
    leases = release_leases(at=at)
    wiped = sum(_wipe(rows, actor, at) for rows in _no_longer_kept(at))
    expired = sum(_expire(rows, actor, at) for rows in _out_of_date(at))
    return DueDone(leases, wiped, _forget_numbers(actor, at), expired)


def _out_of_date(at: datetime) -> list[QuerySet[Message]]:
    """What a person was to tell another way, and which is no use to anybody any more."""
    waits = Message.objects.filter(state=MessageState.CANNOT_SEND)
    waits = waits.annotate(since=Coalesce("not_before", "created_at"))
    return [
        waits.filter(template=slug, since__lt=at - timedelta(hours=kind.useful_hours))
        for slug, kind in library().templates.items()
        if kind.useful_hours is not None
    ]


def _expire(due: QuerySet[Message], actor: Actor, at: datetime) -> int:
    done = 0
    while keys := list(due.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with unit(actor=actor, at=at) as work:
            rows = due.select_for_update().filter(pk__in=keys).order_by("pk")
            done += expire(list(rows), work)
    return done


def _no_longer_kept(at: datetime) -> list[QuerySet[Message]]:
    kept = Message.objects.filter(wiped_at=None)
    dead_mail = kept.filter(
        to_kind="address",
        state__in=(MessageState.DEAD, MessageState.CANNOT_SEND),
        created_at__lte=at - _DEAD_MAIL_FOR,
    )
    sent = kept.filter(state=MessageState.SENT)
    by_provider = [
        sent.filter(provider=kind.name, sent_at__lte=at - kind.keep)
        for kind in providers.KINDS.values()
        if kind.keep is not None
    ]
    return [dead_mail, *by_provider]


def _wipe(due: QuerySet[Message], actor: Actor, at: datetime) -> int:
    done = 0
    while True:
        keys = list(due.order_by("pk").values_list("pk", flat=True)[:_BATCH])
        if not keys:
            return done
        with unit(actor=actor, at=at) as work:
            rows = list(due.select_for_update().filter(pk__in=keys).order_by("pk"))
            for message in rows:
                wipe(message, at=at)
                work.audit(
                    "message.wiped",
                    message,
                    organisation_id=message.organisation_id,
                    fields=("body", "address"),
                )
            Message.objects.bulk_update(rows, WIPES)
        done += len(rows)


def _forget_numbers(actor: Actor, at: datetime) -> int:
    """The hash by which an answer found its question: one note in the audit for all of them."""
    old = Message.objects.filter(sent_at__lte=at - ANSWERS_FOR).exclude(number_digest="")
    old = old.exclude(state__in=(MessageState.QUEUED, MessageState.SENDING))
    first = old.order_by("pk").first()
    if first is None:
        return 0
    with unit(actor=actor, at=at) as work:
        work.audit("message.number_forgotten", first, fields=("number_digest",))
        return old.update(number_digest="")
