"""The directory's questions to the catalogue, in one place."""

from __future__ import annotations

from datetime import date

# A field of the content, and the kind of catalogue term that it holds.
KINDS = {
    "conditions": "condition",
    "modes": "mode",
    "languages": "language",
    "access": "access_need",
    "interests": "interest",
    "times": "time",
}


def labels(kind: str, on: date) -> dict[str, str]:
    """The terms of a kind, slug to label, that hold on that day."""
    return {}


def coordinates(postcode: str, town: str) -> tuple[float, float] | None:
    """The latitude and longitude of a postcode; else of the only place of that name."""
    return None
