"""The due work of a journey, one at a time: one that fails stops no other, and is tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

_Item = TypeVar("_Item")
log = structlog.get_logger(__name__)


def one_by_one(items: Iterable[_Item], act: Callable[[_Item], object], *, failed: str) -> int:
    """Does `act` with each, and returns for how many it did something (anything but False).

    A failure is logged as `failed`, by its kind alone: what it says may name somebody."""
    done = 0
    for item in items:
        try:
            done += act(item) is not False
        except Exception as failure:
            log.error(failed, failure=type(failure).__name__)
    return done
