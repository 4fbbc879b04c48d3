"""Student's t: how many standard errors hold so much of the distribution."""

from __future__ import annotations

import math
from functools import lru_cache


@lru_cache(maxsize=1_024)
def quantile(share: float, freedom: int) -> float:
    """The value below which `share` (above 0.5 and below 1) of Student's t with `freedom` degrees
    (1 or more) lies, to twelve digits: by halving, over the distribution's own integral."""
    low, high = 0.0, 1.0
    while _below(high, freedom) < share:
        low, high = high, high * 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        if _below(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(t: float, freedom: int) -> float:
    """The share below t >= 0. Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and
    26.7.4: a finite sum for whole degrees of freedom."""
    theta = math.atan2(t, math.sqrt(freedom))
    cosine = math.cos(theta)
    if freedom % 2:
        term, total = cosine, 0.0
        for step in range(1, (freedom - 1) // 2 + 1):
            total += term
            term *= cosine * cosine * (2 * step) / (2 * step + 1)
        inside = 2 / math.pi * (theta + math.sin(theta) * total)
    else:
        term, total = 1.0, 0.0
        for step in range(1, freedom // 2 + 1):
            total += term
            term *= cosine * cosine * (2 * step - 1) / (2 * step)
        inside = math.sin(theta) * total
    return 0.5 + inside / 2
