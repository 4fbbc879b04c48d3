"""What reading a table gives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from types import TracebackType
from typing import TypeVar

LONGEST_CELL = 32_767  # what a spreadsheet holds
MOST_COLUMNS = 500
Cells = TypeVar("Cells")
ROWS_ABOVE = 10  # how far down a head is looked for


class TableFault(ValueError):
    """The file as a whole cannot be read; the text says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row; `cells` has every column of the head, "" where nothing stands."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class RowFault:
    """A row that was refused. `field` is "" where the whole row is meant."""

    row: int
    field: str
    reason: str


@dataclass
class Table:
    """An open table. Go through `rows` once, then `close` it (or use it in a `with`).

    `first_column` is where the head begins in a spreadsheet, counted from 1; None elsewhere."""

    headers: tuple[str, ...]
    rows: Iterator[Row | RowFault]
    close: Callable[[], None] = field(default=lambda: None)
    first_column: int | None = None

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def from_head(
    rows: Iterator[tuple[int, Cells]], sought: Collection[str]
) -> Iterator[tuple[int, Cells]]:
    """The rows from the one on, of the first ten, that names most of the columns sought: above it
    people write a title. From the first one where none names any of them."""
    if not sought:
        return rows
    first = list(islice(rows, ROWS_ABOVE))
    named = [
        len(set(sought) & set(cells)) if isinstance(cells, list) else 0 for _number, cells in first
    ]
    begins = named.index(max(named)) if named else 0
    return chain(first[begins:], rows)


def as_headers(cells: list[str]) -> tuple[str, ...]:
    """The head of a table: each name once, and a name for a column without one."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise TableFault(f"There are {len(cells):,} columns; {MOST_COLUMNS} is the most.")
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = cell.replace("\x00", "")[:200] or f"column {place}"
        again = 2
        while name in names:
            name = f"{name.rpartition(' (')[0] if again > 2 else name} ({again})"
            again += 1
        names.append(name)
    return tuple(names)


def as_row(number: int, headers: tuple[str, ...], cells: list[str]) -> Row | RowFault:
    """The cells under their columns, or why they cannot stand there."""
    while len(cells) > len(headers) and not cells[-1]:
        cells = cells[:-1]
    if len(cells) != len(headers):
        reason = f"has {len(cells):,} cells, but the table has {len(headers):,} columns"
        return RowFault(number, "", reason)
    for name, cell in zip(headers, cells, strict=True):
        if "\x00" in cell:
            return RowFault(number, name, "holds a NUL character")
        if len(cell) > LONGEST_CELL:
            return RowFault(number, name, f"is longer than {LONGEST_CELL:,} characters")
    return Row(number, dict(zip(headers, cells, strict=True)))
