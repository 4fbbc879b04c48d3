"""Where the headings of a service's own spreadsheet stand, and what is told of missing ones."""

from __future__ import annotations

import io

import openpyxl
import pytest

from alongside.domain.mentoring.models import Pair
from domain.interop.test_service_spreadsheet import WAITING, book, bring, counts, rejected, told
from factories.mentoring import Service, service

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Service:
    return service()


def titled(body: bytes, *, rows: int = 2) -> bytes:
    """The same book with a title in merged cells above the headings of every sheet."""
    kept = openpyxl.load_workbook(io.BytesIO(body))
    for sheet in kept.worksheets:
        sheet.insert_rows(1, amount=rows)
        sheet["A1"] = "Peer support, autumn"
        sheet.merge_cells("A1:E1")
    out = io.BytesIO()
    kept.save(out)
    return out.getvalue()


@pytest.mark.parametrize("rows", [1, 2, 9])
def test_headings_are_found_below_a_title(here: Service, rows: int) -> None:
    assert counts(bring(here, titled(book(), rows=rows))) == (3, 3, 0, 0)
    assert Pair.objects.exists()


def test_rows_are_told_by_their_place_in_the_sheet_below_a_title(here: Service) -> None:
    body = titled(book(mentors=[], waiting=[{**WAITING, "Date of birth": "12/5/84"}], pairs=[]))

    assert [row[:3] for row in rejected(bring(here, body))] == [
        ("waiting", "4", "Date of birth (P4)")
    ]


def test_a_missing_column_is_told_with_the_ones_that_were_found(here: Service) -> None:
    kept = openpyxl.load_workbook(io.BytesIO(titled(book())))
    kept["Mentors"]["B3"] = "Telephone"
    out = io.BytesIO()
    kept.save(out)

    fault = told(bring(here, out.getvalue())).fault
    assert "no column called 'Phone'." in fault
    assert "It has 'Name', 'Telephone', 'Email'" in fault


def test_a_first_row_that_is_no_head_is_not_repeated(here: Service) -> None:
    fault = told(bring(here, titled(book(), rows=11))).fault

    assert "None of its first ten rows names any of the columns" in fault
    assert "autumn" not in fault


def test_a_formula_in_place_of_a_name_is_told_as_one(here: Service) -> None:
    nameless = {**WAITING, "Name": "", "Phone": "07700 900109"}
    body = titled(book(mentors=[], waiting=[WAITING, nameless, nameless], pairs=[]))
    kept = openpyxl.load_workbook(io.BytesIO(body))
    kept["Waiting"]["A5"] = '=B5&" "&C5'
    out = io.BytesIO()
    kept.save(out)

    formula, empty = rejected(bring(here, out.getvalue()))
    assert formula[:3] == ("waiting", "5", "Name (A5)")
    assert "formula that was not worked out" in formula[3]
    assert "paste the values alone" in formula[3]
    assert "nothing in the columns" in empty[3]
