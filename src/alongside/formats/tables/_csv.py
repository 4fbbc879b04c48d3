"""CSV as it is found: many encodings, separators and slips. Read as a stream."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Collection, Iterator
from io import TextIOWrapper
from typing import BinaryIO

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
_LONGEST_LINE = 2_000_000
_MOST_OPEN_QUOTES = 200
_SEPARATORS = ",;\t|"


def read_csv(file: BinaryIO, heads: Collection[str] = ()) -> Table:
    """The table in a text file, which it closes in the end. TableFault where there is none."""
    text = TextIOWrapper(file, encoding=_encoding(file), newline="")
    records = from_head(_records(_Lines(text)), heads)
    for _, cells in records:
        if isinstance(cells, RowFault):
            raise TableFault(f"The first row, which names the columns, {cells.reason}.")
        if any(cells):
            headers = as_headers(cells)
            return Table(headers, _rows(headers, records), text.close)
    raise TableFault("The file has no row that names its columns.")


def _rows(
    headers: tuple[str, ...], records: Iterator[tuple[int, list[str] | RowFault]]
) -> Iterator[Row | RowFault]:
    for number, cells in records:
        if isinstance(cells, RowFault):
            yield cells
        elif any(cells):
            yield as_row(number, headers, cells)


def _encoding(file: BinaryIO) -> str:
    """By its mark, else UTF-8 where every byte is, else Windows-1252."""
    begins = file.read(4096)
    file.seek(0)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if begins.startswith(mark):
            return _checked(file, name)
    if begins.count(0) > len(begins) // 4:
        little = begins[1::2].count(0) > begins[0::2].count(0)
        return _checked(file, "utf-16-le" if little else "utf-16-be")
    return "utf-8" if _decodes(file, "utf-8") else _checked(file, "cp1252")


def _checked(file: BinaryIO, name: str) -> str:
    if not _decodes(file, name):
        raise TableFault("The file's letters cannot be read. Save it as “CSV UTF-8” and try again.")
    return name


def _decodes(file: BinaryIO, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        while block := file.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return True


class _Lines:
    """Lines of a text, some of which may be put back. A line that is far too long is cut, which
    the reader of records then takes for a cell that is too long."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) == _LONGEST_LINE and line[-1] not in "\r\n":
            while (rest := self._text.readline(_LONGEST_LINE)) and rest[-1] not in "\r\n":
                pass
        self.taken.append(line)
        return line

    def first(self) -> str:
        """The first line with words, without taking it; "" when there is none."""
        line = ""
        while not line.strip(" \r\n\t,;|") and (line := next(self, "")):
            pass
        self.put_back(0)
        return line

    def put_back(self, keep: int) -> None:
        """Forgets the first `keep` lines taken for this record and gives back the others."""
        self._again.extendleft(reversed(self.taken[keep:]))
        self.taken = []


def _separator(line: str) -> str:
    """The separator that the head has most of, outside quotation marks."""
    bare = "".join(line.split('"')[0::2]) if line.count('"') % 2 == 0 else line
    return max(_SEPARATORS, key=bare.count)


def _records(lines: _Lines) -> Iterator[tuple[int, list[str] | RowFault]]:
    """Each record with its number. After one that is malformed it goes on at the next line, so
    that an open quotation mark does not swallow the rows below it."""
    separator = _separator(lines.first())
    number = open_quotes = 0
    while True:
        number += 1
        lines.taken = []
        try:
            cells = next(csv.reader(lines, delimiter=separator, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            several = len(lines.taken) > 1
            open_quotes += several
            if open_quotes > _MOST_OPEN_QUOTES:
                raise TableFault(
                    f"More than {_MOST_OPEN_QUOTES} rows have a quotation mark that is not closed."
                ) from error
            lines.put_back(1)
            yield number, RowFault(number, "", _reason(str(error)))
            continue
        yield number, [unsafe_cell(cell.strip()) for cell in cells]


def _reason(error: str) -> str:
    if "field limit" in error:
        return "holds a cell that is far too long, or a quotation mark that is not closed"
    if "unexpected end" in error:
        return "has a quotation mark that is not closed"
    if "expected after" in error:
        return "has words after a quotation mark that closes a cell"
    return f"is malformed ({error})"
