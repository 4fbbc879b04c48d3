"""What the public version says, written as rows that can be searched and filtered."""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID, uuid5

from django.db.models import F

from alongside.domain.directory import meetings, terms
from alongside.domain.directory.content import Content
from alongside.domain.directory.models import (
    ListedPlace,
    ListedTerm,
    ListedTime,
    Listing,
    Revision,
)
from alongside.foundation.unit import Work

_AT_ONCE = 500  # SQLite takes only so many values in one statement


def fold(text: str) -> str:
    """The text as it is searched: lower case, without accents, one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"\W+", " ", kept).strip()


def publish_rows(listing: Listing, content: Content, *, work: Work) -> None:
    """Makes `content` what the search knows of the listing, and raises the revision.

    Writes the listing's name, kind and text of search and its places, terms and times. The caller
    saves what else it changed; the revision is raised at the end of the unit."""
    listing.name = content.name
    listing.kind = content.kind
    listing.full = content.full
    listing.search_text = _search_text(content)
    listing.changed_at = work.at
    listing.save()
    listing.listed_places.all().delete()
    listing.listed_terms.all().delete()
    listing.listed_times.all().delete()
    ListedPlace.objects.bulk_create(_places(listing, content))
    ListedTerm.objects.bulk_create(_terms(listing, content))
    ListedTime.objects.bulk_create(_times(listing, content))
    raise_revision(listing.pk, work=work)


def raise_revision(listing_id: UUID, *, work: Work) -> None:
    """Lets the search learn of a change to the listing, once the unit is committed."""
    raising = work.at_end("directory.revision", _Raising())
    if isinstance(raising, _Raising):
        raising.listings.add(listing_id)


class _Raising:
    """The listings that changed in a unit. They share one number, taken last.

    The counter's row is locked by every change that the public sees: held to the commit, so that
    numbers are committed in order, and taken after every other row, so that nobody waits in a
    ring."""

    def __init__(self) -> None:
        self.listings: set[UUID] = set()

    def __call__(self) -> None:
        Revision.objects.bulk_create([Revision(only=1)], ignore_conflicts=True)
        number = Revision.objects.select_for_update().get(only=1).number + 1
        Revision.objects.filter(only=1).update(number=F("number") + 1)
        changed = sorted(self.listings)
        for start in range(0, len(changed), _AT_ONCE):
            some = changed[start : start + _AT_ONCE]
            Listing.objects.filter(pk__in=some).update(revision=number)


def outward(postcode: str) -> str:
    """The outward code of a postcode, or of an outward code by itself; empty for neither."""
    compact = postcode.replace(" ", "").upper()
    whole = re.fullmatch(r"([A-Z]{1,2}\d[A-Z\d]?)(?:\d[A-Z]{2})?", compact)
    return whole[1] if whole else ""


def _places(listing: Listing, content: Content) -> list[ListedPlace]:
    return [
        ListedPlace(
            id=uuid5(listing.pk, f"place/{position}"),
            listing=listing,
            position=position,
            outward=outward(place.postcode),
            lat=place.lat,
            lon=place.lon,
        )
        for position, place in enumerate(content.places)
    ]


def slugs_of(content: Content) -> dict[str, tuple[str, ...]]:
    """The catalogue terms that the content carries, by kind. An access need only where it is
    met."""
    return {
        "condition": content.conditions or (),
        "mode": content.modes,
        "language": content.languages,
        "access_need": tuple(need for need, answer in content.access.items() if answer == "yes"),
        "interest": content.interests,
        "time": meetings.times_of(content),
    }


def _terms(listing: Listing, content: Content) -> list[ListedTerm]:
    return [
        ListedTerm(listing=listing, kind=kind, slug=slug)
        for kind, slugs in slugs_of(content).items()
        for slug in dict.fromkeys(slugs)
    ]


def _times(listing: Listing, content: Content) -> list[ListedTime]:
    rows = dict.fromkeys(
        (day, meeting.opens_at, meeting.closes_at)
        for meeting in content.meetings
        for day in meeting.byday or ("",)
    )
    return [
        ListedTime(listing=listing, day=day, opens_at=opens_at, closes_at=closes_at)
        for day, opens_at, closes_at in rows
    ]


def _search_text(content: Content) -> str:
    words = [
        content.name,
        content.summary,
        content.description,
        content.organisation_name,
        content.first_visit,
        *(text for place in content.places for text in (place.name, place.town, place.address)),
    ]
    for kind in ("condition", "interest", "language"):
        words += [terms.label(kind, slug) for slug in slugs_of(content)[kind]]
    return fold(" ".join(words))
