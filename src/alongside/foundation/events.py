"""Facts told upwards: a frozen record, received after the commit by whoever asked for its type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import structlog

Event = TypeVar("Event")

log = structlog.get_logger(__name__)
_receivers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def receive(kind: type[Event], receiver: Callable[[Event], None]) -> None:
    """From now on `receiver` is called with each event of exactly this type, once per commit."""
    if receiver not in _receivers[kind]:
        _receivers[kind].append(receiver)


def tell(happened: Iterable[object]) -> None:
    """Calls the receivers in the order of the events.

    The writes are committed by now, so a receiver that fails is logged (its type alone) and the
    others still hear."""
    for event in happened:
        for receiver in _receivers[type(event)]:
            try:
                receiver(event)
            except Exception as failure:
                log.error(
                    "receiver_failed",
                    receiver=receiver.__qualname__,
                    event_type=type(event).__name__,
                    failure=type(failure).__name__,
                )
