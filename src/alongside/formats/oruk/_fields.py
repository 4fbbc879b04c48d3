"""Which fields of a service must have which form; those that have not are taken out and named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Remarks = list[tuple[str, str]]

_EMAIL = re.compile(r"[^@\s<>\"',;]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_WEB = re.compile(
    r"(https?://)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]+)?([/?#]\S*)?", re.IGNORECASE
)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_DAYS = re.compile(
    r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU))*"
)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DEEPEST = 50


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value.strip()[:10]))
    except ValueError:
        return False


def _number(least: float, most: float) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        right = isinstance(value, int | float) and not isinstance(value, bool)
        return right and least <= value <= most

    return fits


def _text(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value.strip()) is not None


def _names_days(value: Any) -> bool:
    return isinstance(value, str) and _DAYS.fullmatch("".join(value.split()).upper()) is not None


_EMAIL_RULE = (_text(_EMAIL), "is no e-mail address")
_WEB_RULE = (_text(_WEB), "is no web address")
_DATE_RULE = (_is_date, "is no date")
_TIME_RULE = (_text(_TIME), "is no time of day")
_WORDS_RULE = (lambda value: isinstance(value, str | int | float), "is no text")
_AGE_RULE = (_number(0, 150), "is no age")
Rules = Mapping[str, tuple[Callable[[Any], bool], str]]

_SERVICE: Rules = {
    "description": _WORDS_RULE,
    "url": _WEB_RULE,
    "email": _EMAIL_RULE,
    "fees": _WORDS_RULE,
    "minimum_age": _AGE_RULE,
    "maximum_age": _AGE_RULE,
    "assured_date": _DATE_RULE,
    "assurer_email": _EMAIL_RULE,
    "last_modified": _DATE_RULE,
}
_SCHEDULE: Rules = {
    "freq": (lambda value: str(value).upper() in ("WEEKLY", "MONTHLY"), "is not WEEKLY or MONTHLY"),
    "interval": (_number(1, 52), "is not 1 to 52"),
    "byday": (_names_days, "does not name days"),
    "valid_from": _DATE_RULE,
    "valid_to": _DATE_RULE,
    "dtstart": _DATE_RULE,
    "opens_at": _TIME_RULE,
    "closes_at": _TIME_RULE,
}
_LOCATION: Rules = {
    "latitude": (_number(-90, 90), "is no latitude"),
    "longitude": (_number(-180, 180), "is no longitude"),
    "location_type": (
        lambda value: value in ("physical", "postal", "virtual"),
        "is not physical, postal or virtual",
    ),
}
_COST: Rules = {"amount": (_number(0, 1_000_000), "is no amount")}
_PARTS: Mapping[str, Rules] = {
    "schedules": _SCHEDULE,
    "service_at_locations": {},
    "languages": {},
    "cost_options": _COST,
    "contacts": {},
    "phones": {},
    "attributes": {},
    "funding": {},
    "service_areas": {},
}


def clean_service(service: Mapping[str, Any]) -> tuple[dict[str, Any], Remarks]:
    """A copy without malformed fields, and (field, reason) for each that was taken out."""
    remarks: Remarks = []
    found = _clean(service, _SERVICE, "", remarks)
    for name, rules in _PARTS.items():
        _clean_part(found, name, rules, remarks)
    organisation = found.get("organization")
    if organisation is not None:
        if isinstance(organisation, Mapping):
            rules = {"website": _WEB_RULE, "email": _EMAIL_RULE}
            found["organization"] = _clean(organisation, rules, "organization.", remarks)
        else:
            _take_out(found, "organization", "organization", "is no object", remarks)
    for place, there in enumerate(found.get("service_at_locations", ())):
        if isinstance(there.get("location"), Mapping):
            path = f"service_at_locations.{place}.location."
            there["location"] = _clean(there["location"], _LOCATION, path, remarks)
    return found, remarks


def _clean_part(found: dict[str, Any], name: str, rules: Rules, remarks: Remarks) -> None:
    part = found.get(name)
    if part is None:
        return
    if not isinstance(part, list):
        _take_out(found, name, name, "is no list", remarks)
        return
    kept = []
    for place, item in enumerate(part):
        if isinstance(item, Mapping):
            kept.append(_clean(item, rules, f"{name}.{place}.", remarks))
        else:
            remarks.append((f"{name}.{place}", "is no object"))
    found[name] = kept


def _clean(item: Mapping[str, Any], rules: Rules, path: str, remarks: Remarks) -> dict[str, Any]:
    found = dict(item)
    for name, (fits, reason) in rules.items():
        value = found.get(name)
        if value is not None and value != "" and not fits(value):
            _take_out(found, name, path + name, reason, remarks)
    return found


def _take_out(found: dict[str, Any], name: str, path: str, reason: str, remarks: Remarks) -> None:
    del found[name]
    remarks.append((path, reason))


def not_text(value: Any, path: str = "", depth: int = 0) -> str | None:
    """The path of the first text with NUL, control characters or half a character; None for none.

    Raises RecursionError for what goes deeper than any feed."""
    if isinstance(value, str):
        return path if _NOT_TEXT.search(value) else None
    if depth > _DEEPEST:
        raise RecursionError("too deep")
    if isinstance(value, Mapping):
        pairs: Any = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    else:
        return None
    for name, item in pairs:
        if isinstance(name, str) and _NOT_TEXT.search(name):
            return path
        found = not_text(item, f"{path}.{name}" if path else str(name), depth + 1)
        if found is not None:
            return found
    return None
