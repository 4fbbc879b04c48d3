"""Invented people who wait and mentors, always the same for a seed.

Towns and conditions after Zipf (the second half as many as the first, the third a third); people
live a few kilometres about their town and would go 8, 15 or 25 km. Most meet in person alone; a
block between two people stands for whatever must never be.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import random
from typing import Any

from ._population import CONDITIONS, INTERESTS, LANGUAGES, ON, TIMES

TREATMENTS = [f"treatment_{n}" for n in range(20)]
TOPICS = [f"topic_{n}" for n in range(16)]
_PEOPLE_A_TOWN = 130
_KM = 1 / 111.2  # degrees of latitude


class Waiting:
    """One problem: so many who wait, so many mentors with one to four places each."""

    def __init__(self, seed: int, mentees: int, mentors: int) -> None:
        self._rng = random.Random(seed)  # noqa: S311  (invented people need no secret)
        towns = max(1, mentees // _PEOPLE_A_TOWN)
        side = 0.11 * math.sqrt(towns)  # as many towns a square kilometre, however many there are
        self._towns = [
            (52 + self._rng.uniform(0, side), -2 + self._rng.uniform(0, 1.6 * side))
            for _ in range(towns)
        ]
        self._town_weights = _zipf(towns)
        self._conditions = CONDITIONS[: max(2, min(len(CONDITIONS), mentees // 250))]
        self._condition_weights = _zipf(len(self._conditions))
        self._sizes = mentees, mentors

    def problem(self) -> dict[str, Any]:
        """The plain record of the problem."""
        mentees, mentors = self._sizes
        return {
            "on": ON.isoformat(),
            "mentees": [self._mentee(n) for n in range(mentees)],
            "mentors": [self._mentor(n) for n in range(mentors)],
            "settings": {"allow_under_18": False, "fair_after_days": 90},
        }

    def _person(self, letter: str, n: int) -> dict[str, Any]:
        rng = self._rng
        (town,) = rng.choices(range(len(self._towns)), cum_weights=self._town_weights)
        lat = self._towns[town][0] + rng.gauss(0, 4 * _KM)
        lon = self._towns[town][1] + rng.gauss(0, 4 * _KM) / math.cos(math.radians(lat))
        drawn = rng.choices(
            self._conditions, cum_weights=self._condition_weights, k=rng.choice((1, 1, 1, 2))
        )
        return {
            "id": f"{letter}{n * 2_654_435_761 % 2**32:08x}",
            "lat": round(lat, 6),
            "lon": round(lon, 6),
            "max_km": rng.choice([8, 15, 25]),
            "modes": rng.choices([["in_person"], ["in_person", "phone"], ["online"]], [8, 1, 1])[0],
            "conditions": list(dict.fromkeys(drawn)),
            "treatments": rng.sample(TREATMENTS, rng.choice((0, 1, 2))),
            "age": rng.randrange(18, 90),
            "gender": rng.choice(["woman", "man"]),
            "languages": ["en", *rng.sample(LANGUAGES[1:], rng.choice((0, 0, 0, 1)))],
            "times": rng.sample(TIMES, rng.choice((2, 3, 4))),
            "interests": rng.sample(INTERESTS, rng.choice((1, 2, 4))),
        }

    def _mentee(self, n: int) -> dict[str, Any]:
        rng = self._rng
        blocked = rng.randrange(self._sizes[1]) * 2_654_435_761 % 2**32
        return self._person("p", n) | {
            "mentor_gender": rng.choices([None, "woman", "man"], [8, 1, 1])[0],
            "language_required": rng.random() < 0.05,
            "help_with": rng.sample(TOPICS, rng.choice((1, 2, 3))),
            "must_share": [],
            "waiting_days": min(int(rng.expovariate(1 / 50)), 400),
            "blocks": [f"m{blocked:08x}"] if rng.random() < 0.02 else [],
        }

    def _mentor(self, n: int) -> dict[str, Any]:
        rng = self._rng
        recheck = ON + dt.timedelta(days=rng.randrange(-20, 900))
        return self._person("m", n) | {
            "mentee_gender": rng.choices([None, "woman", "man"], [18, 1, 1])[0],
            "can_share": rng.sample(TOPICS, rng.choice((2, 4, 8))),
            "capacity": rng.choice((1, 2, 3, 4)),
            "ready": rng.random() < 0.97,
            "recheck_on": rng.choice([None, recheck.isoformat()]),
            "cleared_for_under_18": False,
            "blocks": [],
        }


def _zipf(count: int) -> list[float]:
    """Cumulative weights 1, 1 + 1/2, 1 + 1/2 + 1/3 …"""
    return list(itertools.accumulate(1 / (n + 1) for n in range(count)))
