"""What somebody may choose from, and what each choice costs the others.

The plan only suggests; the person chooses. So every mentor who is allowed is offered, in the order
of what the whole plan would lose by the choice: the suggested one first, as it loses nothing.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import Any

import numpy as np

from alongside.engines.matching_check import broken_rules
from alongside.engines.records import NO_LABELS, Labels

from ._answer import Pair
from ._canonical import chosen_by_lot
from ._match import Unsound
from ._plan import weights
from ._prices import NOBODY, proved, worth
from ._records import Problem
from ._solve import best_plan
from ._work import Work


@dataclass(frozen=True, slots=True)
class Choice:
    """A mentor whom somebody may choose.

    ``suggested``: the plan has this pair. With any other choice, the best plan for all the rest
    has ``points_lost`` less in all and places ``tier_lost`` fewer of those who waited long (then
    points may be won, not lost); ``without`` are the ids of people who would be left with nobody.
    """

    pair: Pair
    suggested: bool
    points_lost: int
    tier_lost: int
    without: tuple[str, ...]


def choices(
    problem: Problem, mentee: str, limit: int = 3, labels: Labels = NO_LABELS
) -> tuple[Choice, ...]:
    """The first mentors that the mentee of this id may choose from: the suggested one, then by
    what the whole plan loses, by the higher score, by id. Raises ``KeyError`` for an unknown id.
    """
    row = {one.id: number for number, one in enumerate(problem.mentees)}[mentee]
    work = Work.of(problem)
    asked = _Asked(work, row)
    waiting = [
        (least, mentor != asked.suggested, -score, mentor, 0)
        for mentor, (least, score) in asked.at_least.items()
    ]
    heapq.heapify(waiting)
    found: list[Choice] = []
    while waiting and len(found) < limit:
        _, other, score, mentor, exact = heapq.heappop(waiting)
        if exact:
            found.append(asked.choice(mentor, labels))
        else:  # what it loses is at least that much: put it back with what it does lose
            heapq.heappush(waiting, (asked.loss(mentor), other, score, mentor, 1))
    return tuple(found)


class _Asked:
    """The plan for all, and the plans in which one mentee has a given mentor."""

    def __init__(self, work: Work, row: int) -> None:
        self._work, self._row = work, row
        graph, capacity = work.graph, work.table.capacity
        self._weight, self._ahead = weights(graph, capacity, work.tier)
        mentor, price = best_plan(graph, self._weight, capacity)
        self._value = proved(graph, self._weight, capacity, mentor, price)
        self._mentor = chosen_by_lot(graph, self._weight, capacity, (mentor, price), work.number)
        self.suggested = int(self._mentor[row])
        kept = int(worth(graph, self._weight, price)[row])
        own = range(int(graph.first[row]), int(graph.first[row + 1]))
        self._pair = {int(graph.mentor[pair]): pair for pair in own}
        self.at_least = {
            mentor: (
                int(kept + price[mentor] - self._weight[pair]),
                int(graph.score[pair]),
            )
            for mentor, pair in self._pair.items()
        }
        self._others = np.flatnonzero(graph.mentee != row)
        self._fixed: dict[int, tuple[int, np.ndarray]] = {}

    def loss(self, mentor: int) -> int:
        """How much less the best plan with this mentor weighs than the best of all."""
        graph, weight = self._work.graph.only(self._others), self._weight[self._others]
        capacity = self._work.table.capacity.copy()
        capacity[mentor] -= 1
        found = best_plan(graph, weight, capacity)
        value = proved(graph, weight, capacity, *found) + int(self._weight[self._pair[mentor]])
        drawn = chosen_by_lot(graph, weight, capacity, found, self._work.number)
        self._fixed[mentor] = value, drawn
        return self._value - value

    def choice(self, mentor: int, labels: Labels) -> Choice:
        """The choice of a mentor whose loss is known."""
        work, row = self._work, self._row
        (pair,) = work.told(np.array([row]), np.array([mentor]), labels)
        _check(work.problem, pair)
        value, drawn = self._fixed[mentor]
        suggested = self.suggested == mentor
        left = (self._mentor != NOBODY) & (drawn == NOBODY)
        left[row] = False
        tier_was, was = divmod(self._value, self._ahead)
        tier_is, now = divmod(value, self._ahead)
        return Choice(
            pair=pair,
            suggested=suggested,
            points_lost=was - now,
            tier_lost=tier_was - tier_is,
            without=()
            if suggested
            else tuple(work.problem.mentees[one].id for one in np.flatnonzero(left).tolist()),
        )


def _check(problem: Problem, pair: Pair) -> None:
    record: Any = problem.record
    mentee = next(one for one in record["mentees"] if one["id"] == pair.mentee)
    mentor = next(one for one in record["mentors"] if one["id"] == pair.mentor)
    broken = list(broken_rules(record, mentee, mentor))
    if broken:
        raise Unsound(f"The checker found {len(broken)} faults: {broken[0]}")
