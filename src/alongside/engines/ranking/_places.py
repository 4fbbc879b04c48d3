"""Distances from unit vectors, so that every voice of the engine gives the same whole numbers.

IEEE arithmetic rounds + − × and √ the same way everywhere; sines and arcs it does not. So a place
becomes a unit vector once, when it is read, and a distance is taken from two vectors by those four
alone. From the squared chord c² between them, Huygens' rule of 1654 gives the arc,

    arc ≈ (8 × chord of half the arc − chord) / 3,  chord of half the arc = √(2 − √(4 − c²)),

true within 10 cm over 1,000 km, and rising all the way to the far side of the world.
"""

from __future__ import annotations

import math

import numpy as np

RADIUS_KM = 6371.0088
HUNDRED_METRES = 10 * RADIUS_KM / 3
"""Hundred-metre steps for each unit of (8 × half chord − chord)."""
NO_PLACE = -1
"""Stands for the distance to a listing that has no place."""
BAND = 0.1
"""Height in degrees of the strips of latitude in which places are kept sorted."""

_SLACK_KM = 1e-9  # a thousandth of a millimetre: "inclusive" must survive rounding
_KEY = 1000.0  # keeps the strips apart: more than the 360 degrees of longitude in one


def unit_vector(lat: float, lon: float) -> tuple[float, float, float]:
    """The point of the unit sphere at a latitude and longitude in degrees."""
    phi, lam = math.radians(lat), math.radians(lon)
    return (math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi))


def squared_chord_limit(max_km: float | None) -> float:
    """The largest squared chord whose great-circle distance is within ``max_km``, inclusive."""
    if max_km is None or max_km >= math.pi * RADIUS_KM:
        return math.inf
    return 4 * math.sin((max_km + _SLACK_KM) / (2 * RADIUS_KM)) ** 2


def squared_chords(
    x: np.ndarray, y: np.ndarray, z: np.ndarray, here: tuple[float, float, float]
) -> np.ndarray:
    """The squared chord from each vector to ``here``."""
    dx, dy, dz = x - here[0], y - here[1], z - here[2]
    return dx * dx + dy * dy + dz * dz


def hundred_metres(squared: np.ndarray) -> np.ndarray:
    """Whole hundreds of metres, rounded down, for each squared chord. Not-a-number: NO_PLACE."""
    half = np.sqrt(2.0 - np.sqrt(np.maximum(4.0 - squared, 0.0)))
    steps = HUNDRED_METRES * (8.0 * half - np.sqrt(squared))
    steps[np.isnan(steps)] = NO_PLACE
    return steps.astype(np.int64)


def key(lat: float, lon: float) -> float:
    """Places in order of this key stand strip by strip, and from west to east in each."""
    return math.floor((lat + 90) / BAND) * _KEY + lon


def strips(lat: float, lon: float, max_km: float) -> tuple[np.ndarray, np.ndarray] | None:
    """First and last keys of the strips that hold every place within ``max_km``.

    None where that is most of the world, or crosses the date line or a pole: look at all.
    """
    reach = max_km / RADIUS_KM * (1 + 1e-9) + 1e-9
    height = math.degrees(reach)
    if abs(lat) + height >= 89.9 or height > 20:
        return None
    width = math.degrees(math.asin(math.sin(reach) / math.cos(math.radians(lat)))) + 1e-6
    if abs(lon) + width >= 180:
        return None
    first = math.floor((lat - height - 1e-6 + 90) / BAND)
    last = math.floor((lat + height + 1e-6 + 90) / BAND)
    bands = np.arange(first, last + 1) * _KEY + lon
    return bands - width, bands + width
