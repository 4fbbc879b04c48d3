"""Hostile files through both importers: rejected rows or one clear sentence, in little memory."""

from __future__ import annotations

import io
import json
from pathlib import Path
from uuid import UUID

import pytest

from alongside.domain.directory.models import Listing
from alongside.domain.interop import public as interop
from alongside.domain.mentoring.models import Volunteer
from alongside.formats.tables import write_csv
from alongside.foundation import clock
from factories.directory import SYSTEM, organisation
from support import SHARED, needs_shared

pytestmark = [pytest.mark.django_db, needs_shared, pytest.mark.once]
SECURITY = SHARED / "data/security"
TABLE = {"source": "s", "id": "name", "fields": {"name": "name", "summary": "text"}}
FEED = {"source": "s"}


def _run(kind: str, name: str, body: bytes, steward: UUID) -> interop.RunRecord:
    run_id = interop.start_import(
        kind=kind,
        file_name=name,
        body=io.BytesIO(body),
        mapping={"groups": TABLE, "mentoring": interop.example_mapping()}.get(kind, FEED),
        steward_id=steward,
        actor=SYSTEM,
        at=clock.now(),
        dry=False,
    )
    return interop.run(run_id, actor=SYSTEM, at=clock.now())


def _survived(run: interop.RunRecord) -> bool:
    """Read to its end, or stopped by a sentence about the file."""
    assert "not in your file" not in run.fault, run.fault
    assert run.read == run.created + run.changed + run.unchanged + run.rejected
    return run.state == "done" or (run.state == "stopped" and bool(run.fault))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_built_files_are_refused_whatever_they_are_called(
    catalogued: None, hostile: Path, ending: str
) -> None:
    steward = organisation()
    kind = "oruk" if ending == "json" else "groups"
    paths = [path for path in sorted(hostile.iterdir()) if path.stat().st_size < 60_000_000]

    outcomes = {
        path.name: _survived(_run(kind, f"{path.name}.{ending}", path.read_bytes(), steward))
        for path in paths
    }

    assert len(outcomes) >= 15
    assert all(outcomes.values())
    assert Listing.objects.count() == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_built_files_are_no_services_spreadsheet(
    catalogued: None, hostile: Path, ending: str
) -> None:
    steward = organisation()
    paths = [path for path in sorted(hostile.iterdir()) if path.stat().st_size < 60_000_000]

    assert all(
        _survived(_run("mentoring", f"{path.name}.{ending}", path.read_bytes(), steward))
        for path in paths
    )
    assert Volunteer.objects.count() == 0


def test_naughty_words_are_names_of_people_or_rejected(catalogued: None) -> None:
    steward = organisation()
    words = json.loads((SECURITY / "blns.json").read_text())
    part = {"id": "n", "fields": {"name": "name", "phone": "phone", "story": "name"}}
    lines = [["n", "name", "phone"]]
    lines += [[str(row), word, f"0770090{row:04}"] for row, word in enumerate(words)]
    body = b"".join(write_csv(lines[0], lines[1:]))
    mapping = {"source": "s", "mentors": part}
    run_id = interop.start_import(
        kind="mentoring",
        file_name="m.csv",
        body=io.BytesIO(body),
        mapping=mapping,
        steward_id=steward,
        actor=SYSTEM,
        at=clock.now(),
        dry=False,
    )

    run = interop.run(run_id, actor=SYSTEM, at=clock.now())
    assert (_survived(run), run.state, run.read) == (True, "done", len(words))
    assert Volunteer.objects.count() == run.created > 100


def test_naughty_strings_come_in_as_text_or_are_rejected(catalogued: None) -> None:
    steward = organisation()
    strings = json.loads((SECURITY / "blns.json").read_text("utf-8"))
    strings += _texts(json.loads((SECURITY / "extra_strings.json").read_text("utf-8")))
    strings += [
        line
        for path in sorted((SECURITY / "payloads").iterdir())
        for line in path.read_text("utf-8", "replace").splitlines()[:40]
    ]
    strings = [text for text in dict.fromkeys(strings) if text.strip()]
    services = [
        {"id": str(number), "name": text, "status": "active", "description": text}
        for number, text in enumerate(strings)
    ]
    body = json.dumps({"contents": services}).encode()

    run = _run("oruk", "feed.json", body, steward)

    assert _survived(run)
    assert run.read == len(strings)
    assert run.created > len(strings) / 2
    for row in interop.rows(run.id, limit=1_000, actor=SYSTEM):
        assert row.field
        assert row.reason
    exported = b"".join(interop.export_groups("csv", actor=SYSTEM))
    again = _run_table(exported, steward)
    assert (again.read, again.unchanged) == (run.created, run.created)


def _texts(found: object) -> list[str]:
    if isinstance(found, str):
        return [found]
    if isinstance(found, dict):
        found = list(found.values())
    return [text for item in found for text in _texts(item)] if isinstance(found, list) else []


def _run_table(body: bytes, steward: UUID) -> interop.RunRecord:
    run_id = interop.start_import(
        kind="groups",
        file_name="groups.csv",
        body=io.BytesIO(body),
        mapping=interop.default_mapping(),
        steward_id=steward,
        actor=SYSTEM,
        at=clock.now(),
        dry=False,
    )
    return interop.run(run_id, actor=SYSTEM, at=clock.now())
