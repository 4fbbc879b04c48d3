"""Where a spreadsheet holds formulas: one that was never worked out reads as an empty cell."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl


def formula_cells(source: Path | bytes, sheet: str) -> frozenset[tuple[int, int]]:
    """The row and column, counted from 1, of each cell of a sheet that holds a formula.

    For a spreadsheet that `read_table` could read; nothing of one that this cannot."""
    try:
        book = openpyxl.load_workbook(
            BytesIO(source) if isinstance(source, bytes) else source, read_only=True
        )
        try:
            return frozenset(
                (cell.row, cell.column)
                for row in book[sheet].iter_rows()
                for cell in row
                if cell.data_type == "f" and cell.row and cell.column
            )
        finally:
            book.close()
    except Exception:  # its faults are of many kinds, and the row is refused either way
        return frozenset()
