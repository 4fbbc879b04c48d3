"""`alongside import` and `alongside export`, as an operator runs them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from alongside.cli.main import main
from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory.models import Listing
from alongside.domain.directory.public import all_public
from alongside.domain.mentoring.models import Volunteer
from alongside.domain.people import public as people
from factories.catalogue import fill
from factories.directory import AT, SYSTEM, content, listed
from support import ROOT, SHARED, needs_shared

pytestmark = pytest.mark.django_db
TRAFFORD = SHARED / "data/services/trafford_mental_health_services.csv"
MAP = ROOT / "docs/how-to/examples/trafford-map.yaml"


@pytest.fixture(autouse=True)
def _service(db: None) -> None:
    fill()
    people.create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)


def _told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    return json.loads(capsys.readouterr().out)


@needs_shared
def test_trafford_is_tried_brought_in_found_unchanged_and_taken_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = ["import", "groups", str(TRAFFORD), "--map", str(MAP), "--json"]
    rejected = tmp_path / "rejected.csv"

    codes = [main([*arguments, "--rejected", str(rejected)])]
    tried = _told(capsys)
    assert Listing.objects.count() == 0
    codes.append(main([*arguments, "--apply"]))
    done = _told(capsys)
    codes.append(main([*arguments, "--apply"]))
    again = _told(capsys)
    assert main(["import", "undo", str(done["id"]), "--json"]) == 0

    assert set(codes) == {1 if done["rejected"] else 0}
    assert tried["created"] == done["created"] == again["unchanged"]
    lines = list(csv.reader(io.StringIO(rejected.read_text("utf-8-sig"))))
    assert len(lines) == 1 + int(str(done["rejected"]))
    assert _told(capsys) == {"id": done["id"], "undone": done["created"], "kept": 0}
    assert list(all_public()) == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "oruk"])
def test_an_export_comes_in_again_unchanged(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form: str
) -> None:
    steward = people.service().organisation_id
    listed(steward, content(access={"step_free": "yes", "hearing_loop": "no"}))
    listed(steward, content(name="=1+1", phone="+44 1632 960001", conditions=(), min_age=18))
    listed(steward, content(name="'Quoted", conditions=None, places=(), meetings=()))
    out = tmp_path / f"groups.{'json' if form == 'oruk' else form}"

    assert main(["export", "groups", "--format", form, "--out", str(out)]) == 0
    capsys.readouterr()
    kind = "oruk" if form == "oruk" else "groups"
    code = main(["import", kind, str(out), "--apply", "--json"])

    told = _told(capsys)
    assert (code, told["read"], told["unchanged"]) == (0, 3, 3)
    if form == "csv":
        assert '"\'=1+1"' in out.read_text("utf-8")
        assert '"+44 1632 960001"' in out.read_text("utf-8")


def test_an_edited_export_changes_the_listing_and_makes_no_second(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    listed(people.service().organisation_id, content())
    out = tmp_path / "groups.csv"
    main(["export", "groups", "--out", str(out)])
    out.write_text(out.read_text("utf-8").replace("Tuesday Type 1 Circle", "New name"), "utf-8")
    capsys.readouterr()

    main(["import", "groups", str(out), "--apply", "--json"])

    assert _told(capsys)["changed"] == 1
    assert [listing.name for listing in all_public()] == ["New name"]


def test_what_cannot_be_used_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "map.yaml"
    broken.write_text("source: [", "utf-8")
    table = tmp_path / "a.csv"
    table.write_text("id,name\n1,A\n", "utf-8")
    tries = (
        ["import", "groups", str(tmp_path / "none.csv")],
        ["import", "groups", str(table), "--map", str(broken)],
        ["import", "undo", "7"],
        ["export", "groups", "--json"],
        ["export", "groups", "--out", str(tmp_path / "no" / "a.csv")],
    )

    for arguments in tries:
        assert main(arguments) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert told.err.startswith("alongside: ")
        assert len(told.err.strip().splitlines()) == 1


@needs_shared
def test_postcodes_come_in_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = tmp_path / "outcodes.csv"
    shutil.copy(SHARED / "data/geo/outcode_centroids_uk.csv", source)

    code = main(["import", "postcodes", str(source), "--json"])

    assert code == 0
    assert int(str(_told(capsys)["added"])) > 2_000
    assert catalogue.coordinates_of("M33") is not None


def test_a_service_is_started_from_its_spreadsheet(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book, rejected = tmp_path / "service.xlsx", tmp_path / "rejected.csv"
    assert main(["import", "mentoring", str(book), "--example"]) == 0
    capsys.readouterr()
    arguments = ["import", "mentoring", str(book), "--json"]

    assert main([*arguments, "--rejected", str(rejected)]) == 0
    tried = _told(capsys)
    assert (tried["dry"], tried["created"], Volunteer.objects.count()) == (True, 4, 0)
    assert main([*arguments, "--apply"]) == 0
    done = _told(capsys)
    assert (done["created"], Volunteer.objects.count()) == (4, 1)
    assert main(["import", "undo", str(done["id"]), "--json"]) == 0
    assert _told(capsys) == {"id": done["id"], "undone": 4, "kept": 0}
    assert main(["import", "undo", str(done["id"])]) == 2
    assert "it was undone before." in capsys.readouterr().err
    heads = list(csv.reader(io.StringIO(rejected.read_text("utf-8-sig"))))
    assert heads == [["sheet", "row", "field", "reason"]]


def test_a_map_that_is_none_is_refused_with_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book, wrong = tmp_path / "service.xlsx", tmp_path / "map.yaml"
    main(["import", "mentoring", str(book), "--example"])
    wrong.write_text("source: ours\nmentors: {id: Name, fields: {name: Name, shoe: Size}}\n")

    assert main(["import", "mentoring", str(book), "--map", str(wrong)]) == 2
    assert "'shoe'" in capsys.readouterr().err


def test_what_was_left_out_is_told_by_sheet_and_row(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "service.csv"
    book.write_text(
        "Name,Phone,Condition\nMeg,07700900101 / 07700900102,type-1-diabetes\n", "utf-8"
    )
    wanted = tmp_path / "map.yaml"
    fields = "{name: Name, phone: Phone, conditions: Condition}"
    wanted.write_text(f"source: list\nmentors: {{id: Name, fields: {fields}}}\n", "utf-8")

    assert main(["import", "mentoring", str(book), "--map", str(wanted)]) == 0
    told = capsys.readouterr().out
    assert "1 would come in with something left out or lacking:" in told
    assert "  mentors, row 2: Left out: a second telephone number" in told
