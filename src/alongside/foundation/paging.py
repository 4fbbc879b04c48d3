"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

Thing = TypeVar("Thing", bound=Model)
Record = TypeVar("Record")
Row = TypeVar("Row")
MOST_A_PAGE = 100


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows. `number` is 1 for the first; `pages` is at least 1."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int


def page_of(
    rows: QuerySet[Thing],
    record: Callable[[Thing], Record],
    *,
    number: int,
    per_page: int,
    prepare: Callable[[list[Thing]], None] = lambda shown: None,
) -> Page[Record]:
    """The page with that number, from two queries. A number outside gives the nearest page.

    `prepare` is called once with the rows of the page, to read what their records need beside."""
    per_page = min(max(per_page, 1), MOST_A_PAGE)
    total = rows.count()
    pages = max(1, -(-total // per_page))
    number = min(max(number, 1), pages)
    start = (number - 1) * per_page
    shown = list(rows[start : start + per_page])
    prepare(shown)
    return Page(
        rows=tuple(record(row) for row in shown),
        number=number,
        pages=pages,
        total=total,
    )
