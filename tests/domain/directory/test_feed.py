"""Pages of public listings for other systems."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.directory.models import ListedPlace, Listing
from alongside.domain.directory.public import (
    FeedFilters,
    Meeting,
    Place,
    all_public,
    feed_page,
    feed_place,
    feed_places,
)
from alongside.foundation.errors import NotFound
from factories.catalogue import fill
from factories.directory import content, listed, organisation
from support import examples

pytestmark = pytest.mark.django_db
EVENING = Meeting(freq="WEEKLY", byday=("TU",), opens_at=time(18), closes_at=time(19))
MORNING = Meeting(freq="WEEKLY", byday=("WE",), opens_at=time(9), closes_at=time(10))


def _names(filters: FeedFilters) -> list[str]:
    return sorted(found.name for found in feed_page(filters, page=1, per_page=100).listings)


@pytest.fixture
def three() -> None:
    """Three groups that differ in everything that can be asked for."""
    fill()
    steward = organisation()
    listed(steward, content(name="Early", meetings=(MORNING,), min_age=18, max_age=25))
    listed(
        steward,
        content(name="Late", meetings=(EVENING,), conditions=("depression",), min_age=30),
    )
    listed(
        steward,
        content(
            name="Both ends",
            meetings=(MORNING, EVENING),
            modes=("online",),
            places=(Place(town="Hereford", lat=52.056, lon=-2.716),),
        ),
    )


CASES: tuple[tuple[FeedFilters, list[str]], ...] = (
    (FeedFilters(), ["Both ends", "Early", "Late"]),
    (FeedFilters(search="late"), ["Late"]),
    (FeedFilters(search="circle"), []),
    (FeedFilters(search="HEREFORD  ends"), ["Both ends"]),
    (FeedFilters(terms=(("condition", "depression"),)), ["Late"]),
    (FeedFilters(terms=(("mode", "in_person"), ("time", "wed_morning"))), ["Early"]),
    (FeedFilters(kinds=("interest",)), []),
    (FeedFilters(kinds=("condition",)), ["Both ends", "Early", "Late"]),
    (FeedFilters(min_age=18), ["Early", "Late"]),
    (FeedFilters(min_age=19), ["Late"]),
    (FeedFilters(max_age=25), ["Early"]),
    (FeedFilters(max_age=24), []),
    (FeedFilters(day="TU"), ["Both ends", "Late"]),
    (FeedFilters(starts=time(10)), ["Both ends", "Late"]),
    (FeedFilters(ends=time(10)), ["Both ends", "Early"]),
    (FeedFilters(day="TU", ends=time(10)), ["Both ends"]),
    (FeedFilters(impossible=True), []),
)


@pytest.mark.parametrize(("filters", "names"), CASES)
def test_each_filter_narrows(three: None, filters: FeedFilters, names: list[str]) -> None:
    assert _names(filters) == names


@examples(40)
@given(
    first=st.sampled_from([filters for filters, _names_ in CASES]),
    second=st.sampled_from([filters for filters, _names_ in CASES]),
)
def test_filters_add_up(three: None, first: FeedFilters, second: FeedFilters) -> None:
    default = FeedFilters()
    given_twice = {
        name: getattr(second, name)
        for name in vars(default)
        if getattr(first, name) != getattr(default, name)
        and getattr(second, name) != getattr(default, name)
    }
    if given_twice:
        return
    both = FeedFilters(
        **{
            name: getattr(first, name)
            if getattr(first, name) != getattr(default, name)
            else getattr(second, name)
            for name in vars(default)
        }
    )

    assert set(_names(both)) == set(_names(first)) & set(_names(second))


def test_pages_cover_everything_once_in_order() -> None:
    steward = organisation()
    made = sorted(listed(steward).listing_id for _number in range(7))

    seen = [
        listing.id
        for page in (1, 2, 3)
        for listing in feed_page(FeedFilters(), page=page, per_page=3).listings
    ]

    assert seen == made
    assert feed_page(FeedFilters(), page=4, per_page=3).listings == ()
    assert [listing.id for listing in all_public()] == made
    assert list(all_public(steward_ids=frozenset())) == []


def test_a_closed_listing_is_in_no_page() -> None:
    taken = listed(organisation())
    place = ListedPlace.objects.get(listing_id=taken.listing_id)
    Listing.objects.filter(pk=taken.listing_id).update(state="closed")

    assert feed_page(FeedFilters(), page=1, per_page=9).total == 0
    assert feed_places(FeedFilters(), page=1, per_page=9).total == 0
    with pytest.raises(NotFound):
        feed_place(place.pk)


def test_near_puts_the_nearest_first_and_within_is_a_circle(three: None) -> None:
    hereford = (52.056, -2.716)
    everywhere = feed_places(FeedFilters(near=hereford), page=1, per_page=9)
    # Worcester lies 37 km from Hereford.
    near = feed_places(FeedFilters(near=hereford, within_metres=30_000), page=1, per_page=9)
    far = feed_places(FeedFilters(near=hereford, within_metres=40_000), page=1, per_page=9)

    assert everywhere.places[0].listing.name == "Both ends"
    assert (everywhere.total, near.total, far.total) == (3, 1, 3)


def test_a_page_of_thirty_takes_as_many_queries_as_a_page_of_one() -> None:
    steward = organisation()
    for _number in range(30):
        listed(steward)
    counts = []

    for per_page in (1, 30):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            feed_page(FeedFilters(search="tea"), page=1, per_page=per_page)
            feed_places(FeedFilters(near=(52.0, -2.0)), page=1, per_page=per_page)
        counts.append(len(queries))

    assert counts[0] == counts[1]
