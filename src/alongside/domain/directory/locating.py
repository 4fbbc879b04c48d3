"""Where the places of a listing lie, from what was typed."""

from __future__ import annotations

from dataclasses import replace

from alongside.domain.directory import terms
from alongside.domain.directory.content import Content, Place


def locate(content: Content, before: Content | None = None) -> Content:
    """The content with coordinates for each place that has none and can be found.

    A place that was in `before` with the same address keeps its coordinates; else its postcode
    tells, or else its town. What cannot be found is left without."""
    known = {_address(place): place for place in (before.places if before else ())}
    places = tuple(_located(place, known) for place in content.places)
    return replace(content, places=places)


def _address(place: Place) -> tuple[str, str, str]:
    return place.address, place.town, place.postcode


def _located(place: Place, known: dict[tuple[str, str, str], Place]) -> Place:
    if place.lat is not None or place.lon is not None:
        return place
    same = known.get(_address(place))
    if same is not None and same.lat is not None:
        return replace(place, lat=same.lat, lon=same.lon)
    found = terms.coordinates(place.postcode, place.town)
    return replace(place, lat=found[0], lon=found[1]) if found else place
