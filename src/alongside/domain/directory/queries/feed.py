"""Public listings page by page, for other systems: filters that add up, and a stable order."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from uuid import UUID

from django.db.models import (
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Cos, NullIf, Power, Radians, Sin

from alongside.domain.directory.models import ListedPlace, ListedTerm, ListedTime, Listing
from alongside.domain.directory.publication import fold
from alongside.domain.directory.queries.listings import records, with_content
from alongside.domain.directory.queries.visible import public
from alongside.domain.directory.records import ListingRecord
from alongside.foundation.errors import NotFound
from alongside.foundation.scoping import get_visible

EARTH_METRES = 6_371_008.8
_METRES_A_DEGREE = math.pi * EARTH_METRES / 180
_MOST_WORDS = 12


@dataclass(frozen=True)
class FeedFilters:
    """What another system asks for. Each that is given narrows the answer by itself.

    `terms` are (kind, slug) pairs, all of them carried; `kinds` want any term of that kind. The
    ages compare with the ages that a listing states. `day`, `starts` and `ends` each want one
    series that fits. `near` (lat, lon) puts the nearest places first; with `within_metres` it
    leaves out the others. `impossible` is for what can match nothing, such as an unknown term."""

    search: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = ()
    min_age: float | None = None
    max_age: float | None = None
    day: str = ""
    starts: time | None = None
    ends: time | None = None
    near: tuple[float, float] | None = None
    within_metres: float | None = None
    impossible: bool = False


@dataclass(frozen=True)
class FeedPage:
    """One page: how many there are in all, and those of the page in their order."""

    total: int
    listings: tuple[ListingRecord, ...]


@dataclass(frozen=True)
class FeedPlace:
    """A listing at the place number `position` of its content."""

    id: UUID
    position: int
    listing: ListingRecord


@dataclass(frozen=True)
class FeedPlaces:
    """One page of places."""

    total: int
    places: tuple[FeedPlace, ...]


def feed_page(filters: FeedFilters, *, page: int, per_page: int) -> FeedPage:
    """The public listings of a page, ordered by id. Three queries, whatever the length."""
    found = _matching(filters)
    first = (page - 1) * per_page
    rows = with_content(found).order_by("id")[first : first + per_page]
    return FeedPage(total=found.count(), listings=records(rows))


def feed_places(filters: FeedFilters, *, page: int, per_page: int) -> FeedPlaces:
    """The places of public listings, the nearest first where the filters say near what."""
    found = ListedPlace.objects.filter(
        listing__in=_matching(replace(filters, near=None)).filter(current__isnull=False)
    )
    order: list[str | OrderBy] = ["id"]
    if filters.near is not None:
        found = _around(found, filters.near, filters.within_metres)
        order = [_roughly_how_far(filters.near).asc(nulls_last=True), *order]
    first = (page - 1) * per_page
    rows = list(found.order_by(*order)[first : first + per_page])
    return FeedPlaces(total=found.count(), places=_with_listings(rows))


def feed_place(place_id: UUID) -> FeedPlace:
    """One place of a public listing. Raises NotFound."""
    row = get_visible(ListedPlace.objects.filter(listing__in=public()), place_id)
    places = _with_listings([row])
    if not places:
        raise NotFound("place")
    return places[0]


def all_public(*, steward_ids: frozenset[UUID] | None = None) -> Iterator[ListingRecord]:
    """Every public listing by id, in batches, so that memory stays small: for exports.

    With `steward_ids`, only those that one of these organisations looks after."""
    seen = public() if steward_ids is None else public().filter(steward_id__in=steward_ids)
    after: UUID | None = None
    while True:
        following = seen if after is None else seen.filter(pk__gt=after)
        batch = records(with_content(following).order_by("id")[:200])
        if not batch:
            return
        yield from batch
        after = batch[-1].id


def _with_listings(rows: list[ListedPlace]) -> tuple[FeedPlace, ...]:
    wanted = {row.listing_id for row in rows}
    listings = {
        listing.id: listing for listing in records(with_content(public().filter(pk__in=wanted)))
    }
    return tuple(
        FeedPlace(row.pk, row.position, listings[row.listing_id])
        for row in rows
        if row.listing_id in listings
        and row.position < len(listings[row.listing_id].content.places)
    )


def _matching(filters: FeedFilters) -> QuerySet[Listing]:
    found = public()
    if filters.impossible:
        return found.none()
    for word in fold(filters.search).split()[:_MOST_WORDS]:
        found = found.filter(search_text__contains=word)
    for kind, slug in filters.terms:
        found = found.filter(
            Exists(ListedTerm.objects.filter(listing=OuterRef("pk"), kind=kind, slug=slug))
        )
    for kind in filters.kinds:
        found = found.filter(Exists(ListedTerm.objects.filter(listing=OuterRef("pk"), kind=kind)))
    if filters.min_age is not None:
        found = found.alias(least=_age("min_age")).filter(least__gte=filters.min_age)
    if filters.max_age is not None:
        found = found.alias(most=_age("max_age")).filter(most__lte=filters.max_age)
    for condition in _meeting_conditions(filters):
        found = found.filter(Exists(ListedTime.objects.filter(condition, listing=OuterRef("pk"))))
    return found


def _age(name: str) -> Cast:
    """A stated age of the public version; null where none is stated."""
    # SQLite's side of the transform gives the word for JSON's null.
    stated = NullIf(
        KeyTextTransform(name, "current__content", output_field=TextField()), Value("null")
    )
    return Cast(stated, IntegerField())


def _meeting_conditions(filters: FeedFilters) -> Iterator[Q]:
    if filters.day:
        yield Q(day=filters.day)
    if filters.starts is not None:
        yield Q(opens_at__gte=filters.starts)
    if filters.ends is not None:
        yield Q(closes_at__lte=filters.ends)


def _around(
    found: QuerySet[ListedPlace], near: tuple[float, float], within: float | None
) -> QuerySet[ListedPlace]:
    """Those within a great-circle distance: first by a box, which is quick, then exactly."""
    if within is None:
        return found
    lat, lon = near
    tall = within / _METRES_A_DEGREE
    found = found.filter(lat__range=(lat - tall, lat + tall))
    narrowest = math.cos(math.radians(min(89.9, abs(lat) + tall)))
    wide = tall / max(narrowest, 0.001)
    if wide < 180:
        found = found.filter(lon__range=(lon - wide, lon + wide))
    half = min(within / EARTH_METRES / 2, math.pi / 2)
    # The haversine of the angle grows with the distance, so it is compared without its inverse.
    return found.annotate(haversine=_haversine(lat, lon)).filter(
        haversine__lte=math.sin(half) ** 2 + 1e-15
    )


def _haversine(lat: float, lon: float) -> Combinable:
    north = Power(Sin(Radians((F("lat") - lat) / 2.0)), 2)
    east = Power(Sin(Radians((F("lon") - lon) / 2.0)), 2)
    return ExpressionWrapper(
        north + east * Cos(Radians(F("lat"))) * math.cos(math.radians(lat)),
        output_field=FloatField(),
    )


def _roughly_how_far(near: tuple[float, float]) -> ExpressionWrapper:
    """Good enough for an order over Britain, and quick: no sine for each row."""
    lat, lon = near
    north = F("lat") - lat
    east = (F("lon") - lon) * math.cos(math.radians(lat))
    return ExpressionWrapper(north * north + east * east, output_field=FloatField())
