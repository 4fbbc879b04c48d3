"""The people of a problem as columns: numbers in arrays, and names as bits of 64-bit words.

Rows stand in order of id, so that whatever is worked out row by row does not depend on the order
in which people came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ._records import MODES, Mentee, Mentor, Problem

MODE_BITS = {mode: 1 << place for place, mode in enumerate(MODES)}
IN_PERSON = MODE_BITS["in_person"]
UNKNOWN = -1
"""Stands for an age, a gender or a wish that is not known."""

_WORD = 64
_KEPT = 16  # words of one facet that are kept: all but the oddest problems have no more


class Facet:
    """Names of one kind on both sides, a bit for each, 64 to a word."""

    def __init__(
        self,
        mentees: Sequence[tuple[str, ...]],
        mentors: Sequence[tuple[str, ...]],
        names: Iterable[str],
    ) -> None:
        self.names = sorted(names)
        bits = {name: bit for bit, name in enumerate(self.names)}
        self._sides = (_postings(mentees, bits), _postings(mentors, bits))
        self._sizes = (len(mentees), len(mentors))
        self._words = -(-len(self.names) // _WORD)
        self._kept: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def words(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Word by word, the bits of the mentees and the bits of the mentors."""
        for word in range(self._words):
            yield self.word(word)

    def word(self, word: int) -> tuple[np.ndarray, np.ndarray]:
        """The bits of names 64 × ``word`` and the 63 that follow."""
        if word in self._kept:
            return self._kept[word]
        ours, theirs = (
            _filled(rows, bits, word, size)
            for (rows, bits), size in zip(self._sides, self._sizes, strict=True)
        )
        if word < _KEPT:
            self._kept[word] = ours, theirs
        return ours, theirs

    def rows(self, bit: int) -> tuple[np.ndarray, np.ndarray]:
        """The mentees and the mentors that have one name."""
        ours, theirs = (
            rows[np.searchsorted(bits, bit) : np.searchsorted(bits, bit + 1)]
            for rows, bits in self._sides
        )
        return ours, theirs

    def shared(self, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
        """How many names each pair shares; both arrays are broadcast together."""
        count = np.zeros(np.broadcast_shapes(mentees.shape, mentors.shape), dtype=np.int64)
        for ours, theirs in self.words():
            count += np.bitwise_count(ours[mentees] & theirs[mentors])
        return count

    def meet(self, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
        """Whether each pair shares a name; broadcast as well."""
        some = np.zeros(np.broadcast_shapes(mentees.shape, mentors.shape), dtype=bool)
        for ours, theirs in self.words():
            some |= (ours[mentees] & theirs[mentors]) != 0
        return some

    def contained(self, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
        """Whether the mentor of each pair has every name of the mentee; broadcast as well."""
        whole = np.ones(np.broadcast_shapes(mentees.shape, mentors.shape), dtype=bool)
        for ours, theirs in self.words():
            whole &= (ours[mentees] & ~theirs[mentors]) == 0
        return whole


def _postings(
    lists: Sequence[tuple[str, ...]], bits: dict[str, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Row and bit of each name that has a bit, in order of bit, then of row."""
    found = [(row, bits[name]) for row, names in enumerate(lists) for name in names if name in bits]
    rows, held = np.array(found, dtype=np.int64).reshape(-1, 2).T
    order = np.argsort(held, kind="stable")
    return rows[order], held[order]


def _filled(rows: np.ndarray, bits: np.ndarray, word: int, size: int) -> np.ndarray:
    first, last = np.searchsorted(bits, [word * _WORD, (word + 1) * _WORD])
    column = np.zeros(size, dtype=np.uint64)
    shifts = (bits[first:last] - word * _WORD).astype(np.uint64)
    np.bitwise_or.at(column, rows[first:last], np.uint64(1) << shifts)
    return column


@dataclass(frozen=True)
class Side:
    """What both sides have, a value for each row. Unknown places are not-a-number."""

    lat: np.ndarray
    lon: np.ndarray
    max_km: np.ndarray
    modes: np.ndarray
    age: np.ndarray
    gender: np.ndarray
    wish: np.ndarray

    def __len__(self) -> int:
        return len(self.lat)


@dataclass(frozen=True)
class Table:
    """A problem as columns. ``blocked`` are pairs as mentee × mentors + mentor, sorted."""

    mentees: Side
    mentors: Side
    conditions: Facet
    treatments: Facet
    times: Facet
    languages: Facet
    interests: Facet
    topics: Facet
    must_share: Facet
    language_required: np.ndarray
    waiting: np.ndarray
    capacity: np.ndarray
    ready: np.ndarray
    checked: np.ndarray
    cleared: np.ndarray
    blocked: np.ndarray
    allow_under_18: bool

    @classmethod
    def of(cls, problem: Problem) -> Table:
        """The columns of a problem, rows in the order of its people."""
        mentees, mentors = problem.mentees, problem.mentors
        genders: dict[str, int] = {}
        return cls(
            mentees=_side(mentees, [one.mentor_gender for one in mentees], genders),
            mentors=_side(mentors, [one.mentee_gender for one in mentors], genders),
            conditions=_facet(*_names(mentees, mentors, "conditions", "conditions")),
            treatments=_facet(*_names(mentees, mentors, "treatments", "treatments")),
            times=_facet(*_names(mentees, mentors, "times", "times")),
            languages=_facet(*_names(mentees, mentors, "languages", "languages")),
            interests=_facet(*_names(mentees, mentors, "interests", "interests")),
            topics=_facet(*_names(mentees, mentors, "help_with", "can_share")),
            must_share=_facet(*_names(mentees, mentors, "must_share", "can_share"), every=True),
            language_required=np.array([one.language_required for one in mentees], dtype=bool),
            waiting=np.array([one.waiting_days for one in mentees], dtype=np.int64),
            capacity=np.array([one.capacity for one in mentors], dtype=np.int64),
            ready=np.array([one.ready for one in mentors], dtype=bool),
            checked=np.array([_still(one.recheck_on, problem.on) for one in mentors], dtype=bool),
            cleared=np.array([one.cleared_for_under_18 for one in mentors], dtype=bool),
            blocked=_blocked(mentees, mentors),
            allow_under_18=problem.settings.allow_under_18,
        )


def _still(recheck_on: dt.date | None, on: dt.date) -> bool:
    return recheck_on is None or recheck_on >= on


def _names(
    mentees: Sequence[Mentee], mentors: Sequence[Mentor], ours: str, theirs: str
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    return [getattr(one, ours) for one in mentees], [getattr(one, theirs) for one in mentors]


def _facet(
    mentees: list[tuple[str, ...]], mentors: list[tuple[str, ...]], every: bool = False
) -> Facet:
    """A facet of the names that both sides use; ``every`` also those of mentees alone."""
    names = {name for names in mentees for name in names}
    if not every:
        names &= {name for names in mentors for name in names}
    return Facet(mentees, mentors, names)


def _side(
    people: Sequence[Mentee] | Sequence[Mentor],
    wishes: list[str | None],
    genders: dict[str, int],
) -> Side:
    def number(gender: str | None) -> int:
        return UNKNOWN if gender is None else genders.setdefault(gender, len(genders))

    return Side(
        lat=np.array([np.nan if one.lat is None else one.lat for one in people], dtype=np.float64),
        lon=np.array([np.nan if one.lon is None else one.lon for one in people], dtype=np.float64),
        max_km=np.array(
            [np.inf if one.max_km is None else one.max_km for one in people], dtype=np.float64
        ),
        modes=np.array(
            [sum(MODE_BITS[mode] for mode in one.modes) for one in people], dtype=np.uint8
        ),
        age=np.array([UNKNOWN if one.age is None else one.age for one in people], dtype=np.int16),
        gender=np.array([number(one.gender) for one in people], dtype=np.int32),
        wish=np.array([number(wish) for wish in wishes], dtype=np.int32),
    )


def _blocked(mentees: Sequence[Mentee], mentors: Sequence[Mentor]) -> np.ndarray:
    """Pairs in which either blocks the other. Ids of people who are not here count for nothing."""
    ours = {one.id: row for row, one in enumerate(mentees)}
    theirs = {one.id: row for row, one in enumerate(mentors)}
    pairs = {
        row * len(mentors) + theirs[other]
        for row, one in enumerate(mentees)
        for other in one.blocks
        if other in theirs
    }
    pairs |= {
        ours[other] * len(mentors) + row
        for row, one in enumerate(mentors)
        for other in one.blocks
        if other in ours
    }
    return np.array(sorted(pairs), dtype=np.int64)
