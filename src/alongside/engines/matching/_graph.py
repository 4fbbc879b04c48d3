"""Every allowed pair with its score, found condition by condition in blocks.

In a block (the mentees and mentors of one condition) all pairs are tried at once for a time and a
mode in common. Mentees who meet in person alone are taken in order of latitude, with the mentors
of that strip. What is left is held against the other hard rules pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from . import _rules, _score
from ._table import IN_PERSON, Table

LARGEST = 25_000_000
"""Allowed pairs at most: each takes about 90 bytes while people are matched, 2 GB in all."""

_MENTOR_RULES = ("ready", "recheck", "capacity")
_PAIR_RULES = ("gender", "under_18", "language", "must_share", "block", "distance")
_AT_ONCE = 1 << 20  # pairs tried in one go: 8 MB a word
_STRIP = 128  # mentees in one strip of latitude
_KM_A_DEGREE = 111.19  # of latitude; a hair less than the sphere has, so strips are never short


class TooManyPairs(ValueError):
    """More pairs are allowed than can be held in memory: match by area, or by condition."""


@dataclass(frozen=True)
class Graph:
    """The allowed pairs, mentee by mentee. ``first`` has where each mentee's pairs begin."""

    first: np.ndarray
    mentee: np.ndarray
    mentor: np.ndarray
    score: np.ndarray
    mentors: int

    def __len__(self) -> int:
        return len(self.mentor)

    @property
    def mentees(self) -> int:
        """How many people wait, with or without an allowed pair."""
        return len(self.first) - 1

    @classmethod
    def of(
        cls, mentee: np.ndarray, mentor: np.ndarray, score: np.ndarray, mentees: int, mentors: int
    ) -> Graph:
        """The graph of pairs that stand in order of mentee, then of mentor."""
        first = np.searchsorted(mentee, np.arange(mentees + 1))
        return cls(first, mentee, mentor, score, mentors)

    def only(self, pairs: np.ndarray) -> Graph:
        """The graph of some of the pairs, given in order."""
        return Graph.of(
            self.mentee[pairs],
            self.mentor[pairs],
            self.score[pairs],
            self.mentees,
            self.mentors,
        )


def allowed(table: Table) -> Graph:
    """The graph of a problem. Raises ``TooManyPairs`` above ``LARGEST``."""
    mentees, mentors = len(table.mentees), len(table.mentors)
    found: list[np.ndarray] = [np.empty(0, dtype=np.int64)]
    count = 0
    for ours, theirs in _pairs(table):
        found.append(ours * mentors + theirs)
        count += len(ours)
        if count > LARGEST:
            raise TooManyPairs(f"More than {LARGEST:,} pairs are allowed: match fewer at a time.")
    pairs = np.concatenate(found)
    del found
    pairs.sort()
    mentee, mentor = (pairs // max(mentors, 1)).astype(np.int32), pairs % max(mentors, 1)
    mentor = mentor.astype(np.int32)
    return Graph.of(mentee, mentor, _score.scores(table, mentee, mentor), mentees, mentors)


def _pairs(table: Table) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The allowed pairs, each once, in no order."""
    everyone = np.arange(len(table.mentors))
    nobody = np.zeros(len(table.mentors), dtype=np.int64)
    usable = np.zeros(len(table.mentors), dtype=bool)
    usable[_rules.keeping(table, nobody, everyone, _MENTOR_RULES)[1]] = True
    for bit in range(len(table.conditions.names)):
        ours, theirs = table.conditions.rows(bit)
        theirs = theirs[usable[theirs]]
        if len(ours) and len(theirs):
            for mentees, mentors in _block(table, ours, theirs):
                fresh = ~_met_before(table, bit, mentees, mentors)
                yield _rules.keeping(table, mentees[fresh], mentors[fresh], _PAIR_RULES)


def _met_before(table: Table, bit: int, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    """Whether each pair shares an earlier condition too, and so stood in an earlier block."""
    before = np.zeros(len(mentees), dtype=bool)
    for word in range(bit // 64 + 1):
        ours, theirs = table.conditions.word(word)
        mask = np.uint64((1 << max(0, min(64, bit - 64 * word))) - 1)
        before |= (ours[mentees] & theirs[mentors] & mask) != 0
    return before


def _block(
    table: Table, ours: np.ndarray, theirs: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of these mentees and mentors who share a time and a mode."""
    local = table.mentees.modes[ours] == IN_PERSON
    yield from _tried(table, ours[~local], theirs)
    near, mentors = ours[local], theirs
    near = near[np.argsort(table.mentees.lat[near], kind="stable")]
    mentors = mentors[np.argsort(table.mentors.lat[mentors], kind="stable")]
    lats = table.mentors.lat[mentors]
    for start in range(0, len(near), _STRIP):
        strip = near[start : start + _STRIP]
        reach = table.mentees.max_km[strip].max() / _KM_A_DEGREE
        if not np.isfinite(reach):  # a mentor whose place is not known may do
            yield from _tried(table, strip, mentors)
            continue
        lowest, highest = table.mentees.lat[strip[0]], table.mentees.lat[strip].max()
        from_row, to_row = np.searchsorted(lats, [lowest - reach, highest + reach + 1e-9])
        yield from _tried(table, strip, mentors[from_row:to_row])


def _tried(
    table: Table, ours: np.ndarray, theirs: np.ndarray
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """All pairs of both, some rows at a time, that share a time and a mode."""
    if not len(theirs):
        return
    rows = max(1, _AT_ONCE // len(theirs))
    their_modes = table.mentors.modes[theirs]
    for start in range(0, len(ours), rows):
        some = ours[start : start + rows]
        able = np.zeros((len(some), len(theirs)), dtype=bool)
        for our_times, their_times in table.times.words():
            able |= (our_times[some, None] & their_times[theirs]) != 0
        able &= (table.mentees.modes[some, None] & their_modes) != 0
        row, column = np.nonzero(able)
        yield some[row], theirs[column]
