"""An Open Referral UK v3 service as a listing's content: the way back from `encode`.

Feeds of others are read with good will: what the schema allows and what real feeds do (a SNOMED
address in `term_uri`, a language by its name, times with seconds or a zone) is understood. What
cannot be kept is named by `left_out`, so that an import can say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from alongside.domain.directory.public import Content, Meeting, Place
from alongside.domain.interop.oruk import extension
from alongside.domain.interop.oruk.vocabulary import KINDS, Vocabulary
from alongside.foundation.errors import Invalid

# Written where the schema wants a part of an address that nobody knows.
NOT_KNOWN = "Not known"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SUMMARY_LENGTH = 500

_BYDAY = re.compile(r"([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?([0-9][A-Z]{2})?")
_NOT_KEPT = ("accreditations", "funding", "service_areas")
Document = Mapping[str, Any]


def decode_service(service: Document, vocabulary: Vocabulary) -> Content:
    """The content of a service, whichever system wrote it.

    Raises Invalid, naming the field, where the extra property `alongside` is malformed."""
    read = read_content(service, vocabulary)
    beside = service.get("alongside")
    if not isinstance(beside, Mapping):
        return read
    try:
        return extension.overlay(read, beside)
    except (TypeError, ValueError, AttributeError) as fault:
        raise Invalid({"alongside": "It cannot be read."}) from fault


def read_content(service: Document, vocabulary: Vocabulary) -> Content:
    """The content that the standard's own fields tell."""
    summary, description = _summary_of(_text(service, "description"))
    terms = _terms(service, vocabulary)
    places, modes = _places(service)
    cost_pence, cost_notes = _cost(service)
    contact_name, phone = _contact(service)
    meetings = tuple(
        meeting
        for schedule in _items(service, "schedules")
        if (meeting := read_meeting(schedule)) is not None
    )
    # Where a series tells the day and the hour, the times are worked out from it.
    told = any(meeting.byday and meeting.opens_at for meeting in meetings)
    return Content(
        name=_text(service, "name"),
        summary=summary,
        description=description,
        organisation_name=_organisation_name(service),
        website=web_address(_text(service, "url")),
        email=_text(service, "email"),
        phone=phone,
        contact_name=contact_name,
        modes=_once([*terms["mode"], *modes]),
        conditions=tuple(terms["condition"]) or None,
        min_age=_age(service.get("minimum_age")),
        max_age=_age(service.get("maximum_age")),
        languages=_languages(service, vocabulary, terms["language"]),
        access=dict.fromkeys(terms["access_need"], "yes"),
        access_notes=_access_notes(service),
        interests=tuple(terms["interest"]),
        cost_pence=cost_pence,
        cost_notes=cost_notes,
        places=places,
        meetings=meetings,
        times=() if told else tuple(terms["time"]),
    )


def left_out(service: Document, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What the service says that a listing has no place for: names of fields, never values."""
    found = [name for name in _NOT_KEPT if service.get(name)]
    if any(read_meeting(schedule) is None for schedule in _items(service, "schedules")):
        found.append("schedules")
    if any(_term_of(item, vocabulary) is None for item in _items(service, "attributes")):
        found.append("attributes")
    if len(_items(service, "cost_options")) > 1:
        found.append("cost_options")
    if len(_items(service, "contacts")) > 1:
        found.append("contacts")
    return tuple(found)


def read_meeting(schedule: Document) -> Meeting | None:
    """The series, or None where a weekly or monthly one cannot say it."""
    freq = _text(schedule, "freq").upper()
    byday = _text(schedule, "byday").upper().replace(" ", "")
    parts = [_BYDAY.fullmatch(part) for part in byday.split(",") if part]
    if freq not in {"WEEKLY", "MONTHLY"} or any(part is None for part in parts):
        return None
    days = tuple(part[2] for part in parts if part)
    positions = {int(part[1]) for part in parts if part and part[1]}
    month_day = _month_day(schedule)
    if freq == "WEEKLY" and not days:
        return None
    if freq == "MONTHLY" and not _monthly(days, positions, month_day):
        return None
    interval = _whole(schedule.get("interval"))
    return Meeting(
        freq=freq,
        byday=days,
        interval=interval if interval and 1 <= interval <= 52 else 1,
        nth=positions.pop() if freq == "MONTHLY" and positions else None,
        bymonthday=month_day if freq == "MONTHLY" and not days else None,
        opens_at=_time(schedule.get("opens_at")),
        closes_at=_time(schedule.get("closes_at")),
        valid_from=_date(schedule.get("valid_from")) or _date(schedule.get("dtstart")),
        valid_to=_date(schedule.get("valid_to")),
        except_on=tuple(
            day for given in _list(schedule, "except_on") if (day := _date(given)) is not None
        ),
        notes=_text(schedule, "notes") or _text(schedule, "description"),
    )


def web_address(text: str) -> str:
    """The address, with its scheme where somebody wrote only `www.example.org`."""
    if re.fullmatch(r"www\.[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/\S*)?", text):
        return f"https://{text}"
    return text


def _monthly(days: Sequence[str], positions: set[int], month_day: int | None) -> bool:
    if days:
        return len(positions) == 1 and next(iter(positions)) in {1, 2, 3, 4, -1}
    return month_day is not None


def _month_day(schedule: Document) -> int | None:
    text = _text(schedule, "bymonthday")
    return int(text) if re.fullmatch(r"[0-9]{1,2}", text) and 1 <= int(text) <= 28 else None


def _summary_of(text: str) -> tuple[str, str]:
    """The first paragraph, where it is short enough to be a summary, and the rest."""
    first, _gap, rest = text.partition("\n\n")
    if len(first) <= SUMMARY_LENGTH:
        return first, rest
    cut = first.rfind(". ", 0, SUMMARY_LENGTH)
    if cut < 0:
        return "", text
    return first[: cut + 1], text[cut + 2 :]


def _organisation_name(service: Document) -> str:
    organisation = service.get("organization")
    name = _text(organisation, "name") if isinstance(organisation, Mapping) else ""
    return "" if name == _text(service, "name") else name


def _terms(service: Document, vocabulary: Vocabulary) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for attribute in _items(service, "attributes"):
        term = _term_of(attribute, vocabulary)
        if term is not None and term[1] not in found[term[0]]:
            found[term[0]].append(term[1])
    return found


def _term_of(attribute: Document, vocabulary: Vocabulary) -> tuple[str, str] | None:
    written = attribute.get("taxonomy_term")
    if not isinstance(written, Mapping):
        return None
    known = vocabulary.by_text_id(_text(written, "id"))
    if known is None:
        words = [_text(written, name) for name in ("term_uri", "term", "name")]
        known = vocabulary.find_anywhere([word for word in words if word])
    return (known.kind, known.slug) if known else None


def _access_notes(service: Document) -> str:
    for there in _items(service, "service_at_locations"):
        location = there.get("location")
        for entry in _items(location, "accessibility") if isinstance(location, Mapping) else ():
            # A foreign feed tells it in `description`; ours writes its notes in `details`.
            return _text(entry, "details") or (
                "" if _is_ours(entry) else _text(entry, "description")
            )
    return ""


def _is_ours(entry: Document) -> bool:
    return _text(entry, "description").endswith((": yes", ": no"))


def _places(service: Document) -> tuple[tuple[Place, ...], list[str]]:
    places, modes = [], []
    for there in _items(service, "service_at_locations"):
        location = there.get("location")
        if not isinstance(location, Mapping):
            continue
        kind = _text(location, "location_type")
        if kind == "virtual":
            modes.append("online")
        elif kind != "postal":
            places.append(_place(location))
            modes.append("in_person")
    return tuple(places), list(dict.fromkeys(modes))


def _place(location: Document) -> Place:
    addresses = _items(location, "addresses")
    address: Document = addresses[0] if addresses else {}
    lat, lon = _degrees(location.get("latitude"), 90), _degrees(location.get("longitude"), 180)
    both = lat is not None and lon is not None
    street, postcode = _known(address, "address_1"), _known(address, "postal_code")
    if not _POSTCODE.fullmatch(postcode.replace(" ", "").upper()):
        # Another country's, or a slip: it stays readable as the end of the address.
        street, postcode = ", ".join(part for part in (street, postcode) if part), ""
    return Place(
        name=_text(location, "name"),
        address=street,
        town=_known(address, "city"),
        postcode=postcode,
        lat=lat if both else None,
        lon=lon if both else None,
        directions=_text(location, "description"),
    )


def _known(address: Document, name: str) -> str:
    text = _text(address, name)
    return "" if text == NOT_KNOWN else text


def _cost(service: Document) -> tuple[int | None, str]:
    notes = _text(service, "fees")
    options = _items(service, "cost_options")
    if len(options) != 1:
        return None, notes
    option = options[0]
    amount = option.get("amount")
    pence = None
    if isinstance(amount, (int, float)) and not isinstance(amount, bool) and 0 <= amount < 10_000:
        pence = round(amount * 100)
    return pence, notes or _text(option, "amount_description")


def _contact(service: Document) -> tuple[str, str]:
    contacts = _items(service, "contacts")
    name = next((text for item in contacts if (text := _text(item, "name"))), "")
    phones = [phone for item in contacts for phone in _items(item, "phones")]
    phones += _items(service, "phones")
    number = next((text for phone in phones if (text := _text(phone, "number"))), "")
    return name, number


def _languages(
    service: Document, vocabulary: Vocabulary, from_terms: Iterable[str]
) -> tuple[str, ...]:
    found = list(from_terms)
    for language in _items(service, "languages"):
        for name in ("code", "name"):
            term = vocabulary.find("language", _text(language, name))
            if term is not None:
                found.append(term.slug)
                break
    return _once(found)


def _once(slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slugs))


def _text(document: Document, name: str) -> str:
    value = document.get(name)
    if isinstance(value, bool) or value is None:
        return ""
    return str(value).strip() if isinstance(value, (str, int, float)) else ""


def _list(document: Document, name: str) -> list[Any]:
    value = document.get(name)
    return value if isinstance(value, list) else []


def _items(document: Document, name: str) -> list[Document]:
    return [item for item in _list(document, name) if isinstance(item, Mapping)]


def _whole(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if value == value and abs(value) < 1_000_000 and value == int(value) else None


def _age(value: Any) -> int | None:
    whole = _whole(value)
    return whole if whole is not None and 0 <= whole <= 150 else None


def _degrees(value: Any, limit: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) <= limit:
        return None
    return float(value)


def _time(value: Any) -> time | None:
    match = re.match(r"([01]\d|2[0-3]):([0-5]\d)", value) if isinstance(value, str) else None
    return time(int(match[1]), int(match[2])) if match else None


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
