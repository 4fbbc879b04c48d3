"""Taking in a file of postcodes: rows in, batches into the table, faults told by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from alongside.domain.catalogue.models import Postcode
from alongside.domain.catalogue.postcode_files import Found, Skipped, read_rows
from alongside.domain.catalogue.records import PostcodeCounts, RowFault
from alongside.foundation.actor import Actor
from alongside.foundation.unit import unit

BATCH = 2_000
KEPT_FAULTS = 100
Row = tuple[str, str, float, float, str]


def import_postcodes(path: Path, *, actor: Actor, at: datetime) -> PostcodeCounts:
    """Takes in a file of postcodes or outward codes, plain or zipped, and says what became of it.

    The layouts are those of the ONS Postcode Directory, of Code-Point Open, and a CSV of outward
    codes with `outcode`, `lat` and `lon`. A row that cannot be read is counted and told, and the
    rest go on; the same file twice changes nothing. Where an outward code has no middle yet, it
    gets that of its postcodes. Raises Invalid (`file`) for a file of another layout.

    Each batch is kept by itself, so that the service can go on writing meanwhile."""
    counts = PostcodeCounts()
    middles = _Middles()
    batch: dict[str, Row] = {}
    for item in read_rows(path):
        counts.read += 1
        if not isinstance(item, Found):
            _count(counts, item)
            continue
        counts.layout = item.layout
        middles.add(item)
        if item.code in batch:
            _keep(batch, counts)
            batch = {}
        batch[item.code] = (item.code, item.outward, item.lat, item.lon, item.town)
        if len(batch) == BATCH:
            _keep(batch, counts)
            batch = {}
    _keep(batch, counts)
    with unit(actor=actor, at=at) as work:
        counts.outward_added = _add_outward(middles)
        work.audit("postcodes.imported", Postcode(code="*"), fields=("lat", "lon"))
    return counts


def _count(counts: PostcodeCounts, item: Skipped | RowFault) -> None:
    if isinstance(item, RowFault):
        counts.refused += 1
        if len(counts.faults_kept) < KEPT_FAULTS:
            counts.faults_kept.append(item)
    elif item is Skipped.ENDED:
        counts.ended += 1
    else:
        counts.without_place += 1


def _keep(batch: dict[str, Row], counts: PostcodeCounts) -> None:
    """Writes what is new or different in a batch, and nothing else."""
    if not batch:
        return
    with transaction.atomic():
        held = {
            row[0]: row
            for row in Postcode.objects.filter(code__in=batch).values_list(
                "code", "outward", "lat", "lon", "town"
            )
        }
        news = [row for code, row in batch.items() if held.get(code) != row]
        added = sum(1 for row in news if row[0] not in held)
        counts.added += added
        counts.changed += len(news) - added
        counts.unchanged += len(batch) - len(news)
        Postcode.objects.bulk_create(
            [
                Postcode(code=code, outward=outward, lat=lat, lon=lon, town=town)
                for code, outward, lat, lon, town in news
            ],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["outward", "lat", "lon", "town"],
        )


class _Middles:
    """The running mean of the postcodes of each outward code: about 3,000 of them."""

    def __init__(self) -> None:
        self._sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    def add(self, found: Found) -> None:
        """Counts a whole postcode; an outward code tells its own middle."""
        if found.code == found.outward:
            return
        sums = self._sums[found.outward]
        sums[0] += 1
        sums[1] += found.lat
        sums[2] += found.lon

    def __iter__(self) -> Iterator[Postcode]:
        for outward, (number, lat, lon) in sorted(self._sums.items()):
            yield Postcode(
                code=outward,
                outward=outward,
                lat=round(lat / number, 5),
                lon=round(lon / number, 5),
            )


def _add_outward(middles: _Middles) -> int:
    """Gives a middle to the outward codes that have none."""
    rows = list(middles)
    held = set(
        Postcode.objects.filter(code__in=[row.code for row in rows]).values_list("code", flat=True)
    )
    news = [row for row in rows if row.code not in held]
    Postcode.objects.bulk_create(news)
    return len(news)
