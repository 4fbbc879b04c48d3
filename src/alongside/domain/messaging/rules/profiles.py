"""What a safe-contact profile may hold, and how it is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from alongside.domain.messaging.records import Channel, ProfileRecord, SafeTime, SignedAs
from alongside.domain.messaging.rules.numbers import as_mobile, as_phone
from alongside.domain.messaging.rules.timing import is_quiet
from alongside.domain.messaging.rules.wording import SIGNATURE_LONGEST
from alongside.engines.geo import normalise_postcode

# What set_profile takes; the rest of a profile is worked out.
FIELDS = frozenset(
    {
        "channels", "forbidden", "text_number", "email", "phone_number", "post",
        "may_leave_message", "safe_times", "quiet_from", "quiet_to", "signed_as",
        "signature_name", "may_name", "language", "formats", "interpreter_language", "share_needs",
        "review_on", "organisation_id",
    }
)  # fmt: skip
NEEDS = frozenset({"formats", "interpreter_language"})
_FLAGS = ("may_leave_message", "may_name", "share_needs")
_LINES_LEAST, _LINES, _LINE_LONGEST = 2, 7, 60
_email = EmailValidator()


def cleaned(
    changes: Mapping[str, Any], *, known: Mapping[str, Collection[str]]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The changes as they are kept, and what is wrong by field.

    `known` holds the slugs there are, by field. Each name of `changes` is one of FIELDS."""
    got: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, value in changes.items():
        got[name], fault = _one(name, value, known)
        if fault:
            faults[name] = fault
    return got, faults


def faults_of(profile: ProfileRecord) -> dict[str, str]:
    """What is wrong with a whole profile, by field: what no one field can tell."""
    faults: dict[str, str] = {}
    both = set(profile.channels) & set(profile.forbidden)
    if both:
        faults["channels"] = _("You cannot both allow and forbid the same way.")
    needed = {
        Channel.TEXT: ("text_number", profile.text_number, _("Enter a mobile number.")),
        Channel.EMAIL: ("email", profile.email, _("Enter an e-mail address.")),
        Channel.LETTER: ("post", "".join(profile.post), _("Enter an address.")),
        Channel.PHONE: ("phone_number", profile.phone_number, _("Enter a telephone number.")),
    }
    for channel in profile.channels:
        name, value, words = needed[channel]
        if not value:
            faults.setdefault(name, words)
    if profile.signed_as == SignedAs.FIRST_NAME and not profile.signature_name:
        faults["signature_name"] = _("Enter the first name that messages end with.")
    if not _ever_safe(profile):
        faults["safe_times"] = _("Choose times outside the quiet hours, or change those.")
    return faults


def with_changes(profile: ProfileRecord, changes: Mapping[str, Any]) -> ProfileRecord:
    """The profile as it would be; what is kept apart from it (`organisation_id`) is left out."""
    return replace(
        profile, **{name: value for name, value in changes.items() if name != "organisation_id"}
    )


def _ever_safe(profile: ProfileRecord) -> bool:
    """Whether any minute of the week is within the safe times and outside the quiet hours."""
    if profile.quiet_from == profile.quiet_to:
        return True
    if not profile.safe_times:
        return True
    begins = {profile.quiet_to, *(span.since for span in profile.safe_times)}
    return any(
        span.since <= wall
        and (wall < span.until or span.until == time(0))
        and not is_quiet(wall, profile.quiet_from, profile.quiet_to)
        for span in profile.safe_times
        for wall in begins
    )


def _one(name: str, value: Any, known: Mapping[str, Collection[str]]) -> tuple[Any, str]:
    """One field as it is kept, and what is wrong with it."""
    if name in ("channels", "forbidden"):
        return _channels(value)
    if name in _FLAGS:
        return bool(value), ""
    if name in ("quiet_from", "quiet_to"):
        right = isinstance(value, time) and value.tzinfo is None
        return value, "" if right else _("Enter a time, like 21:00.")
    if name == "review_on":
        right = value is None or isinstance(value, date)
        return value, "" if right else _("Enter a date.")
    if name == "organisation_id":
        return value, ""
    if name == "safe_times":
        return _safe_times(value)
    if name in ("formats", "language", "interpreter_language"):
        return _slugs(name, value, known)
    if name == "post":
        return _post(value)
    if name == "signed_as":
        right = value in set(SignedAs)
        return (SignedAs(value), "") if right else (value, _("Choose how messages end."))
    return _written(name, str(value).strip())


def _channels(value: Iterable[str]) -> tuple[tuple[Channel, ...], str]:
    wanted = tuple(dict.fromkeys(value))
    if any(each not in set(Channel) for each in wanted):
        return (), _("Choose from the list.")
    return tuple(Channel(each) for each in wanted), ""


def _slugs(name: str, value: Any, known: Mapping[str, Collection[str]]) -> tuple[Any, str]:
    wanted = tuple(dict.fromkeys(value)) if name == "formats" else (value,)
    optional = name == "interpreter_language" and value == ""
    if not optional and any(each not in known[name] for each in wanted):
        return value, _("Choose from the list.")
    return (wanted if name == "formats" else value), ""


def _safe_times(value: Sequence[SafeTime]) -> tuple[tuple[SafeTime, ...], str]:
    spans = tuple(value)
    for span in spans:
        if not span.days or any(day not in range(7) for day in span.days):
            return spans, _("Choose a day.")
        if span.until <= span.since and span.until != time(0):
            return spans, _("The time must end after it begins.")
    return spans, ""


def _post(value: Iterable[str]) -> tuple[tuple[str, ...], str]:
    lines = tuple(stripped for line in value if (stripped := str(line).strip()))
    if len(lines) > _LINES or any(len(line) > _LINE_LONGEST for line in lines):
        return lines, _("Use up to 7 lines of up to 60 letters.")
    if any(_has_control(line) for line in lines):
        return lines, _("Use letters, numbers and ordinary signs only.")
    if not lines:
        return (), ""
    postcode = normalise_postcode(lines[-1])
    if postcode is None or len(lines) < _LINES_LEAST:
        return lines, _("Enter a whole address, with a postcode as its last line, like WR1 2AB.")
    return (*lines[:-1], postcode), ""


def _written(name: str, value: str) -> tuple[str, str]:
    if not value:
        return "", ""
    if name == "text_number":
        number = as_mobile(value)
        return number, "" if number else _("Enter a mobile number, like 07700 900123.")
    if name == "phone_number":
        number = as_phone(value)
        return number, "" if number else _("Enter a telephone number, like 01905 123456.")
    if name == "signature_name":
        wrong = len(value) > SIGNATURE_LONGEST or _has_control(value)
        return value, _("Use 25 letters or fewer.") if wrong else ""
    return value, fault_of_email(value)


def fault_of_email(value: str) -> str:
    """What is wrong with an e-mail address, or nothing."""
    try:
        _email(value)
    except ValidationError:
        return _("Enter an e-mail address, like name@example.org.")
    return "" if len(value) <= 254 else _("This e-mail address is too long.")


def _has_control(text: str) -> bool:
    return any(unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in text)
