"""A listing as a row of a table: the way back from the map `default_map.yaml`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from alongside.domain.directory.public import ListingRecord
from alongside.domain.interop.groups.mapping import read_mapping

_MAP = Path(__file__).with_name("default_map.yaml")
_TEXTS = (
    "name",
    "kind",
    "resource_type",
    "summary",
    "description",
    "first_visit",
    "greeter",
    "not_for",
    "organisation_name",
    "website",
    "email",
    "phone",
    "contact_name",
    "joining",
    "joining_notes",
    "gender",
    "access_notes",
    "size",
    "cost_notes",
)
_LISTS = ("modes", "audiences", "languages", "interests", "times")
_PACKED = ("access", "places", "meetings")
HEADERS: tuple[str, ...] = (
    "id",
    *_TEXTS,
    "full",
    "conditions",
    "any_condition",
    *_LISTS,
    "min_age",
    "max_age",
    "cost",
    "town",
    "postcode",
    *_PACKED,
    "source",
    "external_id",
    "assured_on",
    "state",
    "last_changed",
)


@cache
def default_mapping() -> dict[str, Any]:
    """The map under which an export of ours comes in again unchanged."""
    return read_mapping(_MAP.read_bytes())


def cells(listing: ListingRecord) -> list[str]:
    """The cells under `HEADERS`. Town, postcode, state and last_changed are for reading alone."""
    content = listing.content
    plain = content.to_json()
    place = content.places[0] if content.places else None
    found = {
        "id": str(listing.id),
        **{name: plain[name] for name in _TEXTS},
        **{name: ";".join(plain[name]) for name in _LISTS},
        **{name: _packed(plain[name]) for name in _PACKED},
        "full": _yes_no(content.full),
        "conditions": "unknown" if content.conditions is None else ";".join(content.conditions),
        "any_condition": _yes_no(content.any_condition),
        "min_age": _number(content.min_age),
        "max_age": _number(content.max_age),
        "cost": "" if content.cost_pence is None else f"{content.cost_pence / 100:.2f}",
        "town": place.town if place else "",
        "postcode": place.postcode if place else "",
        "source": content.source,
        "external_id": content.external_id,
        "assured_on": listing.assured_on.isoformat() if listing.assured_on else "",
        "state": listing.state,
        "last_changed": listing.changed_at.date().isoformat(),
    }
    return [found[name] for name in HEADERS]


def _packed(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
