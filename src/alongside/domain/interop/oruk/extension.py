"""The extra property `alongside`: the fields of a listing that Open Referral UK cannot carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from alongside.domain.directory.public import Content

_DEFAULTS = Content(name="")
_EMPTY: dict[str, Any] = {
    item.name: () if item.name == "conditions" else getattr(_DEFAULTS, item.name)
    for item in fields(Content)
}


def difference(content: Content, read: Content) -> dict[str, Any]:
    """What must stand beside the service so that `overlay(read, …)` equals `content`.

    A field that is empty although the service suggests something is named in `not_given`; nothing
    in the answer is null or empty."""
    plain = content.to_json()
    beside: dict[str, Any] = {}
    not_given = []
    for item in fields(Content):
        name, value = item.name, getattr(content, item.name)
        if value == getattr(read, item.name):
            continue
        if value is None:
            beside.setdefault("not_known", []).append(name)
        elif value in ("", ()) or value == {}:
            not_given.append(name)
        else:
            beside[name] = _without_empty(plain[name])
    if not_given:
        beside["not_given"] = not_given
    return beside


def _without_empty(value: Any) -> Any:
    """Without what reading fills in again; an item of a list stays, because its position counts."""
    if isinstance(value, Mapping):
        pruned = {key: _without_empty(item) for key, item in value.items()}
        return {key: item for key, item in pruned.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


def overlay(read: Content, beside: Mapping[str, Any]) -> Content:
    """The content with what stands beside it laid over.

    Raises TypeError or ValueError where `beside` was not written by `difference`."""
    known = {item.name for item in fields(Content)} - {"name"}
    values = {key: value for key, value in beside.items() if key in known}
    plain = read.to_json() | values
    content = Content.from_json(plain)
    for name in beside.get("not_given", ()):
        if name in known:
            content = replace(content, **{name: _EMPTY[name]})
    for name in beside.get("not_known", ()):
        if name in known and getattr(_DEFAULTS, name) is None:
            content = replace(content, **dict[str, Any]({name: None}))
    return content
