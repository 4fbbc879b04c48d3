"""Prices that prove a plan the best, and the proof, in integers.

Give every mentor a price for each place, and let every mentee keep what their best pair is worth
less its price, or nothing. No plan can be worth more than what all mentees keep and all places
cost: each pair of a plan is worth at most what its mentee keeps plus its mentor's price. So a plan
worth exactly that much is the best, whoever found it and however.
"""

from __future__ import annotations

import numpy as np

from ._graph import Graph

NOBODY = -1
"""Stands for the mentor of somebody who has none."""


class NotProved(RuntimeError):
    """A plan that is not proved the best. It is never shown; this is a fault of the engine."""


def own_weight(graph: Graph, weight: np.ndarray, mentor: np.ndarray) -> np.ndarray:
    """What each mentee's own pair weighs; 0 for nobody."""
    own = np.zeros(graph.mentees, dtype=np.int64)
    chosen = np.flatnonzero(mentor[graph.mentee] == graph.mentor)
    own[graph.mentee[chosen]] = weight[chosen]
    return own


def worth(graph: Graph, weight: np.ndarray, price: np.ndarray) -> np.ndarray:
    """What each mentee keeps at these prices: their best pair less its price, at least nothing."""
    kept = np.zeros(graph.mentees, dtype=np.int64)
    has = np.flatnonzero(np.diff(graph.first))
    if len(has):
        left = weight - price[graph.mentor]
        kept[has] = np.maximum(np.maximum.reduceat(left, graph.first[has]), 0)
    return kept


def proved(
    graph: Graph, weight: np.ndarray, capacity: np.ndarray, mentor: np.ndarray, price: np.ndarray
) -> int:
    """The weight of the plan, when these prices prove that none weighs more.

    Raises ``NotProved`` otherwise. All of it in whole numbers, over every pair of the graph.
    """
    if len(weight) and int(weight.max()) > (1 << 62) // (graph.mentees + 1):
        raise NotProved("The numbers are too large to be reckoned with.")
    placed = mentor[mentor != NOBODY]
    own = own_weight(graph, weight, mentor)
    sound = (
        not np.any(price < 0)
        and not np.any(np.bincount(placed, minlength=graph.mentors) > capacity)
        and np.count_nonzero(own) == len(placed)
    )
    primal = int(own.sum())
    dual = int(worth(graph, weight, price).sum()) + sum(
        cost * places
        for cost, places in zip(price.tolist(), capacity.tolist(), strict=True)
        if cost
    )
    if not sound or primal != dual:
        raise NotProved(f"The plan is worth {primal} and the prices allow {dual}.")
    return primal
