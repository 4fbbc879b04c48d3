"""What a volunteer may say about themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.records import GENDERS, TERMS, Profile, Reachable, ReferenceWords

LONGEST = {"story": 600, "experience": 1_000, "rather_not": 300}
MOST_PEOPLE = 4
FURTHEST_KM = 500
YOUNGEST, OLDEST = 18, 110
SUITS = ("yes", "no", "not_sure")


def fault_of_text(text: str, *, longest: int, needed: str = "") -> str:
    """What is wrong with a text, or nothing; `needed` is said where there is none."""
    if not text.strip():
        return needed
    if len(text) > longest:
        return _("Use %(longest)d letters or fewer.") % {"longest": longest}
    return ""


def tidy(text: str) -> str:
    """The text without blanks around it and without signs that only steer a screen."""
    kept = "".join(
        letter
        for letter in text
        if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def first_name(name: str) -> str:
    """What others call somebody: the first word of the name."""
    return name.split()[0] if name.split() else ""


def age_at_least(birth_year: int | None, on: date) -> int | None:
    """The age that somebody born in that year has reached for certain; None where none was told.

    Whoever turns 18 this year may be 17 still, and counts so."""
    return None if birth_year is None else max(0, on.year - birth_year - 1)


def faults_of(profile: Profile, *, today: date) -> dict[str, str]:
    """What is wrong with a profile, by field; empty where all is well."""
    faults = {
        **_faults_of_words(profile),
        **_faults_of_terms(profile),
        "place": _fault_of_place(profile.place),
        "birth_year": fault_of_year(profile.birth_year, today),
    }
    for field in ("gender", "mentee_gender"):
        value = getattr(profile, field)
        faults[field] = "" if value in ("", *GENDERS) else _("Choose one of the answers shown.")
    if profile.max_km is not None and not 1 <= profile.max_km <= FURTHEST_KM:
        faults["max_km"] = _("Choose how far you can travel.")
    if not 1 <= profile.capacity <= MOST_PEOPLE:
        faults["capacity"] = _("Choose from one to four people.")
    return {field: fault for field, fault in faults.items() if fault}


def _faults_of_words(profile: Profile) -> dict[str, str]:
    needed = {
        "story": _("Write a few words about yourself."),
        "experience": _("Write what you have lived through or done."),
    }
    return {
        field: fault_of_text(getattr(profile, field), longest=longest, needed=needed.get(field, ""))
        for field, longest in LONGEST.items()
    }


def _faults_of_terms(profile: Profile) -> dict[str, str]:
    needed = {
        "conditions": _("Choose what you live with."),
        "can_share": _("Choose what you can share."),
        "languages": _("Choose a language that you speak."),
        "times": _("Choose when you could meet."),
        "modes": _("Choose how you could meet."),
    }
    faults = {}
    for field, kind in TERMS.items():
        slugs = getattr(profile, field)
        if not slugs:
            faults[field] = needed.get(field, "")
        elif not set(slugs) <= {term.slug for term in catalogue.terms(kind)}:
            faults[field] = _("Choose from the answers shown.")
    return faults


def _fault_of_place(key: str) -> str:
    if not key:
        return _("Enter the first half of a postcode, or a town.")
    return "" if catalogue.place(key) else _("We do not know this place.")


def fault_of_year(year: int | None, today: date) -> str:
    """What is wrong with a mentor's year of birth, or nothing."""
    if year is None:
        return _("Enter the year in which you were born.")
    if year > today.year - YOUNGEST:
        return _("You can be a mentor from the year in which you turn 18.")
    if year < today.year - OLDEST:
        return _("Enter the year in which you were born.")
    return ""


def faults_of_reach(reach: Reachable, prefix: str = "") -> dict[str, str]:
    """What is missing in how somebody may be reached, by field with a prefix. Whether a number or
    an address can be one is messaging's to say."""
    if reach.channel in ("text", "phone"):
        fault = "" if reach.number.strip() else _("Enter a telephone number.")
        return {f"{prefix}number": fault} if fault else {}
    if reach.channel == "email":
        fault = "" if reach.email.strip() else _("Enter an e-mail address.")
        return {f"{prefix}email": fault} if fault else {}
    return {f"{prefix}channel": _("Choose how to reach them.")}


def faults_of_reference(words: ReferenceWords) -> Mapping[str, str]:
    """What is wrong with a reference, by field."""
    faults = {
        "known_for": fault_of_text(
            words.known_for, longest=100, needed=_("Say how long you have known them.")
        ),
        "known_how": fault_of_text(
            words.known_how, longest=300, needed=_("Say how you know them.")
        ),
        "suits": "" if words.suits in SUITS else _("Choose one of the answers shown."),
        "words": fault_of_text(words.words, longest=1_000),
    }
    return {field: fault for field, fault in faults.items() if fault}
