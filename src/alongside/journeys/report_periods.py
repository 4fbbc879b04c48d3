"""The periods that a report may be of: contract years, their quarters, and a year so far.

Their names stand in addresses: `2026`, `2026-q2`, `2026-to-q2`, where 2026 is the year in which the
contract year begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from alongside.foundation.clock import add_months

YEARS_BACK = 2
HALF = 2
"""The quarter with which the first half of a year ends."""
_SLUG = re.compile(r"(20\d\d)(?:-(to-)?q([1-4]))?")


@dataclass(frozen=True)
class Period:
    """From `since` to `until`, both counted. `kind` is year, quarter or so_far; `quarter` is 4 for
    a whole year."""

    slug: str
    kind: str
    since: date
    until: date
    quarter: int = 4


def period_named(slug: str, *, year_begins: int) -> Period | None:
    """The period of that name, or None where there is none."""
    found = _SLUG.fullmatch(slug)
    if found is None:
        return None
    year, so_far, quarter = int(found[1]), found[2], int(found[3] or 4)
    if so_far and quarter == 4:
        return None  # that is the whole year, under its own name
    begins = date(year, year_begins, 1)
    quarterly = found[3] is not None and not so_far
    since = add_months(begins, 3 * (quarter - 1)) if quarterly else begins
    until = add_months(begins, 3 * quarter) - timedelta(days=1)
    kind = "quarter" if quarterly else "so_far" if so_far else "year"
    return Period(slug, kind, since, until, quarter)


def half_of(period: Period) -> Period | None:
    """The first half of a whole year, None of anything shorter."""
    if period.kind != "year":
        return None
    slug = f"{period.slug}-to-q{HALF}"
    return period_named(slug, year_begins=period.since.month)


def year_of(day: date, *, year_begins: int) -> int:
    """The year in which the contract year of a day begins."""
    return day.year if day.month >= year_begins else day.year - 1


def offered(today: date, *, year_begins: int, outside: bool) -> tuple[Period, ...]:
    """The periods to choose from, the latest on top. Outside the service only periods that are
    over, each inside the next longer one, so that none can be taken from another."""
    this = year_of(today, year_begins=year_begins)
    slugs = [str(this)]
    slugs += [f"{this}-{'to-' if outside else ''}q{quarter}" for quarter in (4, 3, 2, 1)]
    slugs += [str(this - back) for back in range(1, YEARS_BACK + 1)]
    named = (period_named(slug, year_begins=year_begins) for slug in slugs)
    return tuple(one for one in named if one and may_be_told(one, today, outside=outside))


def may_be_told(period: Period, today: date, *, outside: bool) -> bool:
    """Whether a period has begun, and for outside is over and no quarter by itself."""
    if outside:
        return period.until < today and period.kind != "quarter"
    return period.since <= today and period.kind != "so_far"
