"""The best plan of a graph: as many of the tier as can be, then the greatest sum, proved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ._canonical import chosen_by_lot
from ._graph import Graph
from ._prices import own_weight, proved
from ._solve import best_plan


@dataclass(frozen=True)
class Plan:
    """``mentor`` has a row for each mentee, or -1. ``bound`` is what the prices allow."""

    mentor: np.ndarray
    objective: int
    bound: int
    tier_placed: int
    price_of_fairness: int


def weights(graph: Graph, capacity: np.ndarray, tier: np.ndarray) -> tuple[np.ndarray, int]:
    """What each pair weighs, and how much more it weighs for one of the tier.

    To put the tier first without rounding, a place for one of them weighs more than all scores
    together; what the proof allows is then parted again into places and scores.
    """
    score = graph.score.astype(np.int64)
    places = min(graph.mentees, int(capacity.sum()))
    ahead = 1 + places * int(score.max(initial=0))
    return score + ahead * tier[graph.mentee], ahead


def plan(
    graph: Graph,
    capacity: np.ndarray,
    tier: np.ndarray,
    number: tuple[np.ndarray, np.ndarray],
) -> Plan:
    """The plan. ``tier`` says of each mentee whether they come first; ``number`` are the numbers of
    mentees and mentors, from which lots decide between plans that are equally good.
    """
    weight, ahead = weights(graph, capacity, tier)
    mentor, price = best_plan(graph, weight, capacity)
    mentor = chosen_by_lot(graph, weight, capacity, (mentor, price), number)
    tier_placed, bound = divmod(proved(graph, weight, capacity, mentor, price), ahead)
    score = graph.score.astype(np.int64)
    objective = int(own_weight(graph, score, mentor).sum())
    without = bound
    if tier[graph.mentee].any():
        free, free_price = best_plan(graph, score, capacity)
        without = proved(graph, score, capacity, free, free_price)
    return Plan(mentor, objective, bound, tier_placed, without - objective)
