"""What leaves a search: frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from alongside.domain.directory.content import Place
from alongside.domain.directory.records import ListingRecord
from alongside.engines.ranking import Reason


@dataclass(frozen=True)
class FoundListing:
    """One listing that fits, and why.

    `place` is the one of its places that is meant, `distance_km` how far it is from where the need
    is. `reasons` are short English phrases, `why` the same as facts. `ask_first` names what nobody
    knows: "conditions", "place" or an access need. `parts` sum to `score`."""

    listing: ListingRecord
    place: Place | None
    distance_km: float | None
    reasons: tuple[str, ...]
    why: tuple[Reason, ...]
    ask_first: tuple[str, ...]
    score: int
    parts: Mapping[str, int]


@dataclass(frozen=True)
class Found:
    """A page of what fits, best first, with what else could help.

    `near` counts the groups that meet in person within the distance, None where no place or no
    distance was asked. Where it is 0, `nearest` are the three nearest beyond it that fit otherwise;
    and where there are none of those, the three nearest of all that this person may join
    (`nearest_fit` is then false). `resources` are a few websites, apps and helplines."""

    eligible: int
    page: int
    pages: int
    results: tuple[FoundListing, ...]
    near: int | None
    nearest: tuple[FoundListing, ...] = ()
    nearest_fit: bool = True
    resources: tuple[FoundListing, ...] = ()


@dataclass(frozen=True)
class Facet:
    """A term that can be asked for, and how many public groups carry it."""

    kind: str
    slug: str
    label: str
    groups: int
