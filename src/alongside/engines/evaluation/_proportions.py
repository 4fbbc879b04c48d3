"""A share of people, with how far off it may be."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class Interval:
    """A share between 0 and 1 and the interval about it."""

    share: float
    low: float
    high: float


def wilson(count: int, of: int, *, level: float = 0.95) -> Interval:
    """Wilson's score interval of `count` among `of` people (1927), which stays between 0 and 1
    and is honest for few of them. Raises ValueError unless 0 <= count <= of and of > 0."""
    if not 0 <= count <= of or of == 0:
        raise ValueError("that is no share of anybody")
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = count / of
    middle = 2 * count + z * z
    half = z * math.sqrt(z * z + 4 * count * (1 - share))
    whole = 2 * (of + z * z)
    return Interval(share, max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole))
