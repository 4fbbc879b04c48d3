"""`alongside backup`: one checksummed file with everything."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alongside.cli import django


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "backup",
        help="write one checksummed file with everything",
        description="Writes all data, files and settings (not the secret key) into one archive.",
        epilog="example: alongside backup --to backups/",
    )
    parser.add_argument("--to", default="backups", help="folder or file name (default: backups)")
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the archive. 0 done, 2 when it cannot be written."""
    django.setup()
    from alongside.cli.archive import write

    at = datetime.now(UTC)
    path = Path(args.to)
    if path.is_dir() or path.suffix != ".zip":
        path = path / f"alongside-{at:%Y%m%d-%H%M%S}.zip"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        manifest = write(path, at=at)
    except OSError as fault:
        return django.complain(f"the backup could not be written: {fault.strerror}.")
    rows = sum(table["rows"] for table in manifest["tables"].values())
    if args.json:
        print(json.dumps({"path": str(path), "rows": rows, "files": len(manifest["files"])}))
    else:
        print(f"Backed up {rows} rows and {len(manifest['files'])} files to {path}.")
        print(f"Test it: alongside restore --verify {path}")
    return 0
