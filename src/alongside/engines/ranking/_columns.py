"""The listings as columns: numbers in arrays, and names as bits of 64-bit words.

Rows are only ever added at the end, so a reader may go on using an older table, which never looks
past its own last row, while a writer adds to the same arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from ._places import key, unit_vector
from ._records import Listing

IN_PERSON, ONLINE, PHONE = 1, 2, 4
REMOTE = ONLINE | PHONE
NOT_FOR_PEOPLE, NOT_FOR_CARERS = 8, 16
WOMEN, MEN = 32, 64
SMALL, MEDIUM, LARGE = 128, 256, 512
CONDITIONS_UNKNOWN, FREE = 1024, 2048

MODE_BITS = {"in_person": IN_PERSON, "online": ONLINE, "phone": PHONE}
NOT_FOR_BITS = {"people": NOT_FOR_PEOPLE, "carers": NOT_FOR_CARERS}
GENDER_BITS = {"women": WOMEN, "men": MEN}
SIZE_BITS = {"small": SMALL, "medium": MEDIUM, "large": LARGE}

FACETS = ("times", "languages", "interests", "access_yes", "access_no")
MOST_BITS = 256
"""Names of one facet that get a bit; later ones are kept as lists of rows (see ``rare``), so that
a file of a million different interests takes no more memory than its own length."""

NO_AGE_LIMIT = 32_767
NEVER = -1_000_000
"""The day of a listing that was never checked: before the year of any need."""

_TYPES = {
    "x": np.float64,
    "y": np.float64,
    "z": np.float64,
    "key": np.float64,
    "rank": np.int64,
    "assured": np.int32,
    "flags": np.uint16,
    "min_age": np.int16,
    "max_age": np.int16,
}
_WORD = (1 << 64) - 1
_NOWHERE = (float("nan"), float("nan"), float("nan"), -1.0)


class Row(NamedTuple):
    """One listing, encoded: a value for each column, the bits of each facet, the rare names."""

    values: dict[str, float | int]
    bits: tuple[int, ...]
    rare: tuple[tuple[str, str], ...]

    @property
    def local(self) -> bool:
        """Whether the listing can be reached in person alone."""
        return int(self.values["flags"]) & (IN_PERSON | REMOTE) == IN_PERSON


@dataclass(slots=True)
class Vocabulary:
    """Which bit stands for which name, facet by facet. Bits are given, never taken back."""

    bits: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})

    def encode(self, listing: Listing) -> Row:
        """The listing's row; its ``rank`` is for the index to fill."""
        names = (
            listing.times,
            listing.languages,
            listing.interests,
            tuple(name for name, yes in listing.access if yes),
            tuple(name for name, yes in listing.access if not yes),
        )
        masks, rare = [], []
        for facet, wanted in zip(FACETS, names, strict=True):
            mask = 0
            known = self.bits[facet]
            for name in wanted:
                bit = (
                    known.setdefault(name, len(known))
                    if len(known) < MOST_BITS
                    else known.get(name)
                )
                if bit is None:
                    rare.append((facet, name))
                else:
                    mask |= 1 << bit
            masks.append(mask)
        return Row(_values(listing), tuple(masks), tuple(rare))


def _values(listing: Listing) -> dict[str, float | int]:
    x, y, z, order = _NOWHERE
    if listing.lat is not None and listing.lon is not None:
        x, y, z = unit_vector(listing.lat, listing.lon)
        order = key(listing.lat, listing.lon)
    checked = listing.assured_on
    return {
        "x": x,
        "y": y,
        "z": z,
        "key": order,
        "rank": 0,
        "assured": NEVER if checked is None else checked.toordinal(),
        "flags": _flags(listing),
        "min_age": listing.min_age or 0,
        "max_age": NO_AGE_LIMIT if listing.max_age is None else listing.max_age,
    }


def _flags(listing: Listing) -> int:
    flags = sum({MODE_BITS[mode] for mode in listing.modes})
    flags |= sum(bit for who, bit in NOT_FOR_BITS.items() if who not in listing.for_whom)
    flags |= GENDER_BITS.get(listing.gender, 0)
    flags |= SIZE_BITS[listing.size] if listing.size else 0
    if listing.conditions is None and not listing.any_condition:
        flags |= CONDITIONS_UNKNOWN
    if listing.cost_pence == 0:
        flags |= FREE
    return flags


@dataclass(frozen=True, slots=True)
class Table:
    """``count`` rows in arrays that may be longer. Tables are never changed, only followed."""

    count: int
    columns: dict[str, np.ndarray]
    words: dict[str, tuple[np.ndarray, ...]]

    @classmethod
    def of(cls, rows: list[Row]) -> Table:
        """A table of these rows, in this order."""
        columns = {
            name: np.array([row.values[name] for row in rows], dtype=kind)
            for name, kind in _TYPES.items()
        }
        words = {}
        for place, facet in enumerate(FACETS):
            masks = [row.bits[place] for row in rows]
            length = (max((mask.bit_length() for mask in masks), default=0) + 63) // 64
            words[facet] = tuple(
                np.array([mask >> 64 * n & _WORD for mask in masks], dtype=np.uint64)
                for n in range(length)
            )
        return cls(len(rows), columns, words)

    def with_row(self, row: Row) -> Table:
        """A table with one row more; the arrays are shared while there is room in them."""
        table = self if self.count < len(self.columns["x"]) else self._roomier()
        at = table.count
        for name, value in row.values.items():
            table.columns[name][at] = value
        words = {}
        for facet, mask in zip(FACETS, row.bits, strict=True):
            arrays = list(table.words[facet])
            while mask >> 64 * len(arrays):
                arrays.append(np.zeros(len(table.columns["x"]), dtype=np.uint64))
            for n, array in enumerate(arrays):
                array[at] = mask >> 64 * n & _WORD
            words[facet] = tuple(arrays)
        return Table(at + 1, table.columns, words)

    def only(self, rows: np.ndarray) -> Table:
        """A table of some of the rows, with arrays of its own."""
        return Table(
            len(rows),
            {name: column[rows] for name, column in self.columns.items()},
            {facet: tuple(word[rows] for word in arrays) for facet, arrays in self.words.items()},
        )

    def with_ranks(self, rows: Iterable[int], ranks: np.ndarray) -> Table:
        """The same table with new ranks for these rows; older readers keep the old ones."""
        column = self.columns["rank"].copy()
        column[list(rows)] = ranks
        return Table(self.count, {**self.columns, "rank": column}, self.words)

    def size(self) -> int:
        """Bytes in all arrays."""
        arrays = list(self.columns.values())
        return sum(a.nbytes for a in arrays) + sum(
            w.nbytes for ws in self.words.values() for w in ws
        )

    def _roomier(self) -> Table:
        room = len(self.columns["x"]) // 2 + 16
        return Table(
            self.count,
            {name: _longer(column, room) for name, column in self.columns.items()},
            {facet: tuple(_longer(w, room) for w in ws) for facet, ws in self.words.items()},
        )


def _longer(array: np.ndarray, room: int) -> np.ndarray:
    return np.concatenate([array, np.zeros(room, dtype=array.dtype)])
