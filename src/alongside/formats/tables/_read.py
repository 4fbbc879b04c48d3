"""One way in for every kind of table."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from alongside.formats.tables._csv import read_csv
from alongside.formats.tables._records import Table, TableFault
from alongside.formats.tables._xlsx import read_xlsx

_LARGEST = 500 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(
    source: Path | bytes, name: str, *, sheet: str | None = None, heads: Collection[str] = ()
) -> Table:
    """Opens the table in a file called `name` (.csv, .tsv, .txt or .xlsx).

    Raises TableFault, and nothing else but OSError, for a file that cannot be read. `sheet` names
    a sheet of an XLSX file; without it, the first that can be seen. `heads` are names of
    columns by which the head is found where a title stands above it, in the first ten rows."""
    kind = Path(name.replace("\x00", "")).suffix.lower()
    file: BinaryIO = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    try:
        if kind == ".xlsx":
            _check_xlsx(file)
            return read_xlsx(file, sheet, heads)
        if kind in (".csv", ".tsv", ".txt"):
            _check_text(file)
            return read_csv(file, heads)
        raise TableFault("The name of the file must end in .csv or .xlsx.")
    except BaseException:
        file.close()
        raise


def _beginning(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    file.seek(0)
    if size > _LARGEST:
        raise TableFault("The file is larger than 500 MB.")
    if not size:
        raise TableFault("The file is empty.")
    begins = file.read(8)
    file.seek(0)
    return begins


def _check_xlsx(file: BinaryIO) -> None:
    begins = _beginning(file)
    if begins == _OLE:
        raise TableFault(
            "The file has a password, or is an old .xls. Save it as .xlsx without a password."
        )
    if not begins.startswith(_ZIP):
        raise TableFault("The file is called .xlsx but is no spreadsheet. Is it a CSV file?")


def _check_text(file: BinaryIO) -> None:
    begins = _beginning(file)
    if begins == _OLE or begins.startswith(_ZIP):
        raise TableFault("The file is a spreadsheet, but is not called .xlsx. Change its name.")
    if begins.startswith((b"\x89PNG", b"%PDF", b"\xff\xd8\xff", b"GIF8")):
        raise TableFault("The file is a picture or a PDF, not a table.")
