"""Tables as they are found, and what comes back of what was written."""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.tables import (
    Row,
    RowFault,
    TableFault,
    read_table,
    safe_cell,
    unsafe_cell,
    write_csv,
    write_xlsx,
)
from support import SHARED, needs_shared

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)
STARTS = st.sampled_from(["", "'", "''", "=", "+", "-", "@", "\t", " =", "'=", "＝", "+44 ", "-5"])


def read(body: bytes, name: str = "a.csv", **more: Any) -> list[Row | RowFault]:
    with read_table(body, name, **more) as table:
        return list(table.rows)


def cells(body: bytes, name: str = "a.csv", **more: Any) -> list[list[str]]:
    return [list(row.cells.values()) for row in read(body, name, **more) if isinstance(row, Row)]


def sheet(*rows: list[Any], hidden_first: bool = False, title: str = "Groups") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    if hidden_first:
        page.sheet_state = "hidden"
        page.append(["hidden"])
        page = book.create_sheet(title)
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_separator(code: str, separator: str, end: str) -> None:
    rows = [["name", "town", "note"], ["Siân’s café", "Malvern", f'a "word"{separator} more']]
    text = end.join(separator.join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)

    assert cells(text.encode(code)) == [rows[1]]


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    body = b'\n\nname,town\nA,B\n\n"two\nlines",C\n,\nD,E\n'

    assert [(row.number, row.cells["name"]) for row in read(body) if isinstance(row, Row)] == [
        (4, "A"),
        (6, "two\nlines"),
        (8, "D"),
    ]


def test_a_bad_row_is_told_and_the_rest_goes_on() -> None:
    body = (
        b'name,town\nA,B\nC\nD,E,F\nG\x00,H\n"Ann,I\nJ,K\n"L"x,M\nN,O\nP,"'
        + b"x" * 40_000
        + b'"\nQ,R,,\n'
    )

    found = read(body)

    assert [row.cells["name"] for row in found if isinstance(row, Row)] == ["A", "J", "N", "Q"]
    faults = [row for row in found if isinstance(row, RowFault)]
    assert [(fault.row, fault.field) for fault in faults] == [
        (3, ""), (4, ""), (5, "name"), (6, ""), (8, ""), (10, "town"),
    ]  # fmt: skip
    assert "quotation mark" in faults[3].reason


def test_heads() -> None:
    with read_table(b" name ,,name,\nA,B,C\n", "a.csv") as table:
        assert table.headers == ("name", "column 2", "name (2)")
        assert list(table.rows) == [Row(2, {"name": "A", "column 2": "B", "name (2)": "C"})]


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"", "a.csv", "empty"),
        (b"\n\n , \n", "a.csv", "no row that names"),
        (b"PK\x03\x04abc", "a.csv", "not called .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "a.xlsx", "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc", "a.csv", "not called"),
        (b"name\nA\n", "a.xlsx", "no spreadsheet"),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx", "broken"),
        (b"name\nA\n", "a.pdf", "end in .csv"),
        (b"name\nA\n", "../../etc/passwd", "end in .csv"),
        (b"%PDF-1.7", "a.csv", "picture"),
        (b"name\nA\x81\n", "a.csv", "letters cannot be read"),
        (b"\xff\xfen\x00a", "a.csv", "letters cannot be read"),
        (b",".join(b"c%d" % n for n in range(200_000)), "a.csv", "columns|first row"),
        (b",".join(b"c%d" % n for n in range(700)), "a.csv", "700 columns"),
        (b'"name\nA\n', "a.csv", "first row"),
        (b"name\n" + b'"a\n' * 500, "a.csv", "More than 200"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_told_in_words(body: bytes, name: str, words: str) -> None:
    with pytest.raises(TableFault, match=words):
        read(body, name)


def test_a_head_is_found_below_a_title() -> None:
    body = b"Our list\n\nName,Phone\nAnn,12\n"

    with read_table(body, "a.csv", heads=("Name", "Phone")) as table:
        assert table.headers == ("Name", "Phone")
        assert list(table.rows) == [Row(4, {"Name": "Ann", "Phone": "12"})]
    with read_table(body, "a.csv", heads=("Other",)) as table:
        assert table.headers == ("Our list",)


def test_sheets_and_kinds_of_cell() -> None:
    body = sheet(
        [None, None],
        ["name", "n", "day", "at", "yes", "formula"],
        ["A", 5.0, dt.date(2026, 11, 2), dt.time(18, 30), True, None],
        ["B", 2.5, dt.datetime(2026, 11, 2, 9, 15), None, False],
        hidden_first=True,
    )

    assert cells(body, "a.xlsx") == [
        ["A", "5", "2026-11-02", "18:30", "yes", ""],
        ["B", "2.5", "2026-11-02 09:15", "", "no", ""],
    ]
    assert [row.number for row in read(body, "a.XLSX") if isinstance(row, Row)] == [3, 4]
    assert cells(body, "a.xlsx", sheet="Groups") == cells(body, "a.xlsx")
    with pytest.raises(TableFault, match="no sheet called"):
        read(body, "a.xlsx", sheet="Other")


def repacked(body: bytes, change: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
    return out.getvalue()


def test_bombs_and_broken_spreadsheets_are_refused() -> None:
    plain = sheet(["name"], ["A"])
    page = "xl/worksheets/sheet1.xml"
    far = (
        b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        b"</worksheet>"
    )
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        right = archive.read(page)
    for name, body in {
        "far": repacked(plain, {page: right.replace(b'r="A2"', b'r="XFD1048576"')}),
        "far, bare": repacked(plain, {page: far}),
        "bomb": repacked(plain, {page: right + b" " * 60_000_000}),
        "many bytes": repacked(plain, {page: right + bytes(range(32, 127)) * 1_200_000}),
        "not xml": repacked(plain, {page: b"\x00\x01"}),
        "no book": repacked(plain, {"xl/workbook.xml": b"<a/>"}),
        "cut": plain[:-200],
    }.items():
        with pytest.raises(TableFault, match=r"\w{3}"):
            read(body, f"{name}.xlsx")
    docx = io.BytesIO()
    with zipfile.ZipFile(docx, "w") as archive:
        archive.writestr("word/document.xml", "x")
    with pytest.raises(TableFault, match="no Excel"):
        read(docx.getvalue(), "a.xlsx")


@given(STARTS, st.text(max_size=20))
def test_a_cell_made_safe_comes_back(start: str, rest: str) -> None:
    text = start + rest

    assert unsafe_cell(safe_cell(text)) == text
    assert safe_cell(text) in (text, "'" + text)


@given(st.text(max_size=40))
def test_a_safe_cell_is_no_formula(text: str) -> None:
    begins = safe_cell(text).lstrip()[:1]

    if begins in set("=@＝＋－＠") - {""}:
        pytest.fail(f"{text!r} could run")
    if begins and begins in "+-":
        assert set(safe_cell(text)[1:]) <= set("0123456789 .()-")


@pytest.mark.parametrize(
    "text", ["+44 1234 567890", "-5", "+44 (0)1234 567-890", "-5.50", "01234", "a=b", "'tis"]
)
def test_numbers_and_words_stay_readable(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|x", "-2+A1", "@SUM(A1)", "\t=1", " =1", "-", "+", "＝1", "'=1", "\nx"]
)
def test_formulas_are_made_safe(text: str) -> None:
    assert safe_cell(text) == "'" + text


@given(
    st.lists(
        st.lists(st.builds(str.__add__, STARTS, CELLS).map(str.strip), min_size=2, max_size=2),
        max_size=6,
    )
)
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    wanted = [row for row in rows if any(row)]

    assert cells(b"".join(write_csv(["a", "b"], rows))) == wanted
    assert cells(write_xlsx(["a", "b"], rows), "a.xlsx") == wanted


@needs_shared
def test_payloads_and_naughty_words_come_back_and_do_not_run() -> None:
    folder = SHARED / "data/security"
    words = (folder / "payloads/csv_injection.txt").read_text().splitlines()
    words += json.loads((folder / "blns.json").read_text())
    extra = json.loads((folder / "extra_strings.json").read_text())
    words += [word for word in extra.values() if isinstance(word, str) and len(word) < 32_000]
    rows = [[f"row {number}", word] for number, word in enumerate(words)]

    found_csv = cells(b"".join(write_csv(["n", "word"], rows)))
    body = write_xlsx(["n", "word"], rows)
    found_xlsx = cells(body, "a.xlsx")

    assert len(found_csv) == len(found_xlsx) == len(rows)
    assert found_csv[0][1] == words[0]
    assert [row[1] for row in found_csv[:4]] == [word.strip() for word in words[:4]]
    for row in openpyxl.load_workbook(io.BytesIO(body)).active.iter_rows(min_row=2):  # type: ignore[union-attr]
        assert row[1].data_type in ("s", "inlineStr", "n")
        assert not str(row[1].value or "").lstrip().startswith(("=", "@"))


@needs_shared
def test_hostile_files_are_refused_or_told(hostile: Path) -> None:
    others = [path for path in (SHARED / "data/security").rglob("*") if path.is_file()]

    for path in [*hostile.iterdir(), *others]:
        for name in ("a.csv", "a.xlsx"):
            try:
                with read_table(path, name) as table:
                    for row in table.rows:
                        assert isinstance(row, Row | RowFault)
            except TableFault as fault:
                assert len(str(fault)) > 10  # noqa: PT017 - either outcome is right


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(body: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        try:
            read(body, name)
        except TableFault as fault:
            assert str(fault)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    "lines", [26_000, pytest.param(260_000, marks=pytest.mark.long)], ids=["10 MB", "100 MB"]
)
def test_a_large_file_is_streamed(tmp_path: Path, lines: int) -> None:
    file = tmp_path / "big.csv"
    line = b"A group of people in a town,Malvern," + b"words " * 60 + b"\n"
    with file.open("wb") as out:
        out.write(b"name,town,note\n")
        for _ in range(20):
            out.write(line * (lines // 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with read_table(file, "big.csv") as table:
        count = sum(isinstance(row, Row) for row in table.rows)

    assert file.stat().st_size > lines * 390
    assert count == lines
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes
