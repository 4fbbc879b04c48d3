"""Where a fault of a service's own file stands is told in the file's own words."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from alongside.domain.interop.mentoring.where import Heads
from alongside.formats.tables import read_table

PART: dict[str, Any] = {
    "id": ["Name", "Phone"],
    "fields": {
        "name": {"columns": ["First", "Last"]},
        "phone": "Phone",
        "state": {"value": "waiting"},
        "checks": {"dbs": {"level": {"column": "DBS"}, "seen_on": "Seen"}},
    },
}
HEADERS = ("Name", "First", "Last", "Phone", "DBS", "Seen")


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("phone", "Phone (D7)"),
        ("name", "First, Last (B7, C7)"),
        ("id", "Name, Phone (A7, D7)"),
        ("checks.dbs.seen_on", "Seen (F7)"),
        ("checks.dbs.level", "DBS (E7)"),
        ("state", "state"),  # the map says it itself
        ("row", "row"),
        ("checks.none.level", "checks.none.level"),
        ("phone.number", "phone.number"),
    ],
)
def test_a_field_is_told_by_its_column_and_cell(field: str, told: str) -> None:
    assert Heads(PART, HEADERS, 1).told(field, 7) == told


def test_columns_go_on_after_z_and_a_file_without_cells_has_none() -> None:
    assert Heads(PART, HEADERS, 24).told("phone", 3) == "Phone (AA3)"
    assert Heads(PART, HEADERS, 1 + 26 * 27 - 3).told("phone", 3) == "Phone (AAA3)"
    assert Heads(PART, HEADERS, None).told("phone", 3) == "Phone"


def test_a_table_that_begins_further_right_and_down_keeps_its_cells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for column, (head, cell) in enumerate((("Name", "Ann"), ("Phone", "12")), start=3):
        sheet.cell(4, column, head)
        sheet.cell(5, column, cell)
    kept = io.BytesIO()
    book.save(kept)

    with read_table(kept.getvalue(), "own.xlsx") as table:
        (row,) = table.rows
        heads = Heads(PART, table.headers, table.first_column)

    assert heads.told("phone", row.number) == "Phone (D5)"  # type: ignore[union-attr]
    with read_table(b"Name,Phone\nAnn,12\n", "own.csv") as plain:
        assert plain.first_column is None
