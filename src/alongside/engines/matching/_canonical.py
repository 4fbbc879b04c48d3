"""Of all plans that are equally good, the one that the lots choose.

With prices that prove one plan the best, the others are easily told: they take *tight* pairs alone
(what the mentee keeps and the price make up the weight just so), leave nobody with nothing who
keeps something, and no place empty that has a price. Two people may so change places, or pass a
place on in a circle, and the plan is as good as before.

Which of these plans it is, is drawn by lot: every pair has one, worked out from the two ids, and
the plan with the greatest sum of lots is taken. Nobody comes first for a low id, and the same
problem always has the same answer. Should two plans have the same sum, the mentees are settled in
order of id: each gets the first mentor by id that such a plan can give; *nobody* comes last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import numpy as np

from ._graph import Graph
from ._prices import NOBODY, proved, worth
from ._solve import best_plan

_LOT_BITS = 24


def numbers(ids: Iterable[str]) -> np.ndarray:
    """A number for each id: the first eight bytes of its SHA-256."""
    found = [int.from_bytes(hashlib.sha256(one.encode()).digest()[:8], "big") for one in ids]
    return np.array(found, dtype=np.uint64)


def lots(mentees: np.ndarray, mentors: np.ndarray) -> np.ndarray:
    """The lot of each pair of numbers, from 1 to 2²⁴: Vigna's *splitmix64* of one and three times
    the other, of which the first 24 bits count."""
    mixed = mentees + np.uint64(3) * mentors
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(64 - _LOT_BITS)).astype(np.int64) + 1


def chosen_by_lot(
    graph: Graph,
    weight: np.ndarray,
    capacity: np.ndarray,
    plan: tuple[np.ndarray, np.ndarray],
    number: tuple[np.ndarray, np.ndarray],
) -> np.ndarray:
    """The mentor of each mentee in the one plan, among those worth as much as the one given.

    ``plan`` are mentors and the prices that prove it the best, ``number`` the ``numbers`` of
    mentees and mentors.
    """
    mentor, price = plan
    kept = worth(graph, weight, price)
    tight = np.flatnonzero(kept[graph.mentee] + price[graph.mentor] == weight)
    moving = _in_circles(graph, tight, capacity, mentor, price, kept)
    if not len(moving):
        return mentor
    # Only who may change takes part; the others keep their places.
    part = np.zeros(graph.mentees, dtype=bool)
    part[graph.mentee[moving]] = True
    part |= (mentor != NOBODY) & (kept == 0)
    pairs = tight[part[graph.mentee[tight]]]
    staying = mentor[~part & (mentor != NOBODY)]
    free = capacity - np.bincount(staying, minlength=graph.mentors)
    some = graph.only(pairs)
    lot = lots(number[0][some.mentee], number[1][some.mentor])
    # Whoever keeps something must have somebody, and a place with a price must be taken: each
    # weighs more than all lots together.
    must = 1 + (min(int(part.sum()), int(free.sum())) << _LOT_BITS)
    lot += must * ((kept[some.mentee] > 0) + (price[some.mentor] > 0).astype(np.int64))
    drawn, cost = best_plan(some, lot, free)
    proved(some, lot, free, drawn, cost)
    settled = _first_by_id(some, lot, free, drawn, cost)
    return np.where(part, settled, mentor)


def _first_by_id(
    graph: Graph, weight: np.ndarray, capacity: np.ndarray, mentor: np.ndarray, price: np.ndarray
) -> np.ndarray:
    kept = worth(graph, weight, price)
    tight = np.flatnonzero(kept[graph.mentee] + price[graph.mentor] == weight)
    moving = _in_circles(graph, tight, capacity, mentor, price, kept)
    if not len(moving):
        return mentor
    circles = _Circles(graph, moving, capacity, mentor, price, kept)
    circles.settle_all()
    return np.array(circles.mentor, dtype=np.int64)


def _in_circles(
    graph: Graph,
    tight: np.ndarray,
    capacity: np.ndarray,
    mentor: np.ndarray,
    price: np.ndarray,
    kept: np.ndarray,
) -> np.ndarray:
    """The tight pairs outside the plan that may lie on a circle; what surely does not is left out.

    Steps lead from mentor to mentor, by way of the mentee who moves; the hub is the last of them.
    A mentor to whom, or from whom, no step leads is on no circle, nor are the steps at it.
    """
    hub = graph.mentors
    here = np.where(mentor == NOBODY, hub, mentor)
    load = np.bincount(here, minlength=hub + 1)[:hub]
    other = tight[mentor[graph.mentee[tight]] != graph.mentor[tight]]
    start, end = here[graph.mentee[other]], graph.mentor[other].astype(np.int64)
    into = np.append(load < capacity, False)  # a free place, or somebody who may have nobody
    into[mentor[(mentor != NOBODY) & (kept == 0)]] = True
    out_of = np.append((load > 0) & (price == 0), False)
    going = np.ones(len(other), dtype=bool)
    while True:
        leaves = np.bincount(start[going], minlength=hub + 1) + into
        enters = np.bincount(end[going], minlength=hub + 1) + out_of
        leaves[hub] += np.count_nonzero(out_of & (leaves > 0))
        enters[hub] += np.count_nonzero(into & (enters > 0))
        circling = (leaves > 0) & (enters > 0)
        left = going & circling[start] & circling[end]
        if left.sum() == going.sum():
            return other[left]
        going = left


class _Circles:
    """The plan while it is settled, by passing people on in circles: one takes another mentor, who
    lets somebody go, who takes another …, until the first mentor's place is filled again, or nobody
    needs it. The hub stands for having, or being had by, nobody."""

    def __init__(
        self,
        graph: Graph,
        tight: np.ndarray,
        capacity: np.ndarray,
        mentor: np.ndarray,
        price: np.ndarray,
        kept: np.ndarray,
    ) -> None:
        self.mentor: list[int] = mentor.tolist()
        self._hub = graph.mentors
        self._kept = kept.tolist()
        self._price = price.tolist()
        self._capacity = capacity.tolist()
        self._load = np.bincount(mentor[mentor >= 0], minlength=graph.mentors).tolist()
        # Who can be moved, and where to: back to the mentor of the given plan, too.
        leaving = np.flatnonzero((mentor >= 0) & (kept == 0))
        options: dict[int, set[int]] = {mentee: set() for mentee in leaving.tolist()}
        for mentee, other in zip(
            graph.mentee[tight].tolist(), graph.mentor[tight].tolist(), strict=True
        ):
            options.setdefault(mentee, set()).add(other)
        for mentee, offered in options.items():
            offered.update([self.mentor[mentee]] if self.mentor[mentee] != NOBODY else [])
        self._options = {mentee: sorted(offered) for mentee, offered in options.items()}
        self._movable: dict[int, dict[int, None]] = {}
        for mentee in self._options:
            self._movable.setdefault(self._place(mentee), {})[mentee] = None
        reached = {row for offered in options.values() for row in offered}
        self._nought = sorted(row for row in reached if self._price[row] == 0)

    def settle_all(self) -> None:
        """Settle whoever can be moved, in order of id."""
        for mentee in sorted(self._options):
            self._settle(mentee)

    def _place(self, mentee: int) -> int:
        here = self.mentor[mentee]
        return self._hub if here == NOBODY else here

    def _settle(self, mentee: int) -> None:
        """Give the mentee the first mentor that they can have; they are not moved again."""
        here = self._place(mentee)
        self._movable.get(here, {}).pop(mentee, None)
        seen: set[int] = set()
        for offered in self._options[mentee]:
            if offered == here:
                return
            moves = self._circle(offered, here, seen)
            if moves is not None:
                self._move(mentee, here, offered, moves)
                return

    def _circle(self, start: int, goal: int, seen: set[int]) -> list[tuple[int, int, int]] | None:
        """Who moves from where to where, so that ``start`` has a place free and ``goal`` none too
        many; None where that cannot be. ``seen`` are the dead ends of this mentee's earlier tries.
        """
        if start in seen:
            return None
        seen.add(start)
        queue = [start]
        came: dict[int, tuple[int, int]] = {}  # by mentor: from which mentor, with which mentee
        for at in queue:
            for mentee, to in self._steps(at, goal):
                if to in seen:
                    continue
                seen.add(to)
                came[to] = (at, mentee)
                if to == goal:
                    return self._back(start, goal, came)
                queue.append(to)
        return None

    def _steps(self, at: int, goal: int) -> Iterator[tuple[int, int]]:
        """From a mentor: the mentee let go (or ``NOBODY``) and the mentor who takes them."""
        if at == self._hub:
            if self._price[goal] == 0:
                yield NOBODY, goal
            for one in self._movable.get(at, ()):
                yield from ((one, to) for to in self._options[one])
            yield from ((NOBODY, row) for row in self._nought if self._load[row])
            return
        if self._load[at] < self._capacity[at]:
            yield NOBODY, self._hub
        for one in self._movable.get(at, ()):
            if self._kept[one] == 0:
                yield one, self._hub
            yield from ((one, to) for to in self._options[one] if to != at)

    def _back(
        self, start: int, goal: int, came: dict[int, tuple[int, int]]
    ) -> list[tuple[int, int, int]]:
        moves = []
        at = goal
        while at != start:
            before, mentee = came[at]
            moves.append((mentee, before, at))
            at = before
        return moves

    def _move(self, mentee: int, here: int, to: int, moves: list[tuple[int, int, int]]) -> None:
        self._change(mentee, here, to)
        for one, before, after in moves:
            if one != NOBODY:
                self._movable[before].pop(one)
                self._movable.setdefault(after, {})[one] = None
                self._change(one, before, after)

    def _change(self, mentee: int, before: int, after: int) -> None:
        self.mentor[mentee] = NOBODY if after == self._hub else after
        if before != self._hub:
            self._load[before] -= 1
        if after != self._hub:
            self._load[after] += 1
