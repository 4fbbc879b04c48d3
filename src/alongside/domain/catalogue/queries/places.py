"""Where somebody means, without asking any outside service."""

from __future__ import annotations

from functools import cache

from django.db.models import F

from alongside.domain.catalogue.models import Postcode
from alongside.domain.catalogue.postcodes import code_of, outward_of
from alongside.domain.catalogue.records import Located, PlaceRecord
from alongside.engines.geo import Gazetteer, Place, distance_km
from alongside.formats.catalogue import DATA

LONGEST = 100
SUGGESTED = 5


@cache
def _gazetteer() -> Gazetteer:
    """Read once a process: tens of milliseconds."""
    return Gazetteer.load(DATA / "places" / "gb_places.csv")


def locate(text: str) -> Located:
    """What somebody meant by a postcode, an outward code or the name of a place.

    One: start there. Several: ask which. None: `places` are then names spelt nearly so, to be
    offered and never assumed. Of a whole postcode only the outward code is kept."""
    if len(text) > LONGEST or not text.strip().isprintable():
        return Located("none")
    outward = outward_of(text)
    if outward is not None:
        found = _outward(outward)
        if found is not None:
            return Located("one", (found,), looks_like_postcode=True)
    named = _by_name(text)
    if named:
        kind = "one" if len(named) == 1 else "several"
        return Located(kind, tuple(_record(place) for place in named))  # type: ignore[arg-type]
    near = () if outward is not None else _nearly(text)
    return Located("none", tuple(_record(place) for place in near), outward is not None)


def place(key: str) -> PlaceRecord | None:
    """The place with that key: an outward code ("WR14") or a place's ("great-malvern-52.11")."""
    if len(key) <= 4:
        return _outward(key) if outward_of(key) == key else None
    found = _gazetteer().place(key) if len(key) <= LONGEST else None
    return _record(found) if found else None


def coordinates_of(postcode: str) -> tuple[float, float] | None:
    """Latitude and longitude of a postcode, or of the middle of its outward code where the
    whole one was not loaded. None for what is no postcode or was never loaded."""
    code, outward = code_of(postcode), outward_of(postcode)
    if code is None or outward is None:
        return None
    found = {
        row[0]: row[1:]
        for row in Postcode.objects.filter(code__in=[code, outward]).values_list(
            "code", "lat", "lon"
        )
    }
    return found.get(code) or found.get(outward)


def outward_near(lat: float, lon: float, *, km: float) -> str:
    """The outward code whose middle is nearest, within a distance in kilometres; "" where none that
    near was loaded. Reads every outward code: for what happens now and then."""
    high, wide = km / 110, km / 55  # degrees: in Britain one of longitude is never less than 55 km
    codes = Postcode.objects.filter(
        code=F("outward"),
        lat__range=(lat - high, lat + high),
        lon__range=(lon - wide, lon + wide),
    ).values_list("code", "lat", "lon")
    near = [(distance_km(lat, lon, *middle), code) for code, *middle in codes]
    away, code = min(near, default=(km, ""))
    return code if away <= km else ""


def towns_around(
    lat: float, lon: float, km: float, *, limit: int = 12
) -> tuple[tuple[PlaceRecord, float], ...]:
    """The largest places within a distance, each with its distance in kilometres: for a map."""
    around: list[tuple[PlaceRecord, float]] = []
    for here in _gazetteer():  # the largest first
        if abs(here.lat - lat) * 110 > km:
            continue
        away = distance_km(lat, lon, here.lat, here.lon)
        if away <= km:
            around.append((_record(here), away))
            if len(around) == limit:
                break
    return tuple(around)


def _outward(code: str) -> PlaceRecord | None:
    found = Postcode.objects.filter(code=code).values_list("lat", "lon", "town")
    for lat, lon, town in found:
        return PlaceRecord(key=code, name=code, lat=lat, lon=lon, county=town)
    return None


def _by_name(text: str) -> tuple[Place, ...]:
    """By the whole text; else by what stands before a comma ("Sale, Greater Manchester")."""
    named = _gazetteer().look_up(text)
    if not named and "," in text:
        named = _gazetteer().look_up(text.partition(",")[0])
    return named


def _nearly(text: str) -> tuple[Place, ...]:
    """Spelt nearly so; else those that share its first or last word ("Malvern Wells")."""
    near = _gazetteer().suggest(text, SUGGESTED)
    words = text.split()
    for word in (words[:1] + words[-1:]) if len(words) > 1 and not near else ():
        if len(word) > 3 and not near:
            near = _gazetteer().look_up(word, SUGGESTED)
    return near


def _record(found: Place) -> PlaceRecord:
    return PlaceRecord(found.key, found.name, found.lat, found.lon, county=found.area)
