"""One value about a person, as spreadsheets write it. Each raises Fault with a plain sentence.

The sentences never say what stands in the cell: they are kept with the run, and the cells are about
people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.interop.groups import values
from alongside.domain.interop.groups.values import Fault
from alongside.domain.interop.oruk.vocabulary import Vocabulary

Cells = Mapping[str, str]
Rule = Any

_BROKEN = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)", re.IGNORECASE)
_NOTHING = {"", "-", "–", "n/a", "na", "none", "not known", "unknown", "?", "tbc"}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_FIRST_SERIAL, _LAST_SERIAL = 7_000, 80_000  # 1919 to 2119, as a spreadsheet counts days
_EPOCH = date(1899, 12, 30)
_FORMS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[T ]\d{1,2}:\d\d.*)?"),
    re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4}|\d{2})(?: \d{1,2}:\d\d.*)?"),
    re.compile(
        r"(?:[a-z]{3,9},? )?(?P<d>\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?P<name>[a-z]{3})[a-z]*\.?,?"
        r"[-/. ]+(?P<y>\d{4}|\d{2})",
        re.IGNORECASE,
    ),
)
_GENDERS = {
    "woman": "woman f female woman women girl she",
    "man": "man m male man men boy he",
    "another": "another other non-binary nonbinary nb x",
}
_CHANNELS = {
    "text": "text texts sms mobile message",
    "phone": "phone telephone call calls landline ring",
    "email": "email e-mail mail",
    "letter": "letter post by-post address",
}


def text(rule: Rule, cells: Cells) -> str:
    """Text as it stands; what only says that nobody knows is nothing."""
    found = values.text(rule, cells)
    if _BROKEN.match(found):
        raise Fault(_("The cell holds a fault of the spreadsheet, such as #REF!."))
    return "" if found.casefold() in _NOTHING else found


def day(rule: Rule, cells: Cells, *, born: bool = False) -> date | None:
    """A day in any British form, or the number that a spreadsheet counts days by; None for nothing.

    A year of two figures is one of this century, but for a birth date, where nobody can know."""
    found = text(rule, cells)
    if not found:
        return None
    if re.fullmatch(r"[0-9]{4,5}(\.[0-9]+)?", found):
        serial = int(float(found))
        if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
            return _EPOCH + timedelta(days=serial)
    for form in _FORMS:
        match = form.fullmatch(found)
        if match is None:
            continue
        said = match.groupdict()
        year = int(said["y"])
        if year < 100:
            if born:
                raise Fault(_("Write the year of birth with four figures."))
            year += 2000
        try:
            return date(year, _month(said), int(said["d"]))
        except ValueError:
            break
    raise Fault(_("This is not a date, such as 22/11/2026."))


def _month(said: Mapping[str, str]) -> int:
    if "name" not in said:
        return int(said["m"])
    return _MONTHS.index(said["name"].lower()) + 1


def phone(rule: Rule, cells: Cells) -> tuple[str, str]:
    """The first telephone number of a cell with the nought that spreadsheets lose, and a word about
    what was left out: nothing, or that there was a second number."""
    found = text(rule, cells)
    parts = [part for part in re.split(r"[/;,\n]| or ", found) if re.search(r"\d{5}", _bare(part))]
    if not parts:
        if found:
            raise Fault(_("This is not a telephone number."))
        return "", ""
    number = _bare(parts[0])
    if number.startswith("0044"):
        number = "+44" + number[4:]
    elif number.startswith("44") and len(number) == 12:
        number = "+" + number
    elif number[0] in "123456789" and len(number) in (9, 10):
        number = "0" + number
    number = re.sub(r"^\+440", "+44", number)
    return number, _("a second telephone number") if len(parts) > 1 else ""


def _bare(part: str) -> str:
    part = re.sub(r"\.0+$", "", part.strip())
    plus = "+" if part.startswith("+") else ""
    return plus + "".join(sign for sign in part if sign in "0123456789")


def channel(rule: Rule, cells: Cells) -> str:
    """How somebody would like to be reached: text, phone, email, letter, or nothing said."""
    return _one_of(_CHANNELS, rule, cells)


def gender(rule: Rule, cells: Cells) -> str:
    """woman, man, another, or nothing said."""
    return _one_of(_GENDERS, rule, cells)


def state(rule: Rule, cells: Cells, words: Mapping[str, str]) -> str:
    """One of the keys of `words`, by the words that it stands for; "" for nothing said."""
    return _one_of(words, rule, cells)


def _one_of(words: Mapping[str, str], rule: Rule, cells: Cells) -> str:
    found = "-".join(text(rule, cells).casefold().split())
    if found in {"", "any", "either", "no-preference", "not-said", "prefer-not-to-say"}:
        return ""
    for name, spelt in words.items():
        if found == name or found in spelt.split():
            return name
    raise Fault(_("We do not know this word. The map file can say what it means."))


def whole(rule: Rule, cells: Cells) -> int | None:
    """A whole number, rounded up; None for nothing."""
    found = re.sub(r"\s*(km|miles?|people)$", "", text(rule, cells).casefold())
    if not found:
        return None
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", found):
        raise Fault(_("This is not a number."))
    return -int(-float(found) // 1)


def place(rule: Rule, cells: Cells) -> tuple[str, str]:
    """The key of the place of a postcode, and a word about what was left out. Of a postcode no more
    is kept than its first half."""
    found = text(rule, cells)
    if not found:
        return "", ""
    outward = catalogue.outward_of(found) or catalogue.outward_of(found.split()[0])
    if outward is None:
        raise Fault(_("This is not a postcode."))
    if catalogue.place(outward) is None:
        return "", _("where they live: we do not know this postcode")
    return outward, ""


def terms(
    kind: str, rule: Rule, cells: Cells, vocabulary: Vocabulary
) -> tuple[tuple[str, ...], bool]:
    """Slugs of the catalogue, and whether something was left out because the map says so."""
    found: list[str] = []
    left_out = False
    for word in _words(kind, rule, cells, vocabulary):
        term = vocabulary.find(kind, word)
        if term is not None:
            found.append(term.slug)
        elif isinstance(rule, Mapping) and rule.get("other_words") == "leave_out":
            left_out = True
        else:
            raise Fault(_("A word here is not in our list. The map file can say what it means."))
    return tuple(dict.fromkeys(found)), left_out


def _words(kind: str, rule: Rule, cells: Cells, vocabulary: Vocabulary) -> Iterable[str]:
    said = values.words(rule, cells)
    if len(said) == 1 and not (isinstance(rule, Mapping) and "split" in rule):
        if _BROKEN.match(said[0]):
            raise Fault(_("The cell holds a fault of the spreadsheet, such as #REF!."))
        if vocabulary.find(kind, said[0]) is None:  # no rule how to cut it: as people do
            said = [part.strip() for part in re.split(r"[;,\n]|\band\b", said[0])]
    return [word for word in said if word.casefold() not in _NOTHING]
