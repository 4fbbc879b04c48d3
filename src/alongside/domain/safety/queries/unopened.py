"""Worries that nobody can read because the key that sealed them is gone."""

from __future__ import annotations

from alongside.domain.safety.models import Concern
from alongside.foundation.models import Unopened


def unopened() -> int:
    """How many worries cannot be opened with the keys that are here; which, is nobody's to know."""
    told = Concern.objects.values_list("what_happened", flat=True).iterator(chunk_size=500)
    return sum(isinstance(each, Unopened) for each in told)
