"""All that messaging holds about one person, for them to have."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.domain.messaging.models import Message, Reply, SafeContact

# What is not theirs to read: how the service worked, and hashes that say nothing.
_OURS = frozenset({"lease", "leased_until", "in_the_dark", "number_digest", "key"})


def personal_data(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Rows of plain values by table: the profile, what was sent, what was answered."""
    return {
        model._meta.label_lower: [
            {name: _plain(value) for name, value in row.items() if name not in _OURS}
            for row in model._default_manager.filter(person_id=person_id).order_by("pk").values()
        ]
        for model in (SafeContact, Message, Reply)
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str, list, dict)) else str(value)
