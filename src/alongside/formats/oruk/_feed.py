"""Feeds of others, read with good will and without trust."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from alongside.formats.oruk._fields import clean_service, not_text

LARGEST = 50 * 1024 * 1024
_MOST_PARTS = 1_000_000  # objects and lists: each takes some two hundred bytes once read
_MOST_VALUES = 2_500_000
_STATUSES = ("active", "inactive", "defunct", "temporarily closed")
_LONGEST_NAME = 500


class FeedFault(ValueError):
    """The file as a whole is no feed of services; the text says why."""


@dataclass(frozen=True)
class RowFault:
    """What is wrong with one service, counted from 1. `field` is "" for the whole of it."""

    row: int
    field: str
    reason: str


@dataclass(frozen=True)
class ParsedService:
    """One service. `id` is the feed's own, any text or ""; `document` has no malformed field;
    `remarks` names what was taken out of it."""

    row: int
    id: str
    status: str
    document: dict[str, Any]
    remarks: tuple[RowFault, ...]


def parse_feed(source: bytes | Mapping[str, Any]) -> Iterator[ParsedService | RowFault]:
    """Every service of a feed in order, each as itself or as the reason why it was refused.

    Raises FeedFault at once, and nothing else ever, for a body that holds no services."""
    body = _load(source) if isinstance(source, bytes) else source
    return _services(_items(body))


def _load(body: bytes) -> Any:
    if len(body) > LARGEST:
        raise FeedFault("The file is larger than 50 MB.")
    if body.count(b"{") + body.count(b"[") > _MOST_PARTS or body.count(b",") > _MOST_VALUES:
        raise FeedFault("The file has too many parts. Split it into several files.")
    try:
        text = body.decode(json.detect_encoding(body))
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise FeedFault("The file's letters cannot be read: JSON is written in UTF-8.") from error
    except RecursionError as error:
        raise FeedFault("The file goes too deep.") from error
    except FeedFault:
        raise
    except ValueError as error:
        raise FeedFault(f"The file is not JSON: {error}.") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FeedFault(f"The file says “{twice[:50]}” twice of one thing.")
    return found


def _no_number(name: str) -> Any:
    raise FeedFault(f"The file is not JSON: {name} is no number.")


def _items(body: Any) -> list[Any]:
    if isinstance(body, list):
        return body
    if isinstance(body, Mapping):
        for name in ("contents", "content", "services"):
            if isinstance(body.get(name), list):
                return body[name]
        if "name" in body and not {"taxonomy", "location_type"} & body.keys():
            return [body]
    raise FeedFault("The file holds no services: no list, no “contents”, and no service itself.")


def _services(items: list[Any]) -> Iterator[ParsedService | RowFault]:
    rows: dict[str, int] = {}
    for row, item in enumerate(items, start=1):
        found = _service(row, item)
        if isinstance(found, ParsedService) and found.id:
            first = rows.setdefault(found.id, row)
            if first != row:
                found = RowFault(row, "id", f"is the id of row {first} too")
        yield found


def _service(row: int, item: Any) -> ParsedService | RowFault:
    if not isinstance(item, Mapping):
        return RowFault(row, "", "is no object")
    if "location" in item and "name" not in item:
        return RowFault(row, "", "is a service at a location, not a service")
    try:
        strange = not_text(item)
    except RecursionError:
        return RowFault(row, "", "goes too deep")
    if strange is not None:
        return RowFault(row, strange, "holds characters that are no text")
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        return RowFault(row, "name", "is missing")
    if len(name) > _LONGEST_NAME:
        return RowFault(row, "name", f"is longer than {_LONGEST_NAME} characters")
    status = item.get("status") or "active"
    if not isinstance(status, str) or status.strip().lower() not in _STATUSES:
        return RowFault(row, "status", f"is not one of {', '.join(_STATUSES)}")
    own_id = item.get("id")
    known = str(own_id).strip() if isinstance(own_id, str | int) and own_id is not True else ""
    if len(known) > 200:
        return RowFault(row, "id", "is longer than 200 characters")
    document, found = clean_service(item)
    remarks = tuple(RowFault(row, field, reason) for field, reason in found)
    return ParsedService(row, known, status.strip().lower(), document, remarks)
