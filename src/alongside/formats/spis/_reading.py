"""Reading a document of the standard, and saying of each referral what in it cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Never
from zoneinfo import ZoneInfo

from alongside.formats.spis._nodes import VERSION, Node, NodePath, by_path, inner

STANDARD = "PRSB Social Prescribing Information Standard"
LONDON = ZoneInfo("Europe/London")
MOST_BYTES = 5_000_000
MOST_REFERRALS = 1_000
_MOST_FAULTS = 5  # told of one referral: whoever mends five sends it again
_MOST_OF_A_NAME = 60


class NotReadable(Exception):
    """The document is none of ours, or not JSON; the words say where."""


def read_document(body: bytes) -> tuple[dict[str, Any], ...]:
    """The referrals of a document, each as its nodes; what is wrong in one of them `faults_of`
    says. Raises NotReadable for anything else: too large, no JSON, a name twice, a number that is
    none, another standard, a referral that is no object."""
    if len(body) > MOST_BYTES:
        raise NotReadable("the file is too large")
    try:
        found = json.loads(
            body.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as fault:  # a number too long to read is a ValueError
        raise NotReadable("the file is no JSON") from fault
    if not isinstance(found, dict) or found.get("standard") != STANDARD:
        raise NotReadable("the file does not say that it is of this standard")
    if str(found.get("version")) != VERSION:
        raise NotReadable(f"only version {VERSION} can be read")
    unknown = set(found) - {"standard", "version", "referrals"}
    if unknown:
        raise NotReadable(f"there is no “{_short(min(unknown))}” beside the referrals")
    referrals = found.get("referrals")
    if not isinstance(referrals, list) or len(referrals) > MOST_REFERRALS:
        raise NotReadable(f"referrals must be a list of at most {MOST_REFERRALS}")
    for number, one in enumerate(referrals, start=1):
        if not isinstance(one, dict):
            raise NotReadable(f"referral {number} is no object")
    return tuple(referrals)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    if len(set(names)) != len(names):
        raise NotReadable("a name stands twice in one object")
    return dict(pairs)


def _no_number(constant: str) -> Never:
    raise NotReadable(f"{constant} is no number")


def faults_of(referral: Mapping[str, Any]) -> tuple[str, ...]:
    """What in a referral cannot be read, at most five sentences, each with the node's name. A
    referral with any must not be taken: what is not read would be lost. Null and an empty text are
    nothing; one value stands for a list of one."""
    found: list[str] = []
    for fault in _faults(referral, ()):
        found.append(fault)
        if len(found) == _MOST_FAULTS:
            break
    return tuple(found)


def _faults(group: Mapping[str, Any], path: NodePath) -> Iterator[str]:
    known = inner()[path]
    for name, value in group.items():
        here = (*path, name)
        if name not in known:
            yield f"the standard has no node “{told(here)}”"
            continue
        node = by_path()[here]
        if isinstance(value, list) and not node.many and len(value) > 1:
            yield f"“{told(here)}” stands once, and there are {len(value)}"
        for one in value if isinstance(value, list) else [value]:
            if one is None or one == "":
                continue
            if node.group and isinstance(one, Mapping):
                yield from _faults(one, here)
            elif node.group:
                yield f"“{told(here)}” must be an object"
            elif fault := fault_of_item(node, one):
                yield f"“{told(here)}” {fault}"


def fault_of_item(node: Node, value: Any) -> str:
    """Why a value cannot be read as this node's, or nothing."""
    if isinstance(value, Mapping | list):
        return "must be one value"
    if node.kind == "boolean":
        return "" if isinstance(value, bool) else "must be true or false"
    if node.kind in ("decimal", "quantity"):
        return "" if _is_number(value) else "must be a number"
    if not isinstance(value, str):
        return "must be text, in quotation marks"
    if any(ord(sign) < 32 and sign not in "\t\n\r" for sign in value) or not _can_be_written(value):
        return "has signs that cannot be shown"
    if node.precision and moment(value) is None and not _is_month(node, value):
        return "must be a date such as 2026-11-25 or 2026-11-25T10:30"
    return ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _can_be_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:  # half of a pair of signs
        return False
    return True


def _is_month(node: Node, text: str) -> bool:
    return node.precision == "YM" and moment(f"{text}-01") is not None


def moment(text: str) -> datetime | date | None:
    """A day, or a moment where the time stands there too; None for what is neither."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-11-25") else _moment(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    found = datetime.fromisoformat(text)
    return found if "T" in text else None


def told(path: NodePath) -> str:
    """A node's name as a person reads it, with the groups around it."""
    return " / ".join(map(_short, path))


def _short(name: str) -> str:
    plain = "".join(sign if sign.isprintable() else "?" for sign in name)
    return plain if len(plain) <= _MOST_OF_A_NAME else f"{plain[:_MOST_OF_A_NAME]}…"
