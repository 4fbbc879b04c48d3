"""What the UK profile asks of every answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def prune_empty(value: Any) -> Any:
    """`value` without null, "", [] and {} at any depth; 0 and false stay.

    A part that becomes empty goes too. The outermost value is kept, even when it is empty."""
    if isinstance(value, Mapping):
        pruned = ((name, prune_empty(item)) for name, item in value.items())
        return {name: item for name, item in pruned if not _empty(item)}
    if isinstance(value, list | tuple):
        return [item for item in map(prune_empty, value) if not _empty(item)]
    return value


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def page(contents: Sequence[Any], *, page: int, per_page: int, total: int) -> dict[str, Any]:
    """The page object of the UK profile. `page` counts from 1; `contents` are its items alone."""
    pages = -(-total // per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }
