"""A page of a queryset as records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet

from alongside.domain.directory.records import Page

Thing = TypeVar("Thing", bound=Model)
Record = TypeVar("Record")
MOST_A_PAGE = 100


def page_of(
    rows: QuerySet[Thing], record: Callable[[Thing], Record], *, number: int, per_page: int
) -> Page[Record]:
    """The page with that number, from two queries. A number outside gives the nearest page."""
    per_page = min(max(per_page, 1), MOST_A_PAGE)
    total = rows.count()
    pages = max(1, -(-total // per_page))
    number = min(max(number, 1), pages)
    start = (number - 1) * per_page
    return Page(
        rows=tuple(record(row) for row in rows[start : start + per_page]),
        number=number,
        pages=pages,
        total=total,
    )
