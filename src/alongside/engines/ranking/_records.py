"""What is ranked (a listing) and for whom (a need), read from plain records."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.engines.records import OLDEST, Fields

MODES = ("in_person", "online", "phone")
FOR_WHOM = ("people", "carers")
GENDERS = ("women", "men")
SIZES = ("small", "medium", "large")

_SHARED_FIELDS = ("lat", "lon", "modes", "conditions", "for", "gender", "languages", "access")
_WISHES = ("times", "interests", "size")
_LISTING_FIELDS = frozenset(_SHARED_FIELDS + _WISHES) | {
    "id",
    "any_condition",
    "min_age",
    "max_age",
    "cost_pence",
    "open",
    "assured_on",
}
_NEED_FIELDS = frozenset(_SHARED_FIELDS + _WISHES) | {"max_km", "age", "language_required", "on"}


@dataclass(frozen=True, slots=True)
class Listing:
    """One group or resource, as the ranking sees it. ``parse_listing`` makes a checked one.

    ``conditions`` None means that nobody knows which; ``access`` holds only the answers that are
    known, as (name, is it so). ``gender`` is "any" or the one gender that the listing is for.
    """

    id: str
    lat: float | None
    lon: float | None
    modes: tuple[str, ...]
    conditions: tuple[str, ...] | None
    any_condition: bool
    min_age: int | None
    max_age: int | None
    for_whom: tuple[str, ...]
    gender: str
    languages: tuple[str, ...]
    access: tuple[tuple[str, bool], ...]
    times: tuple[str, ...]
    interests: tuple[str, ...]
    cost_pence: int | None
    size: str | None
    open: bool
    assured_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody looks for. ``parse_need`` makes a checked one.

    Empty ``conditions`` or ``modes``, and None for ``age``, ``for_whom``, ``max_km`` or the
    place, mean *not asked*. ``gender`` None asks for no one-gender groups.
    """

    lat: float | None
    lon: float | None
    max_km: float | None
    conditions: tuple[str, ...]
    age: int | None
    for_whom: str | None
    gender: str | None
    modes: tuple[str, ...]
    languages: tuple[str, ...]
    language_required: bool
    access: tuple[str, ...]
    times: tuple[str, ...]
    interests: tuple[str, ...]
    size: str | None
    on: dt.date


def parse_listing(record: object, line: int | None = None) -> Listing:
    """The listing in a plain record (a dict as JSON gives it).

    ``id``, ``modes``, ``for``, ``gender`` and ``open`` must be there, as hard rules rest on them;
    any other field may be left out, which means null, none or false. Raises ``MalformedRecord``
    naming the field, for a field of another name too.
    """
    fields = Fields(record, _LISTING_FIELDS, line)
    lat, lon = fields.place()
    listing = Listing(
        id=fields.identifier("id"),
        lat=lat,
        lon=lon,
        modes=fields.words("modes", among=MODES, needed=True),
        conditions=fields.words_or_null("conditions"),
        any_condition=fields.yes_or_no("any_condition", default=False),
        min_age=fields.whole_number("min_age", OLDEST),
        max_age=fields.whole_number("max_age", OLDEST),
        for_whom=fields.words("for", among=FOR_WHOM, needed=True),
        gender=fields.choice("gender", ("any", *GENDERS)),
        languages=fields.words("languages"),
        access=fields.answers("access"),
        times=fields.words("times"),
        interests=fields.words("interests"),
        cost_pence=fields.whole_number("cost_pence"),
        size=fields.choice_or_null("size", SIZES),
        open=fields.yes_or_no("open"),
        assured_on=fields.date_or_null("assured_on"),
    )
    if "in_person" in listing.modes and lat is None:
        raise fields.wrong("lat", "A listing that meets in person needs a latitude and longitude.")
    if listing.max_age is not None and (listing.min_age or 0) > listing.max_age:
        raise fields.wrong("min_age", "The lowest age is above the highest age.")
    return listing


def parse_need(record: object) -> Need:
    """The need in a plain record. ``on`` must be there; what else is left out is not asked.

    ``gender`` "any" is read as null. Raises ``MalformedRecord`` naming the field.
    """
    fields = Fields(record, _NEED_FIELDS, None)
    lat, lon = fields.place()
    gender = fields.choice_or_null("gender", ("any", *GENDERS))
    return Need(
        lat=lat,
        lon=lon,
        max_km=fields.number("max_km", 0, None),
        conditions=fields.words("conditions"),
        age=fields.whole_number("age", OLDEST),
        for_whom=fields.choice_or_null("for", FOR_WHOM),
        gender=None if gender == "any" else gender,
        modes=fields.words("modes", among=MODES),
        languages=fields.words("languages"),
        language_required=fields.yes_or_no("language_required", default=False),
        access=fields.words("access"),
        times=fields.words("times"),
        interests=fields.words("interests"),
        size=fields.choice_or_null("size", SIZES),
        on=fields.date("on"),
    )
