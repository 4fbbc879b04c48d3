"""Why somebody has no mentor: the rule that would have to give, and for how many mentors.

A block never gives, and is never told; nor does the wall before an under-18 mentor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ._graph import Graph
from ._rules import ADULT, RULES
from ._table import UNKNOWN, Table

MOST = 3
_AT_ONCE = 1 << 20
_NEVER = 99  # rules broken, where one is broken that cannot give
_BITS = {name: 1 << place for place, name in enumerate(RULES)}

_PHRASES = {
    "ready": "they are not ready to start",
    "recheck": "a check has to be looked at again",
    "capacity": "no place is free",
    "under_18": "they are not cleared for people under 18",
    "gender": "they are not of the gender that one of the two asked for",
    "condition": "they live with none of the same conditions",
    "must_share": "they cannot share all that must be shared",
    "language": "they do not speak the person's language",
    "time": "they are free at other times",
    "mode": "they would meet in another way",
    "distance": "it is too far to meet in person",
    # Where no mentor would do, something is not known, or the service would have to give.
    "condition_nobody": "nobody here lives with the same condition",
    "age_unknown": "the person's age is not known, and they count as under 18",
    "no_under_18": "this service does not match people under 18",
    "person_nowhere": "it is not known where the person lives",
    "mentors_nowhere": "it is not known where the mentor lives",
    "far_or_nowhere": "they live too far away, or it is not known where",
}


@dataclass(frozen=True, slots=True)
class Because:
    """``mentors`` people would fit if these ``rules`` gave, all of them; none: nobody would.

    ``causes`` says of each rule why it is broken: its own name, or that no mentor at all lives with
    the same condition (``condition_nobody``), that something is not known (``age_unknown``,
    ``person_nowhere``, ``mentors_nowhere``, ``far_or_nowhere``), or that the service's setting
    would have to give (``no_under_18``)."""

    rules: tuple[str, ...]
    mentors: int
    causes: tuple[str, ...]


def reasons_unplaced(
    table: Table, graph: Graph, mentees: np.ndarray
) -> Iterator[tuple[Because, ...]]:
    """For each of these mentees what would have to give, most mentors first, three at most."""
    fitting = np.diff(graph.first)[mentees]
    without = mentees[fitting == 0]
    near = _nearest(table, without)
    for count in fitting.tolist():
        yield (Because(("capacity",), count, ("capacity",)),) if count else next(near)


def _nearest(table: Table, mentees: np.ndarray) -> Iterator[tuple[Because, ...]]:
    """Of mentees without an allowed pair: the fewest rules that would have to give."""
    rows = max(1, _AT_ONCE // max(len(table.mentors), 1))
    for start in range(0, len(mentees), rows):
        some = mentees[start : start + rows]
        row, mentor = _near(table, some)
        broken = np.zeros(len(row), dtype=np.uint16)
        for name, rule in RULES.items():
            broken |= np.where(rule(table, some[row], mentor), 0, _BITS[name]).astype(np.uint16)
        ends = np.searchsorted(row, np.arange(len(some) + 1))
        nowhere = np.isnan(table.mentors.lat[mentor])
        alike = RULES["condition"](table, some[:, None], np.arange(len(table.mentors))[None, :])
        shared = np.any(alike, axis=1)
        for first, last, mentee, somebody in zip(
            ends[:-1].tolist(),
            ends[1:].tolist(),
            some.tolist(),
            shared.tolist(),
            strict=True,
        ):
            of_person = _of_person(table, mentee)
            if not somebody:
                of_person["condition"] = "condition_nobody"
            yield _told(broken[first:last], nowhere[first:last], of_person)


def _near(table: Table, mentees: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of each of these mentees that break the fewest rules, by row, in order."""
    count = _broken(table, mentees)
    fewest = count.min(axis=1, initial=_NEVER)
    row, mentor = np.nonzero((count == fewest[:, None]) & (count < _NEVER))
    fits = RULES["distance"](table, mentees[row], mentor)
    # Where all of these are too far as well, one rule more is broken, and others do as much.
    far = np.ones(len(mentees), dtype=bool)
    far[row[fits]] = False
    fits |= far[row]
    row, mentor = row[fits], mentor[fits]
    also_row, also = np.nonzero((count == fewest[:, None] + 1) & far[:, None])
    fits = RULES["distance"](table, mentees[also_row], also)
    row, mentor = np.append(row, also_row[fits]), np.append(mentor, also[fits])
    order = np.argsort(row, kind="stable")
    return row[order], mentor[order]


def _broken(table: Table, mentees: np.ndarray) -> np.ndarray:
    """How many rules each of these mentees breaks with each mentor, without the distance."""
    everyone = np.arange(len(table.mentors))
    count = np.zeros((len(mentees), len(everyone)), dtype=np.int8)
    for name, rule in RULES.items():
        if name not in ("block", "distance"):
            count += ~rule(table, mentees[:, None], everyone[None, :])
    young = (table.mentors.age < ADULT) & (table.mentors.age != UNKNOWN)
    count[np.ix_(~(table.mentees.age[mentees] < ADULT), young)] = _NEVER
    mentee, mentor = np.divmod(table.blocked, max(len(everyone), 1))
    here = np.isin(mentee, mentees)
    count[np.searchsorted(mentees, mentee[here]), mentor[here]] = _NEVER
    return count


def _of_person(table: Table, mentee: int) -> dict[str, str]:
    """The rules that are broken with everybody for what is said, or not, of the person."""
    causes = {}
    if table.mentees.age[mentee] == UNKNOWN:
        causes["under_18"] = "age_unknown"
    elif not table.allow_under_18:
        causes["under_18"] = "no_under_18"
    if np.isnan(table.mentees.lat[mentee]):
        causes["distance"] = "person_nowhere"
    return causes


def _told(
    broken: np.ndarray, nowhere: np.ndarray, of_person: dict[str, str]
) -> tuple[Because, ...]:
    if not len(broken):
        return (Because((), 0, ()),)
    sets, place, mentors = np.unique(broken, return_inverse=True, return_counts=True)
    lost = np.bincount(place, weights=nowhere)  # mentors of each set whose place is not known
    told = []
    for rules, count, unknown in zip(sets.tolist(), mentors.tolist(), lost.tolist(), strict=True):
        names = tuple(name for name, bit in _BITS.items() if bit & rules)
        far = "mentors_nowhere" if unknown == count else "far_or_nowhere"
        causes = ({"distance": far} if unknown else {}) | of_person
        told.append(Because(names, count, tuple(causes.get(name, name) for name in names)))
    order = list(RULES)
    told.sort(key=lambda one: (-one.mentors, [order.index(rule) for rule in one.rules]))
    return tuple(told[:MOST])


def because_in_words(because: Because) -> str:
    """The rule, a colon, and a plain sentence about it."""
    if not because.rules:
        return "mentors: there is nobody who could be asked"
    phrase = " and ".join(_PHRASES[cause] for cause in because.causes)
    suit = "1 mentor suits" if because.mentors == 1 else f"{because.mentors} mentors suit"
    if because.causes == ("condition_nobody",):
        return f"condition: {phrase}; {suit} in every other way"
    return f"{' and '.join(because.rules)}: {suit} in every other way, but {phrase}"
