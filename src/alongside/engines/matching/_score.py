"""The score: eight parts in whole points, each from one pair alone.

docs/explanation/how-matching-works.md tells every weight in plain words; a test holds the two
together. How long somebody has waited is no part, nor is any risk or forecast.
"""

from __future__ import annotations

import numpy as np

from . import _places
from ._table import IN_PERSON, UNKNOWN, Table

FIRST_CONDITION = 300
NEXT_CONDITION = 100
MOST_CONDITIONS = 3
TREATMENT = 200
MOST_TREATMENTS = 2
TOPIC = 150
MOST_TOPICS = 4
TIME = 50
MOST_TIMES = 4
LANGUAGE = 150
MOST_LANGUAGES = 2
INTEREST = 40
MOST_INTERESTS = 3
DOORSTEP = 300
A_HUNDRED_METRES = 2
SAME_AGE = 100
A_YEAR = 5

PARTS = (
    "conditions",
    "treatments",
    "topics",
    "times",
    "language",
    "interests",
    "distance",
    "life_stage",
)
HIGHEST = (
    FIRST_CONDITION
    + NEXT_CONDITION * (MOST_CONDITIONS - 1)
    + TREATMENT * MOST_TREATMENTS
    + TOPIC * MOST_TOPICS
    + TIME * MOST_TIMES
    + LANGUAGE * MOST_LANGUAGES
    + INTEREST * MOST_INTERESTS
    + DOORSTEP
    + SAME_AGE
)
"""No score is above this."""

_AT_ONCE = 1 << 18


def parts(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> dict[str, np.ndarray]:
    """The parts of allowed pairs, in the order of ``PARTS``."""

    def counted(facet: str, points: int, most: int) -> np.ndarray:
        return points * np.minimum(getattr(table, facet).shared(mentees, mentors), most)

    conditions = np.minimum(table.conditions.shared(mentees, mentors), MOST_CONDITIONS)
    return {
        "conditions": FIRST_CONDITION + NEXT_CONDITION * (conditions - 1),
        "treatments": counted("treatments", TREATMENT, MOST_TREATMENTS),
        "topics": counted("topics", TOPIC, MOST_TOPICS),
        "times": counted("times", TIME, MOST_TIMES),
        "language": counted("languages", LANGUAGE, MOST_LANGUAGES),
        "interests": counted("interests", INTEREST, MOST_INTERESTS),
        "distance": _distance(table, mentees, mentors),
        "life_stage": _life_stage(table, mentees, mentors),
    }


def scores(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    """The score of each allowed pair."""
    total = np.zeros(len(mentees), dtype=np.int32)
    for first in range(0, len(mentees), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        for part in parts(table, mentees[some], mentors[some]).values():
            total[some] += part.astype(np.int32)
    return total


def meet(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether each pair can meet in person, and how many hundreds of metres apart (-1: unknown)."""
    modes = table.mentees.modes[mentees] & table.mentors.modes[mentors]
    able = (modes & IN_PERSON) != 0
    steps = np.full(len(mentees), -1, dtype=np.int64)
    rows = np.flatnonzero(able)
    ours, theirs = mentees[rows], mentors[rows]
    able[rows] = _places.within(table.mentees, table.mentors, ours, theirs)
    steps[rows] = _places.hundred_metres(table.mentees, table.mentors, ours, theirs)
    return able, steps


def _distance(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    able, steps = meet(table, mentees, mentors)
    points = np.maximum(DOORSTEP - A_HUNDRED_METRES * steps, 0)
    points[~able | (steps < 0)] = 0
    return points


def _life_stage(table: Table, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    ours, theirs = table.mentees.age[mentees], table.mentors.age[mentors]
    points = np.maximum(SAME_AGE - A_YEAR * np.abs(ours.astype(np.int64) - theirs), 0)
    points[(ours == UNKNOWN) | (theirs == UNKNOWN)] = 0
    return points
