"""`alongside restore`: an archive back into a database, or a test that it would work."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

from alongside.cli import django


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "restore",
        help="restore a backup, or test that it can be restored",
        description=(
            "Restores an archive into this deployment's empty database and brings it forward to "
            "this version. Whoever was deleted since (erased.txt in the deployment's folder) is "
            "deleted again. With --verify it is restored into a temporary database, compared with "
            "the archive row for row, and thrown away."
        ),
        epilog="example: alongside restore --verify backups/alongside-20261122-020000.zip",
    )
    parser.add_argument("archive", help="the file that `alongside backup` wrote")
    parser.add_argument("--verify", action="store_true", help="only test; change nothing")
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 equal, 1 restored but not equal, 2 unusable archive or a database that is not empty."""
    django.setup()
    from alongside.cli.archive import Broken, read_manifest

    path = Path(args.archive)
    try:
        manifest = read_manifest(path)
        differ = _verify(path) if args.verify else _restore(path)
        again = 0 if args.verify or differ else _erase_again()
    except Broken as fault:
        return django.complain(f"{path.name} cannot be restored: {fault}.")
    except OSError as fault:
        return django.complain(f"{path.name} cannot be read: {fault.strerror}.")
    if args.json:
        told = {"equal": not differ, "rows": manifest.rows, "differ": differ}
        print(json.dumps(told | {"erased_again": again}))
    elif differ:
        print(f"NOT EQUAL: {', '.join(differ)}")
    else:
        done = "Restores equal" if args.verify else "Restored"
        print(
            f"{done}: {manifest.rows} rows in {len(manifest.tables)} tables, all checksums right."
        )
        if again:
            print(f"{again} people were deleted after this backup: they are deleted again.")
    return 1 if differ else 0


def _erase_again() -> int:
    from alongside.foundation import clock
    from alongside.journeys import rights

    return rights.erase_again(at=clock.now())


def _verify(path: Path) -> list[str]:
    from django.db import connections

    from alongside.cli.archive import restore

    with tempfile.TemporaryDirectory() as room:
        settings = dict(connections.databases["default"])
        settings.update(
            ENGINE="alongside.foundation.sqlite",
            NAME=str(Path(room) / "verify.sqlite3"),
            OPTIONS={},
        )
        connections.databases["verify"] = settings
        try:
            return restore(path, using="verify", files_to=Path(room) / "files")
        finally:
            connections["verify"].close()
            del connections["verify"]
            del connections.databases["verify"]


def _restore(path: Path) -> list[str]:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from alongside.cli.archive import Broken, restore

    Path(settings.VAR).mkdir(mode=0o700, parents=True, exist_ok=True)
    if connection.introspection.table_names():
        raise Broken("the database here is not empty; restore into a new one")
    differ = restore(path, using="default", files_to=Path(settings.MEDIA_ROOT))
    call_command("createcachetable", verbosity=0)
    return differ
