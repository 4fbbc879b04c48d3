"""Why a listing is suggested: one to four facts, the most telling first, and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from alongside.engines.records import NO_LABELS, Labels, miles_away, named

from ._columns import NO_AGE_LIMIT
from ._records import Need
from ._score import YEAR

MOST = 4


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that speaks for a listing.

    ``kind`` is one of away (``number`` hundreds of metres), in_person, online, phone, time,
    language, women, men, carers, ages (``names`` lowest and highest; the lowest may be "0"),
    access, interest, size (``names`` the size), condition, free, checked (``number`` days ago)
    and open. ``names`` are the shared names where the kind has some.
    """

    kind: str
    names: tuple[str, ...] = ()
    number: int | None = None


class Facts(NamedTuple):
    """What is known of one listing for one need: the matter of its reasons."""

    steps: int | None
    in_person: bool
    online: bool
    phone: bool
    times: tuple[str, ...]
    languages: tuple[str, ...]
    interests: tuple[str, ...]
    access: tuple[str, ...]
    conditions: tuple[str, ...]
    gender: str | None
    carers: bool
    ages: tuple[int, int]
    size: bool
    free: bool
    checked: int


def reasons_for(facts: Facts, need: Need) -> tuple[Reason, ...]:
    """The facts worth telling, at most four and at least one."""
    told = tuple(reason for reason, _ in zip(_telling(facts, need), range(MOST), strict=False))
    return told or (Reason("open"),)


def _telling(facts: Facts, need: Need) -> Iterator[Reason]:
    yield from _way(facts)
    for kind, names in (("time", facts.times), ("language", facts.languages)):
        if names:
            yield Reason(kind, names)
    if facts.gender is not None:
        yield Reason(facts.gender)
    if need.for_whom == "carers" and facts.carers:
        yield Reason("carers")
    lowest, highest = facts.ages
    if need.age is not None and highest != NO_AGE_LIMIT:
        yield Reason("ages", (str(lowest), str(highest)))
    for kind, names in (("access", facts.access), ("interest", facts.interests)):
        if names:
            yield Reason(kind, names)
    if facts.size and need.size is not None:
        yield Reason("size", (need.size,))
    if facts.free:
        yield Reason("free")
    if 0 <= facts.checked <= YEAR:
        yield Reason("checked", number=facts.checked)
    if facts.conditions:
        yield Reason("condition", facts.conditions)


def _way(facts: Facts) -> Iterator[Reason]:
    if facts.steps is not None:
        yield Reason("away", number=facts.steps)
    elif facts.in_person:
        yield Reason("in_person")
    elif facts.online:
        yield Reason("online")
    elif facts.phone:
        yield Reason("phone")


def in_words(reason: Reason, labels: Labels = NO_LABELS) -> str:
    """The reason as a short English phrase that begins with a capital letter."""
    words = _LISTS.get(reason.kind)
    if words is not None:
        text = words.format(named(reason.kind, reason.names, labels))
    elif reason.kind == "away":
        text = miles_away(reason.number or 0)
    elif reason.kind == "checked":
        text = _ago(reason.number or 0)
    elif reason.kind == "ages":
        lowest, highest = reason.names
        text = f"Up to age {highest}" if lowest == "0" else f"Ages {lowest} to {highest}"
    else:
        text = _FIXED[reason.kind]
    return text[:1].upper() + text[1:]


_LISTS = {
    "time": "{}",
    "language": "{} spoken",
    "access": "{}",
    "interest": "{}",
    "size": "{} group",
    "condition": "for {}",
}
_FIXED = {
    "in_person": "Meets in person",
    "online": "Meets online",
    "phone": "By phone",
    "women": "Women only",
    "men": "Men only",
    "carers": "For carers",
    "free": "Free",
    "open": "Open now",
}


def _ago(days: int) -> str:
    if days < 2:
        return "Checked yesterday" if days else "Checked today"
    if days < 14:
        return f"Checked {days} days ago"
    if days < 61:
        return f"Checked {days // 7} weeks ago"
    return f"Checked {days * 12 // 365} months ago"
