"""Distances of many pairs at once, each the same to the last bit as ``geo.distance_km``.

numpy's sines may differ from Python's by a hair. Where a hair could change an answer (at a limit,
or where a hundred metres begin), the pair is worked out again by ``distance_km`` itself.
"""

from __future__ import annotations

import numpy as np

from alongside.engines.geo import EARTH_KM, distance_km

from ._table import Side

_HAIR_KM = 1e-6
_FAR_KM = 19_000.0  # beyond, towards the far side of the earth, hairs are thicker


def kilometres(ours: Side, theirs: Side, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    """The great-circle distance of each pair; not-a-number where a place is not known."""
    phi_a, phi_b = np.radians(ours.lat), np.radians(theirs.lat)
    half_lat = np.sin((phi_b[mentors] - phi_a[mentees]) / 2)
    half_lon = np.sin(np.radians(theirs.lon[mentors] - ours.lon[mentees]) / 2)
    inner = half_lat * half_lat
    inner += np.cos(phi_a)[mentees] * np.cos(phi_b)[mentors] * half_lon * half_lon
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(inner, 1.0)))


def within(ours: Side, theirs: Side, mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    """Whether each pair lives no farther apart than the smaller of its limits, inclusive.

    Where neither has a limit, any distance will do; where one has, both places must be known.
    """
    limit = np.minimum(ours.max_km[mentees], theirs.max_km[mentors])
    apart = kilometres(ours, theirs, mentees, mentors)
    fits = (apart <= limit) | np.isinf(limit)
    close = (np.abs(apart - limit) < _HAIR_KM) | ((apart > _FAR_KM) & np.isfinite(limit))
    for pair in np.flatnonzero(close).tolist():
        exact = _exact(ours, theirs, mentees[pair], mentors[pair])
        fits[pair] = exact <= limit[pair]
    return fits


def hundred_metres(
    ours: Side, theirs: Side, mentees: np.ndarray, mentors: np.ndarray
) -> np.ndarray:
    """Whole hundreds of metres, rounded down; -1 where a place is not known."""
    apart = kilometres(ours, theirs, mentees, mentors) * 10
    known = ~np.isnan(apart)
    apart[~known] = -1
    steps = np.floor(apart).astype(np.int64)
    close = (np.abs(apart - np.rint(apart)) < 10 * _HAIR_KM) | (apart > 10 * _FAR_KM)
    for pair in np.flatnonzero(close & known).tolist():
        steps[pair] = int(_exact(ours, theirs, mentees[pair], mentors[pair]) * 10)
    return steps


def _exact(ours: Side, theirs: Side, mentee: int, mentor: int) -> float:
    return distance_km(
        float(ours.lat[mentee]),
        float(ours.lon[mentee]),
        float(theirs.lat[mentor]),
        float(theirs.lon[mentor]),
    )
