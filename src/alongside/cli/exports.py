"""`alongside export groups`: the public listings as a file."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from alongside.cli import django


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "export",
        help="write the public listings to a file",
        description="Writes the public listings as a table or as Open Referral UK v3.",
        epilog="example: alongside export groups --format csv --out groups.csv",
    )
    things = parser.add_subparsers(dest="thing", required=True)
    groups = things.add_parser(
        "groups",
        help="every public group and resource",
        epilog="example: alongside export groups --format oruk --out groups.json",
    )
    groups.add_argument("--format", choices=("csv", "xlsx", "oruk"), default="csv")
    groups.add_argument("--out", type=Path, help="the file to write (default: standard output)")
    groups.add_argument("--json", action="store_true", help="tell the result as JSON; needs --out")
    groups.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when it is written."""
    if args.json and args.out is None:
        raise django.Unusable("--json needs --out: the groups themselves go there.")
    django.setup()
    from alongside.domain.interop import public as interop
    from alongside.foundation.actor import system

    pieces = interop.export_groups(args.format, actor=system("export"))
    if args.out is None:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return 0
    # Whole or not at all: a half-written export must not be taken for one.
    part = args.out.with_name(args.out.name + ".part")
    try:
        with part.open("wb") as file:
            size = sum(file.write(piece) for piece in pieces)
        os.replace(part, args.out)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise django.Unusable(f"{args.out} cannot be written: {fault.strerror}.") from fault
    if args.json:
        print(json.dumps({"file": str(args.out), "format": args.format, "bytes": size}))
    else:
        print(f"Written to {args.out}.")
    return 0
