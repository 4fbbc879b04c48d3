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
from alongside.foundation.errors import NotFound

KEPT = timedelta(days=30)
_FOLDER = "imports"
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


def held(digest: str) -> BinaryIO:
    """The kept file, open for reading. Raises NotFound when it is gone."""
    if not re.fullmatch("[0-9a-f]{64}", digest) or not default_storage.exists(_name(digest)):
        raise NotFound("import file")
    return default_storage.open(_name(digest), "rb")  # type: ignore[return-value]


def forget_old(at: datetime) -> None:
    """Deletes files that nobody has used for a month: what was imported stands in listings."""
    if not default_storage.exists(_FOLDER):
        return
    used = set(ImportRun.objects.filter(started_at__gt=at - KEPT).values_list("digest", flat=True))
    _folders, names = default_storage.listdir(_FOLDER)
    for name in names:
        if name not in used and default_storage.get_modified_time(_name(name)) < at - KEPT:
            default_storage.delete(_name(name))


def plain_name(name: str) -> str:
    """The last part of a file's name, without what could lead elsewhere or spoil a page."""
    last = PureWindowsPath(name.replace("/", "\\")).name
    return re.sub(r"[^\w .()\[\]-]", "_", last)[-200:].strip(". ") or "file"


def _name(digest: str) -> str:
    return f"{_FOLDER}/{digest}"
