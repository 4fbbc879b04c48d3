"""Tables for other people's programs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from alongside.formats.tables._records import LONGEST_CELL
from alongside.formats.tables._safe import safe_cell

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLOCK = 64 * 1024


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """A CSV file in pieces: UTF-8 with its mark, which spreadsheets need; formulas made safe.

    Control characters are left out. `read_table` gives the same cells back but for the spaces
    around them."""
    piece = StringIO(newline="")
    out = csv.writer(piece, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    piece.write("\ufeff")
    out.writerow([_cell(cell) for cell in headers])
    for row in rows:
        out.writerow([_cell(cell) for cell in row])
        if piece.tell() > _BLOCK:
            yield piece.getvalue().encode("utf-8")
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue().encode("utf-8")


def write_xlsx(
    headers: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "Groups"
) -> bytes:
    """An XLSX file with one sheet of text cells; formulas made safe, as in CSV, for the day when
    somebody saves it as CSV. ValueError for a cell above 32,767 characters."""
    return write_book([(title, headers, rows)])


def write_book(sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]) -> bytes:
    """As `write_xlsx`, with several sheets: the title, the heading row and the rows of each."""
    book = Workbook(write_only=True)
    for title, headers, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.append([_text_cell(sheet, cell) for cell in headers])
        for row in rows:
            sheet.append([_text_cell(sheet, cell) for cell in row])
    body = BytesIO()
    book.save(body)
    return body.getvalue()


def _cell(text: str) -> str:
    return safe_cell(_NOT_TEXT.sub("", text))


def _text_cell(sheet: Any, text: str) -> Any:
    safe = _cell(text)
    if len(safe) > LONGEST_CELL:
        raise ValueError(f"a cell is longer than {LONGEST_CELL:,} characters")
    cell = WriteOnlyCell(sheet, value=safe)
    cell.data_type = "s"  # never a formula, whatever it begins with
    return cell
