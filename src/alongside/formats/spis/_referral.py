"""From what a service holds of a referral to the standard's nodes, and back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from alongside.formats.spis._contact import (
    METHOD,
    METHODS,
    PHONE,
    address_of,
    code_of,
    from_contact,
)
from alongside.formats.spis._nodes import VERSION, NodePath
from alongside.formats.spis._plan import Plan, plan_nodes
from alongside.formats.spis._reading import LONDON, STANDARD, moment
from alongside.formats.spis._words import ABOUT, REASON, REFERRER, RISK, leaves, nodes_of, words_of

NO_RISK = "None was written down"
_PROBLEMS = "Presenting complaints or issues"
_ONE, _OWN = "Presenting complaint or issue", "Person reported complaints or issues"
_DETAILS, _ENTRIES = "Referral details", "Referral details record entry"
_NAME = ("Person demographics", "Person name")


@dataclass(frozen=True)
class SpisReferral:
    """What a service holds of one referral, as far as the standard asks for it.

    `about_me`, `reason`, `risk` and `referred_by` are words in which some lines begin with the name
    of a node: they become that node again (`_words.py`). Where `referred_by` is empty, who
    introduced them is said by the fields `referrer_…`. `plan` is only ever written."""

    reference: str = ""
    name: str = ""
    born: date | None = None
    nhs_number: str = ""
    phone: str = ""
    email: str = ""
    post: tuple[str, ...] = ()
    preferred: str = ""  # text, phone, email or letter
    practice: str = ""
    practice_name: str = ""
    about_me: str = ""
    needs: tuple[str, ...] = ()
    agreed: bool = False
    on: datetime | None = None
    referrer_name: str = ""
    referrer_role: str = ""
    referrer_organisation: str = ""
    referred_by: str = ""
    service: str = ""
    reason: str = ""
    problem: str = ""
    barriers: tuple[str, ...] = ()
    risk: str = ""
    plan: Plan | None = None


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
    found: dict[str, Any] = _demographics(one)
    found["GP practice"] = {"GP practice record entry": _practice(one)}
    found["Consent"] = {"Consent for information sharing": "Yes" if one.agreed else ""}
    _join(found, nodes_of(one.about_me, ABOUT))
    needs = [{"Other individual requirement": need} for need in one.needs]
    _join(found, {"Individual requirements": {"Other individual requirements": needs}})
    reason = nodes_of(one.reason, REASON)
    _join(found, {_DETAILS: {_ENTRIES: _details(one, reason.pop(_DETAILS, {}))}})
    problems = {_ONE: [{"Free text": one.problem}], _OWN: list(one.barriers)}
    _join(found, {_PROBLEMS: problems})
    _join(found, reason)
    _join(found, nodes_of(one.risk, RISK))
    if "Risks" not in found:
        _join(found, nodes_of(NO_RISK, RISK))
    if one.plan is not None:
        _join(found, plan_nodes(one.plan))
    kept: dict[str, Any] = _held(found)
    return kept


def filler_contact(practice: str) -> str:
    """What stands for how whoever introduced them is reached, where nothing but their practice is
    known."""
    return f"Practice {practice}" if practice else ""


def _demographics(one: SpisReferral) -> dict[str, Any]:
    first, family = _split(one.name)
    others = nodes_of(one.referred_by, REFERRER).get("Person demographics", {})
    identifiers = [one.reference, *others.get("Other identifier", [])]
    person = {
        "Person name": {
            "Person first name": [first],
            "Person family name": [family],
            "Person full name": one.name,
        },
        "Date of birth": one.born.isoformat() if one.born else "",
        "NHS number": one.nhs_number,
        "Other identifier": list(dict.fromkeys(identifiers)),
        "Person's address": address_of(one.post),
        "Person's contact details": {
            "Preferred contact method": code_of(one.preferred),
            "Person's telephone number details": [{"Person's telephone number": one.phone}],
            "Person's email address details": [{"Person's email address": one.email}],
        },
    }
    return {"Person demographics": person}


def _practice(one: SpisReferral) -> list[dict[str, Any]]:
    """The entries of *GP practice*: the first has the code."""
    entries = nodes_of(one.referred_by, REFERRER).get("GP practice", {})
    first, *others = entries.get("GP practice record entry") or [{}]
    said = {"GP practice identifier": one.practice, "GP practice details": one.practice_name}
    return [first | {name: text for name, text in said.items() if text}, *others]


def _details(one: SpisReferral, reason: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The entries of *Referral details*: the first has the day, to whom, and why."""
    if one.referred_by:
        said: Mapping[str, Any] = nodes_of(one.referred_by, REFERRER).get(_DETAILS, {})
        entries = list(said.get(_ENTRIES, []))
    else:
        entries = [{"Referrer details": _referrer(one), "Return response to": one.referrer_name}]
    first, *others = entries or [{}]
    referrer = first.setdefault("Referrer details", {})
    if not referrer.get("Contact details"):
        referrer["Contact details"] = filler_contact(one.practice)
    first["Date"] = (
        one.on.astimezone(LONDON).replace(tzinfo=None).isoformat(timespec="minutes")
        if one.on
        else ""
    )
    first["Referral to"] = {"Organisation": {"Free text": one.service}}
    for said in reason.get(_ENTRIES, []):
        _join(first, said)
    return [first, *others]


def _referrer(one: SpisReferral) -> dict[str, Any]:
    return {
        "Name": one.referrer_name,
        "Role": one.referrer_role,
        "Service": {"Free text": one.referrer_organisation},
        "Organisation": {"Free text": one.referrer_organisation},
    }


def _split(name: str) -> tuple[str, str]:
    """First and family name: the last word is the family's, as far as anybody can tell."""
    first, _space, family = name.strip().rpartition(" ")
    return (first, family) if first else (family, "")


def _join(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Puts nodes beside others: lists after one another, groups into one."""
    for name, value in more.items():
        if isinstance(value, list):
            into.setdefault(name, []).extend(value)
        elif isinstance(value, dict):
            _join(into.setdefault(name, {}), value)
        else:
            into[name] = value


def _held(value: Any) -> Any:
    """The value without anything that is empty."""
    if isinstance(value, dict):
        kept = {name: _held(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in ("", None, [], {})}
    if isinstance(value, list):
        return [one for one in map(_held, value) if one not in ("", None, [], {})]
    return value


def from_nodes(
    one: Mapping[str, Any],
    *,
    problems: Collection[str] | None = None,
    barriers: Collection[str] | None = None,
) -> SpisReferral:
    """What we hold of a referral that came in and has no `faults_of`.

    Of its presenting issues the first that is among `problems` is the problem, and what the person
    reports and is among `barriers` is that (both without capitals; None: any is); everything else
    stands in the words of `reason`."""
    texts: dict[NodePath, list[str]] = {}
    for path, text in leaves(one):
        texts.setdefault(path, []).append(text)

    def first(*path: str) -> str:
        return texts.get(path, [""])[0]

    person = "Person demographics"
    parts = (
        " ".join(texts.get((*_NAME, f"Person {part} name"), ())) for part in ("first", "family")
    )
    practice = first("GP practice", "GP practice record entry", "GP practice identifier")
    issues = texts.get((_PROBLEMS, _ONE, "Free text"), [])
    problem = next((said for said in issues if _is_one_of(said, problems)), "")
    own = [said for said in texts.get((_PROBLEMS, _OWN), []) if _is_one_of(said, barriers)]
    contact = from_contact(texts)
    return SpisReferral(
        reference=first(person, "Other identifier"),
        name=first(*_NAME, "Person full name") or " ".join(part for part in parts if part),
        born=_day(first(person, "Date of birth")),
        nhs_number=first(person, "NHS number"),
        phone=contact.phone,
        email=contact.email,
        post=contact.post,
        preferred=contact.preferred,
        practice=practice,
        about_me=_both(words_of(one, ABOUT), contact.words),
        agreed=first("Consent", "Consent for information sharing").casefold() == "yes",
        on=_at(first(_DETAILS, _ENTRIES, "Date")),
        referrer_name=first(_DETAILS, _ENTRIES, "Referrer details", "Name"),
        referred_by=words_of(_without_filler(one, practice), REFERRER),
        service=first(_DETAILS, _ENTRIES, "Referral to", "Organisation", "Free text"),
        reason=words_of(_without_issues(one, problem, own), REASON),
        problem=problem,
        barriers=tuple(own),
        risk=_both(*(said for said in words_of(one, RISK).split("\n\n") if said != NO_RISK)),
    )


def left_out(came: Mapping[str, Any], kept: SpisReferral) -> tuple[NodePath, ...]:
    """The nodes of a referral that came in of which something would not go out again: what this
    service has no place for. The parts of a name stand in the full name."""
    held = Counter(leaves(as_nodes(kept)))
    lost = Counter(leaves(came)) - held
    name = kept.name.split()
    found: dict[NodePath, None] = {}
    for path, text in lost:
        if path[:2] == _NAME and path[-1] != "Person full name" and set(text.split()) <= set(name):
            continue
        if _same_moment(path, text, held) or text == NO_RISK:
            continue
        if path in (METHOD, PHONE) and _is_said(path, text, kept):
            continue
        found[path] = None
    return tuple(found)


def _is_said(path: NodePath, text: str, kept: SpisReferral) -> bool:
    """Whether a wish that no way of ours meets stands among the words."""
    return text == kept.preferred or (METHODS.get(text, text) if path == METHOD else text) in (
        kept.about_me
    )


def _same_moment(path: NodePath, text: str, held: Collection[tuple[NodePath, str]]) -> bool:
    """Whether the same moment is held, written another way."""
    if path == (_DETAILS, _ENTRIES, "Date"):
        return any(where == path and _at(other) == _at(text) for where, other in held)
    if path == ("Person demographics", "Date of birth"):
        return any(where == path and other == text[:10] for where, other in held)
    return False


def _both(*said: str) -> str:
    return "\n\n".join(filter(None, said))


def _is_one_of(said: str, known: Collection[str] | None) -> bool:
    return known is None or said.casefold() in known


def _without_filler(one: Mapping[str, Any], practice: str) -> dict[str, Any]:
    """The referral without what we ourselves write where no way to the referrer is known."""
    copy: dict[str, Any] = json.loads(json.dumps(one))
    for entry in _entries(copy, _DETAILS, _ENTRIES):
        for referrer in _several(entry.get("Referrer details")):
            if referrer.get("Contact details") == filler_contact(practice):
                referrer.pop("Contact details")
    return copy


def _without_issues(one: Mapping[str, Any], problem: str, own: Collection[str]) -> dict[str, Any]:
    """The referral without the issues that have a place of their own."""
    copy: dict[str, Any] = json.loads(json.dumps(one))
    for entry in _entries(copy, _PROBLEMS, _ONE):
        if problem and entry.get("Free text") == problem:
            entry.pop("Free text")
            break
    for group in _several(copy.get(_PROBLEMS)):
        said = group.get(_OWN)
        if said is not None:
            kept = said if isinstance(said, list) else [said]
            group[_OWN] = [each for each in kept if str(each).strip() not in own]
    return copy


def _entries(one: Mapping[str, Any], *path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [dict_ for dict_ in _several(one)]
    for name in path:
        found = [inner for group in found for inner in _several(group.get(name))]
    return found


def _several(value: Any) -> list[dict[str, Any]]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _day(text: str) -> date | None:
    found = moment(text)
    return found.date() if isinstance(found, datetime) else found


def _at(text: str) -> datetime | None:
    """The moment in London; noon of a day that is said without a time."""
    found = moment(text)
    if found is None:
        return None
    if not isinstance(found, datetime):
        found = datetime.combine(found, time(12))
    return found if found.tzinfo else found.replace(tzinfo=LONDON)
