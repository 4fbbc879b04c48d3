"""What is worked out of a problem before anybody is matched, and how pairs of it are told."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside.engines.records import Labels

from . import _score
from ._answer import Pair
from ._canonical import numbers
from ._graph import Graph, allowed
from ._reasons import Match, difference_of, in_words, reasons_for
from ._records import Problem
from ._table import Table


@dataclass(frozen=True)
class Work:
    """A problem as columns, its graph, who comes first, and the numbers that lots are drawn with.

    ``tier`` says of each mentee whether they have waited longer than is fair.
    """

    problem: Problem
    table: Table
    graph: Graph
    tier: np.ndarray
    number: tuple[np.ndarray, np.ndarray]

    @classmethod
    def of(cls, problem: Problem) -> Work:
        """Raises ``TooManyPairs``."""
        table = Table.of(problem)
        days = problem.settings.fair_after_days
        return cls(
            problem=problem,
            table=table,
            graph=allowed(table),
            tier=np.zeros(len(table.mentees), dtype=bool) if days is None else table.waiting > days,
            number=(
                numbers(one.id for one in problem.mentees),
                numbers(one.id for one in problem.mentors),
            ),
        )

    def parts(self, mentees: np.ndarray, mentors: np.ndarray) -> list[dict[str, int]]:
        """The parts of the score of each of these allowed pairs, given by row."""
        columns = _score.parts(self.table, mentees, mentors)
        rows = zip(*(column.tolist() for column in columns.values()), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def told(self, mentees: np.ndarray, mentors: np.ndarray, labels: Labels) -> tuple[Pair, ...]:
        """These allowed pairs with their reasons."""
        able, steps = _score.meet(self.table, mentees, mentors)
        pairs = []
        for mentee, mentor, parts, in_person, away in zip(
            mentees.tolist(),
            mentors.tolist(),
            self.parts(mentees, mentors),
            able.tolist(),
            steps.tolist(),
            strict=True,
        ):
            ours, theirs = self.problem.mentees[mentee], self.problem.mentors[mentor]
            known = Match(ours, theirs, parts, in_person, away)
            why, unlike = reasons_for(known), difference_of(known)
            pairs.append(
                Pair(
                    mentee=ours.id,
                    mentor=theirs.id,
                    score=sum(parts.values()),
                    parts=parts,
                    reasons=tuple(in_words(reason, labels) for reason in why),
                    difference=in_words(unlike, labels),
                    why=why,
                    unlike=unlike,
                )
            )
        return tuple(pairs)
