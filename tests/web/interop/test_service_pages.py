"""A coordinator starts from the service's own spreadsheet."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.domain.interop import public as interop
from alongside.domain.mentoring.models import Pair, Volunteer
from alongside.domain.people import public as people
from factories.catalogue import fill
from web.conftest import AsRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(service: people.ServiceRecord, as_role: AsRole) -> Client:
    """A coordinator's browser."""
    fill()
    return as_role("coordinator")


def test_a_spreadsheet_is_tried_brought_in_and_taken_back(coordinator: Client) -> None:
    assert "/interop/mentoring" in coordinator.get("/interop/").content.decode()
    example = coordinator.get("/interop/mentoring/example.xlsx").content
    file = SimpleUploadedFile("service.xlsx", example)
    tried = coordinator.post("/interop/mentoring", {"file": file})
    page = coordinator.get(tried["Location"]).content.decode()
    assert "Bring them in" in page
    assert Volunteer.objects.count() == 0

    brought = coordinator.post(tried["Location"] + "bring-in")["Location"]
    after = coordinator.get(brought).content.decode()
    assert (Volunteer.objects.count(), Pair.objects.count()) == (1, 1)
    assert "nobody has gone on with" in after
    coordinator.post(brought + "undo")
    assert (Volunteer.objects.count(), Pair.objects.count()) == (0, 0)


def test_a_rejected_row_is_told_by_the_sheets_own_column_and_cell(coordinator: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(interop.example_workbook()))
    book["Waiting"]["B2"] = "12"
    changed = io.BytesIO()
    book.save(changed)
    file = SimpleUploadedFile("service.xlsx", changed.getvalue())

    tried = coordinator.post("/interop/mentoring", {"file": file})

    page = coordinator.get(tried["Location"]).content.decode()
    assert "Phone (B2)" in page
    assert ">Column<" in "".join(page.split())


def test_a_bad_map_and_another_file_are_refused_on_the_page(coordinator: Client) -> None:
    file = SimpleUploadedFile("service.xlsx", interop.example_workbook())
    bad = SimpleUploadedFile("map.yaml", b"mentors: [")
    page = coordinator.post("/interop/mentoring", {"file": file, "map": bad}).content.decode()
    assert "not YAML" in page

    macros = SimpleUploadedFile("service.xlsm", interop.example_workbook())
    page = coordinator.post("/interop/mentoring", {"file": macros}).content.decode()
    assert re.search("error-summary", page)
