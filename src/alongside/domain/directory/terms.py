"""The directory's questions to the catalogue, in one place."""

from __future__ import annotations

from datetime import date

from alongside.domain.catalogue import public as catalogue
from alongside.foundation.errors import NotFound

# A field of the content, and the kind of catalogue term that it holds.
KINDS = {
    "conditions": "condition",
    "modes": "mode",
    "languages": "language",
    "access": "access_need",
    "interests": "interest",
    "times": "time",
}


def known(kind: str, on: date) -> frozenset[str]:
    """The slugs of a kind that began by that day: a listing keeps a term that was retired since.

    Empty before the catalogue was loaded."""
    return frozenset(term.slug for term in catalogue.terms(kind) if term.valid_from <= on)


def label(kind: str, slug: str) -> str:
    """The words for a slug."""
    return catalogue.label(kind, slug)


def coordinates(postcode: str, town: str) -> tuple[float, float] | None:
    """The latitude and longitude of a postcode, of the middle of its outward code, or of the only
    place of that name. A guess between several would send people to the wrong town."""
    found = catalogue.coordinates_of(postcode) if postcode else None
    if found is None and town:
        located = catalogue.locate(town)
        if located.kind == "one":
            return located.places[0].lat, located.places[0].lon
    return found


def require_principle_set(slug: str) -> tuple[str, ...]:
    """The principles of a set, in its order. Raises NotFound for a set that is none."""
    return tuple(principle.slug for principle in catalogue.principle_set(slug).principles)


def require_principle(set_slug: str, slug: str) -> None:
    """Raises NotFound unless the set has that principle."""
    if slug not in require_principle_set(set_slug):
        raise NotFound("principle")
