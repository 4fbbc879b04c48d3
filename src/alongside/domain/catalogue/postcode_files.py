"""Files of postcodes, row by row: which layout, which postcode, where.

Never a whole file in memory.

ONS Postcode Directory: a header with `pcds` (or `pcd`), `doterm`, `lat` and `long`; the latitude
99.999999 says that there is none. Code-Point Open: ten columns without a header: postcode, quality
(90: no place), easting, northing. Outward codes: a header with `outcode` (or `postcode`), `lat` or
`latitude`, `lon`, `lng` or `longitude`, perhaps `town`.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from enum import Enum
from math import isfinite
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from alongside.domain.catalogue.postcodes import code_of, outward_of
from alongside.domain.catalogue.records import RowFault
from alongside.engines.geo import from_national_grid
from alongside.foundation.errors import Invalid

LONGEST_LINE = 20_000
LARGEST = 4 * 1024**3  # bytes of one file after unpacking; the largest layout has about 1.3 GB


@dataclass(frozen=True, slots=True)
class Found:
    """A row that could be read. `code` is without a space."""

    layout: str
    code: str
    outward: str
    lat: float
    lon: float
    town: str


class Skipped(Enum):
    """A row that is well, but not wanted."""

    ENDED = "ended"
    WITHOUT_PLACE = "without place"


class _Wrong(Exception):
    """What is wrong with a row: a field and a sentence."""


Item = Found | Skipped | RowFault
_Reader = Callable[[list[str]], Found | Skipped]


def read_rows(path: Path) -> Iterator[Item]:
    """One item for each row of data in the file, or in every table of a zipped folder.

    Raises Invalid (`file`) where there is no such file, or none with a layout that we know."""
    try:
        if zipfile.is_zipfile(path):
            yield from _zipped(path)
            return
        with path.open("rb") as stream:
            reader = yield from _table(stream, path.name, alone=True)
            if reader is None:
                raise Invalid({"file": _unknown()})
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as failure:
        raise Invalid({"file": _("This file cannot be opened or is damaged.")}) from failure


def _unknown() -> str:
    return _(
        "This is not a file of postcodes that we know. It can be the ONS Postcode Directory "
        "(a CSV with the columns pcds, lat and long), Code-Point Open, or a CSV with the columns "
        "outcode, lat and lon."
    )


def _zipped(path: Path) -> Iterator[Item]:
    with zipfile.ZipFile(path) as folder:
        tables = sorted(
            (one for one in folder.infolist() if one.filename.lower().endswith(".csv")),
            key=lambda one: one.filename,
        )
        # The ONS sends the whole country in one file and again in a file for each area.
        whole = [one for one in tables if "multi_csv" not in one.filename.lower()]
        known = False
        for table in [*whole, *(one for one in tables if one not in whole)]:
            if known and table not in whole and _is_ons(whole):
                continue
            if table.file_size > LARGEST:
                raise Invalid({"file": _("A table in this file is larger than 4 GB.")})
            with folder.open(table) as stream:
                reader = yield from _table(stream, Path(table.filename).name, alone=False)
                known = known or reader is not None
        if not known:
            raise Invalid({"file": _unknown()})


def _is_ons(tables: list[zipfile.ZipInfo]) -> bool:
    return any(Path(one.filename).name.upper().startswith("ONSPD") for one in tables)


def _table(stream: IO[bytes], name: str, *, alone: bool) -> Generator[Item, None, _Reader | None]:
    """The rows of one table; returns its reader, or None for a layout that we do not know."""
    reader: _Reader | None = None
    where = "" if alone else name
    for number, line in enumerate(_lines(stream), start=1):
        if number == 1:
            reader, has_header = _layout(_cells(line) or [])
            if reader is None:
                return None
            if has_header:
                continue
        assert reader is not None  # noqa: S101 - the first line settled it
        cells = _cells(line)
        if cells == []:
            continue
        yield _item(reader, cells, number, where)
    return reader


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines; None for one that is too long to be a row. Memory stays bounded."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        yield None


def _cells(line: bytes | None) -> list[str] | None:
    """The cells of a line, [] for a blank one, None for one that cannot be read."""
    if line is None or b"\0" in line:
        return None
    try:
        text = line.decode("utf-8-sig")
        return [cell.strip() for cell in next(csv.reader([text], strict=True), [])]
    except (UnicodeDecodeError, csv.Error):
        return None


def _item(reader: _Reader, cells: list[str] | None, number: int, where: str) -> Item:
    if cells is None:
        return RowFault(number, "", _("This row cannot be read as text."), where)
    try:
        return reader(cells)
    except _Wrong as wrong:
        field, reason = wrong.args
        return RowFault(number, field, reason, where)


def _layout(cells: list[str]) -> tuple[_Reader | None, bool]:
    """The reader for a table with this first line, and whether that line is a header."""
    columns = {name.lower(): index for index, name in reversed(list(enumerate(cells)))}
    lat = _first(columns, "lat", "latitude")
    lon = _first(columns, "lon", "long", "lng", "longitude")
    if lat is not None and lon is not None:
        postcode = _first(columns, "pcds", "pcd", "pcd7", "pcd8")
        if postcode is not None:
            return _ons(postcode, _first(columns, "doterm"), lat, lon), True
        outward = _first(columns, "outcode", "outward", "postcode")
        if outward is not None:
            return _outward(outward, lat, lon, _first(columns, "town")), True
    if len(cells) in {10, 19} and _is_code_point(cells):
        return _code_point, False
    return None, False


def _first(columns: dict[str, int], *names: str) -> int | None:
    return next((columns[name] for name in names if name in columns), None)


def _is_code_point(cells: list[str]) -> bool:
    return code_of(cells[0]) is not None and all(cell.isdigit() for cell in cells[1:4])


def _ons(postcode: int, ended: int | None, lat: int, lon: int) -> _Reader:
    needed = max(postcode, ended or 0, lat, lon)

    def read(cells: list[str]) -> Found | Skipped:
        _long_enough(cells, needed)
        code, outward = _code(cells[postcode], "pcds")
        if ended is not None and cells[ended]:
            return Skipped.ENDED
        if cells[lat].startswith("99.999") or not cells[lat]:
            return Skipped.WITHOUT_PLACE
        return Found("onspd", code, outward, *_degrees(cells[lat], cells[lon]), "")

    return read


def _outward(outward: int, lat: int, lon: int, town: int | None) -> _Reader:
    needed = max(outward, lat, lon)

    def read(cells: list[str]) -> Found | Skipped:
        _long_enough(cells, needed)
        code, first = _code(cells[outward], "outcode")
        if not cells[lat] and not cells[lon]:
            return Skipped.WITHOUT_PLACE
        name = cells[town][:80] if town is not None and town < len(cells) else ""
        return Found("outward", code, first, *_degrees(cells[lat], cells[lon]), name)

    return read


def _code_point(cells: list[str]) -> Found | Skipped:
    _long_enough(cells, 3)
    code, outward = _code(cells[0], "postcode")
    if cells[1] == "90" or (cells[2] == "0" and cells[3] == "0"):
        return Skipped.WITHOUT_PLACE
    try:
        lat, lon = from_national_grid(float(cells[2]), float(cells[3]))
    except ValueError:
        raise _Wrong("eastings", _("This is not a point of the National Grid.")) from None
    return Found("code-point", code, outward, round(lat, 6), round(lon, 6), "")


def _long_enough(cells: list[str], needed: int) -> None:
    if len(cells) <= needed:
        raise _Wrong("", _("This row has too few columns."))


def _code(text: str, field: str) -> tuple[str, str]:
    code, outward = code_of(text), outward_of(text)
    if code is None or outward is None:
        raise _Wrong(field, _("This is not a British postcode."))
    return code, outward


def _degrees(lat: str, lon: str) -> tuple[float, float]:
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        raise _Wrong("lat", _("This is not a number of degrees.")) from None
    if not (isfinite(north) and isfinite(east) and 49 <= north <= 62 and -9.5 <= east <= 3):
        raise _Wrong("lat", _("This place is not in the United Kingdom."))
    return north, east
