"""Slow and obvious: which pairs are allowed, and every plan there is.

Rules and points come from ``matching_check``, which shares no code with the optimiser.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from alongside.engines.matching_check import broken_rules, points

Weights = dict[tuple[str, str], int]


def allowed(problem: dict) -> Weights:
    """The score of each pair that keeps every hard rule, pair by pair."""
    return {
        (mentee["id"], mentor["id"]): sum(points(mentee, mentor).values())
        for mentee in problem["mentees"]
        for mentor in problem["mentors"]
        if not list(broken_rules(problem, mentee, mentor))
    }


def plans(problem: dict, weights: Weights) -> Iterator[dict[str, str | None]]:
    """Every plan, the first by id before all others: *nobody* is the last choice of each."""
    mentees = sorted(one["id"] for one in problem["mentees"])
    mentors = sorted(one["id"] for one in problem["mentors"])
    places = {one["id"]: one["capacity"] for one in problem["mentors"]}

    def choose(number: int, chosen: dict[str, str | None]) -> Iterator[dict[str, str | None]]:
        if number == len(mentees):
            yield chosen
            return
        mentee = mentees[number]
        for mentor in (*mentors, None):
            if mentor is None:
                yield from choose(number + 1, {**chosen, mentee: None})
            elif (mentee, mentor) in weights and places[mentor]:
                places[mentor] -= 1
                yield from choose(number + 1, {**chosen, mentee: mentor})
                places[mentor] += 1

    return choose(0, {})


def lots(plan: dict[str, str | None]) -> int:
    """The sum of the lots of a plan."""
    return sum(lot(mentee, mentor) for mentee, mentor in plan.items() if mentor is not None)


def lot(mentee: str, mentor: str) -> int:
    """The lot of a pair, as docs/explanation/how-matching-works.md tells it."""
    ours, theirs = (
        int.from_bytes(hashlib.sha256(one.encode()).digest()[:8], "big") for one in (mentee, mentor)
    )
    mixed = (ours + 3 * theirs) % 2**64
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
    return ((mixed ^ (mixed >> 31)) >> 40) + 1


def best(problem: dict) -> dict:
    """The best plan by trying all: tier first, then the sum, then the lots, then the ids."""
    weights = allowed(problem)
    days = problem["settings"]["fair_after_days"]
    long = {
        one["id"] for one in problem["mentees"] if days is not None and one["waiting_days"] > days
    }

    def total(plan: dict[str, str | None]) -> int:
        return sum(weights[pair] for pair in plan.items() if pair[1] is not None)

    def in_tier(plan: dict[str, str | None]) -> int:
        return sum(1 for mentee in long if plan[mentee] is not None)

    everything = list(plans(problem, weights))
    # Of equals, max keeps the first, and the plans come in order of ids.
    first = max(everything, key=lambda plan: (in_tier(plan), total(plan), lots(plan)))
    return {
        "plan": first,
        "objective": total(first),
        "tiers": []
        if days is None
        else [{"waiting_over_days": days, "placed": in_tier(first), "of": len(long)}],
        "price_of_fairness": max(map(total, everything)) - total(first),
    }


def greatest(weights: Weights, places: dict[str, int]) -> int:
    """The greatest sum of a plan, for graphs too large to try all: by chains, one mentee at a time.

    A chain goes from a mentee to a mentor, to one of that mentor's people, to another mentor …; the
    best one is found as the longest path (Bellman and Ford) and the people on it are passed on.
    """
    offers: dict[str, dict[str, int]] = {}
    for (mentee, mentor), weight in weights.items():
        offers.setdefault(mentee, {})[mentor] = weight
    plan: dict[str, str | None] = {}
    for first in sorted(offers):
        came, mentee, mentor = _best_chain(offers, places, plan, first)
        while True:
            plan[mentee] = mentor
            if mentee == first:
                break
            mentee, mentor = came[mentee]
    return sum(offers[mentee][mentor] for mentee, mentor in plan.items() if mentor is not None)


def _best_chain(
    offers: dict[str, dict[str, int]],
    places: dict[str, int],
    plan: dict[str, str | None],
    first: str,
) -> tuple[dict[str, tuple[str, str]], str, str | None]:
    """By mentee who is let go: who takes their place, and where; the last of the chain, and the
    mentor with a free place (or nobody) whom they get."""
    members: dict[str, list[str]] = {}
    for mentee, mentor in plan.items():
        if mentor is not None:
            members.setdefault(mentor, []).append(mentee)
    gain = {first: 0}
    came: dict[str, tuple[str, str]] = {}
    ends: list[tuple[int, str, str | None]] = []
    changed = [first]
    while changed:
        mentee = changed.pop(0)
        ends.append((gain[mentee], mentee, None))
        for mentor, weight in offers[mentee].items():
            held = members.get(mentor, [])
            if len(held) < places[mentor]:
                ends.append((gain[mentee] + weight, mentee, mentor))
                continue
            for other in held:
                value = gain[mentee] + weight - offers[other][mentor]
                if other != mentee and value > gain.get(other, -(1 << 60)):
                    gain[other], came[other] = value, (mentee, mentor)
                    changed.append(other)
    _, last, end = max(ends, key=lambda one: one[0])
    return came, last, end
