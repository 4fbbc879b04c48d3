"""The points of a pair, worked out from the table in docs/explanation/how-matching-works.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.engines.geo import distance_km

Record = Mapping[str, Any]


def points(mentee: Record, mentor: Record) -> dict[str, int]:
    """Each part of the score of a pair that keeps the hard rules."""
    conditions = min(_shared(mentee, mentor, "conditions", "conditions"), 3)
    return {
        "conditions": 200 + 100 * conditions,
        "treatments": 200 * min(_shared(mentee, mentor, "treatments", "treatments"), 2),
        "topics": 150 * min(_shared(mentee, mentor, "help_with", "can_share"), 4),
        "times": 50 * min(_shared(mentee, mentor, "times", "times"), 4),
        "language": 150 * min(_shared(mentee, mentor, "languages", "languages"), 2),
        "interests": 40 * min(_shared(mentee, mentor, "interests", "interests"), 3),
        "distance": _distance(mentee, mentor),
        "life_stage": _life_stage(mentee, mentor),
    }


def near_enough(mentee: Record, mentor: Record) -> bool:
    """Whether two people live within the limits of both; inclusive."""
    limits = [one["max_km"] for one in (mentee, mentor) if one.get("max_km") is not None]
    if not limits:
        return True
    if mentee.get("lat") is None or mentor.get("lat") is None:
        return False
    apart = distance_km(mentee["lat"], mentee["lon"], mentor["lat"], mentor["lon"])
    return apart <= min(limits)


def _shared(mentee: Record, mentor: Record, ours: str, theirs: str) -> int:
    return len(set(mentee.get(ours, ())) & set(mentor.get(theirs, ())))


def _distance(mentee: Record, mentor: Record) -> int:
    """300 points on the doorstep, two less for each whole hundred metres, if they can meet."""
    if "in_person" not in mentee["modes"] or "in_person" not in mentor["modes"]:
        return 0
    if mentee.get("lat") is None or mentor.get("lat") is None or not near_enough(mentee, mentor):
        return 0
    apart = distance_km(mentee["lat"], mentee["lon"], mentor["lat"], mentor["lon"])
    return max(0, 300 - 2 * int(apart * 10))


def _life_stage(mentee: Record, mentor: Record) -> int:
    if mentee["age"] is None or mentor.get("age") is None:
        return 0
    return max(0, 100 - 5 * abs(mentee["age"] - mentor["age"]))
