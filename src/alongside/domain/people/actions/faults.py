"""Refusing what cannot be taken, field by field."""

from __future__ import annotations

from alongside.foundation.errors import Invalid


def refuse_faults(faults: dict[str, str]) -> None:
    """Raises Invalid with the fields that have a fault; an empty fault is none."""
    found = {field: fault for field, fault in faults.items() if fault}
    if found:
        raise Invalid(found)
