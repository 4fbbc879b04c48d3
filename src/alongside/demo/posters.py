"""A year of scans: of a practice with a poster in its window, of one with a card on its desk, and
of a team that has just begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.domain.signposting import public as signposting
from alongside.foundation.clock import add_months, london_date

# Scans in each month, the latest first; the first of them is the month that is running.
SCANS = {
    "Z9D03A": (6, 14, 11, 9, 7, 12, 8, 5),
    "Z9D11B": (1, 3, 0, 2, 4),
    "malvern": (4, 9),
}


def make_posters(*, at: datetime) -> None:
    """Lets the posters be scanned: through the same door as a phone does."""
    first = london_date(at).replace(day=1)
    for code, months in SCANS.items():
        for back, scans in enumerate(months):
            begun = at - timedelta(days=(london_date(at) - add_months(first, -back)).days)
            for _scan in range(scans):
                signposting.count_scan(code, at=begun)
