"""XLSX, measured before it is opened."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from alongside.formats.tables._records import (
    Row,
    RowFault,
    Table,
    TableFault,
    as_headers,
    as_row,
    from_head,
)
from alongside.formats.tables._safe import unsafe_cell

_BLOCK = 1 << 20
_LARGEST = 100 * 1024 * 1024
_STEEPEST = 200
_MOST_PARTS = 2_000
_MOST_CELLS = 3_000_000
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})([0-9]{1,9})["']""")
_BROKEN = "The spreadsheet is broken. Open it, save it again and try again."


def read_xlsx(file: BinaryIO, sheet: str | None, heads: Collection[str] = ()) -> Table:
    """The table on one sheet. TableFault where it is broken, locked, too large or has none."""
    _measure(file)
    try:
        book = CalamineWorkbook.from_filelike(file)
        name = _sheet_name(book, sheet)
        page = book.get_sheet_by_name(name)
    except TableFault:
        raise
    except BaseException as error:  # its parser's panics are no Exceptions
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise TableFault(_BROKEN) from error
    rows = from_head(_texts(page), heads)
    for _, cells in rows:
        if any(cells):
            headers = as_headers(cells)
            before = page.start[1] if page.start else 0  # columns that nothing stands in
            return Table(headers, _rows(headers, rows), file.close, first_column=before + 1)
    raise TableFault(f"The sheet “{name}” is empty.")


def _sheet_name(book: CalamineWorkbook, sheet: str | None) -> str:
    tables = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if sheet is not None:
        if sheet not in [each.name for each in tables]:
            raise TableFault(f"There is no sheet called “{sheet}”.")
        return sheet
    for each in tables:
        if each.visible == SheetVisibleEnum.Visible:
            return each.name
    raise TableFault("There is no sheet that can be seen.")


def _measure(file: BinaryIO) -> None:
    """Refuses what would not fit into memory, from the directory and the places of the cells: the
    parser keeps a full rectangle, so one cell far down would be enough."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "EncryptedPackage" in names or any(part.flag_bits & 1 for part in parts):
                raise TableFault("The file has a password. Save it without one.")
            if "xl/vbaProject.bin" in names:
                raise TableFault("The file holds macros. Save it as .xlsx without them.")
            if "xl/workbook.xml" not in names:
                raise TableFault("The file is called .xlsx but is no Excel spreadsheet.")
            total = sum(part.file_size for part in parts)
            steep = any(
                part.file_size > 5 * _BLOCK
                and part.file_size > _STEEPEST * max(1, part.compress_size)
                for part in parts
            )
            if len(parts) > _MOST_PARTS or total > _LARGEST or steep:
                raise TableFault("The spreadsheet unpacks to too much. Save it as CSV instead.")
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and part.file_size:
                    _measure_sheet(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise TableFault(_BROKEN) from error
    except (ValueError, zlib.error) as error:
        if isinstance(error, TableFault):
            raise
        raise TableFault(_BROKEN) from error
    file.seek(0)


def _measure_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    down = across = 0
    seen: set[bytes] = set()
    with archive.open(part) as sheet:
        kept = b""
        while block := sheet.read(_BLOCK):
            if b"\x00" in block:
                raise TableFault(_BROKEN)
            for column, row in _PLACE.findall(kept + block):
                down = max(down, int(row))
                seen.add(column)
            kept = block[-64:]
    for column in seen:
        number = 0
        for letter in column:
            number = number * 26 + letter - 64
        across = max(across, number)
    if down * across > _MOST_CELLS:
        raise TableFault(
            f"The sheet reaches to row {down:,} and column {across:,}, which is too much. "
            "Copy the table alone into a new file."
        )


def _texts(page: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(page.iter_rows(), start=1):
        yield number, [unsafe_cell(_text(cell).strip()) for cell in cells]


def _rows(
    headers: tuple[str, ...], texts: Iterator[tuple[int, list[str]]]
) -> Iterator[Row | RowFault]:
    for number, cells in texts:
        if any(cells):
            yield as_row(number, headers, _padded(cells, len(headers)))


def _padded(cells: list[str], width: int) -> list[str]:
    """A sheet has no short rows: what was never written is empty."""
    return cells + [""] * (width - len(cells))


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return "" if cell is None else str(cell)
