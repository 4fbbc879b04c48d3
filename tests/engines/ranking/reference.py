"""The ranking in the plainest Python: slow, obvious, and sharing no line with the engine.

It takes listings and needs as the dicts that JSON gives, all fields present and well formed.
"""

from __future__ import annotations

import datetime as dt
import math

RADIUS_KM = 6371.0088


def rank(listings: list[dict], need: dict) -> dict:
    """Every listing that fits, in order: id, score, parts and what to ask first."""
    found = []
    for listing in listings:
        if fits(listing, need):
            parts = score_parts(listing, need)
            found.append(
                {
                    "id": listing["id"],
                    "score": sum(parts.values()),
                    "parts": parts,
                    "ask_first": ask_first(listing, need),
                }
            )
    found.sort(key=lambda one: (bool(one["ask_first"]), -one["score"], one["id"]))
    return {"eligible": len(found), "results": found}


def fits(listing: dict, need: dict) -> bool:
    """Every hard rule."""
    if not listing["open"]:
        return False
    if not may_suit(listing, need):
        return False
    if need["age"] is not None:
        if listing["min_age"] is not None and need["age"] < listing["min_age"]:
            return False
        if listing["max_age"] is not None and need["age"] > listing["max_age"]:
            return False
    if need["for"] is not None and need["for"] not in listing["for"]:
        return False
    if listing["gender"] != "any" and listing["gender"] != need["gender"]:
        return False
    if need["language_required"] and not set(need["languages"]) & set(listing["languages"]):
        return False
    if any(listing["access"].get(name) == "no" for name in need["access"]):
        return False
    if need["modes"] and not set(need["modes"]) & set(listing["modes"]):
        return False
    return ways(listing, need) != ["in_person"] or within_reach(listing, need)


def may_suit(listing: dict, need: dict) -> bool:
    """The rule on conditions: one shared, any will do, or nobody knows."""
    if not need["conditions"] or listing["any_condition"] or listing["conditions"] is None:
        return True
    return bool(set(need["conditions"]) & set(listing["conditions"]))


def ways(listing: dict, need: dict) -> list[str]:
    return [mode for mode in listing["modes"] if mode in need["modes"] or not need["modes"]]


def within_reach(listing: dict, need: dict) -> bool:
    if need["lat"] is None or need["max_km"] is None:
        return True
    # "inclusive" by a hair, for a distance worked out twice is seldom the same to the last bit
    return great_circle_km(listing, need) <= need["max_km"] + 1e-9


def great_circle_km(a: dict, b: dict) -> float:
    """Haversine."""
    lat1, lat2 = math.radians(a["lat"]), math.radians(b["lat"])
    north, east = lat2 - lat1, math.radians(b["lon"] - a["lon"])
    h = math.sin(north / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(east / 2) ** 2
    return 2 * RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def hundreds_of_metres(a: dict, b: dict) -> int:
    """The distance as it enters scores: from unit vectors by + - x and roots alone."""
    ax, ay, az = vector(a)
    bx, by, bz = vector(b)
    dx, dy, dz = ax - bx, ay - by, az - bz
    squared = dx * dx + dy * dy + dz * dz
    half = math.sqrt(2.0 - math.sqrt(max(4.0 - squared, 0.0)))
    return int(10 * RADIUS_KM / 3 * (8.0 * half - math.sqrt(squared)))


def vector(place: dict) -> tuple[float, float, float]:
    lat, lon = math.radians(place["lat"]), math.radians(place["lon"])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def ask_first(listing: dict, need: dict) -> list[str]:
    """What nobody knows, of what was asked."""
    unknown = []
    if need["conditions"] and listing["conditions"] is None and not listing["any_condition"]:
        unknown.append("conditions")
    return unknown + [name for name in need["access"] if listing["access"].get(name) is None]


def score_parts(listing: dict, need: dict) -> dict[str, int]:
    named = set(need["conditions"]) & set(listing["conditions"] or [])
    return {
        "distance": distance_part(listing, need),
        "condition": 500 if named else 0,
        "times": 300 * len(set(need["times"]) & set(listing["times"])),
        "languages": 800 * len(set(need["languages"]) & set(listing["languages"])),
        "interests": 100 * len(set(need["interests"]) & set(listing["interests"])),
        "size": 200 if need["size"] is not None and need["size"] == listing["size"] else 0,
        "assured": assured_part(listing, need),
    }


def distance_part(listing: dict, need: dict) -> int:
    if need["lat"] is None:
        return 0
    shared = ways(listing, need)
    remote = 7500
    if listing["lat"] is not None:
        remote = 8000 - hundreds_of_metres(listing, need) // 5
    if "in_person" not in shared:
        return remote
    going = 10000 - 10 * hundreds_of_metres(listing, need)
    if shared == ["in_person"]:
        return going
    return max(going, remote) if within_reach(listing, need) else remote


def assured_part(listing: dict, need: dict) -> int:
    if listing["assured_on"] is None:
        return 0
    on = dt.date.fromisoformat(need["on"])
    days = (on - dt.date.fromisoformat(listing["assured_on"])).days
    if days < 0:
        return 366
    return 366 - days if days <= 365 else 0
