"""What somebody looks for, as the ranking of the directory is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.models import Places, UnmetNeed
from alongside.domain.signposting.records import AgeBand
from alongside.engines.geo import distance_km

_LOOKED_AT = 40  # of the best that fit, how many are looked at for one that has room
_AGES = {
    AgeBand.UNDER_18: 16,
    AgeBand.FROM_18: 21,
    AgeBand.FROM_25: 35,
    AgeBand.FROM_45: 55,
    AgeBand.FROM_65: 72,
}


def of_unmet(need: UnmetNeed, on: date) -> directory.Need:
    """A written-down need, near the outward code, the town or the middle of the team where one is
    known."""
    lat, lon = _middle(need.outward or need.town, need.team, on)
    return directory.parse_need(
        {
            **_placed(lat, lon),
            "conditions": [need.condition] if need.condition else [],
            "languages": [need.language] if need.language else [],
            "language_required": bool(need.language),
            "age": _AGES[AgeBand(need.age_band)] if need.age_band else None,
            "on": on.isoformat(),
        }
    )


def like(
    listing: directory.ListingRecord, help_to_come: Iterable[str], *, on: date
) -> directory.Need:
    """What somebody who asked this group looks for: one like it, near it, that meets what would
    help them come."""
    content = listing.content
    placed = next((p for p in content.places if p.lat is not None and p.lon is not None), None)
    in_person = "in_person" in content.modes or (placed is not None and not content.modes)
    needed = {
        term.content["access_need"]
        for slug in help_to_come
        for term in catalogue.terms("help_to_come")
        if term.slug == slug and term.content.get("access_need")
    }
    return directory.parse_need(
        {
            **(_placed(placed.lat, placed.lon) if placed and in_person else {}),
            "modes": list(content.modes),
            "conditions": list(content.conditions or ()),
            "age": _age(content.min_age, content.max_age),
            "for": content.audiences[0] if len(content.audiences) == 1 else None,
            "gender": None if content.gender == "any" else content.gender,
            "languages": list(content.languages),
            "access": sorted(needed),
            "on": on.isoformat(),
        }
    )


def another(
    listing: directory.ListingRecord,
    help_to_come: Iterable[str],
    *,
    but: Collection[UUID],
    on: date,
) -> directory.ListingRecord | None:
    """The best group like this one that has room and is not among `but`; None where none is."""
    ids = [
        one for one in directory.ordered_ids(like(listing, help_to_come, on=on)) if one not in but
    ]
    return next(iter(with_room(ids[:_LOOKED_AT])), None)


def with_room(ids: Collection[UUID]) -> tuple[directory.ListingRecord, ...]:
    """Those of these groups, in their order, that may be named to somebody and have room."""
    known = directory.public_listings(ids)
    without_room = {row.pk for row in Places.objects.filter(pk__in=ids) if row.held >= row.places}
    return tuple(
        known[one]
        for one in ids
        if one in known and _may_be_offered(known[one]) and one not in without_room
    )


def fitting(need: UnmetNeed, *, on: date) -> list[str]:
    """The ids of every group that fits a written-down need, best first."""
    return [str(one) for one in directory.ordered_ids(of_unmet(need, on))]


def _may_be_offered(listing: directory.ListingRecord) -> bool:
    return (
        listing.can_be_asked and not listing.full and listing.state == directory.ListingState.LISTED
    )


def _age(youngest: int | None, oldest: int | None) -> int | None:
    """An age that the group is for: of whoever asked a group for young people no more is known."""
    if youngest is not None and oldest is not None:
        return (youngest + oldest) // 2
    return youngest if youngest is not None else oldest


def _placed(lat: float | None, lon: float | None) -> dict[str, Any]:
    if lat is None or lon is None:
        return {}
    return {"lat": lat, "lon": lon, "max_km": rules.NEAR_KM}


@dataclass(frozen=True)
class Where:
    """Where a need is counted: by one of the three, or by none."""

    outward: str = ""
    team: str = ""
    town: str = ""


def where(place: str, *, on: date) -> Where:
    """Where a need is counted that arose near a place: an outward code itself; the team that names
    the town among its places; else the nearest outward code, the nearest team, or the town.

    A town that several teams name belongs to none of them alone."""
    found = catalogue.place(place)
    if found is None:
        return Where()
    if catalogue.outward_of(found.key) == found.key:
        return Where(outward=found.key)
    teams = people.teams(on=on)
    named = [one for one in teams if any(_names(name, found.key) for name in one.places)]
    if len(named) == 1:
        return Where(team=named[0].slug)
    outward = catalogue.outward_near(found.lat, found.lon, km=rules.NEAR_KM)
    if outward:
        return Where(outward=outward)
    near = [(distance_km(found.lat, found.lon, one.lat, one.lon), one.slug) for one in teams]
    away, team = min(near, default=(rules.NEAR_KM + 1, ""))
    return Where(team=team) if away <= rules.NEAR_KM else Where(town=found.key)


def _names(name: str, key: str) -> bool:
    """Whether people call that place by this name: Malvern is Great Malvern."""
    meant = catalogue.locate(name)
    return meant.kind != "none" and key in {one.key for one in meant.places}


def _middle(place: str, team: str, on: date) -> tuple[float | None, float | None]:
    found = catalogue.place(place) if place else None
    if found is not None:
        return found.lat, found.lon
    for one in people.teams(on=on) if team else ():
        if one.slug == team:
            return one.lat, one.lon
    return None, None
