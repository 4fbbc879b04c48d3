"""Imported files, kept until nobody can want to bring them in or carry on any more."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db.models import QuerySet

from alongside.domain.interop.models import ImportRun
from alongside.domain.interop.records import MENTORING
from alongside.foundation.errors import NotFound

KEPT = timedelta(days=30)
# A service's own spreadsheet is about people, so it goes when it was brought in, or soon.
SERVICE_KEPT = timedelta(days=3)
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
    """Deletes files that nobody has used for a month, and a service's own spreadsheet after three
    days: what was imported stands in its own place."""
    if not default_storage.exists(_FOLDER):
        return
    service = ImportRun.objects.filter(kind=MENTORING)
    used = _digests(ImportRun.objects.exclude(kind=MENTORING).filter(started_at__gt=at - KEPT))
    used |= _digests(service.filter(started_at__gt=at - SERVICE_KEPT))
    _folders, names = default_storage.listdir(_FOLDER)
    private = _digests(service.filter(digest__in=names))
    for name in names:
        kept = SERVICE_KEPT if name in private else KEPT
        if name not in used and default_storage.get_modified_time(_name(name)) < at - kept:
            default_storage.delete(_name(name))


def forget_service(digest: str) -> None:
    """Deletes a service's own spreadsheet that was brought in, unless it waits as another file."""
    others = ImportRun.objects.filter(digest=digest).exclude(kind=MENTORING)
    if not others.exists() and default_storage.exists(_name(digest)):
        default_storage.delete(_name(digest))


def _digests(runs: QuerySet[ImportRun]) -> set[str]:
    return set(runs.values_list("digest", flat=True))


def plain_name(name: str) -> str:
    """The last part of a file's name, without what could lead elsewhere or spoil a page."""
    last = PureWindowsPath(name.replace("/", "\\")).name
    return re.sub(r"[^\w .()\[\]-]", "_", last)[-200:].strip(". ") or "file"


def _name(digest: str) -> str:
    return f"{_FOLDER}/{digest}"
