"""Answers that come from the catalogue."""

from __future__ import annotations

from alongside.domain.catalogue import public as catalogue
from alongside.foundation import clock


def choices(kind: str) -> list[tuple[str, str]]:
    """(slug, label) of each term of that kind that holds today, in the catalogue's order."""
    today = clock.london_date(clock.now())
    return [(term.slug, term.label) for term in catalogue.terms(kind, today)]


def labels(kind: str) -> dict[str, str]:
    """Label by slug, of all that ever held: what was once answered can still be read."""
    return {term.slug: term.label for term in catalogue.terms(kind)}
