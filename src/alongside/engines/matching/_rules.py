"""The hard rules, each by its name: whether a pair keeps it, for many pairs at once.

All but block and distance also take a column of mentees and a row of mentors, and give a table.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import _places
from ._table import IN_PERSON, UNKNOWN, Table

ADULT = 18

Rule = Callable[[Table, np.ndarray, np.ndarray], np.ndarray]


def _ready(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    return table.ready[mentors]


def _recheck(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    return table.checked[mentors]


def _capacity(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    return table.capacity[mentors] >= 1


def _condition(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    return table.conditions.meet(mentees, mentors)


def _block(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    pairs = mentees.astype(np.int64) * len(table.mentors) + mentors
    return np.append(table.blocked, -1)[np.searchsorted(table.blocked, pairs)] != pairs


def _gender(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    ours, theirs = table.mentees, table.mentors
    wish, asked = ours.wish[mentees], theirs.wish[mentors]
    return ((wish == UNKNOWN) | (wish == theirs.gender[mentors])) & (
        (asked == UNKNOWN) | (asked == ours.gender[mentees])
    )


def _language(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    return ~table.language_required[mentees] | table.languages.meet(mentees, mentors)


def _must_share(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    return table.must_share.contained(mentees, mentors)


def _time(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    return table.times.meet(mentees, mentors)


def _under_18(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    """The wall, from either side. Who waits and has told no age may be under 18."""
    waiting = table.mentees.age[mentees] < ADULT
    helping = (table.mentors.age[mentors] < ADULT) & (table.mentors.age[mentors] != UNKNOWN)
    behind = waiting & table.cleared[mentors] & table.allow_under_18
    return (~waiting & ~helping) | behind


def _mode(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    return (table.mentees.modes[mentees] & table.mentors.modes[mentors]) != 0


def _distance(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    """Where meeting in person is the only way that both can. No shared way is another rule."""
    fits = np.ones(len(mentees), dtype=bool)
    modes = table.mentees.modes[mentees] & table.mentors.modes[mentors]
    local = np.flatnonzero(modes == IN_PERSON)
    fits[local] = _places.within(table.mentees, table.mentors, mentees[local], mentors[local])
    return fits


RULES: dict[str, Rule] = {
    "ready": _ready,
    "recheck": _recheck,
    "capacity": _capacity,
    "block": _block,
    "under_18": _under_18,
    "gender": _gender,
    "condition": _condition,
    "must_share": _must_share,
    "language": _language,
    "time": _time,
    "mode": _mode,
    "distance": _distance,
}


def keeping(
    table: Table, mentees: np.ndarray, mentors: np.ndarray, rules: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs that keep all of these rules; cheap rules first is quickest."""
    for name in rules:
        kept = np.flatnonzero(RULES[name](table, mentees, mentors))
        if len(kept) < len(mentees):
            mentees, mentors = mentees[kept], mentors[kept]
    return mentees, mentors
