"""The nightly proof that nobody who was referred is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from alongside.domain.referrals.faults import (
    joined_to_nothing,
    left_open,
    orphaned,
    unowned,
    untold,
    without_episode,
)
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.records import Fault
from alongside.foundation.models import Transition

_TOLD = 100  # of each kind: more would say no more


def reconcile(at: datetime) -> tuple[Fault, ...]:
    """Everything that must never be: a referral without its owner or day, owned by somebody whose
    role ended, taken on without an episode, an episode left open, joined to nothing, a referrer
    who was not told, a state that is not the last move's. Empty when all is well. The due work
    mends what it can, so run that first."""
    return (
        *_things("has no owner or no day", unowned()),
        *_things("is owned by somebody whose role ended", orphaned(at)),
        *_things("was taken on and has no open episode", without_episode()),
        *_things("is open though its referral is over", left_open()),
        *_things("is joined to nothing", joined_to_nothing()),
        *_things("came so far without a word to the referrer", untold()),
        *_out_of_step(),
    )


def _things(what: str, rows: QuerySet[Any]) -> list[Fault]:
    keys = rows.order_by("pk").values_list("pk", flat=True)[:_TOLD]
    return [Fault(what, rows.model._meta.label_lower, str(key)) for key in keys]


def _out_of_step() -> list[Fault]:
    """Referrals whose state is not what the last move made of it."""
    states = {str(key): state for key, state in Referral.objects.values_list("pk", "state")}
    last: dict[str, str] = {}
    moves = Transition.objects.filter(thing_type=Referral._meta.label_lower).order_by("pk")
    for key, target in moves.values_list("thing_id", "target").iterator(2_000):
        last[key] = target
    return [
        Fault("is not in the state of its last move", Referral._meta.label_lower, key)
        for key, target in sorted(last.items())
        if states.get(key, target) != target
    ][:_TOLD]
