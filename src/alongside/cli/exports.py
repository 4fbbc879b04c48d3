"""`alongside export`: the public listings, and referrals by the social prescribing standard."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from alongside.cli import django
from alongside.cli.conformance import report_as_json, report_as_lines


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "export",
        help="write the public listings, or referrals, to a file",
        description="Writes the public listings as a table or as Open Referral UK v3, or referrals "
        "by the Social Prescribing Information Standard 1.1.",
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
    spis = things.add_parser(
        "spis",
        help="one referral or all, with how far each keeps to the standard",
        description="Writes referrals by the Social Prescribing Information Standard 1.1 as JSON, "
        "and tells of each what is mandatory, required and missing. The file holds personal data.",
        epilog="example: alongside export spis --out referrals.json",
    )
    spis.add_argument("--referral", type=UUID, help="the id of one referral (default: all)")
    spis.add_argument(
        "--with-plan",
        action="store_true",
        help="also their goals and scores: of one referral, whose person was asked for this copy",
    )
    spis.add_argument("--out", type=Path, required=True, help="the file to write")
    spis.add_argument("--json", action="store_true", help="tell the report as JSON")
    spis.set_defaults(run=run_spis)


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
    size = _write(args.out, pieces)
    if args.json:
        print(json.dumps({"file": str(args.out), "format": args.format, "bytes": size}))
    else:
        print(f"Written to {args.out}.")
    return 0


def run_spis(args: argparse.Namespace) -> int:
    """0 when every referral conforms, 1 when one does not; it is written all the same."""
    if args.with_plan and args.referral is None:
        raise django.Unusable("--with-plan needs --referral: it is for one person, who was asked.")
    django.setup()
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.foundation.errors import NotFound
    from alongside.journeys import referrals_out

    try:
        done = referrals_out.export(
            referral_id=args.referral,
            with_plan=args.with_plan,
            actor=system("export"),
            at=clock.now(),
        )
    except NotFound as missing:
        raise django.Unusable("There is no such referral.") from missing
    _write(args.out, [done.document.encode()], private=True)
    lacking = [reference for reference, report in done.reports if not report.conforms]
    if args.json:
        told = [report_as_json(reference, report) for reference, report in done.reports]
        print(json.dumps({"file": str(args.out), "referrals": told}, ensure_ascii=False))
        return 1 if lacking else 0
    for reference, report in done.reports:
        print("\n".join(report_as_lines(reference, report)))
    print(f"{len(done.reports)} written to {args.out}, {len(lacking)} do not conform.")
    return 1 if lacking else 0


def _write(out: Path, pieces: Iterable[bytes], *, private: bool = False) -> int:
    """Writes the file and returns its size: whole or not at all, since a half-written export must
    not be taken for one. A private one is for its owner's eyes."""
    part = out.with_name(out.name + ".part")
    try:
        mode = 0o600 if private else 0o666
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            size = sum(file.write(piece) for piece in pieces)
        os.replace(part, out)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise django.Unusable(f"{out} cannot be written: {fault.strerror}.") from fault
    return size
