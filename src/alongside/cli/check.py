"""`alongside check`: what an operator should know, each line with its remedy."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from alongside.cli import django
from alongside.cli.checks import Line, data_lines, running_lines


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "check",
        help="look at this deployment: each line PASS, WARN or FAIL with its remedy",
        description="Looks at settings, database, clock, disk, audit, backups and the data files.",
        epilog="example: alongside check --json",
    )
    parser.add_argument("--data", action="store_true", help="only the files of data/")
    parser.add_argument("--backups", default="backups", help="where backups lie")
    parser.add_argument("--json", action="store_true", help="tell the lines as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when nothing fails, 1 when something does."""
    found = list(_lines(args))
    if args.json:
        print(json.dumps([asdict(line) for line in found], indent=1))
    else:
        print("\n".join(str(line) for line in found))
    return 1 if any(line.level == "FAIL" for line in found) else 0


def _lines(args: argparse.Namespace) -> Iterator[Line]:
    yield from data_lines()
    if args.data:
        return
    try:
        django.setup()
    except django.Unusable as fault:
        yield Line("FAIL", "settings", str(fault), "alongside init, or set what is missing")
        return
    yield from running_lines(backups=Path(args.backups))
