"""A backup counts every row, and a broken one says so."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection

from alongside.cli.archive import Broken, read_manifest, write
from alongside.domain.catalogue.models import Entry
from alongside.domain.people.models import Organisation
from alongside.foundation.actor import system
from alongside.foundation.unit import unit

AT = datetime(2026, 11, 22, 10, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path, transactional_db: None) -> Path:
    with unit(actor=system("test"), at=AT) as work:
        for name in ("Severn Peers", 'O\'Neill "&" Söhne 😀', "ایک گروپ"):
            organisation = Organisation.objects.create(name=name, created_at=AT)
            work.audit("organisation.created", organisation, organisation_id=organisation.pk)
        Entry.objects.create(
            kind="condition",
            slug="invented",
            label="Invented",
            content={"codes": {"snomed": ["1"]}, "none": None, "list": [1, 2.5, True]},
            valid_from=date(2026, 1, 1),
        )
    path = tmp_path / "backup.zip"
    write(path, at=AT)
    return path


def test_backup_counts_every_row(archive: Path) -> None:
    manifest = read_manifest(archive)

    assert manifest.tables["people.organisation"]["rows"] == 3
    assert manifest.tables["foundation.auditrow"]["rows"] == 3
    assert "sessions.session" not in manifest.tables
    assert connection.settings_dict["NAME"] not in archive.read_bytes().decode("latin-1")


def test_restore_refuses_a_changed_member(archive: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(changed, "w") as sink:
        for name in source.namelist():
            content = source.read(name)
            sink.writestr(name, content.replace(b"Severn", b"Avonia"))

    with pytest.raises(Broken, match="checksum of tables/people.organisation"):
        read_manifest(changed)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 half"])
def test_restore_refuses_what_is_no_archive(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(content)

    with pytest.raises(Broken, match="not a whole archive"):
        read_manifest(path)
