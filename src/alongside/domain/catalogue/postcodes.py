"""Postcodes as keys: without the space."""

from __future__ import annotations

from alongside.engines.geo import normalise_postcode, outward_code


def code_of(text: str) -> str | None:
    """`text` as a postcode without its space ("WR141AA") or an outward code ("WR14"), else None.

    Forgives what people type: capitals, spaces, letters for digits that look like them."""
    whole = normalise_postcode(text)
    return whole.replace(" ", "") if whole else outward_code(text)


def outward_of(postcode: str) -> str | None:
    """The outward code of a postcode or of an outward code ("WR14"), else None."""
    return outward_code(postcode)
