"""Finding what fits: by the one ranking that the command line and the tests use too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory.content import Place
from alongside.domain.directory.dates import Occasion, next_occasions
from alongside.domain.directory.finding import Facet, Found, FoundListing
from alongside.domain.directory.models import Listing
from alongside.domain.directory.queries.listings import record, with_content
from alongside.domain.directory.queries.visible import public
from alongside.domain.directory.records import ListingRecord
from alongside.domain.directory.search import MEMORY, REMOTE, Shelf, listing_id
from alongside.domain.directory.states import ListingState
from alongside.engines import ranking
from alongside.engines.ranking import Need, Result
from alongside.foundation.scoping import get_visible

NEAREST, RESOURCES = 3, 4
_STEP_KM = 0.1
_FIRST_KM, _COUNTRY_KM = 10.0, 1500.0  # rings in which the nearest are looked for
_FACETS = ("condition", "mode", "language", "interest", "time", "access_need")
UNDONE = "undone"


def find(need: Need, *, page: int = 1, per_page: int = 10, at: datetime) -> Found:
    """A page of the public groups that fit, sure ones first, then best first.

    Sees every change that was committed before the call. A page beyond the last is the last. Where
    nothing meets in person within the distance, the nearest beyond it come as well; the first page
    brings a few resources. The number of queries is the same whatever is found."""
    MEMORY.bring_up_to_date()
    groups, labels = MEMORY.groups, _labels()
    eligible, results = _search(groups, need, page * per_page, labels)
    pages = max(1, -(-eligible // per_page))
    page = min(page, pages)
    results = results[(page - 1) * per_page : page * per_page]
    near, nearest, nearest_fit = _near(need, page, labels)
    resources = _resources(need, labels) if page == 1 else []
    known = _records(listing_id(one.id) for one in (*results, *nearest, *resources))
    return Found(
        eligible=eligible,
        page=page,
        pages=pages,
        results=_told(results, known),
        near=near,
        nearest=_told(nearest, known),
        nearest_fit=nearest_fit,
        resources=_told(resources, known),
    )


def nearest_anyway(need: Need, *, limit: int = NEAREST, at: datetime) -> tuple[FoundListing, ...]:
    """The nearest groups that meet in person, however far, that fit the need otherwise."""
    MEMORY.bring_up_to_date()
    nearest = _nearest(need, limit, _labels())
    return _told(nearest, _records(listing_id(one.id) for one in nearest))


def ordered_ids(need: Need, *, limit: int = 0) -> tuple[UUID, ...]:
    """The ids of the groups and resources that fit, in the order of `find`; 0 gives all.

    Resources come after groups."""
    MEMORY.bring_up_to_date()
    found = _search(MEMORY.groups, need, limit, {})[1]
    found = [*found, *_search(MEMORY.resources, _without_place(need), limit, {})[1]]
    return tuple(listing_id(one.id) for one in found)[: limit or None]


def facets(on: date) -> dict[str, tuple[Facet, ...]]:
    """What can be asked for on a day, by kind and in order, with how many groups carry it."""
    MEMORY.bring_up_to_date()
    return {
        kind: tuple(
            Facet(kind, term.slug, term.label, MEMORY.count(kind, term.slug))
            for term in catalogue.terms(kind, on)
        )
        for kind in _FACETS
    }


def towns() -> tuple[str, ...]:
    """The names of the towns where public groups meet, as their groups write them."""
    MEMORY.bring_up_to_date()
    return MEMORY.carried("town")


def public_listing(listing: UUID) -> ListingRecord:
    """A public group or resource. Raises NotFound. From memory where finding has filled it: one
    small query, else two."""
    if MEMORY.begun():
        MEMORY.bring_up_to_date()
        kept = MEMORY.kept_record(listing)
        if kept is not None:
            return kept
    read = record(get_visible(with_content(public()), listing))
    MEMORY.keep_record(read)
    return read


def public_listings(ids: Iterable[UUID]) -> dict[UUID, ListingRecord]:
    """Those of the listings that are public, by id: two queries, whatever the count."""
    return {row.pk: record(row) for row in with_content(public().filter(pk__in=set(ids)))}


def ended_listing(listing: UUID) -> ListingRecord:
    """A group that was public and has ended, for the page that says so. Raises NotFound.

    One whose import was undone never was; and one that is only hidden may come back."""
    ended = Listing.objects.filter(state=ListingState.CLOSED).exclude(closed_because=UNDONE)
    return record(get_visible(with_content(ended), listing))


def forget_search() -> None:
    """Reads every listing again at the next search: between tests, and after a restore."""
    MEMORY.forget()


def next_meetings(listing: ListingRecord, at: datetime, count: int = 1) -> tuple[Occasion, ...]:
    """The next dates of a listing, in London wall time; none where nobody could know them."""
    return next_occasions(listing.content.meetings, at, count)


def known_state() -> object:
    """Equal to what it was before as long as no change that the public can see was committed: for
    keeping what was made from a search. One small query."""
    MEMORY.bring_up_to_date()
    return MEMORY.state()


def known_since() -> object:
    """Equal to what it was before as long as the listings' revisions count on: for keeping what was
    made from one revision of a listing."""
    return MEMORY.state()[0]


def _records(ids: Iterable[UUID]) -> dict[UUID, ListingRecord]:
    """The records that are kept, and the others in two queries."""
    wanted = set(ids)
    known = {one: kept for one in wanted if (kept := MEMORY.kept_record(one)) is not None}
    if len(known) < len(wanted):
        for record_ in public_listings(wanted - known.keys()).values():
            MEMORY.keep_record(record_)
            known[record_.id] = record_
    return known


@lru_cache(maxsize=2)
def _labels_of(edition: object) -> ranking.Labels:
    """The catalogue's words for the reasons."""
    words = {}
    for kind, name, spoken in (
        ("condition", "condition", "label"),
        ("language", "language", "label"),
        ("interest", "interest", "label"),
        ("time", "time", "plural"),
        ("access_need", "access", "when_yes"),
    ):
        for term in catalogue.terms(kind):
            words[f"{name}:{term.slug}"] = str(term.content.get(spoken) or term.label)
    return words


def _labels() -> ranking.Labels:
    return _labels_of(catalogue.edition())


def _search(
    shelf: Shelf, need: Need, limit: int, labels: ranking.Labels
) -> tuple[int, list[Result]]:
    """How many listings fit and the first of them, each once, at the place that suits best."""
    main = ranking.search(shelf.one_place, need, limit, labels)
    if not len(shelf.several):
        return main.eligible, list(main.results)
    best: dict[UUID, Result] = {}
    for one in ranking.search(shelf.several, need, 0, labels).results:
        best.setdefault(listing_id(one.id), one)
    merged = sorted(
        [*main.results, *best.values()],
        key=lambda one: (bool(one.ask_first), -one.score, one.id),
    )
    return main.eligible + len(best), merged[: limit or None]


def _near(need: Need, page: int, labels: ranking.Labels) -> tuple[int | None, list[Result], bool]:
    """How many meet in person within the distance; where none does, the nearest that do."""
    if need.lat is None or need.max_km is None or (need.modes and "in_person" not in need.modes):
        return None, [], True
    near = _search(MEMORY.groups, replace(need, modes=("in_person",)), 1, {})[0]
    if near or page > 1:
        return near, [], True
    fitting = _nearest(need, NEAREST, labels)
    if fitting:
        return 0, fitting, True
    anything = replace(
        need, conditions=(), languages=(), language_required=False, access=(), times=()
    )
    return 0, _nearest(anything, NEAREST, labels), False


def _nearest(need: Need, limit: int, labels: ranking.Labels) -> list[Result]:
    """By distance alone, among those that fit."""
    if need.lat is None:
        return []
    wide = replace(need, modes=("in_person",), max_km=max(need.max_km or 0, _FIRST_KM))
    while wide.max_km and wide.max_km < _COUNTRY_KM:
        if _search(MEMORY.groups, wide, 1, {})[0] >= limit:
            break
        wide = replace(wide, max_km=wide.max_km * 2)
    found = _search(MEMORY.groups, wide, 0, labels)[1]
    placed = [one for one in found if one.hundred_metres is not None]
    placed.sort(key=lambda one: (one.hundred_metres, one.id))
    return placed[:limit]


def _resources(need: Need, labels: ranking.Labels) -> list[Result]:
    return _search(MEMORY.resources, _without_place(need), RESOURCES, labels)[1]


def _without_place(need: Need) -> Need:
    """The same need of a website, an app or a helpline: it has no place and no hours to match."""
    return replace(need, lat=None, lon=None, max_km=None, modes=(), times=(), access=())


def _told(results: Iterable[Result], known: dict[UUID, ListingRecord]) -> tuple[FoundListing, ...]:
    """The results with their records; one that was hidden this very moment is left out."""
    told = []
    for one in results:
        listing = known.get(listing_id(one.id))
        if listing is None:
            continue
        unplaced = MEMORY.is_unplaced(listing.id)
        told.append(
            FoundListing(
                listing=listing,
                place=_place(listing, one.id),
                distance_km=None if one.hundred_metres is None else one.hundred_metres * _STEP_KM,
                reasons=one.reasons,
                why=tuple(w for w in one.why if not (unplaced and w.kind in REMOTE)),
                ask_first=("place", *one.ask_first) if unplaced else one.ask_first,
                score=one.score,
                parts=one.parts,
            )
        )
    return tuple(told)


def _place(listing: ListingRecord, key: str) -> Place | None:
    """Which of the listing's places a key of the index stands for."""
    places = listing.content.places
    placed: dict[tuple[float, float], Place] = {}
    for place in places:
        if place.lat is not None and place.lon is not None:
            placed.setdefault((place.lat, place.lon), place)
    if not placed:
        return places[0] if places else None
    number = key.partition("#")[2]
    several = list(placed.values())
    return several[int(number)] if number and int(number) < len(several) else several[0]
