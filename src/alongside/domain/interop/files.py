"""Imported files, kept until nobody can want to bring them in or carry on any more."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage, storages

from alongside.domain.interop.models import ImportRun

KEPT = timedelta(days=30)
_BLOCK = 1024 * 1024


def keep(body: BinaryIO) -> str:
    """Keeps the file, once for equal ones, and returns its digest."""
    found = hashlib.sha256()
    body.seek(0)
    while block := body.read(_BLOCK):
        found.update(block)
    digest = found.hexdigest()
    body.seek(0)
    if not default_storage.exists(_name(digest)):
        default_storage.save(_name(digest), File(body))
    return digest


def kept(digest: str) -> Path | bytes | None:
    """The file with that digest, as a path where files have one; None when it is gone."""
    if not default_storage.exists(_name(digest)):
        return None
    if isinstance(storages["default"], FileSystemStorage):
        return Path(default_storage.path(_name(digest)))
    with default_storage.open(_name(digest), "rb") as file:
        return bytes(file.read())


def forget_old(at: datetime) -> None:
    """Deletes the files of runs that are over for a month: what was imported stands in listings."""
    old = ImportRun.objects.filter(started_at__range=(at - 3 * KEPT, at - KEPT))
    newer = ImportRun.objects.filter(started_at__gt=at - KEPT).values("digest")
    for digest in old.exclude(digest__in=newer).values_list("digest", flat=True).distinct():
        default_storage.delete(_name(digest))


def plain_name(name: str) -> str:
    """The last part of a file's name, without what could lead elsewhere or spoil a page."""
    last = PureWindowsPath(name.replace("/", "\\")).name
    return re.sub(r"[^\w .()\[\]-]", "_", last)[-200:].strip(". ") or "file"


def _name(digest: str) -> str:
    return f"imports/{digest}"
