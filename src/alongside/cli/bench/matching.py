"""`alongside bench matching`: the best plan beside OR-Tools' minimum cost flow, each proved.

Invented people are matched. First the graph of allowed pairs is made, beside DuckDB's grid join
over the same people with the same rules. Then both solve the same graph, cut to 30 pairs a person
so that peers can run: Alongside with proof and lots, OR-Tools for the numbers alone, each with the
tier and without it. Then the whole engine is timed on the whole graph: reading, graph, plan,
reasons, check. DuckDB and OR-Tools are measured where they are installed (pip install
"alongside[bench]"). Exit 1: a number or a pair differed.

example: alongside bench matching --sizes 40x20,2000x500
"""

from __future__ import annotations

import argparse
import functools
import gc
import hashlib
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from alongside.engines.matching import Problem, match, parse_problem
from alongside.engines.matching.bench import Graph, Table, allowed, numbers, plan, weights

from . import _flow, _grid
from ._memory import peak
from ._waiting import Waiting

SEED = 20_261_122
ROUNDS = 5
"""Each engine solves each graph this often, in turn; its time is the middle one."""
PAIRS_A_PERSON = 30

Numbers = tuple[int, int, int]
"""The sum of scores, how many of the tier are placed, and the price of that."""


@dataclass(frozen=True)
class _Instance:
    """A graph for both engines, and what they need besides."""

    graph: Graph
    capacity: np.ndarray
    tier: np.ndarray
    number: tuple[np.ndarray, np.ndarray]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this bench."""
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=[(40, 20), (2_000, 500), (20_000, 6_000)],
        metavar="NxM,NxM",
        help="people who wait x mentors",
    )


def run(args: argparse.Namespace) -> int:
    """Measure, print the table, and return the exit code."""
    engines: dict[str, Callable[[_Instance], Numbers]] = {"Alongside": _alongside}
    try:
        engines[_flow.name()] = _peer
        note = _flow.name()
    except ImportError:
        note = "OR-Tools is not installed, so that no plan is compared"
    try:
        note += f"; {_grid.name()}"
        with_grid = True
    except ImportError:
        note += "; DuckDB is not installed, so that no graph is compared"
        with_grid = False
    sizes = [_measure(mentees, mentors, engines, with_grid) for mentees, mentors in args.sizes]
    report = {
        "seed": SEED,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "peer": note,
        "sizes": sizes,
    }
    print(json.dumps(report) if args.json else _table(report))
    return 0 if all(size["equal"] for size in sizes) else 1


def _measure(
    mentees: int,
    mentors: int,
    engines: dict[str, Callable[[_Instance], Numbers]],
    with_grid: bool,
) -> dict[str, Any]:
    _say(f"{mentees:,} x {mentors:,}: inventing")
    record = Waiting(SEED, mentees, mentors).problem()
    problem = parse_problem(record)
    instance, pairs = _cut(problem)
    gc.collect()
    gc.freeze()  # the bench's own records are no part of what is measured
    _say(f"{mentees:,} x {mentors:,}: measuring")
    memory = {name: peak(functools.partial(solve, instance)) for name, solve in engines.items()}
    times: dict[str, list[float]] = {name: [] for name in engines}
    found: dict[str, Numbers] = {}
    for _ in range(ROUNDS):
        for name, solve in engines.items():
            start = time.perf_counter()
            found[name] = solve(instance)
            times[name].append(time.perf_counter() - start)
    rows = [
        {
            "engine": name,
            "seconds": sorted(times[name])[ROUNDS // 2],
            "bytes": memory[name],
            "objective": found[name][0],
            "tier_placed": found[name][1],
            "price_of_fairness": found[name][2],
        }
        for name in engines
    ]
    graph = _graph(record, problem, with_grid)
    whole = _whole(record)
    gc.unfreeze()
    return {
        "mentees": mentees,
        "mentors": mentors,
        "pairs": len(instance.graph),
        "pairs_uncut": pairs,
        "tier": int(instance.tier.sum()),
        "input": hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:12],
        "load": round(os.getloadavg()[0], 1),
        "equal": len(set(found.values())) == 1 and graph["equal"],
        "rows": rows,
        "graph": graph,
        "whole": whole,
    }


def _cut(problem: Problem) -> tuple[_Instance, int]:
    """The graph, cut to the best pairs of each person, and how many pairs there were."""
    table = Table.of(problem)
    graph = allowed(table)
    order = np.lexsort((graph.mentor, -graph.score, graph.mentee))
    place = np.arange(len(graph)) - graph.first[graph.mentee[order]]
    days = problem.settings.fair_after_days or 0
    number = (
        numbers(one.id for one in problem.mentees),
        numbers(one.id for one in problem.mentors),
    )
    cut = graph.only(np.sort(order[place < PAIRS_A_PERSON]))
    return _Instance(cut, table.capacity, table.waiting > days, number), len(graph)


def _graph(record: dict[str, Any], problem: Problem, with_grid: bool) -> dict[str, Any]:
    """Making the graph of every allowed pair, with scores; DuckDB makes the pairs alone."""
    table, mentors = Table.of(problem), len(problem.mentors)
    grid = _grid.Grid(record) if with_grid else None
    sides = [[one["id"] for one in record[side]] for side in ("mentees", "mentors")]
    places = [np.argsort(np.argsort(ids)) for ids in sides]  # the engine takes them by id
    ours, theirs, equal = [], [], True
    for _ in range(ROUNDS):
        start = time.perf_counter()
        graph = allowed(table)
        ours.append(time.perf_counter() - start)
        if grid is None:
            continue
        start = time.perf_counter()
        mentee, mentor = grid.edges()
        theirs.append(time.perf_counter() - start)
        pairs = np.sort(places[0][mentee] * mentors + places[1][mentor])
        equal &= np.array_equal(pairs, graph.mentee.astype(np.int64) * mentors + graph.mentor)
    return {
        "seconds": sorted(ours)[ROUNDS // 2],
        "peer_seconds": sorted(theirs)[ROUNDS // 2] if theirs else None,
        "equal": equal,
    }


def _alongside(instance: _Instance) -> Numbers:
    found = plan(instance.graph, instance.capacity, instance.tier, instance.number)
    if found.objective != found.bound:
        raise RuntimeError("The plan is not proved.")
    return found.objective, found.tier_placed, found.price_of_fairness


def _peer(instance: _Instance) -> Numbers:
    graph, capacity = instance.graph, instance.capacity
    weight, ahead = weights(graph, capacity, instance.tier)
    tier_placed, objective = divmod(_flow.greatest(graph, weight, capacity), ahead)
    without = _flow.greatest(graph, graph.score.astype(np.int64), capacity)
    return objective, tier_placed, without - objective


def _whole(record: dict[str, Any]) -> dict[str, Any]:
    """The engine from the record to the checked answer, over every allowed pair."""
    start = time.perf_counter()
    problem = parse_problem(record)
    read = time.perf_counter()
    answer = match(problem)
    done = time.perf_counter()
    return {
        "read_seconds": read - start,
        "match_seconds": done - read,
        "bytes": peak(lambda: match(parse_problem(record))),
        "placed": len(answer.pairs),
        "objective": answer.objective,
        "bound": answer.bound,
    }


def _table(report: dict[str, Any]) -> str:
    lines = [
        f"Python {report['python']}, numpy {report['numpy']}, {report['cores']} cores; "
        f"{report['peer']}; seed {report['seed']}",
        "",
        "| People x mentors | Pairs | Engine | Seconds | of OR-Tools | MB | of OR-Tools "
        "| Sum | Tier placed | Price | Load |",
        "|---|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for size in report["sizes"]:
        peer = size["rows"][1] if len(size["rows"]) > 1 else None
        for row in size["rows"]:
            lines.append(
                f"| {size['mentees']:,} x {size['mentors']:,} | {size['pairs']:,} "
                f"| {row['engine']} | {row['seconds']:.4f} | {_ratio(row, peer, 'seconds')} "
                f"| {_megabytes(row['bytes'])} | {_ratio(row, peer, 'bytes')} "
                f"| {row['objective']:,} | {row['tier_placed']:,} of {size['tier']:,} "
                f"| {row['price_of_fairness']:,} | {size['load']} |"
            )
    lines += [
        "",
        "The graph of allowed pairs:",
        "",
        "| People x mentors | Pairs | Alongside s | DuckDB s | of DuckDB | Same pairs |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for size in report["sizes"]:
        lines.append(
            f"| {size['mentees']:,} x {size['mentors']:,} | {size['pairs_uncut']:,} "
            f"| {' | '.join(_graph_cells(**size['graph']))} |"
        )
    lines += [
        "",
        "The whole engine, over every allowed pair:",
        "",
        "| People x mentors | Pairs | Read s | Graph, plan, reasons, check s | MB | Placed | Sum "
        "| Bound |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for size in report["sizes"]:
        whole = size["whole"]
        lines.append(
            f"| {size['mentees']:,} x {size['mentors']:,} | {size['pairs_uncut']:,} "
            f"| {whole['read_seconds']:.2f} | {whole['match_seconds']:.2f} "
            f"| {_megabytes(whole['bytes'])} | {whole['placed']:,} | {whole['objective']:,} "
            f"| {whole['bound']:,} |"
        )
    lines += [
        "",
        *(f"{s['mentees']:,} x {s['mentors']:,}: input {s['input']}" for s in report["sizes"]),
    ]
    return "\n".join(lines)


def _graph_cells(seconds: float, peer_seconds: float | None, equal: bool) -> list[str]:
    if peer_seconds is None:
        return [f"{seconds:.4f}", "-", "-", "-"]
    share = seconds / peer_seconds
    return [f"{seconds:.4f}", f"{peer_seconds:.4f}", f"{share:.2f}", "yes" if equal else "NO"]


def _ratio(row: dict[str, Any], peer: dict[str, Any] | None, what: str) -> str:
    if peer is None or not row[what] or not peer[what]:
        return "-"
    return f"{row[what] / peer[what]:.2f}"


def _megabytes(size: int | None) -> str:
    return "-" if size is None else f"{size / 1e6:.1f}"


def _say(step: str) -> None:
    print(f"{step} …", file=sys.stderr)


def _sizes(text: str) -> list[tuple[int, int]]:
    found = []
    for part in text.split(","):
        mentees, _, mentors = part.partition("x")
        for count in (mentees, mentors):
            if not (count.isascii() and count.isdigit() and len(count) < 7 and int(count)):
                raise argparse.ArgumentTypeError("give sizes such as 40x20,2000x500")
        found.append((int(mentees), int(mentors)))
    return found
