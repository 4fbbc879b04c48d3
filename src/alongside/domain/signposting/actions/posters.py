"""Counting the scans of posters."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from alongside.domain.signposting.models import PosterCount
from alongside.domain.signposting.queries.posters import place_with
from alongside.foundation.clock import london_date


def count_scan(code: str, *, before: tuple[str, ...] = (), at: datetime) -> str:
    """Counts that the poster with that code led somebody here, and returns the code as we write it.

    "" for a code that nobody has today: nothing is counted. `before` holds the codes that this
    browser came by already; one of them is not counted again. Nobody acts here and nothing is
    audited: a row with its hour would say more about a person than the count itself."""
    place = place_with(code, at)
    if place is None:
        return ""
    if place.code not in before:
        _add_one(PosterCount(code=place.code, month=london_date(at).replace(day=1)))
    return place.code


def _add_one(row: PosterCount) -> None:
    with transaction.atomic():
        # Of many at the same moment one makes the row, and each then adds to what it finds.
        PosterCount.objects.bulk_create([row], ignore_conflicts=True)
        PosterCount.objects.filter(code=row.code, month=row.month).update(scans=F("scans") + 1)
