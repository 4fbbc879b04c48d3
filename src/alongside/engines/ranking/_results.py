"""What is told of the first few rows: score and parts, reasons, what to ask first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from . import _columns as c
from ._index import Snapshot
from ._places import NO_PLACE
from ._reasons import Facts, Labels, Reason, in_words, reasons_for
from ._records import Need
from ._score import PARTS

_GENDERS = {bit: name for name, bit in c.GENDER_BITS.items()}


@dataclass(frozen=True, slots=True)
class Result:
    """One listing that fits.

    ``parts`` sum to ``score``. ``reasons`` are one to four English phrases, the most telling
    first; ``why`` holds the same for who words them otherwise. ``ask_first`` names what nobody
    knows: "conditions", or an access need. ``hundred_metres`` is the distance to where it meets or
    is based, None where the need or the listing has no place.
    """

    id: str
    score: int
    parts: Mapping[str, int]
    reasons: tuple[str, ...]
    ask_first: tuple[str, ...]
    why: tuple[Reason, ...]
    hundred_metres: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """How many listings fit, and the first of them in order."""

    eligible: int
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows to be told, in order, with a value of each for every row. ``parts`` stand in the
    order of ``PARTS``; ``modes`` are those that the need allows."""

    rows: np.ndarray
    modes: int
    flags: list[int]
    travel: list[bool]
    steps: list[int] | None
    parts: list[list[int]]


def tell(chosen: Chosen, now: Snapshot, need: Need, labels: Labels) -> tuple[Result, ...]:
    """The results for the chosen rows."""
    results = []
    steps = chosen.steps or [NO_PLACE] * len(chosen.rows)
    for row, flags, distance, facts, *parts in zip(
        chosen.rows.tolist(),
        chosen.flags,
        steps,
        _facts(chosen, steps, now, need),
        *chosen.parts,
        strict=True,
    ):
        why = reasons_for(facts, need)
        results.append(
            Result(
                id=now.ids[row],
                score=sum(parts),
                parts=dict(zip(PARTS, parts, strict=True)),
                reasons=tuple([in_words(reason, labels) for reason in why]),
                ask_first=_ask_first(need, flags, facts.access),
                why=why,
                hundred_metres=None if distance == NO_PLACE else distance,
            )
        )
    return tuple(results)


def _facts(chosen: Chosen, steps: list[int], now: Snapshot, need: Need) -> Iterator[Facts]:
    """What is known of each chosen row, in order."""
    rows, columns = chosen.rows, now.table.columns
    size = c.SIZE_BITS[need.size] if need.size else 0
    for row, flags, going, distance, low, high, checked, times, languages, interests, access in zip(
        rows.tolist(),
        chosen.flags,
        chosen.travel,
        steps,
        columns["min_age"].take(rows).tolist(),
        columns["max_age"].take(rows).tolist(),
        columns["assured"].take(rows).tolist(),
        _shared(now, "times", need.times, rows),
        _shared(now, "languages", need.languages, rows),
        _shared(now, "interests", need.interests, rows),
        _shared(now, "access_yes", need.access, rows),
        strict=True,
    ):
        yield Facts(
            steps=distance if going and distance != NO_PLACE else None,
            in_person=going,
            online=bool(flags & chosen.modes & c.ONLINE),
            phone=bool(flags & chosen.modes & c.PHONE),
            times=times,
            languages=languages,
            interests=interests,
            access=access,
            conditions=_conditions(now, need, row),
            gender=_GENDERS.get(flags & (c.WOMEN | c.MEN)),
            carers=not flags & c.NOT_FOR_CARERS,
            ages=(low, high),
            size=bool(flags & size),
            free=bool(flags & c.FREE),
            checked=need.on.toordinal() - checked,
        )


def _ask_first(need: Need, flags: int, known: tuple[str, ...]) -> tuple[str, ...]:
    asked = tuple(name for name in need.access if name not in known)
    if need.conditions and flags & c.CONDITIONS_UNKNOWN:
        return ("conditions", *asked)
    return asked


def _conditions(now: Snapshot, need: Need, row: int) -> tuple[str, ...]:
    homes = now.homes[row]
    return tuple(name for name in need.conditions if ("condition", name) in homes)


def _shared(
    now: Snapshot, facet: str, names: tuple[str, ...], rows: np.ndarray
) -> list[tuple[str, ...]]:
    """Which of these names each row has."""
    if not names:
        return [()] * len(rows)
    known = now.vocabulary.bits[facet]
    masks = _masks(now.table.words[facet], rows)
    bits = [(name, 1 << known[name]) for name in names if name in known]
    rare = [(name, now.rare[facet, name]) for name in names if (facet, name) in now.rare]
    if not rare:
        return [tuple([name for name, bit in bits if mask & bit]) for mask in masks]
    found = []
    for mask, row in zip(masks, rows, strict=True):
        has = {name for name, bit in bits if mask & bit} | {n for n, held in rare if row in held}
        found.append(tuple(name for name in names if name in has))
    return found


def _masks(words: tuple[np.ndarray, ...], rows: np.ndarray) -> list[int]:
    """The bits of each row as one number."""
    masks = [0] * len(rows)
    for n, word in enumerate(words):
        masks = [
            mask | bits << 64 * n
            for mask, bits in zip(masks, word.take(rows).tolist(), strict=True)
        ]
    return masks
