"""Invented listings and needs, always the same for a seed: how many live where, and with what.

1,500 towns and 63 conditions, each after Zipf (the second half as many as the first, the third a
third); one listing in five meets online or by phone alone, so that distance says nothing of it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import random
from typing import Any

CONDITIONS = [f"condition_{n}" for n in range(63)]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIMES = [f"{day}_{part}" for day in DAYS for part in ("morning", "afternoon", "evening")]
LANGUAGES = ["en", "ur", "pa", "pl", "bn", "gu", "ar", "so", "cy", "pt", "ro", "tr", "zh", "bsl"]
ACCESS = ["step_free", "hearing_loop", "toilet", "parking", "quiet_room", "large_print"]
INTERESTS = [f"interest_{n}" for n in range(40)]
SIZES = ["small", "medium", "large"]
ON = dt.date(2026, 11, 22)

_KM = 1 / 111.2  # degrees of latitude


class Population:
    """Listings and needs drawn from one set of towns."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)  # noqa: S311  (invented people need no secret)
        self._towns = [
            (self._rng.uniform(50.2, 57.8), self._rng.uniform(-4.5, 1.0)) for _ in range(1500)
        ]
        self._town_weights = _zipf(1500)
        self._condition_weights = _zipf(len(CONDITIONS))
        self._language_weights = _zipf(len(LANGUAGES))

    def listings(self, count: int) -> list[dict[str, Any]]:
        """Plain records of listings, in no order of place."""
        return [self._listing(n) for n in range(count)]

    def needs(self, count: int) -> list[dict[str, Any]]:
        """Plain records of needs, from where the listings are."""
        return [self._need() for _ in range(count)]

    def _listing(self, n: int) -> dict[str, Any]:
        rng = self._rng
        modes = _chosen(
            rng,
            [(["in_person"], 80), (["in_person", "online"], 6), (["online"], 10), (["phone"], 4)],
        )
        placed = "in_person" in modes or rng.random() < 0.5
        lat, lon = self._place() if placed else (None, None)
        kind = rng.random()
        low, high = _chosen(
            rng, [((None, None), 50), ((18, None), 40), ((16, 25), 7), ((50, None), 3)]
        )
        return {
            "id": f"listing-{n * 2_654_435_761 % 2**32:08x}",
            "lat": lat,
            "lon": lon,
            "modes": modes,
            "conditions": None if kind < 0.02 else self._conditions((1, 1, 1, 2, 3)),
            "any_condition": kind > 0.97,
            "min_age": low,
            "max_age": high,
            "for": _chosen(rng, [(["people", "carers"], 6), (["people"], 3), (["carers"], 1)]),
            "gender": _chosen(rng, [("any", 90), ("women", 6), ("men", 4)]),
            "languages": ["en", *self._some(LANGUAGES[1:], (0, 0, 0, 1, 2))],
            "access": {
                name: _chosen(rng, [("yes", 6), ("no", 2)]) for name in ACCESS if rng.random() < 0.7
            },
            "times": self._some(TIMES, (1, 1, 2, 3)),
            "interests": self._some(INTERESTS, (0, 1, 2, 4)),
            "cost_pence": _chosen(rng, [(0, 7), (300, 2), (None, 1)]),
            "size": rng.choice([None, *SIZES]),
            "open": rng.random() < 0.95,
            "assured_on": (ON - dt.timedelta(days=rng.randrange(500))).isoformat(),
        }

    def _need(self) -> dict[str, Any]:
        rng = self._rng
        lat, lon = self._place()
        return {
            "lat": lat,
            "lon": lon,
            "max_km": rng.choice([5, 10, 15, 25, 50]),
            "conditions": self._conditions((1, 1, 1, 2)),
            "age": rng.choice([None, *range(16, 90)]),
            "for": _chosen(rng, [("people", 8), ("carers", 1), (None, 1)]),
            "gender": _chosen(rng, [(None, 8), ("women", 1), ("men", 1)]),
            "modes": _chosen(
                rng,
                [
                    ([], 6),
                    (["in_person"], 2),
                    (["online", "phone"], 1),
                    (["in_person", "online"], 1),
                ],
            ),
            "languages": self._some(LANGUAGES, (0, 1, 1, 2)),
            "language_required": rng.random() < 0.1,
            "access": self._some(ACCESS, (0, 0, 0, 1, 2)),
            "times": self._some(TIMES, (0, 1, 2, 5)),
            "interests": self._some(INTERESTS, (0, 1, 3)),
            "size": rng.choice([None, None, *SIZES]),
            "on": ON.isoformat(),
        }

    def _place(self) -> tuple[float, float]:
        """Somewhere about a town: the larger, the more often and the wider."""
        rng = self._rng
        (town,) = rng.choices(range(1500), cum_weights=self._town_weights)
        spread = 2 + 8 / math.sqrt(1 + town)
        lat = self._towns[town][0] + rng.gauss(0, spread * _KM)
        lon = self._towns[town][1] + rng.gauss(0, spread * _KM) / math.cos(math.radians(lat))
        return round(lat, 6), round(lon, 6)

    def _conditions(self, how_many: tuple[int, ...]) -> list[str]:
        count = self._rng.choice(how_many)
        drawn = self._rng.choices(CONDITIONS, cum_weights=self._condition_weights, k=count)
        return list(dict.fromkeys(drawn))

    def _some(self, names: list[str], how_many: tuple[int, ...]) -> list[str]:
        return self._rng.sample(names, self._rng.choice(how_many))


def _zipf(count: int) -> list[float]:
    """Cumulative weights 1, 1 + 1/2, 1 + 1/2 + 1/3 …"""
    return list(itertools.accumulate(1 / (n + 1) for n in range(count)))


def _chosen(rng: random.Random, weighted: list[tuple[Any, int]]) -> Any:
    values, weights = zip(*weighted, strict=True)
    return rng.choices(values, weights)[0]
