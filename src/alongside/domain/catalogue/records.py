"""What leaves the catalogue: frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal


@dataclass(frozen=True)
class Term:
    """A condition, mode, language, access need, time or interest. `slug` never changes."""

    kind: str
    slug: str
    label: str
    content: Mapping[str, Any]
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Principle:
    """One principle, told for three audiences; `question` is what a group asks itself."""

    slug: str
    title: str
    plain: str
    member: str
    host: str
    clinician: str
    question: str


@dataclass(frozen=True)
class PrincipleSet:
    """The principles that groups for some conditions sign. `disclaimer` stands wherever they do."""

    slug: str
    title: str
    conditions: tuple[str, ...]
    disclaimer: str
    principles: tuple[Principle, ...]


@dataclass(frozen=True)
class PlaceRecord:
    """A place that somebody may start from: an outward code or a town or village.

    `key` may stand in an address or a log: it is never a whole postcode."""

    key: str
    name: str
    lat: float
    lon: float
    county: str = ""


@dataclass(frozen=True)
class Located:
    """What somebody meant by a place: one, several to choose from, or none that we know."""

    kind: Literal["one", "several", "none"]
    places: tuple[PlaceRecord, ...] = ()
    # A postcode by its shape, though none that we have: the page can say so.
    looks_like_postcode: bool = False


@dataclass(frozen=True)
class SyncReport:
    """What a sync did, as kind/slug. `faults` are whole sentences about files of `data/`."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    unchanged: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowFault:
    """Why a row of a file was not taken: its number (the first line is 1), field and reason."""

    row: int
    field: str
    reason: str
    file: str = ""


@dataclass
class PostcodeCounts:
    """What became of the rows of a file of postcodes.

    `read` is the sum of the others but `faults_kept`, which holds the first hundred faults."""

    layout: str = ""
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0  # postcodes that Royal Mail has ended
    without_place: int = 0  # postcodes that the file itself gives no place
    refused: int = 0
    outward_added: int = 0  # middles of outward codes worked out from their postcodes
    faults_kept: list[RowFault] = field(default_factory=list)
