"""Tables of text: read from and written to CSV and XLSX files."""

from __future__ import annotations

from alongside.formats.tables._formulas import formula_cells
from alongside.formats.tables._read import read_table
from alongside.formats.tables._records import Row, RowFault, Table, TableFault
from alongside.formats.tables._safe import safe_cell, unsafe_cell
from alongside.formats.tables._write import write_book, write_csv, write_xlsx

__all__ = [
    "Row",
    "RowFault",
    "Table",
    "TableFault",
    "formula_cells",
    "read_table",
    "safe_cell",
    "unsafe_cell",
    "write_book",
    "write_csv",
    "write_xlsx",
]
