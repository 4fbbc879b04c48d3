"""From what a service holds of a referral to the standard's nodes, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from alongside.formats.spis._nodes import VERSION, nodes

STANDARD = "PRSB Social Prescribing Information Standard"
NO_RISK = "None was written down"
MOST_BYTES = 5_000_000
MOST_REFERRALS = 1_000
_ROOTS = frozenset(node.path[0] for node in nodes())


class NotReadable(Exception):
    """The document is none of ours, or not JSON; the words say where."""


@dataclass(frozen=True)
class SpisReferral:
    """What a service holds of one referral, as far as the standard asks for it."""

    reference: str = ""
    name: str = ""
    born: date | None = None
    nhs_number: str = ""
    phone: str = ""
    email: str = ""
    post: tuple[str, ...] = ()
    preferred: str = ""  # text, phone, email or letter
    practice: str = ""
    about_me: str = ""
    needs: tuple[str, ...] = ()
    agreed: bool = False
    on: date | None = None
    referrer_name: str = ""
    referrer_role: str = ""
    referrer_organisation: str = ""
    service: str = ""
    reason: str = ""
    problem: str = ""
    barriers: tuple[str, ...] = ()
    risk: str = ""
    plan: str = ""


def write_document(referrals: Iterable[SpisReferral]) -> str:
    """One JSON document of any number of referrals. What is not held is left out, never made up."""
    body = {
        "standard": STANDARD,
        "version": VERSION,
        "referrals": [as_nodes(one) for one in referrals],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def as_nodes(one: SpisReferral) -> dict[str, Any]:
    """The nodes of one referral."""
    first, family = _split(one.name)
    entry = {
        "Date": one.on.isoformat() if one.on else "",
        "Referrer details": {
            "Name": one.referrer_name,
            "Role": one.referrer_role,
            "Service": {"Free text": one.referrer_organisation},
            "Organisation": {"Free text": one.referrer_organisation},
            "Contact details": one.practice and f"Practice {one.practice}",
        },
        "Reason for referral": {"Free text": one.reason},
        "Referral to": {"Organisation": {"Free text": one.service}},
        "Return response to": one.referrer_name,
    }
    return _held(
        {
            "Person demographics": {
                "Person name": {
                    "Person first name": [first],
                    "Person family name": [family],
                    "Person full name": one.name,
                },
                "Date of birth": one.born.isoformat() if one.born else "",
                "NHS number": one.nhs_number,
                "Other identifier": [one.reference],
                "Person's address": {
                    f"Address line {number}": line
                    for number, line in enumerate(one.post[:5], start=1)
                },
                "Person's contact details": {
                    "Preferred contact method": one.preferred,
                    "Person's telephone number details": [{"Person's telephone number": one.phone}],
                    "Person's email address details": [{"Person's email address": one.email}],
                },
            },
            "GP practice": {"GP practice record entry": [{"GP practice identifier": one.practice}]},
            "About me": {
                "Also worth knowing about me": {"Also worth knowing about me": one.about_me}
            },
            "Individual requirements": {
                "Other individual requirements": [
                    {"Other individual requirement": need} for need in one.needs
                ]
            },
            "Consent": {"Consent for information sharing": "Yes" if one.agreed else ""},
            "Referral details": {"Referral details record entry": [entry]},
            "Presenting complaints or issues": {
                "Presenting complaint or issue": [{"Free text": one.problem}],
                "Person reported complaints or issues": list(one.barriers),
            },
            "Risks": {"Risks record entry": [{"Risk": {"Free text": one.risk or NO_RISK}}]},
            "Care and support plan": {
                "Needs, concerns or problems": [
                    {"Goals and hopes": [{"Free text": one.plan}]} if one.plan else {}
                ]
            },
        }
    )


def _split(name: str) -> tuple[str, str]:
    """First and family name: the last word is the family's, as far as anybody can tell."""
    first, _space, family = name.strip().rpartition(" ")
    return (first, family) if first else (family, "")


def _held(value: Any) -> Any:
    """The value without anything that is empty."""
    if isinstance(value, dict):
        kept = {name: _held(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in ("", None, [], {})}
    if isinstance(value, list):
        return [one for one in map(_held, value) if one not in ("", None, [], {})]
    return value


def read_document(body: bytes) -> tuple[dict[str, Any], ...]:
    """The referrals of a document, each as its nodes. Raises NotReadable for anything else: too
    large, no JSON, a name twice, another standard, or a node that the standard does not have."""
    if len(body) > MOST_BYTES:
        raise NotReadable("the file is too large")
    try:
        found = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_once)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise NotReadable("the file is no JSON") from fault
    if not isinstance(found, dict) or found.get("standard") != STANDARD:
        raise NotReadable("the file does not say that it is of this standard")
    if str(found.get("version")) != VERSION:
        raise NotReadable(f"only version {VERSION} can be read")
    referrals = found.get("referrals")
    if not isinstance(referrals, list) or len(referrals) > MOST_REFERRALS:
        raise NotReadable(f"referrals must be a list of at most {MOST_REFERRALS}")
    for number, one in enumerate(referrals, start=1):
        if not isinstance(one, dict):
            raise NotReadable(f"referral {number} is no object")
        unknown = set(one) - _ROOTS
        if unknown:
            raise NotReadable(f"referral {number}: there is no node “{min(unknown)}”")
    return tuple(referrals)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _value in pairs]
    if len(set(names)) != len(names):
        raise NotReadable("a name stands twice in one object")
    return dict(pairs)


def from_nodes(one: Mapping[str, Any]) -> SpisReferral:
    """What we hold of a referral that came in; what we have no place for is left out."""
    born = _text(one, "Person demographics", "Date of birth")
    names = ("Person demographics", "Person name")
    full = _text(one, *names, "Person full name")
    parts = (_text(one, *names, f"Person {part} name") for part in ("first", "family"))
    contact = ("Person demographics", "Person's contact details")
    entry = ("Referral details", "Referral details record entry")
    risk = _text(one, "Risks", "Risks record entry", "Risk", "Free text")
    about = "Also worth knowing about me"
    return SpisReferral(
        reference=_text(one, "Person demographics", "Other identifier"),
        name=full or " ".join(part for part in parts if part),
        born=_day(born),
        nhs_number=_text(one, "Person demographics", "NHS number"),
        phone=_text(one, *contact, "Person's telephone number details",
                    "Person's telephone number"),
        email=_text(one, *contact, "Person's email address details", "Person's email address"),
        post=tuple(
            line
            for number in range(1, 6)
            if (line := _text(one, "Person demographics", "Person's address",
                              f"Address line {number}"))
        ),
        preferred=_text(one, *contact, "Preferred contact method"),
        practice=_text(one, "GP practice", "GP practice record entry", "GP practice identifier"),
        about_me=_text(one, "About me", about, about),
        agreed=_text(one, "Consent", "Consent for information sharing").casefold() == "yes",
        on=_day(_text(one, *entry, "Date")),
        referrer_name=_text(one, *entry, "Referrer details", "Name"),
        reason=_text(one, *entry, "Reason for referral", "Free text"),
        problem=_text(one, "Presenting complaints or issues", "Presenting complaint or issue",
                      "Free text"),
        barriers=_texts(one, "Presenting complaints or issues",
                        "Person reported complaints or issues"),
        risk="" if risk == NO_RISK else risk,
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _texts(one: Any, *path: str) -> tuple[str, ...]:
    """Every text of the list at a path."""
    for name in path:
        one = one.get(name) if isinstance(one, Mapping) else None
    several = one if isinstance(one, list) else [one]
    return tuple(text.strip() for text in several if isinstance(text, str) and text.strip())


def _text(one: Any, *path: str) -> str:
    """The first text at a path; "" where there is none."""
    for name in path:
        if isinstance(one, list):
            one = one[0] if one else None
        one = one.get(name) if isinstance(one, Mapping) else None
    if isinstance(one, list):
        one = one[0] if one else None
    return one.strip() if isinstance(one, str) else ""
