"""`alongside bench ranking`: the engine beside a tuned PostgreSQL, each answer checked.

Invented listings are ranked for invented needs, by each engine in turn. Every answer is compared
with the plain reference of the tests, so this runs in a copy of the repository. PostgreSQL is
measured where it is installed. Exit 1: an answer differed.

example: alongside bench ranking --listings 10000,100000 --needs 1000
"""

from __future__ import annotations

import argparse
import functools
import gc
import hashlib
import importlib.util
import json
import os
import platform
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

import alongside
from alongside.engines.ranking import Index, Listing, Need, parse_listing, parse_need, search

from ._population import Population

SEED = 20_261_122
ROUNDS = 5
"""Each need is answered this often by each engine, in turn; its time is the middle one."""
WARM = 50

Found = tuple[int, list[tuple[str, int]]]
"""How many fit, and the first ten ids with their scores."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this bench."""
    parser.add_argument(
        "--listings", type=_counts, default=[10_000, 100_000], metavar="N,N", help="how many"
    )
    parser.add_argument("--needs", type=_count, default=1_000, metavar="N", help="how many")


def run(args: argparse.Namespace) -> int:
    """Measure, print the table, and return the exit code."""
    reference = _reference()
    if reference is None:
        print(
            "alongside: the plain reference is not here: run this in the repository.",
            file=sys.stderr,
        )
        return 2
    with ExitStack() as stack:
        peer, note = _peer(stack)
        rows = [
            row for count in args.listings for row in _measure(count, args.needs, reference, peer)
        ]
    report = {"seed": SEED, "needs": args.needs, **_versions(), "peer": note, "rows": rows}
    print(json.dumps(report) if args.json else _table(report))
    return 1 if any(row["wrong"] for row in rows) else 0


def _measure(
    count: int, needs: int, reference: Callable[[list, dict], dict], peer: Any
) -> list[dict[str, Any]]:
    """The rows of the table for one size."""
    _say(f"{count:,} listings: inventing")
    population = Population(SEED)
    records, asked = population.listings(count), population.needs(needs)
    listings = [parse_listing(record) for record in records]
    parsed = [parse_need(record) for record in asked]
    engines = [_engine(listings)]
    if peer is not None:
        engines += _peer_engines(peer, listings)
    del listings
    gc.collect()
    gc.freeze()  # the bench's own records are no part of what is measured
    _say(f"{count:,} listings: measuring")
    times, answers = _race(engines, parsed)
    load = os.getloadavg()[0]
    gc.unfreeze()
    _say(f"{count:,} listings: checking against the reference")
    expected = [_first_ten(reference(records, need)) for need in asked]
    rows = []
    for number, engine in enumerate(engines):
        p50, p95, p99 = np.percentile(times[number], [50, 95, 99])
        rows.append(
            {
                "listings": count,
                "engine": engine["name"],
                "p50_ms": round(p50 * 1e3, 3),
                "p95_ms": round(p95 * 1e3, 3),
                "p99_ms": round(p99 * 1e3, 3),
                "build_s": round(engine["build"], 2),
                "bytes_a_listing": round(engine["bytes"] / count),
                "wrong": sum(a != b for a, b in zip(answers[number], expected, strict=True)),
                "load": round(load, 1),
                "input": _hash([records, asked]),
                "answer": _hash(answers[number]),
            }
        )
    return rows


def _race(
    engines: list[dict[str, Any]], needs: list[Need]
) -> tuple[list[list[float]], list[list[Found]]]:
    """Each engine's time and answer for each need, taken in turn."""
    for need in needs[:WARM]:
        for engine in engines:
            engine["answer"](engine["ask"](need))
    times: list[list[float]] = [[] for _ in engines]
    answers: list[list[Found]] = [[] for _ in engines]
    for need in needs:
        taken: list[list[float]] = [[] for _ in engines]
        found: list[Found] = [(0, [])] * len(engines)
        for _ in range(ROUNDS):
            for number, engine in enumerate(engines):
                question = engine["ask"](need)
                start = time.perf_counter()
                found[number] = engine["answer"](question)
                taken[number].append(time.perf_counter() - start)
        for number in range(len(engines)):
            times[number].append(sorted(taken[number])[ROUNDS // 2])
            answers[number].append(found[number])
    return times, answers


def _engine(listings: list[Listing]) -> dict[str, Any]:
    start = time.perf_counter()
    index = Index.build(listings)
    built = time.perf_counter() - start

    def answer(need: Need) -> Found:
        found = search(index, need, 10)
        return found.eligible, [(result.id, result.score) for result in found.results]

    return {
        "name": "Alongside, with parts and reasons",
        "build": built,
        "bytes": index.size(),
        "ask": lambda need: need,
        "answer": answer,
    }


def _peer_engines(peer: Any, listings: list[Listing]) -> list[dict[str, Any]]:
    from ._peer import question

    start = time.perf_counter()
    peer.fill(listings)
    built = time.perf_counter() - start
    names = {"strips": "strips of latitude", "gist": "PostGIS gist (condition, point)"}
    return [
        {
            "name": f"PostgreSQL tuned, {names[design]}: ids and scores",
            "build": built,
            "bytes": peer.size(design),
            "ask": question,
            "answer": functools.partial(peer.search, design),
        }
        for design in peer.designs()
    ]


def _peer(stack: ExitStack) -> tuple[Any, str]:
    """The peer, and which it is; None, and why there is none."""
    import psycopg

    from ._cluster import NoPostgres, cluster
    from ._peer import Peer

    _say("starting PostgreSQL")
    try:
        address = stack.enter_context(cluster())
    except NoPostgres as error:
        return None, f"not measured: {error}"
    connection = stack.enter_context(psycopg.connect(address))
    version = connection.info.server_version
    return Peer(connection), f"PostgreSQL {version // 10_000}.{version % 10_000}"


def _reference() -> Callable[[list, dict], dict] | None:
    """The tests' plain reference, where there are tests."""
    root = Path(alongside.__file__).resolve().parents[2]
    path = root / "tests" / "engines" / "ranking" / "reference.py"
    spec = importlib.util.spec_from_file_location("ranking_reference", path)
    if spec is None or spec.loader is None or not path.is_file():
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.rank


def _first_ten(answer: dict) -> Found:
    return answer["eligible"], [(one["id"], one["score"]) for one in answer["results"][:10]]


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def _versions() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def _table(report: dict[str, Any]) -> str:
    lines = [
        f"Python {report['python']}, numpy {report['numpy']}, {report['cores']} cores; "
        f"{report['peer']}; {report['needs']} needs, seed {report['seed']}",
        "",
        "| Listings | Engine | p50 ms | p95 ms | p99 ms | Built in s "
        "| Bytes a listing | Wrong | Load |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    columns = ("p50_ms", "p95_ms", "p99_ms", "build_s")
    for row in report["rows"]:
        times = " | ".join(f"{row[name]:.2f}" for name in columns)
        lines.append(
            f"| {row['listings']:,} | {row['engine']} | {times} "
            f"| {row['bytes_a_listing']} | {row['wrong']} | {row['load']} |"
        )
    lines.append("")
    for row in report["rows"]:
        lines.append(
            f"{row['listings']:,} {row['engine']}: input {row['input']}, answer {row['answer']}"
        )
    return "\n".join(lines)


def _say(step: str) -> None:
    print(f"{step} …", file=sys.stderr)


def _counts(text: str) -> list[int]:
    return [_count(part) for part in text.split(",")]


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text) > 0):
        raise argparse.ArgumentTypeError("give whole numbers from 1, such as 10000,100000")
    return int(text)
