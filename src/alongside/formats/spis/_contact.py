"""How somebody is reached, by the standard: its codes, and what has no word of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.formats.spis._nodes import NodePath

# Communication contact method of the NHS Data Dictionary, as UK Core 2.2 has it.
METHODS = {
    "1": "Letter",
    "2": "Visit",
    "3": "Telephone",
    "4": "E-mail",
    "5": "Minicom (textphone)",
    "6": "Telephone contact via proxy",
    "7": "Sign language",
    "8": "No telephone contact",
    "9": "Text message",
}
_CODES = {"letter": "1", "phone": "3", "email": "4", "text": "9"}
_OURS = {code: ours for ours, code in _CODES.items()}
_PERSON = "Person demographics"
_CONTACT = (_PERSON, "Person's contact details")
METHOD: NodePath = (*_CONTACT, "Preferred contact method")
PHONE = (*_CONTACT, "Person's telephone number details", "Person's telephone number")
_EMAIL = (*_CONTACT, "Person's email address details", "Person's email address")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}", re.IGNORECASE)
_LINES = 5


@dataclass(frozen=True)
class Contact:
    """How somebody is reached. `words` is a wish that no way of ours meets, for whoever gets in
    touch; with *no telephone contact* there is no number either, so that nobody rings it."""

    preferred: str
    phone: str
    email: str
    post: tuple[str, ...]
    words: str


def code_of(preferred: str) -> str:
    """The code of text, phone, email or letter; "" for none of them."""
    return _CODES.get(preferred, "")


def address_of(post: Sequence[str]) -> dict[str, str]:
    """The nodes of an address. The standard has five lines: what is more stands in the fifth."""
    lines = [line for line in post if line]
    found: dict[str, str] = {}
    if lines and _POSTCODE.fullmatch(lines[-1].strip()):
        found["Postcode"] = lines.pop()
    if len(lines) > _LINES:
        lines[_LINES - 1 :] = [", ".join(lines[_LINES - 1 :])]
    return {f"Address line {at}": line for at, line in enumerate(lines, start=1)} | found


def from_contact(texts: Mapping[NodePath, Sequence[str]]) -> Contact:
    """What the nodes of a referral say, each with its texts."""
    said = next(iter(texts.get(METHOD, ())), "")
    preferred = _OURS.get(said, said if said in _CODES else "")  # ours: of files before the codes
    phone = next(iter(texts.get(PHONE, ())), "")
    email = next(iter(texts.get(_EMAIL, ())), "")
    lines = [
        (_PERSON, "Person's address", f"Address line {number}") for number in range(1, _LINES + 1)
    ]
    postcode = (_PERSON, "Person's address", "Postcode")
    post = [text for path in (*lines, postcode) for text in texts.get(path, ())]
    words = f"Preferred contact method: {METHODS.get(said, said)}" if said and not preferred else ""
    if said == "8":
        words, phone = f"{words} ({phone})" if phone else words, ""
    return Contact(preferred, phone, email, tuple(dict.fromkeys(post)), words)
