"""The public listings in this process's memory, always as the tables have them.

Every change that the public can see raises the revision in its own transaction. Before a search the
revision is read (one row); only listings with a higher number than the last time are read again. So
each process knows of a change at its first search after the commit, without being told.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from django.db import connection

from alongside.domain.directory.content import Content
from alongside.domain.directory.meetings import times_of
from alongside.domain.directory.models import Listing, Revision
from alongside.domain.directory.records import ListingRecord
from alongside.domain.directory.states import PUBLIC
from alongside.engines import ranking

log = structlog.get_logger(__name__)
REMOTE = ("online", "phone")
_RECORDS = 5_000  # about 5 KB each
_SEVERAL = "#"  # between a listing's id and the number of its place


@dataclass
class Shelf:
    """Listings of one kind. Those that meet in several places stand apart, once for each place.

    A listing whose place nobody knows can be found, but no distance can be told: `unplaced`."""

    one_place: ranking.Index = field(default_factory=ranking.Index)
    several: ranking.Index = field(default_factory=ranking.Index)

    def take_out(self, held: Held) -> None:
        """Removes all that was kept of a listing."""
        for key in held.keys:
            (self.several if _SEVERAL in key else self.one_place).remove(key)

    def put_in(self, listings: Iterable[ranking.Listing]) -> None:
        """Keeps a listing under each of its keys."""
        for listing in listings:
            (self.several if _SEVERAL in listing.id else self.one_place).upsert(listing)


@dataclass(frozen=True)
class Held:
    """What is remembered of a listing beside the index: its keys and its terms."""

    kind: str
    keys: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]
    unplaced: bool
    revision: int


class Memory:
    """What one process knows of the public listings."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Reads everything again at the next search: between tests, and after a restore."""
        self._number = 0
        self._begun = object()
        self._records: dict[UUID, ListingRecord] = {}
        self._held: dict[UUID, Held] = {}
        self.groups, self.resources = Shelf(), Shelf()
        self._counts: Counter[tuple[str, str]] = Counter()

    def bring_up_to_date(self) -> None:
        """Learns of every committed change. One small query where there was none."""
        if _number() == self._number:
            return
        with self._lock:
            number = _number()
            if number < self._number:  # another database stands behind us now
                self.forget()
            rows = (
                Listing.objects.filter(revision__gt=self._number)
                .select_related("current")
                .only("kind", "state", "full", "assured_on", "revision", "current__content")
            )
            fresh = not self._held
            listings: list[ranking.Listing] = []
            for row in rows.iterator(chunk_size=500):
                listings += self._learn(row, keep=not fresh)
            if fresh:
                self._build(listings)
            self._number = number

    def _build(self, listings: list[ranking.Listing]) -> None:
        """The first time, all at once: quicker than one after another."""
        shelves: dict[tuple[str, bool], list[ranking.Listing]] = {}
        for listing in listings:
            kind = self._held[listing_id(listing.id)].kind
            shelves.setdefault((kind, _SEVERAL in listing.id), []).append(listing)
        build = ranking.Index.build
        self.groups = Shelf(
            build(shelves.get(("group", False), ())), build(shelves.get(("group", True), ()))
        )
        self.resources = Shelf(
            build(shelves.get(("resource", False), ())), build(shelves.get(("resource", True), ()))
        )

    def _learn(self, row: Listing, *, keep: bool) -> list[ranking.Listing]:
        """Forgets what was known of a listing, and learns it anew if it is public."""
        before = self._held.pop(row.pk, None)
        if before is not None:
            self._shelf(before.kind).take_out(before)
            self._counts.subtract(before.terms)
        if row.state not in PUBLIC or row.current is None:
            return []
        try:
            listings, held = _read(row, Content.from_json(row.current.content))
        except ranking.MalformedRecord as fault:
            # The door lets none in; but one such row must not take the search from everybody.
            log.error("listing_cannot_be_ranked", listing=str(row.pk), field=fault.field)
            return []
        self._held[row.pk] = held
        self._counts.update(held.terms)
        if keep:
            self._shelf(held.kind).put_in(listings)
        return listings

    def _shelf(self, kind: str) -> Shelf:
        return self.resources if kind == "resource" else self.groups

    def is_unplaced(self, listing: UUID) -> bool:
        """Whether it meets in person, but nobody knows where."""
        held = self._held.get(listing)
        return held is not None and held.unplaced

    def count(self, kind: str, slug: str) -> int:
        """How many public groups carry a term."""
        return self._counts[kind, slug]

    def begun(self) -> bool:
        """Whether the listings were read: by the first search of this process."""
        return bool(self._held)

    def state(self) -> tuple[object, int]:
        """Equal as long as nothing that the public can see has changed, as far as is known."""
        return self._begun, self._number

    def kept_record(self, listing: UUID) -> ListingRecord | None:
        """The record of a listing as it is now, if it was kept."""
        held, record = self._held.get(listing), self._records.get(listing)
        if held is None or record is None or record.revision != held.revision:
            return None
        return record

    def keep_record(self, record: ListingRecord) -> None:
        """Keeps a record for the next search, until the listing changes."""
        if len(self._records) >= _RECORDS:
            self._records.clear()
        self._records[record.id] = record

    def carried(self, kind: str) -> tuple[str, ...]:
        """Every term of a kind that a public group carries, by name."""
        return tuple(sorted(slug for (k, slug), n in self._counts.items() if k == kind and n > 0))

    def __len__(self) -> int:
        return len(self._held)


MEMORY = Memory()


def _number() -> int:
    # Asked up to three times for a page, so in plain SQL: wording it takes the ORM ten times as
    # long as the database takes to answer.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {Revision._meta.db_table}")  # noqa: S608 - a table's name
        row = cursor.fetchone()
    return row[0] if row else 0


def listing_id(key: str) -> UUID:
    """The listing behind a key of an index."""
    return UUID(key.partition(_SEVERAL)[0])


def _read(row: Listing, content: Content) -> tuple[list[ranking.Listing], Held]:
    """What the ranking is told of a listing, and what is remembered of it."""
    places = [(p.lat, p.lon) for p in content.places if p.lat is not None and p.lon is not None]
    placed = tuple(dict.fromkeys(places))
    modes = content.modes or (("in_person",) if placed else ())
    unplaced = not placed and not set(modes) & set(REMOTE)
    if not placed:
        # In person without a place could not be ranked, and would be lost: it is found by asking.
        modes = tuple(mode for mode in modes if mode in REMOTE) or ("phone",)
    key = str(row.pk)
    keys = (key,) if len(placed) < 2 else tuple(f"{key}{_SEVERAL}{n}" for n in range(len(placed)))
    plain = _plain(row, content, modes)
    listings = [
        ranking.parse_listing({**plain, "id": one, "lat": place[0], "lon": place[1]})
        for one, place in zip(keys, placed or ((None, None),), strict=True)
    ]
    terms = () if row.kind == "resource" else tuple(_terms(content, modes))
    if row.kind != "resource":
        terms = (*terms, *(("town", name) for name in {p.town for p in content.places if p.town}))
    return listings, Held(row.kind, keys, terms, unplaced, row.revision)


def _plain(row: Listing, content: Content, modes: tuple[str, ...]) -> dict[str, Any]:
    return {
        "modes": list(modes),
        "conditions": None if content.conditions is None else list(content.conditions),
        "any_condition": content.any_condition,
        "min_age": content.min_age,
        "max_age": content.max_age,
        "for": list(content.audiences) or ["people"],
        "gender": content.gender or "any",
        "languages": list(content.languages),
        "access": _answers(content.access),
        "times": list(times_of(content)),
        "interests": list(content.interests),
        "cost_pence": content.cost_pence,
        "size": content.size or None,
        "open": True,
        "assured_on": row.assured_on.isoformat() if row.assured_on else None,
    }


def _answers(access: Mapping[str, str]) -> dict[str, str]:
    return {need: answer for need, answer in access.items() if answer in {"yes", "no"}}


def _terms(content: Content, modes: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    for kind, slugs in (
        ("condition", content.conditions or ()),
        ("mode", modes),
        ("language", content.languages),
        ("interest", content.interests),
        ("time", times_of(content)),
    ):
        for slug in dict.fromkeys(slugs):
            yield kind, slug
