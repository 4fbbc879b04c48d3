"""Who was deleted, kept beside the database: an old backup must not bring anybody back.

A line holds an id and a moment, nothing else. The file `erased.txt` in the deployment's folder is
read after a restore, and everybody in it is deleted again. Keep a copy of it with the backups.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

log = structlog.get_logger(__name__)
NAME = "erased.txt"


def note_after_commit(person_id: UUID, *, at: datetime) -> None:
    """Writes the line once the deletion stands, safe on the disk."""
    transaction.on_commit(lambda: _write(f"{person_id} {at.isoformat()}\n"))


def noted() -> Iterator[UUID]:
    """Everybody who was deleted from this deployment; what is no id is passed over."""
    try:
        lines = _file().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            yield UUID(line.partition(" ")[0])
        except ValueError:
            log.error("erased_line_unreadable")


def _write(line: str) -> None:
    try:
        with os.fdopen(
            os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8"
        ) as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        # The deletion stands all the same; only a restore of an older backup would not know of it.
        log.error("erased_not_noted", failure=type(fault).__name__)


def _file() -> Path:
    return Path(settings.VAR) / NAME
