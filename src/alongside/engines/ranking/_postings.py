"""For each condition, the rows of its listings: those to travel to in order of place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROWS = np.intp


@dataclass(frozen=True, slots=True)
class Posting:
    """Rows that share something. ``local`` (in person alone) is sorted by ``keys``; ``remote``
    (the rest) by row. Never changed: a new one follows."""

    remote: np.ndarray
    local: np.ndarray
    keys: np.ndarray

    def __len__(self) -> int:
        return len(self.remote) + len(self.local)

    @classmethod
    def of(cls, remote: Sequence[int], local: Sequence[int], keys: np.ndarray) -> Posting:
        """A posting of rows, with the place keys of the whole table."""
        far = np.array(sorted(remote), dtype=ROWS)
        near = np.array(local, dtype=ROWS)
        near = near[np.argsort(keys[near], kind="stable")]
        return cls(far, near, keys[near])

    def with_row(self, row: int, key: float | None) -> Posting:
        """With a row more, whose place key is given if it is local. Rows come in rising order."""
        if key is None:
            return Posting(np.append(self.remote, ROWS(row)), self.local, self.keys)
        at = np.searchsorted(self.keys, key)
        return Posting(self.remote, np.insert(self.local, at, row), np.insert(self.keys, at, key))

    def without_row(self, row: int, key: float | None) -> Posting:
        """Without a row that it holds."""
        if key is None:
            return Posting(self.remote[self.remote != row], self.local, self.keys)
        stays = self.local != row
        return Posting(self.remote, self.local[stays], self.keys[stays])

    def renumbered(self, new: np.ndarray) -> Posting:
        """With each row's new number, in the same order."""
        return Posting(new[self.remote], new[self.local], self.keys)

    def nearby(self, strips: tuple[np.ndarray, np.ndarray] | None) -> list[np.ndarray]:
        """Local rows inside the strips, in pieces; all of them where there are no strips."""
        if strips is None or not len(self.local):
            return [self.local]
        starts = np.searchsorted(self.keys, strips[0], side="left").tolist()
        ends = np.searchsorted(self.keys, strips[1], side="right").tolist()
        return [self.local[a:b] for a, b in zip(starts, ends, strict=True) if a < b]

    def size(self) -> int:
        """Bytes in the arrays."""
        return self.remote.nbytes + self.local.nbytes + self.keys.nbytes


EMPTY = Posting(np.array([], dtype=ROWS), np.array([], dtype=ROWS), np.array([]))
