"""`alongside export spis` and `alongside import spis`, as an operator runs them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from alongside.cli.main import main
from alongside.domain.referrals.models import Referral
from factories.directory import AT
from factories.referring import clinic, received

pytestmark = pytest.mark.django_db


def test_what_goes_out_says_what_is_missing_and_is_for_its_owner_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = clinic()
    record = received(here.referrer, at=AT, born=date(1990, 3, 1))
    out = tmp_path / "referrals.json"

    code = main(["export", "spis", "--out", str(out)])

    told = capsys.readouterr().out
    assert code == 1
    assert f"{record.reference}: mandatory" in told
    assert "missing: Referral details / Referral details record entry / Referrer details" in told
    assert "says only that nothing is known: Risks / Risks record entry / Risk" in told
    assert "though the standard wants it once at least: Care and support plan" in told
    assert "not held: Person demographics: Person preferred name, Title" in told
    assert out.stat().st_mode & 0o077 == 0
    assert main(["export", "spis", "--out", str(out), "--json"]) == 1
    (one,) = json.loads(capsys.readouterr().out)["referrals"]
    assert one["reference"] == record.reference
    assert any("Ethnicity" in path for path in one["not_held"])

    assert main(["import", "spis", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "applied": False, "created": 0, "known": 1, "rejected": [], "taken": [],
    }  # fmt: skip
    out.write_text(out.read_text().replace(record.reference, "ELSE-WHER"))
    assert main(["import", "spis", str(out), "--apply"]) == 0
    assert "1 brought in, 0 here already, 0 rejected." in capsys.readouterr().out
    assert Referral.objects.count() == 2


def test_what_cannot_be_read_or_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic()
    broken = tmp_path / "broken.json"
    broken.write_text("{}")
    unknown = "00000000-0000-0000-0000-000000000000"

    assert main(["import", "spis", str(broken)]) == 2
    assert main(["import", "spis", str(tmp_path / "none.json")]) == 2
    assert main(["export", "spis", "--referral", unknown, "--out", str(tmp_path / "x")]) == 2
    assert "There is no such referral" in capsys.readouterr().err


def test_goals_and_scores_go_out_for_one_person_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic()

    assert main(["export", "spis", "--with-plan", "--out", str(tmp_path / "x")]) == 2
    assert "--with-plan needs --referral" in capsys.readouterr().err


def test_what_came_in_says_what_was_left_out_and_what_it_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = clinic()
    received(here.referrer, at=AT, born=date(1990, 3, 1))
    out = tmp_path / "referrals.json"
    main(["export", "spis", "--out", str(out)])
    found = json.loads(out.read_text())
    person = found["referrals"][0]["Person demographics"]
    person["Other identifier"], person["Gender"] = ["ELSE-WHER"], "1"
    out.write_text(json.dumps(found))
    capsys.readouterr()

    assert main(["import", "spis", str(out)]) == 0
    told = capsys.readouterr().out
    assert "left out, since there is no place for it: Person demographics: Gender" in told
    assert "mandatory, and missing: Referral details: Service (Referrer details)" in told
    person["NHS number"] = 9434765919
    out.write_text(json.dumps(found))
    assert main(["import", "spis", str(out)]) == 1
    assert "Referral 1 is rejected." in capsys.readouterr().out
