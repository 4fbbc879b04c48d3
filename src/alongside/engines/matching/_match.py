"""From a problem to an answer that has been checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from alongside.engines.matching_check import faults
from alongside.engines.records import NO_LABELS, Labels

from ._answer import Answer, Tier, Unplaced
from ._plan import plan
from ._records import Problem
from ._unplaced import because_in_words, reasons_unplaced
from ._work import Work

_AT_ONCE = 1 << 16


class Unsound(RuntimeError):
    """An answer in which the checker found a fault. It is never shown; the engine is wrong."""


def match(problem: Problem, labels: Labels = NO_LABELS) -> Answer:
    """The best plan for everybody, proved and checked.

    The answer depends on what the records say, not on their order. ``labels`` words the names in
    reasons. Raises ``TooManyPairs``; ``NotProved`` and ``Unsound`` would be faults of the engine.
    """
    work = Work.of(problem)
    best = plan(work.graph, work.table.capacity, work.tier, work.number)
    days = problem.settings.fair_after_days
    placed = np.flatnonzero(best.mentor >= 0)
    answer = Answer(
        pairs=work.told(placed, best.mentor[placed], labels),
        unplaced=_unplaced(work, np.flatnonzero(best.mentor < 0)),
        objective=best.objective,
        bound=best.bound,
        certificate="optimal",
        tiers=() if days is None else (Tier(days, best.tier_placed, int(work.tier.sum())),),
        price_of_fairness=best.price_of_fairness,
    )
    found = faults(problem.record, answer.plain())
    if found:
        raise Unsound(f"The checker found {len(found)} faults: {found[0]}")
    return answer


def allowed_pairs(problem: Problem) -> Iterator[tuple[str, str, int, Mapping[str, int]]]:
    """Every pair that keeps the hard rules: both ids, the score and its parts, in order of ids."""
    work = Work.of(problem)
    for first in range(0, len(work.graph), _AT_ONCE):
        mentees = work.graph.mentee[first : first + _AT_ONCE]
        mentors = work.graph.mentor[first : first + _AT_ONCE]
        for mentee, mentor, parts in zip(
            mentees.tolist(), mentors.tolist(), work.parts(mentees, mentors), strict=True
        ):
            ours, theirs = problem.mentees[mentee].id, problem.mentors[mentor].id
            yield ours, theirs, sum(parts.values()), parts


def _unplaced(work: Work, mentees: np.ndarray) -> tuple[Unplaced, ...]:
    reasons = reasons_unplaced(work.table, work.graph, mentees)
    return tuple(
        Unplaced(work.problem.mentees[mentee].id, tuple(map(because_in_words, why)), why)
        for mentee, why in zip(mentees.tolist(), reasons, strict=True)
    )
