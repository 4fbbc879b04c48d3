"""The peer of matching: OR-Tools' minimum cost flow, on the same graph with the same numbers."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np

from alongside.engines.matching.bench import Graph


def name() -> str:
    """Which OR-Tools this is. Raises ``ImportError`` where there is none."""
    from ortools.graph.python import min_cost_flow  # noqa: F401

    return f"OR-Tools {version('ortools')} SimpleMinCostFlow"


def greatest(graph: Graph, weight: np.ndarray, capacity: np.ndarray) -> int:
    """The greatest weight of a plan: a unit flows from each mentee to a mentor, or past all."""
    from ortools.graph.python import min_cost_flow

    mentees, mentors = graph.mentees, graph.mentors
    source, sink = mentees + mentors, mentees + mentors + 1
    ours, theirs = np.arange(mentees), mentees + np.arange(mentors)
    flow = min_cost_flow.SimpleMinCostFlow()
    for start, end, room, cost in (
        (np.full(mentees, source), ours, np.ones(mentees), np.zeros(mentees)),
        (graph.mentee, mentees + graph.mentor, np.ones(len(graph)), -weight),
        (theirs, np.full(mentors, sink), capacity, np.zeros(mentors)),
        (np.array([source]), np.array([sink]), np.array([mentees]), np.zeros(1)),
    ):
        flow.add_arcs_with_capacity_and_unit_cost(
            *(column.astype(np.int64) for column in (start, end, room, cost))
        )
    supply = np.zeros(mentees + mentors + 2, dtype=np.int64)
    supply[source], supply[sink] = mentees, -mentees
    flow.set_nodes_supplies(np.arange(len(supply)), supply)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("OR-Tools found no flow.")
    return -int(flow.optimal_cost())
