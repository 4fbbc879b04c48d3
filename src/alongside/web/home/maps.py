"""A map of our own: where groups meet around a place, drawn without anybody else's tiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from math import cos, hypot, radians

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.foundation.clock import london_date
from alongside.web.home.pages import Card, card
from alongside.web.shared.listing_words import KM_A_MILE

SIZE, MARGIN = 640, 40
SAME_SPOT = 56  # units: closer dots would hide one another on a phone, so they share a number
_KM_A_DEGREE = 111.195
_LETTER, _LINE = 7.2, 16  # rough size of a label's letters


@dataclass(frozen=True)
class Spot:
    """One numbered dot, and the rows that it leads to."""

    number: int
    x: int
    y: int
    groups: int
    name: str


@dataclass(frozen=True)
class Town:
    """A name on the map."""

    name: str
    x: int
    y: int


@dataclass(frozen=True)
class Drawn:
    """The map: spots, towns, circles of distance (radius, label), and its rows in order."""

    size: int
    spots: tuple[Spot, ...]
    towns: tuple[Town, ...]
    rings: tuple[tuple[int, str], ...]
    rows: tuple[tuple[int, Card], ...]


def in_person(need: directory.Need) -> directory.Need:
    """The same need, of groups that meet at a place."""
    return replace(need, modes=("in_person",))


def draw(centre: catalogue.PlaceRecord, found: directory.Found, within: int, at: datetime) -> Drawn:
    """The map around a place, `within` so many miles."""
    reach = within * KM_A_MILE
    scale = (SIZE / 2 - MARGIN) / reach
    today = london_date(at)
    placed = [one for one in found.results if one.place and one.place.lat is not None]
    spots: list[Spot] = []
    rows: list[tuple[int, Card]] = []
    for one in placed:
        assert one.place is not None  # noqa: S101 - chosen above
        x, y = _point(centre, one.place.lat or 0.0, one.place.lon or 0.0, scale)
        at_spot = next((s for s in spots if hypot(s.x - x, s.y - y) < SAME_SPOT), None)
        if at_spot is None:
            at_spot = Spot(len(spots) + 1, x, y, 0, one.listing.name)
            spots.append(at_spot)
        spots[at_spot.number - 1] = replace(at_spot, groups=spots[at_spot.number - 1].groups + 1)
        rows.append((at_spot.number, card(one, today, at)))
    rows.sort(key=lambda row: row[0])
    return Drawn(
        size=SIZE,
        spots=tuple(spots),
        towns=tuple(_towns(centre, reach, scale, spots)),
        rings=tuple(_rings(within, scale)),
        rows=tuple(rows),
    )


def _point(centre: catalogue.PlaceRecord, lat: float, lon: float, scale: float) -> tuple[int, int]:
    """Where a place stands on the drawing: north is up, and nearby distances are true."""
    east = (lon - centre.lon) * _KM_A_DEGREE * cos(radians(centre.lat))
    north = (lat - centre.lat) * _KM_A_DEGREE
    return round(SIZE / 2 + east * scale), round(SIZE / 2 - north * scale)


def _rings(within: int, scale: float) -> Iterator[tuple[int, str]]:
    for miles in sorted({max(1, within // 3), max(1, within * 2 // 3), within}):
        yield round(miles * KM_A_MILE * scale), str(miles)


def _towns(
    centre: catalogue.PlaceRecord, reach: float, scale: float, spots: list[Spot]
) -> Iterator[Town]:
    """The largest towns whose names hide neither one another nor a dot."""
    taken: list[tuple[float, float, float, float]] = [
        (spot.x - 13, spot.y - 13, spot.x + 13, spot.y + 13) for spot in spots
    ]
    middle = SIZE / 2
    taken.append((middle - 8, middle - 8, middle + 8, middle + 8))
    for place, _ in catalogue.towns_around(centre.lat, centre.lon, reach, limit=30):
        x, y = _point(centre, place.lat, place.lon, scale)
        half = len(place.name) * _LETTER / 2
        for under in (y, y - 14, y + 24):  # on its place; else over or under what stands there
            box = (x - half, under - _LINE, x + half, under + 4)
            if box[0] >= 0 and box[2] <= SIZE and not any(_touch(box, other) for other in taken):
                taken.append(box)
                yield Town(place.name, x, under)
                break


def _touch(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
