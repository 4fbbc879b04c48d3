"""Writing an archive."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from alongside import __version__
from alongside.cli.archive.rows import heads, lines, tables

FORMAT = 1
KEY_GUIDANCE = """This archive holds the service's data and settings, but not its secret key.

Keep the key (ALONGSIDE_SECRET_KEY) somewhere else, such as a password safe. With it, worries that
people told can be read after a restore, links that were sent to people go on working, and so do
people's second steps. Without it NOBODY CAN READ A WORRY that is in this archive, whatever the
danger; links that were sent before no longer open, and whoever signs in with a second step has to
set it up again. Everything else is restored.
"""


def write(path: Path, *, at: datetime) -> dict[str, Any]:
    """Writes the archive to `path` and returns its manifest.

    All tables are read in one transaction, so they belong together although people go on working.
    The file appears under its name only when it is whole. Raises OSError where the disk refuses.
    """
    part = path.with_name(path.name + ".part")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "alongside": __version__,
        "made_at": at.isoformat(),
        "tables": {},
        "files": {},
    }
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive, transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            loader = MigrationLoader(connection)
            applied = sorted(
                node for node in loader.applied_migrations if node in loader.graph.nodes
            )
            manifest["migrations"] = applied
            # The tables as they are here, which may be older than this software (an upgrade).
            there = loader.project_state(heads(loader, applied)).apps
            for model in tables(there):
                label = model._meta.label_lower
                manifest["tables"][label] = _member(archive, f"tables/{label}.jsonl", lines(model))
            _files(archive, manifest)
            archive.writestr("settings.txt", _settings())
            archive.writestr("KEEP-THE-KEY.txt", KEY_GUIDANCE)
            archive.writestr("manifest.json", json.dumps(manifest, indent=1, sort_keys=True))
        os.chmod(part, 0o600)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _member(archive: zipfile.ZipFile, name: str, parts: Iterable[bytes]) -> dict[str, Any]:
    digest, count = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as member:
        for part in parts:
            member.write(part)
            digest.update(part)
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file():
            name = path.relative_to(root).as_posix()
            with path.open("rb") as source:
                told = _member(archive, f"files/{name}", iter(lambda: source.read(1 << 20), b""))
            manifest["files"][name] = told["sha256"]


def _settings() -> str:
    written = Path(settings.VAR) / "alongside.env"
    if not written.is_file():
        return ""
    kept = [
        line
        for line in written.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("ALONGSIDE_SECRET_KEY", "ALONGSIDE_DATABASE_URL"))
    ]
    return "\n".join(kept) + "\n"
