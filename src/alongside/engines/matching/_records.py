"""The problem: people who wait, mentors, settings, read from plain records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from alongside.engines.records import OLDEST, Fields, MalformedRecord

Read = TypeVar("Read", "Mentee", "Mentor")

MODES = ("in_person", "online", "phone")
MOST_PLACES = 10_000
MOST_DAYS = 100_000

_BOTH = ("id", "lat", "lon", "max_km", "modes", "conditions", "treatments", "age", "gender")
_SHARED_FIELDS = frozenset(_BOTH) | {"languages", "times", "interests", "blocks"}
_MENTEE_FIELDS = _SHARED_FIELDS | {
    "mentor_gender",
    "language_required",
    "help_with",
    "must_share",
    "waiting_days",
}
_MENTOR_FIELDS = _SHARED_FIELDS | {
    "mentee_gender",
    "can_share",
    "capacity",
    "ready",
    "recheck_on",
    "cleared_for_under_18",
}
_PROBLEM_FIELDS = frozenset({"on", "mentees", "mentors", "settings"})
_SETTINGS_FIELDS = frozenset({"allow_under_18", "fair_after_days"})


@dataclass(frozen=True, slots=True)
class Mentee:
    """Somebody who waits for a mentor. ``parse_problem`` makes checked ones.

    ``max_km`` None: any distance. ``age`` None: not known, which counts as under 18.
    ``mentor_gender`` None: no wish. ``blocks`` are ids of mentors.
    """

    id: str
    lat: float | None
    lon: float | None
    max_km: float | None
    modes: tuple[str, ...]
    conditions: tuple[str, ...]
    treatments: tuple[str, ...]
    age: int | None
    gender: str | None
    mentor_gender: str | None
    languages: tuple[str, ...]
    language_required: bool
    times: tuple[str, ...]
    interests: tuple[str, ...]
    help_with: tuple[str, ...]
    must_share: tuple[str, ...]
    waiting_days: int
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentor:
    """A volunteer. ``capacity`` is the number of places free now; ``blocks`` are ids of mentees.

    ``recheck_on``: the last day on which their checks count, None where none runs out.
    """

    id: str
    lat: float | None
    lon: float | None
    max_km: float | None
    modes: tuple[str, ...]
    conditions: tuple[str, ...]
    treatments: tuple[str, ...]
    age: int | None
    gender: str | None
    mentee_gender: str | None
    languages: tuple[str, ...]
    times: tuple[str, ...]
    interests: tuple[str, ...]
    can_share: tuple[str, ...]
    capacity: int
    ready: bool
    recheck_on: dt.date | None
    cleared_for_under_18: bool
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """``fair_after_days``: whoever has waited longer comes first; None: nobody does."""

    allow_under_18: bool
    fair_after_days: int | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Who waits and who could help on one day, each in order of id.

    ``record`` is the plain record that it was read from: the checker reads it again.
    """

    on: dt.date
    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    settings: Settings
    record: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a problem.

    ``part`` is "mentees", "mentors", "settings" or "" for the problem itself, ``number`` the
    place in its list, from 1, ``field`` the name of the field (None: the whole record).
    """

    part: str
    number: int | None
    field: str | None
    message: str


class MalformedProblem(ValueError):
    """A problem that cannot be read; ``faults`` has every fault of every record."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} of its records cannot be read")
        self.faults = faults


def parse_problem(record: object) -> Problem:
    """The problem in a plain record (a dict as JSON gives it).

    What loosens a hard rule by being left out must be there: ``id``, ``modes``, ``conditions``,
    ``times`` and ``blocks`` of everybody, ``age`` and ``waiting_days`` of who waits, ``capacity``,
    ``ready`` and ``recheck_on`` of mentors. Anything else left out means null, none or false.
    Raises ``MalformedProblem``, for a field of another name and for an id given twice too.
    """
    faults: list[Fault] = []
    try:
        fields = Fields(record, _PROBLEM_FIELDS, None)
        on = fields.date("on")
        lists = {part: fields.records(part) for part in ("mentees", "mentors")}
    except MalformedRecord as error:
        raise MalformedProblem((Fault("", None, error.field, error.message),)) from None
    assert isinstance(record, Mapping)
    mentees = _read(lists["mentees"], "mentees", _mentee, faults)
    mentors = _read(lists["mentors"], "mentors", _mentor, faults)
    settings = Settings(allow_under_18=False, fair_after_days=None)
    try:
        settings = _settings(record.get("settings", {}))
    except MalformedRecord as error:
        faults.append(Fault("settings", None, error.field, error.message))
    if faults:
        raise MalformedProblem(tuple(faults))
    return Problem(
        on=on,
        mentees=tuple(sorted(mentees, key=lambda one: one.id)),
        mentors=tuple(sorted(mentors, key=lambda one: one.id)),
        settings=settings,
        record=record,
    )


def _read(
    records: list[object], part: str, read: Callable[[object], Read], faults: list[Fault]
) -> list[Read]:
    found: dict[str, Read] = {}
    for number, record in enumerate(records, 1):
        try:
            one = read(record)
        except MalformedRecord as error:
            faults.append(Fault(part, number, error.field, error.message))
            continue
        if one.id in found:
            faults.append(Fault(part, number, "id", "An earlier record has the same id."))
        found.setdefault(one.id, one)
    return list(found.values())


def _mentee(record: object) -> Mentee:
    fields = Fields(record, _MENTEE_FIELDS, None)
    lat, lon = fields.place()
    fields.need("age")
    return Mentee(
        id=fields.identifier("id"),
        lat=lat,
        lon=lon,
        max_km=fields.number("max_km", 0, None),
        modes=fields.words("modes", among=MODES, needed=True),
        conditions=fields.words("conditions", needed=True),
        treatments=fields.words("treatments"),
        age=fields.whole_number("age", OLDEST),
        gender=fields.word_or_null("gender"),
        mentor_gender=fields.word_or_null("mentor_gender"),
        languages=fields.words("languages"),
        language_required=fields.yes_or_no("language_required", default=False),
        times=fields.words("times", needed=True),
        interests=fields.words("interests"),
        help_with=fields.words("help_with"),
        must_share=fields.words("must_share"),
        waiting_days=fields.count("waiting_days", MOST_DAYS),
        blocks=fields.identifiers("blocks"),
    )


def _mentor(record: object) -> Mentor:
    fields = Fields(record, _MENTOR_FIELDS, None)
    lat, lon = fields.place()
    fields.need("recheck_on")
    return Mentor(
        id=fields.identifier("id"),
        lat=lat,
        lon=lon,
        max_km=fields.number("max_km", 0, None),
        modes=fields.words("modes", among=MODES, needed=True),
        conditions=fields.words("conditions", needed=True),
        treatments=fields.words("treatments"),
        age=fields.whole_number("age", OLDEST),
        gender=fields.word_or_null("gender"),
        mentee_gender=fields.word_or_null("mentee_gender"),
        languages=fields.words("languages"),
        times=fields.words("times", needed=True),
        interests=fields.words("interests"),
        can_share=fields.words("can_share"),
        capacity=fields.count("capacity", MOST_PLACES),
        ready=fields.yes_or_no("ready"),
        recheck_on=fields.date_or_null("recheck_on"),
        cleared_for_under_18=fields.yes_or_no("cleared_for_under_18", default=False),
        blocks=fields.identifiers("blocks"),
    )


def _settings(record: object) -> Settings:
    fields = Fields(record, _SETTINGS_FIELDS, None)
    return Settings(
        allow_under_18=fields.yes_or_no("allow_under_18", default=False),
        fair_after_days=fields.whole_number("fair_after_days", MOST_DAYS),
    )
