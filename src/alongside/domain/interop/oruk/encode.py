"""A listing as an Open Referral UK v3 service.

What the standard has a place for is written there. What it has no place for stands in the extra
property `alongside`, under the names of the listing's own fields. Which fields those are is not
decided here: the service is read back by the same decoder that imports use, and every field that
does not come back equal is carried there. Nothing can be lost, and nothing is said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from alongside.domain.directory.public import ListingRecord, Meeting, Place, slugs_of
from alongside.domain.interop.oruk import extension
from alongside.domain.interop.oruk.decode import NOT_KNOWN, read_content
from alongside.domain.interop.oruk.ids import part_id, service_at_location_id
from alongside.domain.interop.oruk.vocabulary import Vocabulary
from alongside.formats.oruk import prune_empty

_URI = re.compile(r"https?://[A-Za-z0-9.-]+(:\d+)?([/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?")


def disclaimer() -> str:
    """What must stand wherever a group's signature under principles is shown."""
    return _(
        "Signing up is not endorsement, monitoring or a guarantee; contact the group yourself."
    )


def encode_service(
    listing: ListingRecord, vocabulary: Vocabulary, *, nested: bool = True
) -> dict[str, Any]:
    """The service as `/services/{id}` gives it; without its lists when not `nested`.

    No value is null or empty. `decode` of a nested service gives an equal content back."""
    content = listing.content
    service = _flat(listing)
    if not nested:
        service["organization"] = _organisation(listing)
        _sign_ups(service, listing)
        return prune_empty(service)
    service |= {
        "schedules": [
            encode_schedule(listing.id, position, meeting)
            for position, meeting in enumerate(content.meetings)
        ],
        "service_at_locations": [
            {
                "id": str(service_at_location_id(listing.id, position)),
                "service_id": str(listing.id),
                "location_id": str(part_id(listing.id, "location", position)),
                "location": encode_location(listing, position, place, vocabulary),
            }
            for position, place in enumerate(content.places)
        ],
        "languages": _languages(listing, vocabulary),
        "organization": _organisation(listing),
        "cost_options": _costs(listing),
        "contacts": _contacts(listing),
        "attributes": list(_attributes(listing, vocabulary)),
    }
    _sign_ups(service, listing)
    service = prune_empty(service)
    beside = extension.difference(content, read_content(service, vocabulary))
    if beside:
        service["alongside"] = beside
    return service


def encode_service_at_location(
    listing: ListingRecord, position: int, vocabulary: Vocabulary, *, nested: bool
) -> dict[str, Any]:
    """A service at one of its locations, as `/service_at_locations` gives it."""
    return prune_empty(
        {
            "id": str(service_at_location_id(listing.id, position)),
            "service_id": str(listing.id),
            "location_id": str(part_id(listing.id, "location", position)),
            "service": encode_service(listing, vocabulary, nested=nested),
            "location": encode_location(
                listing, position, listing.content.places[position], vocabulary, nested=nested
            ),
        }
    )


def encode_schedule(listing_id: UUID, position: int, meeting: Meeting) -> dict[str, Any]:
    """One series. Times are London wall time; days left out stand in the extra `except_on`."""
    days = list(meeting.byday)
    if meeting.freq == "MONTHLY" and meeting.nth is not None:
        days = [f"{meeting.nth}{day}" for day in days]
    return {
        "id": str(part_id(listing_id, "schedule", position)),
        "service_id": str(listing_id),
        "valid_from": meeting.valid_from and meeting.valid_from.isoformat(),
        "valid_to": meeting.valid_to and meeting.valid_to.isoformat(),
        "dtstart": meeting.valid_from.isoformat()
        if meeting.valid_from and meeting.interval > 1
        else None,
        "freq": meeting.freq,
        "interval": meeting.interval,
        "byday": ",".join(days),
        "bymonthday": str(meeting.bymonthday) if meeting.bymonthday else None,
        "opens_at": meeting.opens_at and meeting.opens_at.isoformat(timespec="minutes"),
        "closes_at": meeting.closes_at and meeting.closes_at.isoformat(timespec="minutes"),
        "notes": meeting.notes,
        "except_on": [day.isoformat() for day in meeting.except_on],
    }


def encode_location(
    listing: ListingRecord,
    position: int,
    place: Place,
    vocabulary: Vocabulary,
    *,
    nested: bool = True,
) -> dict[str, Any]:
    """A place, with what is known of access to it."""
    location: dict[str, Any] = {
        "id": str(part_id(listing.id, "location", position)),
        "location_type": "physical",
        "name": place.name,
        "description": place.directions,
        "latitude": place.lat,
        "longitude": place.lon,
    }
    if not nested:
        return location
    if place.address or place.town or place.postcode:
        location["addresses"] = [
            {
                "id": str(part_id(listing.id, "address", position)),
                "address_1": place.address or NOT_KNOWN,
                "city": place.town or NOT_KNOWN,
                # The schema wants a state or province, which British addresses do not have.
                "state_province": NOT_KNOWN,
                "postal_code": place.postcode or NOT_KNOWN,
                "country": "GB",
                "address_type": "physical",
            }
        ]
    content = listing.content
    location["accessibility"] = [
        {
            "id": str(part_id(listing.id, f"access:{position}", need)),
            "description": _access_sentence(vocabulary, need, answer),
            "details": content.access_notes,
        }
        for need, answer in sorted(content.access.items())
    ]
    return location


def _flat(listing: ListingRecord) -> dict[str, Any]:
    content = listing.content
    changed = listing.changed_at.astimezone(UTC).isoformat(timespec="milliseconds")
    return {
        "id": str(listing.id),
        "organization_id": str(_organisation_id(listing)),
        "name": content.name,
        "description": "\n\n".join(text for text in (content.summary, content.description) if text),
        "url": content.website if _URI.fullmatch(content.website) else "",
        "email": content.email if _is_email(content.email) else "",
        "status": "active",
        "fees": content.cost_notes,
        "minimum_age": content.min_age,
        "maximum_age": content.max_age,
        "assured_date": listing.assured_on and listing.assured_on.isoformat(),
        "alert": _alert(listing),
        "last_modified": changed.replace("+00:00", "Z"),
    }


def _alert(listing: ListingRecord) -> str:
    sentences = []
    if listing.state == "not_confirmed":
        sentences.append(_("Nobody has confirmed lately that this group is still running."))
    if listing.content.full:
        sentences.append(_("This group is full at the moment."))
    return " ".join(sentences)


def _organisation_id(listing: ListingRecord) -> UUID:
    if listing.organisation_id and listing.content.organisation_name:
        return listing.organisation_id
    return part_id(listing.id, "organisation")


def _organisation(listing: ListingRecord) -> dict[str, Any]:
    """Who runs it. A group that names nobody is taken to run itself."""
    name = listing.content.organisation_name or listing.content.name
    return {"id": str(_organisation_id(listing)), "name": name, "description": name}


def _costs(listing: ListingRecord) -> list[dict[str, Any]]:
    pence = listing.content.cost_pence
    if pence is None:
        return []
    return [
        {
            "id": str(part_id(listing.id, "cost")),
            "service_id": str(listing.id),
            "option": _("Free") if pence == 0 else _("Each time"),
            "amount": pence // 100 if pence % 100 == 0 else pence / 100,
            "currency": "GBP",
            "amount_description": listing.content.cost_notes,
        }
    ]


def _contacts(listing: ListingRecord) -> list[dict[str, Any]]:
    content = listing.content
    if not (content.contact_name or content.phone):
        return []
    contact: dict[str, Any] = {
        "id": str(part_id(listing.id, "contact")),
        "service_id": str(listing.id),
        "name": content.contact_name,
    }
    if content.phone:
        contact["phones"] = [{"id": str(part_id(listing.id, "phone")), "number": content.phone}]
    return [contact]


def _languages(listing: ListingRecord, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    found = []
    for slug in listing.content.languages:
        term = vocabulary.by_slug.get(("language", slug))
        found.append(
            {
                "id": str(part_id(listing.id, "language", slug)),
                "service_id": str(listing.id),
                "name": term.label if term else slug,
                "code": slug,
            }
        )
    return found


def _attributes(listing: ListingRecord, vocabulary: Vocabulary) -> Iterable[dict[str, Any]]:
    """The catalogue terms that the search filters by: an access need only where it is met."""
    for kind, slugs in slugs_of(listing.content).items():
        for slug in dict.fromkeys(slugs):
            term = vocabulary.by_slug.get((kind, slug))
            if term is None:  # retired since: the extension carries it
                continue
            written = vocabulary.term(term)
            yield {
                "id": str(part_id(listing.id, f"attribute:{kind}", slug)),
                "link_id": str(listing.id),
                "taxonomy_term_id": written["id"],
                "link_type": kind,
                "taxonomy_term": written,
            }


def _sign_ups(service: dict[str, Any], listing: ListingRecord) -> None:
    """The signatures that stand, each with the sentence that must go with it."""
    service["sign_ups"] = [
        {
            "principles": sign_up.principle_set,
            "signatory": sign_up.signatory,
            "signed_on": sign_up.signed_on.isoformat(),
            "renew_by": sign_up.renew_by.isoformat(),
            "own_words": dict(sign_up.words),
            "disclaimer": disclaimer(),
        }
        for sign_up in listing.sign_ups
    ]


def _access_sentence(vocabulary: Vocabulary, need: str, answer: str) -> str:
    term = vocabulary.by_slug.get(("access_need", need))
    label = term.label if term else need
    return (
        _("%(need)s: yes") % {"need": label}
        if answer == "yes"
        else _("%(need)s: no") % {"need": label}
    )


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254 and "@" in text and text.isascii() and urlsplit(f"//{text}").path == ""
