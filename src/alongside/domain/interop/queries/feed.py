"""What the Open Referral UK feed gives, page by page. Anybody may read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from uuid import UUID

from alongside.domain.directory.public import (
    FeedFilters,
    feed_page,
    feed_place,
    feed_places,
    public_listing,
)
from alongside.domain.interop.oruk.encode import encode_service, encode_service_at_location
from alongside.domain.interop.oruk.ids import taxonomy_id
from alongside.domain.interop.oruk.vocabulary import Vocabulary, vocabulary
from alongside.formats.oruk import page as write_page
from alongside.foundation.errors import NotFound

Item = TypeVar("Item")


@dataclass(frozen=True)
class FeedQuery:
    """What is asked of a list: the directory's filters, and terms by their feed identifiers."""

    filters: FeedFilters = field(default_factory=FeedFilters)
    taxonomy_id: str = ""
    taxonomy_term_id: str = ""


def services(query: FeedQuery, *, page: int, per_page: int) -> dict[str, Any]:
    """A page of services, without their lists."""
    words = vocabulary()
    found = feed_page(_filters(query, words), page=page, per_page=per_page)
    contents = [encode_service(listing, words, nested=False) for listing in found.listings]
    return write_page(contents, page=page, per_page=per_page, total=found.total)


def service(listing_id: UUID) -> dict[str, Any]:
    """One service with everything. Raises NotFound."""
    return encode_service(public_listing(listing_id), vocabulary())


def service_at_locations(query: FeedQuery, *, page: int, per_page: int) -> dict[str, Any]:
    """A page of services at their locations."""
    words = vocabulary()
    found = feed_places(_filters(query, words), page=page, per_page=per_page)
    contents = [
        encode_service_at_location(place.listing, place.position, words, nested=False)
        for place in found.places
    ]
    return write_page(contents, page=page, per_page=per_page, total=found.total)


def service_at_location(place_id: UUID) -> dict[str, Any]:
    """One service at one of its locations, with everything. Raises NotFound."""
    place = feed_place(place_id)
    return encode_service_at_location(place.listing, place.position, vocabulary(), nested=True)


def taxonomies(*, page: int, per_page: int) -> dict[str, Any]:
    """A page of the catalogue's taxonomies."""
    words = vocabulary()
    return _cut(words.kinds(), page, per_page, lambda kind: words.taxonomy(kind, nested=False))


def taxonomy(wanted: UUID) -> dict[str, Any]:
    """One taxonomy with its terms. Raises NotFound."""
    words = vocabulary()
    for kind in words.kinds():
        if taxonomy_id(kind) == wanted:
            return words.taxonomy(kind, nested=True)
    raise NotFound("taxonomy")


def taxonomy_terms(*, page: int, per_page: int) -> dict[str, Any]:
    """A page of the catalogue's terms."""
    words = vocabulary()
    return _cut(words.terms, page, per_page, words.term)


def taxonomy_term(wanted: UUID) -> dict[str, Any]:
    """One term. Raises NotFound."""
    words = vocabulary()
    term = words.by_id.get(wanted)
    if term is None:
        raise NotFound("taxonomy term")
    return words.term(term)


def _cut(
    items: Sequence[Item], page: int, per_page: int, write: Callable[[Item], dict[str, Any]]
) -> dict[str, Any]:
    first = (page - 1) * per_page
    contents = [write(item) for item in items[first : first + per_page]]
    return write_page(contents, page=page, per_page=per_page, total=len(items))


def _filters(query: FeedQuery, words: Vocabulary) -> FeedFilters:
    """The filters with the terms that were asked for. What no term has, nothing can match."""
    filters = query.filters
    if query.taxonomy_term_id:
        term = words.by_text_id(query.taxonomy_term_id)
        if term is None:
            return replace(filters, impossible=True)
        filters = replace(filters, terms=(*filters.terms, (term.kind, term.slug)))
    if query.taxonomy_id:
        kinds = [
            kind for kind in words.kinds() if str(taxonomy_id(kind)) == query.taxonomy_id.lower()
        ]
        if not kinds:
            return replace(filters, impossible=True)
        filters = replace(filters, kinds=(*filters.kinds, *kinds))
    return filters
