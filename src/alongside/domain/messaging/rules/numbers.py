"""Telephone numbers, as British people write them, and their keyed hashes."""

from __future__ import annotations

import re

import phonenumbers
from django.utils.crypto import salted_hmac
from phonenumbers import PhoneNumber, PhoneNumberType

_HOME = "GB"
_HOME_CODE = 44
_LONGEST = 40
_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
# What costs whoever is rung, or rings nobody in particular.
_NOBODYS = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PAGER,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
    }
)


# Ofcom keeps these for stories: they belong to nobody, and demos and tests need some.
_STORY_MOBILE = re.compile(r"7700900\d{3}")
_STORY_PHONE = re.compile(r"1632960\d{3}")


def _kind(number: PhoneNumber) -> int | None:
    """What the number is, or None where it cannot be one."""
    if number.country_code == _HOME_CODE:
        if _STORY_MOBILE.fullmatch(str(number.national_number)):
            return PhoneNumberType.MOBILE
        if _STORY_PHONE.fullmatch(str(number.national_number)):
            return PhoneNumberType.FIXED_LINE
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.number_type(number)


def _parsed(text: str) -> PhoneNumber | None:
    if not text.strip() or len(text) > _LONGEST:
        return None
    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        return None
    # An extension is rung by a person, never by a machine.
    return None if number.extension or _kind(number) is None else number


def as_mobile(text: str) -> str:
    """The number as +44…, or "" where it cannot be a mobile number of any country."""
    number = _parsed(text)
    if number is None or _kind(number) not in _MOBILE:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def as_phone(text: str) -> str:
    """The number as +44…, or "" where nobody can be rung at it."""
    number = _parsed(text)
    if number is None or _kind(number) in _NOBODYS:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def as_people_read(number: str) -> str:
    """+447700900123 as 07700 900123; a number from abroad with its country."""
    parsed = _parsed(number)
    if parsed is None:
        return number
    home = parsed.country_code == _HOME_CODE
    shapes = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, shapes.NATIONAL if home else shapes.INTERNATIONAL)


def digest_of(number: str) -> str:
    """A hash of the number that is worth nothing without the service's secret key."""
    return salted_hmac("messaging.number", number, algorithm="sha256").hexdigest()
