"""The nightly proof that nobody who asked is lost."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from alongside.domain.directory import public as directory
from alongside.domain.signposting.faults import orphaned, wrongly_counted
from alongside.domain.signposting.models import Request
from alongside.domain.signposting.records import Fault
from alongside.domain.signposting.states import CLOSED, OPEN, OWNERS
from alongside.foundation.models import Transition

_TOLD = 100  # of each kind: more would say no more


def reconcile(at: datetime) -> tuple[Fault, ...]:
    """Everything that must never be: a request without its owner or day, owned by somebody whose
    role ended, waiting for a group that has ended, a place counted wrong, a state that is not the
    last move's. Empty when all is well. The due work mends what it can, so run that first."""
    closed = Request.objects.filter(
        listing__state=directory.ListingState.CLOSED,
        state__in=("asked", "reminded", "to_ring", "waiting", "coming"),
    )
    found = [
        *_requests("has no owner or no day", Request.objects.filter(_unowned())),
        *_requests("is owned by somebody whose role ended", orphaned(at)),
        *_requests("waits for a group that has ended", closed),
        *(
            Fault("has its places counted wrong", "directory.listing", str(listing_id))
            for listing_id in wrongly_counted()
        ),
        *_out_of_step(),
    ]
    return tuple(found)


def _unowned() -> Q:
    wrong = Q(state__in=sorted(OPEN)) & (Q(owner_kind="") | Q(due_on=None))
    wrong |= Q(state__in=sorted(CLOSED)) & (~Q(owner_kind="") | Q(due_on__isnull=False))
    wrong |= ~Q(state__in=sorted(OPEN | CLOSED))
    for state, kind in OWNERS.items():
        wrong |= Q(state=state) & ~Q(owner_kind=kind)
    return wrong


def _requests(what: str, rows: object) -> list[Fault]:
    keys = rows.order_by("pk").values_list("pk", flat=True)[:_TOLD]  # type: ignore[attr-defined]
    return [Fault(what, Request._meta.label_lower, str(key)) for key in keys]


def _out_of_step() -> list[Fault]:
    """Open requests whose state is not what the last move made of it."""
    states = {
        str(key): state
        for key, state in Request.objects.filter(state__in=sorted(OPEN)).values_list("pk", "state")
    }
    last: dict[str, str] = {}
    moves = Transition.objects.filter(thing_type=Request._meta.label_lower).order_by("pk")
    for key, target in moves.values_list("thing_id", "target").iterator(2_000):
        if key in states:
            last[key] = target
    return [
        Fault("is not in the state of its last move", Request._meta.label_lower, key)
        for key, target in sorted(last.items())
        if states[key] != target
    ][:_TOLD]
