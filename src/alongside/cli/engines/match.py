"""`alongside match`: who could be whose mentor, as well as can be for everybody, with reasons."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from alongside.cli.engines.reading import (
    Located,
    NotJson,
    printable,
    unusable,
    unusable_file,
)
from alongside.engines.matching import (
    Answer,
    Fault,
    MalformedProblem,
    Problem,
    TooManyPairs,
    allowed_pairs,
    match,
    parse_problem,
)
from alongside.engines.records import MalformedRecord

LARGEST_FILE = 1 << 29
"""Bytes (512 MB): about half a million people."""

_EXAMPLE = """\
example:
  alongside match --problem waiting.json --json

waiting.json has one JSON object: the day, who waits, the mentors and the settings; their fields
stand in docs/explanation/how-matching-works.md. Where a field has an unknown name or a record
cannot be read, each fault is named on stderr with its line, and nothing is matched (exit 1): the
best plan for some of the people is not the best for all. That somebody has no mentor is exit 0.
Exit 2: the file is no JSON object, or there is more in it than fits in memory.
"""


def add_parser(subparsers: Any) -> None:
    """Add `match` to the commands."""
    parser = subparsers.add_parser(
        "match",
        help="who could be whose mentor, as well as can be, with reasons",
        description="Match everybody who waits for a mentor, as well as can be, with proof.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--problem", required=True, metavar="FILE", help="one JSON object")
    parser.add_argument(
        "--pairs",
        action="store_true",
        help="every allowed pair with its score, as JSON, instead of the plan",
    )
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Match, print the answer, and return the exit code."""
    try:
        with open(args.problem, "rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
        if len(raw) > LARGEST_FILE:
            return unusable("The problem cannot be used: the file is larger than 512 MB.")
        located = Located(raw)
        del raw
        problem = parse_problem(located.record)
    except OSError as error:
        return unusable_file(error)
    except NotJson as error:
        return unusable(f"The problem in {ascii(args.problem)} cannot be used: {error}")
    except MalformedRecord as error:
        return _refused([str(error)])
    except MalformedProblem as error:
        return _refused([_sentence(fault, located) for fault in error.faults])
    try:
        if args.pairs:
            _print_pairs(problem)
        else:
            _print_answer(match(problem), as_json=args.json)
    except TooManyPairs as error:
        return unusable(str(error))
    return 0


def _refused(sentences: list[str]) -> int:
    for sentence in sentences:
        print(f"Refused {sentence}", file=sys.stderr)
    return 1


def _sentence(fault: Fault, located: Located) -> str:
    part = fault.part or fault.field or ""
    line = located.line(part, fault.number, fault.field if fault.part else None)
    where = [] if line is None else [f"line {line}"]
    if fault.number is not None:
        where.append(f"{fault.part} record {fault.number}")
    elif fault.part:
        where.append(fault.part)
    if fault.field is not None:
        where.append(f'field "{fault.field}"')
    return f"{', '.join(where)}: {fault.message}" if where else fault.message


def _print_pairs(problem: Problem) -> None:
    """One JSON object, a pair a line: there may be millions."""
    begin = '{"pairs": ['
    for mentee, mentor, score, parts in allowed_pairs(problem):
        pair = {"mentee": mentee, "mentor": mentor, "score": score, "parts": parts}
        print(f"{begin}\n{json.dumps(pair)}", end="")
        begin = ","
    print("]}" if begin == "," else f"{begin}]}}")


def _print_answer(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer.plain()))
        return
    people = len(answer.pairs) + len(answer.unplaced)
    print(f"A mentor for {len(answer.pairs)} of {people}.")
    print(f"Points in all: {answer.objective}, proved to be the most there can be.")
    for tier in answer.tiers:
        print(
            f"Of {tier.of} who waited more than {tier.waiting_over_days} days: {tier.placed}. "
            f"Putting them first took {answer.price_of_fairness} points from the whole."
        )
    for pair in answer.pairs:
        parts = ", ".join(f"{name} {points}" for name, points in pair.parts.items() if points)
        print(f"\n{printable(f'{pair.mentee} with {pair.mentor}')}")
        print(f"   {printable(' · '.join(pair.reasons))}")
        print(f"   But: {printable(pair.difference)}")
        print(f"   Score {pair.score}: {parts}")
    for one in answer.unplaced:
        print(f"\n{printable(one.mentee)}: nobody yet")
        for because in one.because:
            print(f"   {because}")
