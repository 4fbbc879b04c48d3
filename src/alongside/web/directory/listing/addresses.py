"""Where the pages of a listing are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

# Questions whose pages list several answers of one kind.
LISTED = frozenset({"places", "meetings"})


def address(name: str, **kwargs: Any) -> str:
    """The address of a page of this feature."""
    return reverse(f"directory:{name}", kwargs=kwargs)


def step_address(listing_id: UUID, key: str, after: str = "") -> str:
    """The page of a step; `after` names where *Continue* then leads."""
    if key in LISTED:
        where = address(key, listing_id=listing_id)
    else:
        where = address("question", listing_id=listing_id, key=key)
    return f"{where}?after={after}" if after else where
