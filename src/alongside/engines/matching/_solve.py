"""The best plan for a graph, and prices that prove it the best. Whole numbers only.

Every mentor has a price for each of their places, at first nothing. Two steps, after Bertsekas
and after Kuhn, Munkres, Edmonds and Karp:

1. *Bidding*, many at a time. Whoever has no mentor asks for the pair that leaves them most after
   its price, and bids until that pair is worth no more to them than their next best. A mentor
   takes the highest bids; once every place is taken, the lowest of them is the price.
2. *Passing on*, one at a time, for the few who outbid each other in circles. The cheapest chain
   is looked for (Dijkstra) in which one takes a mentor, who lets somebody go, who takes another
   …, until there is a free place, or somebody to whom it makes no difference has nobody.

After every step each mentee has the pair that leaves them most, and only a mentor without a free
place has a price. That is what makes the plan the best once nobody asks any more (``_prices``).

A large graph is not given whole. First each mentee has their best pairs only; then every pair that
the prices show to be too good to be left out is put in, until there is none.
"""

from __future__ import annotations

import heapq

import numpy as np

from ._graph import Graph
from ._prices import NOBODY, own_weight, worth

FEW = 256
"""Pairs of each mentee in the first try; each later try puts in this many more at most."""
_PATIENCE = 8  # rounds of bidding that may settle nobody before chains do better


def best_plan(
    graph: Graph, weight: np.ndarray, capacity: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The mentor of each mentee (or ``NOBODY``), and prices that prove it the best.

    ``weight`` has a whole number from 1 for each pair; the plan has the greatest sum.
    """
    held = _foremost(graph, weight, np.arange(len(graph)))
    while True:
        mentor, price = _solved(graph.only(held), weight[held], capacity)
        kept = worth(graph.only(held), weight[held], price)
        missed = np.flatnonzero(weight - price[graph.mentor] > kept[graph.mentee])
        if not len(missed):
            return mentor, price
        held = np.union1d(held, _foremost(graph, weight, missed))


def _foremost(graph: Graph, weight: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Of these pairs the ``FEW`` with the greatest weight of each mentee, in order."""
    mentee = graph.mentee[pairs]
    if not len(pairs) or np.bincount(mentee).max() <= FEW:
        return pairs
    order = np.lexsort((_turned(graph, pairs), -weight[pairs], mentee))
    place = np.arange(len(pairs)) - np.searchsorted(mentee[order], mentee[order])
    return np.sort(pairs[order[place < FEW]])


def _turned(graph: Graph, pairs: np.ndarray) -> np.ndarray:
    """The mentors of these pairs, counted from another one for each mentee, so that among equals
    not everybody looks at the same first."""
    return (graph.mentor[pairs] + graph.mentee[pairs].astype(np.int64) * 7919) % graph.mentors


def _solved(
    graph: Graph, weight: np.ndarray, capacity: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    order = np.lexsort((_turned(graph, np.arange(len(graph))), -weight, graph.mentee))
    ranked = Graph(
        graph.first, graph.mentee, graph.mentor[order], graph.score[order], graph.mentors
    )
    mentor, price, left = _bidding(ranked, weight[order], capacity)
    chains = _Chains(ranked, weight[order], capacity, mentor, price)
    for mentee in left.tolist():
        chains.place(mentee)
    return np.array(chains.mentor, dtype=np.int64), np.array(chains.price, dtype=np.int64)


def _bidding(
    graph: Graph, weight: np.ndarray, capacity: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The plan and the prices when bidding has done what it can, and who is left without."""
    mentor = np.full(graph.mentees, NOBODY, dtype=np.int64)
    bid = np.zeros(graph.mentees, dtype=np.int64)
    price = np.zeros(graph.mentors, dtype=np.int64)
    asking = np.flatnonzero(np.diff(graph.first))
    fewest, rounds = len(asking) + 1, 0
    while len(asking) and rounds < _PATIENCE:
        rounds = rounds + 1 if len(asking) >= fewest else 0
        fewest = min(fewest, len(asking))
        mentees, wanted, offered = _bids(graph, weight, price, asking)
        contested = np.zeros(graph.mentors + 1, dtype=bool)  # the last stands for nobody
        contested[wanted] = True
        holding = np.flatnonzero(contested[mentor])
        everyone = np.concatenate([holding, mentees])
        at = np.concatenate([mentor[holding], wanted])
        bids = np.concatenate([bid[holding], offered])
        order = np.lexsort((everyone, -bids, at))
        everyone, at, bids = everyone[order], at[order], bids[order]
        place = np.arange(len(at)) - np.searchsorted(at, at)
        taken = place < capacity[at]
        mentor[everyone] = np.where(taken, at, NOBODY)
        bid[everyone] = bids
        lowest = place == capacity[at] - 1
        price[at[lowest]] = np.maximum(price[at[lowest]], bids[lowest])
        asking = np.sort(everyone[~taken])
    return mentor, price, asking


def _bids(
    graph: Graph, weight: np.ndarray, price: np.ndarray, asking: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of those who ask: who would still have somebody, whom, and what they bid."""
    lengths = graph.first[asking + 1] - graph.first[asking]
    begins = np.cumsum(lengths) - lengths
    pairs = np.arange(int(lengths.sum())) + np.repeat(graph.first[asking] - begins, lengths)
    left = weight[pairs] - price[graph.mentor[pairs]]
    most = np.maximum.reduceat(left, begins)
    best = np.flatnonzero(left == np.repeat(most, lengths))
    best = best[np.searchsorted(best, begins)]  # the first of each
    left[best] = 0
    second = np.maximum(np.maximum.reduceat(left, begins), 0)
    go = most > 0
    chosen = pairs[best[go]]
    return asking[go], graph.mentor[chosen], weight[chosen] - second[go]


class _Chains:
    """The plan while people are passed on. ``pairs`` of a mentee stand from the weightiest down."""

    def __init__(
        self,
        graph: Graph,
        weight: np.ndarray,
        capacity: np.ndarray,
        mentor: np.ndarray,
        price: np.ndarray,
    ) -> None:
        self.mentor: list[int] = mentor.tolist()
        self.price: list[int] = price.tolist()
        self._graph, self._weight = graph, weight
        self._pairs: dict[int, list[tuple[int, int]]] = {}
        self._own: list[int] = own_weight(graph, weight, mentor).tolist()
        self._members: list[list[int]] = [[] for _ in self.price]
        for mentee in np.flatnonzero(mentor >= 0).tolist():
            self._members[self.mentor[mentee]].append(mentee)
        self._full = [
            len(members) >= places
            for members, places in zip(self._members, capacity.tolist(), strict=True)
        ]
        self._capacity = capacity.tolist()

    def place(self, mentee: int) -> None:
        """Pass people on along the cheapest chain that begins with this mentee."""
        kept = max((w - self.price[to] for w, to in self._of(mentee)), default=0)
        if kept <= 0:
            return
        cost, end, dropped, came, settled = self._cheapest(mentee, kept)
        for to, far in settled:
            self.price[to] += cost - far
        if dropped is not None:
            if dropped == mentee:
                return
            end = self.mentor[dropped]
            self._members[end].remove(dropped)
            self.mentor[dropped] = NOBODY
        to = end
        while True:
            one, weight = came[to]
            before = self.mentor[one]
            self.mentor[one], self._own[one] = to, weight
            self._members[to].append(one)
            self._full[to] = len(self._members[to]) >= self._capacity[to]
            if one == mentee:
                return
            self._members[before].remove(one)
            to = before

    def _of(self, mentee: int) -> list[tuple[int, int]]:
        """Weight and mentor of each pair of a mentee."""
        pairs = self._pairs.get(mentee)
        if pairs is None:
            some = slice(self._graph.first[mentee], self._graph.first[mentee + 1])
            weights, mentors = self._weight[some].tolist(), self._graph.mentor[some].tolist()
            pairs = self._pairs[mentee] = list(zip(weights, mentors, strict=True))
        return pairs

    def _cheapest(
        self, mentee: int, kept: int
    ) -> tuple[int, int, int | None, dict[int, tuple[int, int]], list[tuple[int, int]]]:
        """What the chain costs, its last mentor or who is dropped, and how mentors were reached.

        What a step costs is what whoever takes it keeps less by it than by their best pair.
        """
        price, full = self.price, self._full
        least, end, dropped = kept, NOBODY, mentee
        reached: dict[int, int] = {}
        came: dict[int, tuple[int, int]] = {}
        settled: list[tuple[int, int]] = []
        heap: list[tuple[int, int]] = []
        wave = [(mentee, kept)]
        while wave:
            for one, base in wave:
                for weight, to in self._of(one):
                    if base - weight >= least:
                        break  # the rest weigh less, and prices are never below nought
                    far = base - weight + price[to]
                    if far < reached.get(to, least) and far < least:
                        reached[to] = far
                        came[to] = (one, weight)
                        if full[to]:
                            heapq.heappush(heap, (far, to))
                        else:
                            least, end, dropped = far, to, -1
            wave = []
            while heap and not wave and heap[0][0] < least:
                level = heap[0][0]
                wave = self._let_go(heap, reached, settled)
                for other, through in wave:
                    if through < least:
                        least, dropped = through, other
                if least <= level:
                    wave = []
        return least, end, None if dropped == -1 else dropped, came, settled

    def _let_go(
        self, heap: list[tuple[int, int]], reached: dict[int, int], settled: list[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """The people of all mentors that are nearest now, and how far each would be with nobody.

        All that are equally far are looked at together, before anybody's pairs are: one of them
        may be an end, and where many are alike there are many.
        """
        level = heap[0][0]
        people = []
        while heap and heap[0][0] == level:
            far, to = heapq.heappop(heap)
            if far == reached[to]:
                settled.append((to, far))
                cost = far - self.price[to]
                people += [(one, cost + self._own[one]) for one in self._members[to]]
        return people
