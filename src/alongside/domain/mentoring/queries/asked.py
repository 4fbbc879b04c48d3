"""Which pairs are asked how it is going."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from alongside.domain.mentoring.models import Review
from alongside.domain.mentoring.states import ReviewState


def asked_now(pairs: Iterable[UUID]) -> dict[UUID, datetime]:
    """Which of these pairs are asked how it is going and have not answered, and since when: one
    query."""
    rows = Review.objects.filter(pair__in=list(pairs), state=ReviewState.ASKED)
    return dict(rows.order_by("week").values_list("pair", "asked_at"))
