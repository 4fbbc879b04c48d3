"""Search: the hard rules, the score, and the order."""

from __future__ import annotations

import numpy as np

from . import _columns as c
from ._index import ALL, ANY, UNKNOWN, Index, Snapshot
from ._places import hundred_metres, squared_chord_limit, squared_chords, strips, unit_vector
from ._reasons import NO_LABELS, Labels
from ._records import Need
from ._results import Answer, Chosen, tell
from ._score import (
    FOR_CONDITION,
    FOR_INTEREST,
    FOR_LANGUAGE,
    FOR_SIZE,
    FOR_TIME,
    PARTS,
    assured_points,
    distance_points,
)

_SURE = 1 << 40  # more than any score: sure listings come first


def search(index: Index, need: Need, limit: int = 10, labels: Labels = NO_LABELS) -> Answer:
    """The listings that fit a need: sure ones first, then by score, then by id.

    ``limit`` 0 gives all. A listing's score for a need is the same whatever else is in the index.
    ``labels`` words the names in reasons, such as "time:tue_evening"; see ``Labels``. Raises
    ``ValueError`` for a limit below 0.
    """
    if limit < 0:
        raise ValueError("A limit is 0 (all) or more.")
    found = _Found(index.snapshot(), need)
    return Answer(len(found.rows), tell(found.chosen(limit), found.now, need, labels))


class _Found:
    """The rows that pass every hard rule, with an array for each part of their score."""

    def __init__(self, now: Snapshot, need: Need) -> None:
        self.now = now
        self.need = need
        self._modes = sum({c.MODE_BITS[mode] for mode in need.modes}) or c.IN_PERSON | c.REMOTE
        self._strips = None
        if need.lat is not None and need.lon is not None and need.max_km is not None:
            self._strips = strips(need.lat, need.lon, need.max_km)
        self.rows, self._named = self._candidates()
        self._keep_allowed()
        self._keep_reachable()
        self._parts = self._scored()

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
        fresh = np.ones(length, dtype=bool)
        at = len(lists[0])
        seen[lists[0]] = True
        for rows in lists[1:]:
            fresh[at : at + len(rows)] = ~seen.take(rows)
            seen[rows] = True
            at += len(rows)
        return fresh

    def _listed(self, kind: str, name: str) -> np.ndarray:
        posting = self.now.posting(kind, name)
        if not self._modes & c.IN_PERSON:
            return posting.remote
        return np.concatenate([posting.remote, *posting.nearby(self._strips)])

    def _keep_allowed(self) -> None:
        """Hard rules other than condition and distance."""
        need, columns = self.need, self.now.table.columns
        flags = columns["flags"].take(self.rows)
        forbidden = sum(bit for who, bit in c.GENDER_BITS.items() if who != need.gender)
        if need.for_whom is not None:
            forbidden |= c.NOT_FOR_BITS[need.for_whom]
        fits = (flags & forbidden) == 0
        if need.modes:
            fits &= (flags & self._modes) != 0
        if need.age is not None:
            fits &= columns["min_age"].take(self.rows) <= need.age
            fits &= columns["max_age"].take(self.rows) >= need.age
        if need.access:
            fits &= self._shared("access_no", need.access, self.rows) == 0
        if need.language_required:
            fits &= self._shared("languages", need.languages, self.rows) != 0
        self._flags = flags.take(self._keep(fits))

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
        squared = squared_chords(
            columns["x"].take(rows), columns["y"].take(rows), columns["z"].take(rows), here
        )
        if need.max_km is not None:
            within = squared <= squared_chord_limit(need.max_km)
            self._travel = travel & within
            kept = self._keep(self._remote | within)
            squared, self._flags = squared.take(kept), self._flags.take(kept)
            self._travel, self._remote = self._travel.take(kept), self._remote.take(kept)
        self._steps = hundred_metres(squared)

    def _keep(self, fits: np.ndarray) -> np.ndarray:
        """Go on with those alone; gives where they stood."""
        kept = np.flatnonzero(fits)
        self.rows = self.rows.take(kept)
        if self._named is not None:
            self._named = self._named.take(kept)
        return kept

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
                count += np.bitwise_count(words[n].take(rows) & np.uint64(mask))
        return count

    # the score

    def _scored(self) -> dict[str, np.ndarray]:
        """The parts that are not nought for all."""
        need, columns, rows = self.need, self.now.table.columns, self.rows
        parts = {"assured": assured_points(columns["assured"].take(rows), need.on.toordinal())}
        if self._steps is not None:
            parts["distance"], self._travel = distance_points(
                self._steps, self._travel, self._remote
            )
        if self._named is not None:
            parts["condition"] = FOR_CONDITION * self._named
        for facet, names, points in (
            ("times", need.times, FOR_TIME),
            ("languages", need.languages, FOR_LANGUAGE),
            ("interests", need.interests, FOR_INTEREST),
        ):
            if names:
                parts[facet] = points * self._shared(facet, names, rows)
        if need.size is not None:
            parts["size"] = FOR_SIZE * ((self._flags & c.SIZE_BITS[need.size]) != 0)
        return parts

    def _is_sure(self) -> np.ndarray:
        need = self.need
        sure = (self._flags & (c.CONDITIONS_UNKNOWN if need.conditions else 0)) == 0
        if need.access:
            sure &= self._shared("access_yes", need.access, self.rows) == len(need.access)
        return sure

    def chosen(self, limit: int) -> Chosen:
        """The first rows in order, with what is to be told of them."""
        total = np.zeros(len(self.rows), dtype=np.int64)
        for part in self._parts.values():
            total += part
        first = self._first(total + _SURE * self._is_sure(), limit)
        none = [0] * len(first)
        parts = {name: part.take(first).tolist() for name, part in self._parts.items()}
        return Chosen(
            rows=self.rows.take(first),
            modes=self._modes,
            flags=self._flags.take(first).tolist(),
            travel=self._travel.take(first).tolist(),
            steps=None if self._steps is None else self._steps.take(first).tolist(),
            parts=[parts.get(name, none) for name in PARTS],
        )

    def _first(self, order: np.ndarray, limit: int) -> np.ndarray:
        """Where the first rows stand, by falling order, then by id."""
        ranks = self.now.table.columns["rank"]
        if not 0 < limit < len(order):
            return np.lexsort((ranks.take(self.rows), -order))
        worst = np.partition(order, len(order) - limit)[len(order) - limit]
        leading = np.flatnonzero(order >= worst)
        best = np.lexsort((ranks.take(self.rows.take(leading)), -order.take(leading)))
        return leading.take(best[:limit])
