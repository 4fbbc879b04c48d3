"""Each field of a listing in words: on *Check answers*, in comparisons, beside remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.directory import public as directory
from alongside.web.directory.listing import terms

DAYS = (
    ("MO", gettext_lazy("Monday")),
    ("TU", gettext_lazy("Tuesday")),
    ("WE", gettext_lazy("Wednesday")),
    ("TH", gettext_lazy("Thursday")),
    ("FR", gettext_lazy("Friday")),
    ("SA", gettext_lazy("Saturday")),
    ("SU", gettext_lazy("Sunday")),
)
LABELS = {
    "name": gettext_lazy("Name"),
    "resource_type": gettext_lazy("Kind of resource"),
    "modes": gettext_lazy("How people take part"),
    "places": gettext_lazy("Where"),
    "summary": gettext_lazy("In short"),
    "description": gettext_lazy("More about it"),
    "first_visit": gettext_lazy("The first visit"),
    "greeter": gettext_lazy("Who meets you"),
    "not_for": gettext_lazy("What it is not"),
    "meetings": gettext_lazy("When"),
    "times": gettext_lazy("Days and times"),
    "joining": gettext_lazy("How to join"),
    "joining_notes": gettext_lazy("More about joining"),
    "full": gettext_lazy("Room for new people"),
    "conditions": gettext_lazy("Who it welcomes"),
    "audiences": gettext_lazy("For people or carers"),
    "min_age": gettext_lazy("Youngest age"),
    "max_age": gettext_lazy("Oldest age"),
    "gender": gettext_lazy("Women or men only"),
    "languages": gettext_lazy("Languages"),
    "access": gettext_lazy("Access"),
    "access_notes": gettext_lazy("More about access"),
    "cost_pence": gettext_lazy("Cost"),
    "cost_notes": gettext_lazy("More about the cost"),
    "interests": gettext_lazy("What people do there"),
    "size": gettext_lazy("How many come"),
    "contact_name": gettext_lazy("Who answers"),
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("Email"),
    "website": gettext_lazy("Website"),
    "organisation_name": gettext_lazy("Run by"),
}
CONTACT = frozenset({"contact_name", "phone", "email", "website", "organisation_name"})
_FIXED = {
    "joining": {
        "drop_in": gettext_lazy("People just come"),
        "ask_first": gettext_lazy("People get in touch first"),
        "referral": gettext_lazy("Somebody refers them"),
        "closed": gettext_lazy("Nobody new can join for the time being"),
    },
    "gender": {
        "any": gettext_lazy("No, for everybody"),
        "women": gettext_lazy("For women only"),
        "men": gettext_lazy("For men only"),
    },
    "size": {
        "small": gettext_lazy("Up to 8"),
        "medium": gettext_lazy("9 to 20"),
        "large": gettext_lazy("More than 20"),
    },
    "resource_type": {
        "website": gettext_lazy("Website"),
        "app": gettext_lazy("App"),
        "helpline": gettext_lazy("Helpline"),
    },
}
_AUDIENCES = {
    "people": gettext_lazy("people who live with a condition"),
    "carers": gettext_lazy("carers, family and friends"),
}
_YES_NO = {"yes": gettext_lazy("yes"), "no": gettext_lazy("no")}
_KINDS = {"modes": "mode", "languages": "language", "interests": "interest", "times": "time"}


def label(field: str) -> str:
    """What the field is called on pages."""
    return str(LABELS.get(field, field.replace("_", " ").capitalize()))


def say(field: str, value: Any, *, anyone: bool = False) -> str:
    """The value in words; "" where nothing was answered. Several lines stand on their own lines."""
    if field == "conditions":
        return _("Everybody") if anyone else _listed("condition", value or ())
    if field in _WRITTEN:
        return _WRITTEN[field](value)
    if value is None or value == "" or value == ():
        return ""
    if field in _KINDS:
        return _listed(_KINDS[field], value)
    if field in _FIXED:
        return str(_FIXED[field].get(value, value))
    return str(value)


def say_changes(changes: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and words of each field; who is welcome is one answer out of two fields."""
    anyone = bool(changes.get("any_condition"))
    return [
        (label(field), say(field, value, anyone=anyone))
        for field, value in changes.items()
        if field != "any_condition"
    ]


def _listed(kind: str, slugs: Iterable[str]) -> str:
    labels = terms.labels(kind)
    return ", ".join(labels.get(slug, slug) for slug in slugs)


def _places(places: Iterable[directory.Place] | None) -> str:
    return "\n".join(place_words(place) for place in places or ())


def place_words(place: directory.Place) -> str:
    """A place on one line."""
    parts = (place.name, place.address, place.town, place.postcode)
    return ", ".join(part for part in parts if part)


def _meetings(meetings: Iterable[directory.Meeting] | None) -> str:
    return "\n".join(meeting_words(meeting) for meeting in meetings or ())


def meeting_words(meeting: directory.Meeting) -> str:
    """A series in one sentence: "Every Tuesday, 6pm to 8pm"."""
    parts = [directory.meeting_words(meeting)]
    if meeting.valid_from:
        parts.append(_("from %(day)s") % {"day": day_words(meeting.valid_from)})
    if meeting.valid_to:
        parts.append(_("until %(day)s") % {"day": day_words(meeting.valid_to)})
    if meeting.except_on:
        days = ", ".join(day_words(day) for day in meeting.except_on)
        parts.append(_("not on %(days)s") % {"days": days})
    if meeting.notes not in parts:
        parts.append(meeting.notes)
    return ", ".join(part for part in parts if part)


def day_words(day: Any) -> str:
    """ "3 November 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def _full(value: bool | None) -> str:
    if value is None:
        return ""
    return _("No, the group is full") if value else _("Yes, there is room")


def _access(value: Mapping[str, str] | None) -> str:
    labels = terms.labels("access_need")
    answers = value or {}
    order = [slug for slug in labels if slug in answers]
    order += [slug for slug in answers if slug not in labels]
    return "\n".join(
        f"{labels.get(slug, slug)}: {_YES_NO.get(answers[slug], answers[slug])}" for slug in order
    )


def _cost(value: int | None) -> str:
    if value is None:
        return ""
    return pounds(value) if value else _("Free")


def pounds(pence: int) -> str:
    """ "£2" or "£2.50"."""
    return f"£{pence // 100}" + (f".{pence % 100:02}" if pence % 100 else "")


def _audiences(value: Iterable[str] | None) -> str:
    said = _(" and ").join(str(_AUDIENCES.get(item, item)) for item in value or ())
    return said[:1].upper() + said[1:]


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "places": _places,
    "meetings": _meetings,
    "full": _full,
    "access": _access,
    "cost_pence": _cost,
    "audiences": _audiences,
}
