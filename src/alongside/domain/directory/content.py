"""What a listing says: one frozen document, shaped as Open Referral UK.

A listing's content is kept as a document in each of its versions. The nouns and their meanings are
Open Referral UK's (service, location, schedule, cost, eligibility, language, accessibility,
contact), with what that standard lacks beside them. `to_json` and `from_json` are exact opposites.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, time
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where people meet. `lat` and `lon` are degrees; both or neither."""

    name: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None
    directions: str = ""


@dataclass(frozen=True)
class Meeting:
    """One weekly or monthly series, in London wall time.

    `freq` is WEEKLY or MONTHLY; `byday` holds MO…SU; `nth` is 1–4 or -1 (the last) with a monthly
    `byday`; `bymonthday` 1–28 is the other monthly form."""

    freq: str
    byday: tuple[str, ...] = ()
    interval: int = 1
    nth: int | None = None
    bymonthday: int | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    except_on: tuple[date, ...] = ()
    notes: str = ""


@dataclass(frozen=True)
class Content:
    """Everything that a listing can say. Only `name` is always there; a draft may lack the rest.

    `conditions` None means that nobody knows; () means none in particular. `any_condition` says
    that everybody is welcome. `access` holds yes or no for a need; a need that is absent is not
    known. `cost_pence` None means not known, 0 free. Ages are inclusive, None for no limit."""

    name: str
    kind: str = "group"  # group | resource
    resource_type: str = ""  # website | app | helpline, for a resource
    summary: str = ""
    description: str = ""
    first_visit: str = ""
    greeter: str = ""
    not_for: str = ""
    organisation_name: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    contact_name: str = ""
    joining: str = ""  # drop_in | ask_first | referral | closed
    joining_notes: str = ""
    full: bool = False
    modes: tuple[str, ...] = ()
    conditions: tuple[str, ...] | None = None
    any_condition: bool = False
    audiences: tuple[str, ...] = ("people",)  # people | carers
    min_age: int | None = None
    max_age: int | None = None
    gender: str = "any"  # any | women | men
    languages: tuple[str, ...] = ()
    access: Mapping[str, str] = field(default_factory=dict)
    access_notes: str = ""
    interests: tuple[str, ...] = ()
    size: str = ""  # small | medium | large, or not known
    cost_pence: int | None = None
    cost_notes: str = ""
    places: tuple[Place, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    times: tuple[str, ...] = ()  # given by hand where there is no meeting to derive them from
    source: str = ""  # where an imported listing came from, as said on its page
    external_id: str = ""  # its id there

    def to_json(self) -> dict[str, Any]:
        """A JSON object; dates and times as ISO text."""
        return _plain(asdict(self))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Content:
        """The opposite of `to_json`. Raises TypeError for a key that is not a field."""
        values = dict(data)
        values["places"] = tuple(Place(**place) for place in values.get("places", ()))
        values["meetings"] = tuple(_meeting(meeting) for meeting in values.get("meetings", ()))
        if values.get("conditions") is not None:
            values["conditions"] = tuple(values["conditions"])
        for name in _TUPLES & values.keys():
            values[name] = tuple(values[name])
        return cls(**values)


_TUPLES = {"modes", "audiences", "languages", "interests", "times"}
FIELD_NAMES: tuple[str, ...] = tuple(item.name for item in fields(Content))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _meeting(data: Mapping[str, Any]) -> Meeting:
    values = dict(data)
    for name in ("opens_at", "closes_at"):
        if values.get(name):
            values[name] = time.fromisoformat(values[name])
    for name in ("valid_from", "valid_to"):
        if values.get(name):
            values[name] = date.fromisoformat(values[name])
    values["byday"] = tuple(values.get("byday", ()))
    values["except_on"] = tuple(date.fromisoformat(day) for day in values.get("except_on", ()))
    return Meeting(**values)
