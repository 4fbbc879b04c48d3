"""Reading an archive back: into a database made as it was then, brought forward, and compared."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor

from alongside.cli.archive.rows import heads, lines, load, tables
from alongside.cli.archive.write import FORMAT


class Broken(Exception):
    """The archive cannot be used. Its text says what is wrong with it."""


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    made_at: str
    alongside: str
    migrations: tuple[tuple[str, str], ...]
    tables: dict[str, dict[str, Any]]
    files: dict[str, str]

    @property
    def rows(self) -> int:
        """How many rows it holds, of all tables."""
        return sum(table["rows"] for table in self.tables.values())


def read_manifest(path: Path) -> Manifest:
    """The manifest, after every member's checksum was found right. Raises Broken."""
    try:
        with zipfile.ZipFile(path) as archive:
            raw = json.loads(archive.read("manifest.json"))
            if raw["format"] > FORMAT:
                raise Broken(f"it was made by a newer Alongside ({raw['alongside']})")
            manifest = Manifest(
                made_at=raw["made_at"],
                alongside=raw["alongside"],
                migrations=tuple((app, name) for app, name in raw["migrations"]),
                tables=raw["tables"],
                files=raw["files"],
            )
            expected = {
                f"tables/{label}.jsonl": told["sha256"] for label, told in raw["tables"].items()
            }
            expected |= {f"files/{name}": digest for name, digest in raw["files"].items()}
            for name, digest in expected.items():
                with archive.open(name) as member:
                    if _digest(member) != digest:
                        raise Broken(f"the checksum of {name} is wrong")
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as fault:
        raise Broken("it is not a whole archive of Alongside") from fault
    return manifest


def restore(path: Path, *, using: str, files_to: Path | None) -> list[str]:
    """Restores the archive into the empty database `using` and returns the tables that differ.

    The tables are first made as they were when the archive was written, filled, compared with
    the archive's checksums, and then brought forward to this version. An empty answer means that
    all is equal. Raises Broken for an unusable archive; nothing is half-restored then, for the
    rows are one transaction."""
    manifest = read_manifest(path)
    connection = connections[using]
    executor = MigrationExecutor(connection)
    known = set(executor.loader.graph.nodes)
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise Broken(f"it needs a newer Alongside: {unknown[0]} is not known here")
    targets = heads(executor.loader, manifest.migrations)
    executor.migrate(targets)
    executor.loader.build_graph()
    then = executor.loader.project_state(targets).apps
    with zipfile.ZipFile(path) as archive:
        with transaction.atomic(using=using):
            differ = _fill(archive, manifest, then, using)
            _reset_sequences(using, then)
        _unpack(archive, manifest, files_to)
    forward = MigrationExecutor(connection)
    forward.migrate(forward.loader.graph.leaf_nodes())
    return differ


def _fill(archive: zipfile.ZipFile, manifest: Manifest, then: Any, using: str) -> list[str]:
    models = {model._meta.label_lower: model for model in tables(then)}
    missing = sorted(set(manifest.tables) - set(models))
    if missing:
        raise Broken(f"its table {missing[0]} is not known")
    for model in models.values():
        model._base_manager.using(using).all()._raw_delete(using)
    for label in manifest.tables:
        with archive.open(f"tables/{label}.jsonl") as member:
            load(models[label], _lines(member), using)
    return [
        label
        for label, told in manifest.tables.items()
        if _digest_of(lines(models[label], using)) != told["sha256"]
    ]


def _reset_sequences(using: str, then: Any) -> None:
    connection = connections[using]
    for statement in connection.ops.sequence_reset_sql(no_style(), tables(then)):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, files_to: Path | None) -> None:
    if files_to is None:
        return
    for name in manifest.files:
        parts = PurePosixPath(name)
        if parts.is_absolute() or ".." in parts.parts:
            raise Broken(f"the file name {name!r} points outside")
        target = files_to.joinpath(*parts.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(f"files/{name}") as source, target.open("wb") as sink:
            shutil.copyfileobj(source, sink)


def _lines(member: IO[bytes]) -> Iterator[bytes]:
    yield from member


def _digest(member: IO[bytes]) -> str:
    return _digest_of(iter(lambda: member.read(1 << 20), b""))


def _digest_of(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
