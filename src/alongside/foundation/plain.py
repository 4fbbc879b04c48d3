"""Values as any program can read them: for copies of what is held about somebody."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID


def plain(row: Any, *names: str) -> dict[str, Any]:
    """The named columns of a row as JSON can hold them; moments in ISO 8601, ids as text."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value
