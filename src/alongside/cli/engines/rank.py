"""`alongside rank`: which listings of a file fit a need, in order, and why."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from alongside.cli.engines.reading import printable, read_json, unusable, unusable_file
from alongside.engines.ranking import (
    Answer,
    Index,
    Listing,
    MalformedRecord,
    Need,
    parse_listing,
    parse_need,
    search,
)

LONGEST_LINE = 1 << 20
"""Bytes. A listing takes about 500; a line far longer is a fault, not a listing."""

_EXAMPLE = """\
example:
  alongside rank --listings groups.jsonl --need need.json --limit 5

groups.jsonl has one listing a line and need.json one need, both as JSON objects; their fields
stand in docs/explanation/how-ranking-works.md. Listings that cannot be read are named on stderr
with line and field, and the rest are ranked (exit 1). Exit 2: nothing could be ranked.
"""


def add_parser(subparsers: Any) -> None:
    """Add `rank` to the commands."""
    parser = subparsers.add_parser(
        "rank",
        help="which listings fit a need, in order, and why",
        description="Rank the listings of a file for one need.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--listings", required=True, metavar="FILE", help="JSON lines")
    parser.add_argument("--need", required=True, metavar="FILE", help="one JSON object")
    parser.add_argument(
        "--limit", type=_limit, default=10, metavar="N", help="how many to give (10); 0 for all"
    )
    parser.add_argument("--json", action="store_true", help="answer as one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Rank, print the answer, and return the exit code."""
    reading = _Reading()
    try:
        need = _read_need(args.need)
        with open(args.listings, "rb") as stream:
            index = Index.build(reading.listings(stream))
    except OSError as error:
        return unusable_file(error)
    except MalformedRecord as error:
        return unusable(f"The need in {ascii(args.need)} cannot be used: {error}")
    answer = search(index, need, args.limit)
    if args.json:
        print(json.dumps(_plain(answer), ensure_ascii=True))
    else:
        _print(answer)
    return 1 if reading.refused else 0


@dataclass
class _Reading:
    """Reads listings line by line, and tells of those that it refuses."""

    refused: int = 0
    _lines: dict[str, int] = field(default_factory=dict)

    def listings(self, stream: BinaryIO) -> Iterator[Listing]:
        """Every listing that can be read, in the order of the file."""
        line = 0
        while raw := stream.readline(LONGEST_LINE + 1):
            line += 1
            try:
                if len(raw) > LONGEST_LINE:
                    _skip_line(stream, raw)
                    raise MalformedRecord("This line is too long to be a listing.", line=line)
                yield self._listing(raw, line)
            except MalformedRecord as error:
                self.refused += 1
                print(_sentence(error), file=sys.stderr)

    def _listing(self, raw: bytes, line: int) -> Listing:
        listing = parse_listing(read_json(raw, line), line)
        first = self._lines.setdefault(listing.id, line)
        if first != line:
            message = f"Line {first} has a listing of the same id, which is kept."
            raise MalformedRecord(message, field="id", line=line)
        return listing


def _read_need(path: str) -> Need:
    with open(path, "rb") as stream:
        raw = stream.read(LONGEST_LINE + 1)
    if len(raw) > LONGEST_LINE:
        raise MalformedRecord("This is too long to be a need.")
    return parse_need(read_json(raw, None))


def _skip_line(stream: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(LONGEST_LINE)


def _plain(answer: Answer) -> dict[str, object]:
    return {
        "eligible": answer.eligible,
        "results": [
            {
                "id": result.id,
                "score": result.score,
                "parts": dict(result.parts),
                "reasons": list(result.reasons),
                "ask_first": list(result.ask_first),
            }
            for result in answer.results
        ],
    }


def _print(answer: Answer) -> None:
    fits = "1 listing fits" if answer.eligible == 1 else f"{answer.eligible} listings fit"
    print(f"{fits}." if answer.eligible else "No listing fits.")
    for number, result in enumerate(answer.results, 1):
        parts = ", ".join(f"{name} {points}" for name, points in result.parts.items() if points)
        print(f"\n{number}. {printable(result.id)}")
        print(f"   {printable(' · '.join(result.reasons))}")
        if result.ask_first:
            print(f"   Ask first: {printable(', '.join(result.ask_first))}")
        print(f"   Score {result.score}: {parts or 'no points'}")


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError("give a whole number, 0 for all")
    return int(text)


def _sentence(error: MalformedRecord) -> str:
    return f"Refused {error}" if error.line is not None else str(error)
