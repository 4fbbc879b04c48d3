"""The score: seven parts in whole points, each from one listing and one need alone.

docs/explanation/how-ranking-works.md tells every weight in plain words; a test holds the two
together.
"""

from __future__ import annotations

import numpy as np

from ._places import NO_PLACE

HERE = 10_000
"""In person, at the very place: 10 points less for each 100 m (100 points a kilometre)."""
FOR_100_M = 10
REMOTE_HERE = 8_000
"""Online or by phone: as a group 20 km away; 1 point less for each 500 m to its base, so that of
two equal ones the more local comes first."""
STEPS_A_POINT = 5
REMOTE_NOWHERE = 7_500
"""Online or by phone, with no base known."""
FOR_CONDITION = 500
FOR_TIME = 300
FOR_LANGUAGE = 800
FOR_INTEREST = 100
FOR_SIZE = 200
YEAR = 365
"""Checked within these days before the need's day: 366 points for that very day, a point less for
each day earlier; checked before, or never: none."""

PARTS = ("distance", "condition", "times", "languages", "interests", "size", "assured")


def distance_points(
    steps: np.ndarray, travel: np.ndarray, remote: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The points for the better way to come, and for which listings that is to travel there.

    ``steps`` are whole hundreds of metres (``NO_PLACE`` where the listing has none), ``travel``
    whether going there in person counts, ``remote`` whether it is reached without.
    """
    points = REMOTE_HERE - steps // STEPS_A_POINT
    points[steps == NO_PLACE] = REMOTE_NOWHERE
    going = HERE - FOR_100_M * steps
    better = travel & (~remote | (going > points))
    np.copyto(points, going, where=better)
    return points, better


def assured_points(checked: np.ndarray, today: int) -> np.ndarray:
    """The points for listings last checked on these days (as ordinals)."""
    return np.clip(YEAR + 1 - (today - checked.astype(np.int64)), 0, YEAR + 1)
