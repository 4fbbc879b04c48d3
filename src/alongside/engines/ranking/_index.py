"""The listings in memory, ready to be searched while they change."""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from ._columns import IN_PERSON, REMOTE, Row, Table, Vocabulary
from ._postings import EMPTY, ROWS, Posting
from ._records import Listing

ALL, ANY, UNKNOWN = "all", "any", "unknown"
_GAP = 1 << 32  # room between neighbours' ranks, for ids that come in between
_WASTE = 1024  # dead rows that are never worth tidying

Home = tuple[str, str]
"""Where a row is listed: ("", ALL), ("", ANY), ("", UNKNOWN) or ("condition", its name)."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a search reads. It never changes, so a search never sees half a change."""

    table: Table = field(default_factory=lambda: Table.of([]))
    ids: list[str] = field(default_factory=list)
    homes: list[tuple[Home, ...]] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    postings: Mapping[Home, Posting] = field(default_factory=dict)
    rare: Mapping[tuple[str, str], np.ndarray] = field(default_factory=dict)

    def posting(self, kind: str, name: str) -> Posting:
        """The rows listed there; none where there is no such list."""
        return self.postings.get((kind, name), EMPTY)


class Index:
    """Listings by id, searchable at any time.

    Any number of threads may search while one changes it: a search sees the index as it stood
    when the search began. Changes wait for one another. ``len(index)`` counts open and closed
    listings alike.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: dict[str, int] = {}
        self._sorted: list[str] = []
        self._rare_of: dict[int, tuple[tuple[str, str], ...]] = {}
        self._snapshot = Snapshot()

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, listing_id: object) -> bool:
        return listing_id in self._rows

    @classmethod
    def build(cls, listings: Iterable[Listing]) -> Index:
        """An index of all these listings. Raises ``ValueError`` where two have the same id."""
        index = cls()
        vocabulary = Vocabulary()
        coded = [(x.id, _homes(x), vocabulary.encode(x)) for x in listings]
        coded.sort(key=lambda one: (one[2].local, one[2].values["key"], one[0]))
        index._sorted = sorted(listing_id for listing_id, _, _ in coded)
        ranks = {listing_id: n * _GAP for n, listing_id in enumerate(index._sorted)}
        if len(ranks) < len(coded):
            raise ValueError("Two listings have the same id.")
        for listing_id, _, row in coded:
            row.values["rank"] = ranks[listing_id]
        index._rows = {listing_id: n for n, (listing_id, _, _) in enumerate(coded)}
        shared: dict[tuple[Home, ...], tuple[Home, ...]] = {}
        homes = [shared.setdefault(homes, homes) for _, homes, _ in coded]
        index._rare_of = {n: row.rare for n, (_, _, row) in enumerate(coded) if row.rare}
        table = Table.of([row for _, _, row in coded])
        index._snapshot = Snapshot(
            table,
            [listing_id for listing_id, _, _ in coded],
            homes,
            vocabulary,
            _postings(homes, [row.local for _, _, row in coded], table),
            _rare(index._rare_of),
        )
        return index

    def upsert(self, listing: Listing) -> None:
        """Put a listing in, in place of the one with its id if there is one."""
        with self._lock:
            row = self._snapshot.vocabulary.encode(listing)
            row.values["rank"] = self._rank(listing.id)
            now = self._without(self._snapshot, listing.id)
            self._snapshot = self._tidied(self._with(now, listing.id, _homes(listing), row))

    def remove(self, listing_id: str) -> None:
        """Take a listing out. Raises ``KeyError`` where there is none with this id."""
        with self._lock:
            if listing_id not in self._rows:
                raise KeyError(listing_id)
            now = self._without(self._snapshot, listing_id)
            self._sorted.pop(bisect_left(self._sorted, listing_id))
            self._snapshot = self._tidied(now)

    def snapshot(self) -> Snapshot:
        """The index as it stands now."""
        return self._snapshot

    def size(self) -> int:
        """Bytes in the index's arrays, without ids and dictionaries."""
        now = self._snapshot
        rare = sum(rows.nbytes for rows in now.rare.values())
        return now.table.size() + rare + sum(p.size() for p in now.postings.values())

    def _without(self, now: Snapshot, listing_id: str) -> Snapshot:
        """With the id's row, if it has one, out of every list. Its place among the ids stays."""
        row = self._rows.pop(listing_id, None)
        if row is None:
            return now
        key = _local_key(now.table, row)
        postings = dict(now.postings)
        for home in now.homes[row]:
            postings[home] = postings[home].without_row(row, key)
            if not len(postings[home]):
                del postings[home]
        rare = now.rare
        if row in self._rare_of:
            rare = dict(rare)
            for name in self._rare_of.pop(row):
                rare[name] = rare[name][rare[name] != row]
                if not len(rare[name]):
                    del rare[name]
        return replace(now, postings=postings, rare=rare)

    def _with(self, now: Snapshot, listing_id: str, homes: tuple[Home, ...], row: Row) -> Snapshot:
        at = now.table.count
        table = now.table.with_row(row)
        key = _local_key(table, at)
        postings = dict(now.postings)
        for home in homes:
            postings[home] = postings.get(home, EMPTY).with_row(at, key)
        rare = now.rare
        if row.rare:
            rare = dict(rare)
            for name in row.rare:
                rare[name] = np.append(rare.get(name, EMPTY.remote), ROWS(at))
            self._rare_of[at] = row.rare
        now.ids.append(listing_id)
        now.homes.append(homes)
        self._rows[listing_id] = at
        return replace(now, table=table, postings=postings, rare=rare)

    def _rank(self, listing_id: str) -> int:
        """A number between those of the ids before and after; the id's own if it has one."""
        ranks = self._snapshot.table.columns["rank"]
        if listing_id in self._rows:
            return int(ranks[self._rows[listing_id]])
        at = bisect_left(self._sorted, listing_id)
        before = self._rank(self._sorted[at - 1]) if at else None
        after = self._rank(self._sorted[at]) if at < len(self._sorted) else None
        if before is not None and after is not None and after - before < 2:
            self._spread()
            return self._rank(listing_id)
        insort(self._sorted, listing_id)
        if before is None:
            return 0 if after is None else after - _GAP
        return before + _GAP if after is None else (before + after) // 2

    def _spread(self) -> None:
        """Give all ids new ranks, with room between them again."""
        rows = [self._rows[listing_id] for listing_id in self._sorted]
        ranks = np.arange(len(rows), dtype=np.int64) * _GAP
        self._snapshot = replace(self._snapshot, table=self._snapshot.table.with_ranks(rows, ranks))

    def _tidied(self, now: Snapshot) -> Snapshot:
        """Without its dead rows, once they are as many as the living."""
        if now.table.count <= 2 * len(self._rows) + _WASTE:
            return now
        alive = np.array(sorted(self._rows.values()), dtype=ROWS)
        new = np.full(now.table.count, -1, dtype=ROWS)
        new[alive] = np.arange(len(alive))
        self._rows = {listing_id: int(new[row]) for listing_id, row in self._rows.items()}
        self._rare_of = {int(new[row]): names for row, names in self._rare_of.items()}
        return Snapshot(
            now.table.only(alive),
            [now.ids[row] for row in alive],
            [now.homes[row] for row in alive],
            now.vocabulary,
            {home: posting.renumbered(new) for home, posting in now.postings.items()},
            {name: new[rows] for name, rows in now.rare.items()},
        )


def _homes(listing: Listing) -> tuple[Home, ...]:
    """Where a listing is listed: nowhere at all while it is closed."""
    if not listing.open:
        return ()
    homes: list[Home] = [("", ALL)]
    if listing.any_condition:
        homes.append(("", ANY))
    elif listing.conditions is None:
        homes.append(("", UNKNOWN))
    homes.extend(("condition", name) for name in listing.conditions or ())
    return tuple(homes)


def _local_key(table: Table, row: int) -> float | None:
    """The place key of a row that is reached in person alone."""
    if int(table.columns["flags"][row]) & (IN_PERSON | REMOTE) != IN_PERSON:
        return None
    return float(table.columns["key"][row])


def _postings(
    homes: list[tuple[Home, ...]], local: list[bool], table: Table
) -> dict[Home, Posting]:
    near: dict[Home, list[int]] = defaultdict(list)
    far: dict[Home, list[int]] = defaultdict(list)
    for row, listed in enumerate(homes):
        side = near if local[row] else far
        for home in listed:
            side[home].append(row)
    keys = table.columns["key"]
    return {
        home: Posting.of(far.get(home, ()), near.get(home, ()), keys) for home in {**near, **far}
    }


def _rare(rare_of: Mapping[int, tuple[tuple[str, str], ...]]) -> dict[tuple[str, str], np.ndarray]:
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, names in rare_of.items():
        for name in names:
            rows[name].append(row)
    return {name: np.array(found, dtype=ROWS) for name, found in rows.items()}
