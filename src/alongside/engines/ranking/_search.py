"""Search: the hard rules, the score, the order, and for the first few the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from . import _columns as c
from ._index import ALL, ANY, UNKNOWN, Index, Snapshot
from ._places import hundred_metres, squared_chord_limit, squared_chords, strips, unit_vector
from ._reasons import NO_LABELS, Facts, Labels, Reason, in_words, reasons_for
from ._records import Need
from ._score import (
    FOR_CONDITION,
    FOR_INTEREST,
    FOR_LANGUAGE,
    FOR_SIZE,
    FOR_TIME,
    assured_points,
    distance_points,
)

_SURE = 1 << 40  # more than any score: sure listings come first
_NO_PLACE = -1


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


def search(index: Index, need: Need, limit: int = 10, labels: Labels = NO_LABELS) -> Answer:
    """The listings that fit a need: sure ones first, then by score, then by id.

    ``limit`` 0 gives all. A listing's score for a need is the same whatever else is in the index.
    ``labels`` words the names in reasons, such as "time:tue_evening"; see ``Labels``. Raises
    ``ValueError`` for a limit below 0.
    """
    if limit < 0:
        raise ValueError("A limit is 0 (all) or more.")
    found = _Found(index.snapshot(), need)
    first = found.first(limit)
    return Answer(len(found.rows), tuple(found.result(int(at), labels) for at in first))


class _Found:
    """The rows that pass every hard rule, with an array for each part of their score."""

    def __init__(self, now: Snapshot, need: Need) -> None:
        self.now = now
        self.need = need
        self._modes = sum(c.MODE_BITS[mode] for mode in need.modes) or c.IN_PERSON | c.REMOTE
        self.rows, self._named = self._candidates()
        self._keep_allowed()
        self._keep_reachable()
        self._score()

    # hard rules

    def _candidates(self) -> tuple[np.ndarray, np.ndarray | None]:
        """Rows of the conditions asked for, and which of them name one; near ones where asked."""
        conditions = self.need.conditions
        if not conditions:
            return self._listed("", ALL), None
        lists = [self._listed("condition", name) for name in conditions]
        naming = sum(map(len, lists))
        lists += [self._listed("", ANY), self._listed("", UNKNOWN)]
        rows = np.concatenate(lists)
        named = np.zeros(len(rows), dtype=bool)
        named[:naming] = True
        if sum(1 for part in lists if len(part)) > 1:
            fresh = self._first_times(lists, len(rows))
            rows, named = rows[fresh], named[fresh]
        return rows, named

    def _first_times(self, lists: list[np.ndarray], length: int) -> np.ndarray:
        """Which of the rows in the lists, end to end, are there for the first time."""
        seen = np.zeros(self.now.table.count, dtype=bool)
        fresh = np.empty(length, dtype=bool)
        at = 0
        for rows in lists:
            fresh[at : at + len(rows)] = ~seen[rows]
            seen[rows] = True
            at += len(rows)
        return fresh

    def _listed(self, kind: str, name: str) -> np.ndarray:
        posting = self.now.posting(kind, name)
        if not self._modes & c.IN_PERSON:
            return posting.remote
        near = posting.nearby(self._strips())
        return np.concatenate([posting.remote, near])

    def _strips(self) -> tuple[np.ndarray, np.ndarray] | None:
        need = self.need
        if need.lat is None or need.lon is None or need.max_km is None:
            return None
        return strips(need.lat, need.lon, need.max_km)

    def _keep_allowed(self) -> None:
        """Hard rules other than condition and distance."""
        need, columns = self.need, self.now.table.columns
        flags = columns["flags"][self.rows]
        forbidden = sum(bit for who, bit in c.GENDER_BITS.items() if who != need.gender)
        if need.for_whom is not None:
            forbidden |= c.NOT_FOR_BITS[need.for_whom]
        fits = (flags & forbidden) == 0
        if need.modes:
            fits &= (flags & self._modes) != 0
        if need.age is not None:
            fits &= columns["min_age"][self.rows] <= need.age
            fits &= columns["max_age"][self.rows] >= need.age
        if need.access:
            fits &= self._shared("access_no", need.access, self.rows) == 0
        if need.language_required:
            fits &= self._shared("languages", need.languages, self.rows) != 0
        self._flags = flags[fits]
        self._keep(fits)

    def _keep_reachable(self) -> None:
        """The rule on distance, for those that can be reached in person alone."""
        need = self.need
        travel = (self._flags & (self._modes & c.IN_PERSON)) != 0
        self._remote = ~travel | ((self._flags & (self._modes & c.REMOTE)) != 0)
        self._travel = travel
        self._steps: np.ndarray | None = None
        if need.lat is None or need.lon is None:
            return
        columns, rows = self.now.table.columns, self.rows
        here = unit_vector(need.lat, need.lon)
        squared = squared_chords(columns["x"][rows], columns["y"][rows], columns["z"][rows], here)
        if need.max_km is not None:
            within = squared <= squared_chord_limit(need.max_km)
            self._travel = travel & within
            fits = self._remote | within
            squared, self._flags = squared[fits], self._flags[fits]
            self._travel, self._remote = self._travel[fits], self._remote[fits]
            self._keep(fits)
        self._steps = hundred_metres(squared)

    def _keep(self, fits: np.ndarray) -> None:
        self.rows = self.rows[fits]
        if self._named is not None:
            self._named = self._named[fits]

    def _shared(self, facet: str, names: tuple[str, ...], rows: np.ndarray) -> np.ndarray:
        """How many of these names each row has."""
        count = np.zeros(len(rows), dtype=np.int64)
        masks: dict[int, int] = {}
        known = self.now.vocabulary.bits[facet]
        for name in names:
            bit = known.get(name)
            if bit is not None:
                masks[bit // 64] = masks.get(bit // 64, 0) | 1 << bit % 64
            elif (facet, name) in self.now.rare:
                count += np.isin(rows, self.now.rare[facet, name])
        words = self.now.table.words[facet]
        for n, mask in masks.items():
            if n < len(words):
                count += np.bitwise_count(words[n][rows] & np.uint64(mask))
        return count

    # the score

    def _score(self) -> None:
        need, columns, rows = self.need, self.now.table.columns, self.rows
        nothing = np.zeros(len(rows), dtype=np.int64)
        parts = {
            "distance": nothing,
            "condition": nothing if self._named is None else FOR_CONDITION * self._named,
            "times": FOR_TIME * self._shared("times", need.times, rows),
            "languages": FOR_LANGUAGE * self._shared("languages", need.languages, rows),
            "interests": FOR_INTEREST * self._shared("interests", need.interests, rows),
            "size": nothing,
            "assured": assured_points(columns["assured"][rows], need.on.toordinal()),
        }
        if self._steps is not None:
            placed = self._steps != _NO_PLACE
            parts["distance"], self._travel = distance_points(
                self._steps, placed, self._travel, self._remote
            )
        if need.size is not None:
            parts["size"] = FOR_SIZE * ((self._flags & c.SIZE_BITS[need.size]) != 0)
        self._parts = parts
        self._total = sum(parts.values(), nothing)

    def _sure(self) -> np.ndarray:
        need = self.need
        sure = np.ones(len(self.rows), dtype=bool)
        if need.conditions:
            sure = (self._flags & c.CONDITIONS_UNKNOWN) == 0
        if need.access:
            sure &= self._shared("access_yes", need.access, self.rows) == len(need.access)
        return sure

    def first(self, limit: int) -> np.ndarray:
        """Where the first results stand among the rows, in order."""
        order = self._total + _SURE * self._sure()
        ranks = self.now.table.columns["rank"]
        if 0 < limit < len(order):
            worst = np.partition(order, len(order) - limit)[len(order) - limit]
            leading = np.flatnonzero(order >= worst)
            best = np.lexsort((ranks[self.rows[leading]], -order[leading]))
            return leading[best[:limit]]
        return np.lexsort((ranks[self.rows], -order))

    # one result

    def result(self, at: int, labels: Labels) -> Result:
        """The result for the row that stands there."""
        row = int(self.rows[at])
        why = reasons_for(self._facts(at, row), self.need)
        steps = _NO_PLACE if self._steps is None else int(self._steps[at])
        return Result(
            id=self.now.ids[row],
            score=int(self._total[at]),
            parts={name: int(part[at]) for name, part in self._parts.items()},
            reasons=tuple(in_words(reason, labels) for reason in why),
            ask_first=self._ask_first(at, row),
            why=why,
            hundred_metres=None if steps == _NO_PLACE else steps,
        )

    def _ask_first(self, at: int, row: int) -> tuple[str, ...]:
        need = self.need
        unknown = need.conditions and self._flags[at] & c.CONDITIONS_UNKNOWN
        known = set(self._has("access_yes", need.access, row))
        asked = tuple(name for name in need.access if name not in known)
        return ("conditions", *asked) if unknown else asked

    def _facts(self, at: int, row: int) -> Facts:
        need, columns = self.need, self.now.table.columns
        flags = int(self._flags[at])
        going = bool(self._travel[at])
        return Facts(
            steps=None if self._steps is None or not going else int(self._steps[at]),
            in_person=going,
            online=bool(flags & self._modes & c.ONLINE),
            phone=bool(flags & self._modes & c.PHONE),
            times=self._has("times", need.times, row),
            languages=self._has("languages", need.languages, row),
            interests=self._has("interests", need.interests, row),
            access=self._has("access_yes", need.access, row),
            conditions=self._conditions(row),
            gender=next((g for g, bit in c.GENDER_BITS.items() if flags & bit), None),
            carers=not flags & c.NOT_FOR_CARERS,
            ages=(int(columns["min_age"][row]), int(columns["max_age"][row])),
            size=bool(self._parts["size"][at]),
            free=bool(flags & c.FREE),
            checked=need.on.toordinal() - int(columns["assured"][row]),
        )

    def _has(self, facet: str, names: tuple[str, ...], row: int) -> tuple[str, ...]:
        """Those of these names that one row has."""
        return tuple(name for name in names if self._has_one(facet, name, row))

    def _has_one(self, facet: str, name: str, row: int) -> bool:
        bit = self.now.vocabulary.bits[facet].get(name)
        if bit is None:
            return row in self.now.rare.get((facet, name), ())
        words = self.now.table.words[facet]
        return bit // 64 < len(words) and bool(int(words[bit // 64][row]) >> bit % 64 & 1)

    def _conditions(self, row: int) -> tuple[str, ...]:
        homes = self.now.homes[row]
        return tuple(name for name in self.need.conditions if ("condition", name) in homes)
