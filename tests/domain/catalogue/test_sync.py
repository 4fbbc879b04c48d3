"""The files of data/ become rows; twice is once; nothing is ever deleted."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from alongside.domain.catalogue import public as catalogue
from alongside.formats.catalogue import DATA
from alongside.foundation import clock
from alongside.foundation.errors import NotFound
from alongside.foundation.models import AuditRow
from factories.catalogue import files, fill

pytestmark = pytest.mark.django_db
TODAY = clock.london_date(clock.now())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def sync(folder: Path = DATA) -> catalogue.SyncReport:
    return catalogue.sync(at=clock.now(), data_dir=folder)


def test_every_file_becomes_a_term() -> None:
    report = sync()

    assert report.faults == ()
    assert len(report.added) > 100
    slugs = {term.slug for term in catalogue.terms("condition", TODAY)}
    assert {"type-1-diabetes", "type-2-diabetes", "hiv", "copd", "chronic-pain"} <= slugs
    assert {term.slug for term in catalogue.terms("mode")} == {"in_person", "online", "phone"}
    assert set(catalogue.kinds()) >= {"language", "access_need", "time", "interest"}
    assert AuditRow.objects.filter(action="entry.added").count() == len(report.added)


def test_a_second_time_nothing_changes() -> None:
    first = sync()
    rows = AuditRow.objects.count()

    again = sync()

    assert (again.added, again.changed, again.retired) == ((), (), ())
    assert again.unchanged == len(first.added)
    assert AuditRow.objects.count() == rows


def test_what_tests_begin_with_is_what_it_would_leave() -> None:
    fill()

    report = sync()

    assert (report.added, report.changed, report.retired) == ((), (), ())
    assert report.unchanged == sum(map(len, files().entries.values())) > 100


def test_a_label_that_changed_is_changed_at_once(folder: Path) -> None:
    sync(folder)
    file = folder / "conditions" / "copd.yaml"
    file.write_text(file.read_text().replace(catalogue.term("condition", "copd").label, "Lungs"))

    report = sync(folder)

    assert report.changed == ("condition/copd",)
    assert catalogue.label("condition", "copd") == "Lungs"


def test_a_file_that_is_gone_retires_its_term_and_keeps_it(folder: Path) -> None:
    sync(folder)
    (folder / "interests" / "art.yaml").unlink()

    report = sync(folder)

    assert report.retired == ("interest/art",)
    assert "art" not in {term.slug for term in catalogue.terms("interest", TODAY)}
    assert catalogue.label("interest", "art") == "Art"
    assert sync(folder).retired == ()


def test_a_faulty_file_is_told_and_leaves_its_term(folder: Path) -> None:
    sync(folder)
    (folder / "interests" / "art.yaml").write_text("id: art\nlabel: [")

    report = sync(folder)

    assert len(report.faults) == 1
    assert "interests/art.yaml" in report.faults[0]
    assert (report.changed, report.retired) == ((), ())
    assert "art" in {term.slug for term in catalogue.terms("interest", TODAY)}


def test_terms_hold_from_their_first_day(folder: Path) -> None:
    sync(folder)

    assert catalogue.terms("condition", date(2000, 1, 1)) == ()


def test_the_six_principles_are_told_for_three_audiences() -> None:
    sync()

    found = catalogue.principle_set_for(["type-1-diabetes"])

    assert found is not None
    assert "type-1-diabetes" in found.conditions
    assert len(found.principles) == 6
    assert "not endorsement" in found.disclaimer
    for principle in found.principles:
        assert principle.member
        assert principle.host
        assert principle.clinician
        assert principle.question
    assert catalogue.principle_set(found.slug) == found


@pytest.mark.parametrize("conditions", [[], ["anxiety"], ["type-1-diabetes", "hiv"]])
def test_a_group_that_no_set_names_signs_words_about_no_condition(conditions: list[str]) -> None:
    sync()

    found = catalogue.principle_set_for(conditions)

    assert found is not None
    assert found.conditions == ()
    for principle in found.principles:
        assert "diabetes" not in " ".join(
            (principle.plain, principle.member, principle.host, principle.clinician)
        )


def test_what_is_not_in_the_catalogue_is_not_found() -> None:
    with pytest.raises(NotFound):
        catalogue.term("condition", "type-9-diabetes")
    with pytest.raises(NotFound):
        catalogue.principle_set("none")
    assert catalogue.principle_set_for(["hiv"]) is None
    assert catalogue.label("interest", "model_railways") == "model railways"
