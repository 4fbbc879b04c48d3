"""The four ways in which an action says no. Pages and APIs turn each into one status."""

from __future__ import annotations

from collections.abc import Mapping


class NotFound(Exception):
    """There is no such thing, or this actor may not know that there is. Shown as 404."""


class Refused(Exception):
    """The actor knows the thing but may not do this to it. Shown as 403."""


class Conflict(Exception):
    """Somebody else changed the thing first, or its state has moved on. Shown as 409."""


class Invalid(Exception):
    """What was given cannot be taken. `faults` maps a field's name to a plain sentence."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = dict(faults)
