"""What a listing may say: each fault is a plain sentence beside its field.

A field of one place or meeting is named by its position: `places.0.postcode`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from alongside.domain.directory import terms
from alongside.domain.directory.content import Content, Meeting, Place
from alongside.foundation.clock import london_date

LENGTHS = {
    "name": 200,
    "resource_type": 20,
    "summary": 500,
    "description": 10_000,
    "first_visit": 3_000,
    "greeter": 300,
    "not_for": 1_000,
    "organisation_name": 255,
    "website": 500,
    "email": 254,
    "phone": 60,
    "contact_name": 200,
    "joining_notes": 2_000,
    "access_notes": 2_000,
    "cost_notes": 1_000,
    "source": 200,
    "external_id": 200,
}
_MANY_LINES = frozenset(
    {
        "summary",
        "description",
        "first_visit",
        "not_for",
        "joining_notes",
        "access_notes",
        "cost_notes",
        "address",
        "directions",
        "notes",
    }
)
PLACE_LENGTHS = {"name": 200, "address": 400, "town": 100, "postcode": 10, "directions": 2_000}
MOST = {"places": 30, "meetings": 50, "times": 60, "interests": 60, "languages": 60}
CHOICES = {
    "kind": ("group", "resource"),
    "resource_type": ("", "website", "app", "helpline"),
    "joining": ("", "drop_in", "ask_first", "referral", "closed"),
    "gender": ("any", "women", "men"),
    "size": ("", "small", "medium", "large"),
}
AUDIENCES = ("people", "carers")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OLDEST = 120
DEAREST_PENCE = 1_000_000
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9][A-Z]{2})?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
# Marks that turn the direction of writing can make an address look like another one.
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def tidy(content: Content) -> Content:
    """The content with spaces trimmed, line ends made one kind and postcodes spaced.

    What is one line by its nature (a name, an address on the web) loses its line breaks.

    Changes no meaning, so that the same form or file twice gives equal content."""
    changed: dict[str, Any] = {
        item.name: _tidy(item.name, getattr(content, item.name))
        for item in fields(content)
        if isinstance(getattr(content, item.name), str)
    }
    places = tuple(
        replace(
            place,
            name=_tidy("name", place.name),
            address=_tidy("address", place.address),
            town=_tidy("town", place.town),
            directions=_tidy("directions", place.directions),
            postcode=_tidy_postcode(place.postcode),
        )
        for place in content.places
    )
    meetings = tuple(replace(item, notes=_tidy("notes", item.notes)) for item in content.meetings)
    return replace(content, **changed, places=places, meetings=meetings)


def _tidy(field: str, text: str) -> str:
    text = text.replace("\ufeff", "")  # an invisible mark that files begin with
    if field not in _MANY_LINES:
        return re.sub(r"[ \t\r\n]+", " ", text).strip()
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _tidy_postcode(text: str) -> str:
    compact = re.sub(r"\s+", "", text).upper()
    if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", compact):
        return f"{compact[:-3]} {compact[-3:]}"
    return compact if POSTCODE.fullmatch(compact) else text.strip()


def faults(content: Content, at: datetime) -> dict[str, str]:
    """What cannot be taken, field to sentence; empty when all is well.

    A draft may lack anything but its name: what is missing is not a fault (see `missing`)."""
    found: dict[str, str] = {}
    for field, fault in _all(content, at):
        found.setdefault(field, fault)
    return found


def _all(content: Content, at: datetime) -> Iterator[tuple[str, str]]:
    if not content.name:
        yield "name", _("Enter the name of the group")
    yield from _texts("", vars_of(content), LENGTHS)
    for field, choices in CHOICES.items():
        if getattr(content, field) not in choices:
            yield field, _("Choose one of the answers")
    for field, most in MOST.items():
        if len(getattr(content, field)) > most:
            yield field, _("There are too many of these. Give at most %(most)s.") % {"most": most}
    yield from _contact(content)
    yield from _numbers(content)
    yield from _slugs(content, london_date(at))
    for position, place in enumerate(content.places):
        yield from _place(f"places.{position}.", place)
    for position, meeting in enumerate(content.meetings):
        yield from _meeting(f"meetings.{position}.", meeting)


def vars_of(record: Any) -> dict[str, Any]:
    """A record's own fields and values, one level deep."""
    return {item.name: getattr(record, item.name) for item in fields(record)}


def _texts(
    prefix: str, values: Mapping[str, Any], lengths: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    for field, longest in lengths.items():
        text = values[field]
        if _CONTROL.search(text) or _TURNING.search(text):
            yield (
                prefix + field,
                _("This has a character that cannot be shown. Type it again."),
            )
        if len(text) > longest:
            yield (
                prefix + field,
                _("This is too long. Use %(longest)s characters or fewer.") % {"longest": longest},
            )


def fault_of_text(text: str, *, longest: int) -> str:
    """What is wrong with plain text, or nothing."""
    return next((fault for _field, fault in _texts("", {"it": text}, {"it": longest})), "")


def tidy_lines(text: str) -> str:
    """Plain text of several lines, trimmed, with one kind of line ends."""
    return _tidy("notes", text)


def _contact(content: Content) -> Iterator[tuple[str, str]]:
    if content.email and not is_email(content.email):
        yield "email", _("Enter an email address in the right form, like name@example.com")
    if content.website and not is_web_address(content.website):
        yield "website", _("Enter a full web address that starts with http:// or https://")
    if content.phone and not is_phone(content.phone):
        yield "phone", _("Enter a phone number, like 01905 123456 or 07700 900123")


def is_email(text: str) -> bool:
    """Whether the text has the form of an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def is_web_address(text: str) -> bool:
    """Whether the text is an http or https address of a named host, without a name to sign in."""
    if re.search(r"[\s\\<>\"'`{}|^]", text):
        return False
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and host is not None
        and "@" not in parts.netloc
        and re.fullmatch(r"(?!-)[\w-]+(\.[\w-]+)*\.[\w-]{2,}", host) is not None
    )


def is_phone(text: str) -> bool:
    """Whether the text is a telephone number, a British one unless it starts with +.

    Short numbers of helplines, such as 116 123, are numbers too."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number) or (
        phonenumbers.is_valid_short_number_for_region(number, "GB")
    )


def _numbers(content: Content) -> Iterator[tuple[str, str]]:
    for field in ("min_age", "max_age"):
        age = getattr(content, field)
        if age is not None and not 0 <= age <= OLDEST:
            yield field, _("Enter an age between 0 and %(oldest)s") % {"oldest": OLDEST}
    if None not in (content.min_age, content.max_age) and content.min_age > content.max_age:  # type: ignore[operator]
        yield "max_age", _("The oldest age must be the same as or above the youngest")
    if content.cost_pence is not None and not 0 <= content.cost_pence <= DEAREST_PENCE:
        yield "cost_pence", _("Enter a cost between £0 and £10,000")


def _slugs(content: Content, on: date) -> Iterator[tuple[str, str]]:
    for field, kind in terms.KINDS.items():
        given = getattr(content, field) or ()
        known = terms.known(kind, on)
        if known and any(slug not in known for slug in given):
            yield field, _("Choose from the list")
    if any(answer not in ("yes", "no") for answer in content.access.values()):
        yield "access", _("Answer yes or no, or leave it as not known")
    if not content.audiences or any(item not in AUDIENCES for item in content.audiences):
        yield "audiences", _("Choose who it is for")


def _place(prefix: str, place: Place) -> Iterator[tuple[str, str]]:
    yield from _texts(prefix, vars_of(place), PLACE_LENGTHS)
    if place.postcode and not POSTCODE.fullmatch(place.postcode):
        yield prefix + "postcode", _("Enter a full UK postcode, like WR14 2AA")
    if (place.lat is None) != (place.lon is None):
        yield prefix + "lat", _("Give both the latitude and the longitude, or neither")
    for field, limit in (("lat", 90), ("lon", 180)):
        degrees = getattr(place, field)
        if degrees is not None and not (math.isfinite(degrees) and abs(degrees) <= limit):
            yield prefix + field, _("This is not a place on the map")


def _meeting(prefix: str, meeting: Meeting) -> Iterator[tuple[str, str]]:
    yield from _texts(prefix, {"notes": meeting.notes}, {"notes": 500})
    if meeting.freq not in ("WEEKLY", "MONTHLY"):
        yield prefix + "freq", _("Choose weekly or monthly")
    if any(day not in DAYS for day in meeting.byday) or len(set(meeting.byday)) < len(
        meeting.byday
    ):
        yield prefix + "byday", _("Choose days of the week")
    elif meeting.freq == "WEEKLY" and not meeting.byday:
        yield prefix + "byday", _("Choose the day on which you meet")
    if meeting.freq == "WEEKLY" and (meeting.nth, meeting.bymonthday) != (None, None):
        yield prefix + "freq", _("A day of the month needs a monthly meeting")
    if meeting.freq == "MONTHLY":
        yield from _monthly(prefix, meeting)
    if not 1 <= meeting.interval <= 52:
        yield prefix + "interval", _("Enter a number between 1 and 52")
    if meeting.interval > 1 and meeting.valid_from is None:
        yield prefix + "valid_from", _("Enter the first date, so that people can count from it")
    if meeting.closes_at is not None and meeting.opens_at is None:
        yield prefix + "opens_at", _("Enter the time at which it starts")
    if meeting.opens_at is not None and meeting.opens_at == meeting.closes_at:
        yield prefix + "closes_at", _("The end must be after the start")
    if meeting.valid_from and meeting.valid_to and meeting.valid_to < meeting.valid_from:
        yield prefix + "valid_to", _("The last date must be after the first")
    if len(meeting.except_on) > 200:
        yield prefix + "except_on", _("There are too many dates here")


def _monthly(prefix: str, meeting: Meeting) -> Iterator[tuple[str, str]]:
    by_day = bool(meeting.byday) and meeting.nth in (1, 2, 3, 4, -1)
    by_date = meeting.bymonthday is not None and 1 <= meeting.bymonthday <= 28
    if meeting.bymonthday is not None and (meeting.byday or meeting.nth is not None):
        yield prefix + "bymonthday", _("Give a day of the week or a date of the month, not both")
    elif not by_day and not by_date:
        yield prefix + "nth", _("Choose which week of the month, or a date from 1 to 28")


REQUIRED = ("name", "summary", "where", "when", "welcomes", "contact")


def missing(content: Content) -> tuple[str, ...]:
    """The required parts that are not there yet, out of the six in `REQUIRED`.

    where: a place with a town or postcode, or a mode that needs none · when: a meeting, or a
    note on how to join · welcomes: conditions, or everybody · contact: a public way to get in
    touch. A resource has no place and no times of meeting, so it needs neither."""
    is_resource = content.kind == "resource"
    there = {
        "name": bool(content.name),
        "summary": bool(content.summary),
        "where": is_resource
        or any(place.town or place.postcode for place in content.places)
        or bool({"online", "phone"} & set(content.modes)),
        "when": is_resource or bool(content.meetings or content.joining_notes),
        "welcomes": bool(content.conditions) or content.any_condition,
        "contact": bool(content.website or content.email or content.phone),
    }
    return tuple(part for part in REQUIRED if not there[part])
