"""`alongside score`: what answers to a measure add up to."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO

from alongside.cli.engines.reading import printable, read_json, unusable, unusable_file
from alongside.engines.records import MalformedRecord
from alongside.engines.scoring import (
    INSTRUMENT_FIELDS,
    Instrument,
    Score,
    parse_instrument,
    parse_response,
    score,
    tally,
)
from alongside.formats.catalogue import DATA, load

LONGEST_LINE = 1 << 20
"""Bytes (1 MB) of one line of the file of answers."""

_EXAMPLE = """\
example:
  alongside score --measure semcd6 --answers answers.jsonl --json

answers.jsonl has one JSON object a line: {"id": "a", "answers": {"fatigue": 7, "pain": null, ...}}.
An item that is left out or null was not answered. Of a measure whose items may not be shown (pam)
a line has the score alone: {"id": "a", "score": 47.1, "level": 2, "cut_table_version": "a_72",
"licence_reference": "..."}. A line with an unknown field or item, or an answer that there is not,
is refused and named on stderr; the others are scored (exit 1). Exit 2: a file or measure that
cannot be used. The measures stand in docs/reference/measures.md.
"""


def add_parser(subparsers: Any) -> None:
    """Add `score` to the commands."""
    parser = subparsers.add_parser(
        "score",
        help="what answers to a measure add up to",
        description="Score the answers to a measure, as its authors and its licence say.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--measure", required=True, metavar="ID", help="such as ons4")
    parser.add_argument("--answers", required=True, metavar="FILE", help="JSON, one record a line")
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score, print, and return the exit code."""
    entries = load(DATA).entries["measure"]
    known = {entry.id: entry for entry in entries}
    also = {name: one for one in entries for name in one.content.get("also", ())}
    entry = known.get(args.measure) or also.get(args.measure)
    if entry is None:
        names = ", ".join(sorted(known))
        return unusable(f"There is no measure {ascii(args.measure)}. There are: {names}.")
    content = entry.content
    instrument = parse_instrument(
        {name: content[name] for name in INSTRUMENT_FIELDS & content.keys()}
    )
    reading = _Reading(instrument)
    try:
        with open(args.answers, "rb") as stream:
            scored = list(reading.scored(stream))
    except OSError as error:
        return unusable_file(error)
    if args.json:
        print(json.dumps(_plain(instrument, scored)))
    else:
        _print(instrument, scored)
    return 1 if reading.refused else 0


class _Reading:
    """Scores a file line by line, and tells of the lines that it refuses."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument, self.refused = instrument, 0
        self._lines: dict[str, int] = {}

    def scored(self, stream: BinaryIO) -> Iterator[tuple[str, tuple[Score, ...]]]:
        """Every response that can be read, by its id, in the order of the file."""
        line = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            line += 1
            try:
                if len(raw) > LONGEST_LINE:
                    while raw and not raw.endswith(b"\n"):
                        raw = stream.readline(LONGEST_LINE)
                    raise MalformedRecord("This line is too long.", line=line)
                yield self._one(raw, line)
            except MalformedRecord as error:
                self.refused += 1
                print(f"Refused {error}", file=sys.stderr)

    def _one(self, raw: bytes, line: int) -> tuple[str, tuple[Score, ...]]:
        response = parse_response(self.instrument, read_json(raw, line), line)
        first = self._lines.setdefault(response.id, line)
        if first != line:
            message = f"Line {first} has a response of the same id, which is kept."
            raise MalformedRecord(message, field="id", line=line)
        return response.id, score(self.instrument, response)


def _plain(
    instrument: Instrument, scored: list[tuple[str, tuple[Score, ...]]]
) -> dict[str, object]:
    return {
        "measure": instrument.id,
        "version": instrument.version,
        "responses": [
            {"id": name, "scores": [asdict(each) for each in scores]} for name, scores in scored
        ],
        "tallies": [
            {"scale": one.scale, "of": one.of, "counts": dict(one.counts)}
            for one in tally(instrument, (scores for _name, scores in scored))
        ],
    }


def _print(instrument: Instrument, scored: list[tuple[str, tuple[Score, ...]]]) -> None:
    people = "1 response" if len(scored) == 1 else f"{len(scored)} responses"
    print(f"{people} to {instrument.id}, version {instrument.version}.")
    for name, scores in scored:
        print(f"\n{printable(name)}")
        for one in scores:
            print(f"   {one.scale}: {_said(one)}")
    for each in tally(instrument, (scores for _name, scores in scored)):
        counts = ", ".join(f"{what} {count}" for what, count in each.counts.items())
        print(f"\n{each.scale}: {counts}, of {each.of} who answered")


def _said(one: Score) -> str:
    if one.category is not None:
        return one.category
    if one.value is None:
        return f"no score: {one.answered} of {one.of} answered"
    band = "" if one.band is None else f" ({one.band}, by {one.version})"
    return f"{one.value:g}{band}"
