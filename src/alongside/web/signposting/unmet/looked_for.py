"""What somebody looked for, read from the address of the results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.domain.signposting import public as signposting
from alongside.web.shared.listing_words import listed, occasion
from alongside.web.signposting.words import AGE_BANDS

# From which age on each band is.
_BANDS = (
    (65, signposting.AgeBand.FROM_65),
    (45, signposting.AgeBand.FROM_45),
    (25, signposting.AgeBand.FROM_25),
    (18, signposting.AgeBand.FROM_18),
    (0, signposting.AgeBand.UNDER_18),
)


@dataclass(frozen=True)
class LookedFor:
    """Where, for what, in which language and for which age, as far as it was said."""

    place: str = ""
    place_key: str = ""
    condition: str = ""
    language: str = ""
    age_band: str = ""

    def need(self) -> dict[str, str]:
        """The same as the domain takes it."""
        return {
            "place": self.place_key,
            "condition": self.condition,
            "language": self.language,
            "age_band": self.age_band,
        }

    def words(self) -> str:
        """The same in words, or nothing."""
        said = [
            catalogue.label("condition", self.condition) if self.condition else "",
            catalogue.label("language", self.language) if self.language else "",
            str(AGE_BANDS.get(self.age_band, "")),
        ]
        told = listed([one for one in said if one])
        if self.place and told:
            return _("%(what)s, near %(place)s") % {"what": told, "place": self.place}
        return _("near %(place)s") % {"place": self.place} if self.place else told


def looked_for(query: QueryDict) -> LookedFor:
    """What an address holds; what is no answer of ours is left out."""
    place = catalogue.place(query.get("near", ""))
    return LookedFor(
        place=place.name if place else "",
        place_key=place.key if place else "",
        condition=_slug(query, "condition"),
        language=_slug(query, "language"),
        age_band=_band(query.get("age", "")),
    )


def told_of(news: signposting.NewsRecord, at: datetime) -> list[tuple[str, str, str]]:
    """The groups of the news: address, name, and when each meets next."""
    known = directory.public_listings(news.listing_ids)
    found = []
    for listing in (known[one] for one in news.listing_ids if one in known):
        coming = directory.next_meetings(listing, at, 1)
        when = occasion(coming[0]) if coming else ""
        found.append((reverse("directory:group", args=[listing.id]), listing.name, when))
    return found


def _slug(query: QueryDict, kind: str) -> str:
    """The one that was chosen: of several, none can be said to be the one that was missing."""
    asked = set(query.getlist(kind)[:200])
    found = [term.slug for term in catalogue.terms(kind) if term.slug in asked]
    return found[0] if len(found) == 1 else ""


def _band(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        return ""
    age = int(text)
    return str(next(band for since, band in _BANDS if age >= since)) if age <= 120 else ""
