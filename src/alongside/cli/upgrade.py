"""`alongside upgrade`: after new software was installed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alongside.cli import deployment, django


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "upgrade",
        help="bring the database up to this version",
        description="Backs up, brings the database up to date, and says the way back.",
        epilog="example: alongside upgrade --backup-to backups/",
    )
    parser.add_argument("--backup-to", default="backups", help="folder (default: backups)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 done, 2 when the backup cannot be written (nothing is changed then)."""
    django.setup()
    from django.db import connection

    from alongside.cli.archive import write

    at = datetime.now(UTC)
    backup = Path(args.backup_to) / f"before-upgrade-{at:%Y%m%d-%H%M%S}.zip"
    if connection.introspection.table_names():
        try:
            backup.parent.mkdir(parents=True, exist_ok=True)
            write(backup, at=at)
        except OSError as fault:
            return django.complain(f"no backup could be written, so no upgrade: {fault.strerror}.")
        print(f"Backed up to {backup}.")
    deployment.bring_up_to_date(lambda step: print(f"{step} …"))
    print("Up to date. The way back: the version before, an empty database, and")
    print(f"  alongside restore {backup}")
    return 0
