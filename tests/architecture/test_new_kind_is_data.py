"""A new condition is a file: offered, matched and exported without a line of Python."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.test import Client

from alongside.domain.catalogue import public as catalogue
from alongside.domain.catalogue.models import Postcode
from alongside.domain.people import public as people
from alongside.formats.catalogue import DATA
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories.directory import content, listed

INVENTED = """\
id: glass-ankles
label: "Glass ankles"
position: 900
valid_from: 2026-11-01
valid_to: null
plain: "Your ankles are made of glass, and you walk with care."
also: ["brittle ankles"]
codes:
  snomed: ["73211009"]
  icd10: ["Q99"]
source: "Invented for this test"
principle_set: null
group: null
"""


@pytest.mark.django_db
def test_an_invented_condition_is_offered_matched_and_exported(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    (folder / "conditions" / "glass-ankles.yaml").write_text(INVENTED)
    now = clock.now()
    here = people.create_deployment(
        kind="service", name="Severn Peers", actor=system("test"), at=now
    )
    Postcode.objects.create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)

    report = catalogue.sync(at=now, data_dir=folder)
    listed(
        here.organisation_id, content(name="Glass Walkers", conditions=("glass-ankles",)), at=now
    )
    listed(here.organisation_id, content(name="Other group", conditions=("copd",)), at=now)
    page = Client().get("/find/results?near=WR1&condition=glass-ankles").content.decode()

    assert report.faults == ()
    assert "condition/glass-ankles" in report.added
    assert 'value="glass-ankles" checked' in page
    assert "Glass Walkers" in page
    assert "Other group" not in page
    taxonomy = Client().get("/api/oruk/v3/taxonomy_terms?per_page=500").content.decode()
    assert "Glass ankles" in taxonomy
