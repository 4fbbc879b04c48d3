"""What somebody asks for, as it stands in the address of the results: bookmarkable, and harmless.

Whatever an address holds that is no answer of ours is left out, without a word being repeated. Only
a place's key (an outward code or a town) says where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.foundation.clock import london_date
from alongside.web.shared.listing_words import KM_A_MILE

DISTANCES = (2, 5, 10, 15, 25, 50)  # miles
USUAL = 15
OLDEST = 120
MOST_PAGES = 10_000
KINDS = {
    "condition": "condition",
    "mode": "mode",
    "language": "language",
    "access": "access_need",
    "time": "time",
    "interest": "interest",
}


@dataclass(frozen=True)
class Asked:
    """The answers so far. `chosen` maps condition, mode, language, access, time and interest to
    the slugs that were chosen; `errors` a field to what is wrong with it."""

    place: catalogue.PlaceRecord | None = None
    within: int = USUAL
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    age: int | None = None
    carer: bool = False
    women: bool = False
    spoken: bool = False
    page: int = 1
    errors: Mapping[str, str] = field(default_factory=dict)

    def need(self, at: datetime) -> directory.Need:
        """The same as the ranking is asked."""
        record: dict[str, Any] = {
            "conditions": self.chosen.get("condition", ()),
            "modes": self.chosen.get("mode", ()),
            "languages": self.chosen.get("language", ()),
            "language_required": self.spoken and bool(self.chosen.get("language")),
            "access": self.chosen.get("access", ()),
            "times": self.chosen.get("time", ()),
            "interests": self.chosen.get("interest", ()),
            "age": self.age,
            "for": "carers" if self.carer else None,
            "gender": "women" if self.women else None,
            "on": london_date(at).isoformat(),
        }
        if self.place is not None:
            record |= {
                "lat": self.place.lat,
                "lon": self.place.lon,
                "max_km": self.within * KM_A_MILE,
            }
        return directory.parse_need(record)

    def query(self, **changes: Any) -> str:
        """The address's query for these answers, with some of them changed."""
        asked = replace(self, **changes)
        pairs: list[tuple[str, str]] = []
        if asked.place is not None:
            pairs.append(("near", asked.place.key))
        if asked.within != USUAL:
            pairs.append(("within", str(asked.within)))
        for name in KINDS:
            pairs += [(name, slug) for slug in asked.chosen.get(name, ())]
        if asked.age is not None:
            pairs.append(("age", str(asked.age)))
        pairs += [(name, "1") for name in ("carer", "women", "spoken") if getattr(asked, name)]
        if asked.page > 1:
            pairs.append(("page", str(asked.page)))
        return urlencode(pairs)

    @property
    def narrowed(self) -> int:
        """How many filters are on."""
        return (
            sum(map(len, self.chosen.values()))
            + (self.age is not None)
            + self.carer
            + self.women
            + (self.within != USUAL)
        )


def asked_in(query: QueryDict) -> Asked:
    """The answers that an address holds."""
    errors: dict[str, str] = {}
    return Asked(
        place=catalogue.place(query.get("near", "")),
        within=_within(query.get("within", "")),
        chosen={
            name: chosen for name, kind in KINDS.items() if (chosen := _chosen(query, name, kind))
        },
        age=_age(query.get("age", ""), errors),
        carer=query.get("carer") == "1",
        women=query.get("women") == "1",
        spoken=query.get("spoken") == "1",
        page=_page(query.get("page", "")),
        errors=errors,
    )


def _chosen(query: QueryDict, name: str, kind: str) -> tuple[str, ...]:
    asked = query.getlist(name)
    if not asked:
        return ()
    wanted = set(asked[:200])
    return tuple(term.slug for term in catalogue.terms(kind) if term.slug in wanted)


def _within(text: str) -> int:
    return int(text) if text in {str(miles) for miles in DISTANCES} else USUAL


def _page(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) < 6:
        return min(max(1, int(text)), MOST_PAGES)
    return 1


def _age(text: str, errors: dict[str, str]) -> int | None:
    text = text.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= OLDEST:
        return int(text)
    errors["age"] = _("Age must be a whole number, like 19")
    return None
