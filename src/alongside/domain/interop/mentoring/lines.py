"""One row of a sheet as somebody who is taken over, by the map."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.interop.groups.values import Fault
from alongside.domain.interop.mentoring import cells as read
from alongside.domain.interop.oruk.vocabulary import Vocabulary
from alongside.domain.mentoring import public as mentoring
from alongside.domain.referrals import public as referrals

MENTORS, WAITING, PAIRS, MEETINGS = "mentors", "waiting", "pairs", "meetings"
SECTIONS = (MENTORS, PAIRS, WAITING, MEETINGS)
"""In the order in which they are taken: whoever meets a mentor does not wait for one."""

KINDS = (
    "condition",
    "treatment",
    "language",
    "time",
    "mode",
    "interest",
    "topic",
)
_TERMS = {
    "conditions": "condition",
    "treatments": "treatment",
    "languages": "language",
    "times": "time",
    "modes": "mode",
    "interests": "interest",
    "can_share": "topic",
    "help_with": "topic",
}
_MENTOR_STATES = {
    "applied": "applied new enquiry interested",
    "preparing": "preparing active working current matched ready approved yes in-training training",
    "paused": "paused on-hold break on-break resting",
    "stopped": "stopped left inactive withdrawn ended no",
}
_WAITING_STATES = {
    "received": "received new referred to-decide undecided",
    "waiting": "waiting accepted open active triaged yes",
    "closed": "closed declined withdrawn ended matched finished no",
}
_MOST_PLACES = 4


@dataclass(frozen=True)
class Line:
    """What a row says. `mentor` stands in the mentors' sheet, `person` and `wishes` in the other
    two; a pair has its mentor by their own line, or by the id of one who is here already."""

    section: str
    key: str
    name: str
    mentor: mentoring.TakenMentor | None = None
    person: referrals.TakenPerson | None = None
    wishes: mentoring.Wishes | None = None
    mentor_line: Line | None = None
    mentor_id: UUID | None = None
    # Of a meeting: whose it is, when, and for how long.
    pair: Line | None = None
    met_on: date | None = None
    minutes: int | None = None


@dataclass
class Found:
    """A row while it is read: what was found, what is wrong and what is left out."""

    rules: Mapping[str, Any]
    cells: Mapping[str, str]
    faults: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def __call__(self, name: str, how: Callable[..., Any], empty: Any, **more: Any) -> Any:
        """The value of a field; `empty` where the map has no rule for it or it has a fault."""
        if name not in self.rules:
            return empty
        with self.noting(name):
            found = how(self.rules[name], self.cells, **more)
            return empty if found is None else found
        return empty

    def told(self, name: str, how: Callable[..., tuple[Any, str]], empty: Any) -> Any:
        """As a call, for what also tells what was left out."""
        found, left_out = self(name, how, (empty, ""))
        if left_out:
            self.left_out.append(left_out)
        return found

    def needed(self, name: str, why: str) -> str:
        """The text of a field that every row needs; `why` is the fault where it is not there."""
        text: str = self(name, read.text, "")
        if not text and not any(faulty == name for faulty, _why in self.faults):
            self.fault(name, why)
        return text

    def fault(self, name: str, why: str) -> None:
        """Notes what is wrong with a field."""
        self.faults.append((name, why))

    @contextmanager
    def noting(self, name: str) -> Iterator[None]:
        """Notes a fault that is raised."""
        try:
            yield
        except Fault as fault:
            self.faults.append((name, str(fault)))


def vocabulary() -> Vocabulary:
    """Every word that the matching knows."""
    return Vocabulary(tuple(term for kind in KINDS for term in catalogue.terms(kind)))


def key_of(steward_id: UUID, section: str, own: str) -> str:
    """What tells a row of a service's list from every other, for good. Whoever waits and whoever
    meets a mentor are the same people."""
    which = MENTORS if section == MENTORS else "people"
    said = f"{steward_id}/{which}/{' '.join(own.casefold().split())}"
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()


def read_mentor(found: Found, words: Vocabulary) -> mentoring.TakenMentor:
    """A row of the mentors' sheet; its faults stand in `found`."""
    said = found("state", read.state, "preparing", words=_MENTOR_STATES) or "preparing"
    if said == "stopped":
        found.fault("state", _("They have stopped, so they are not brought in."))
    if said == "paused":
        found.left_out.append(_("that they pause: pause them here once two people said yes"))
    capacity = found("capacity", read.whole, 1)
    if capacity > _MOST_PLACES:
        found.left_out.append(_("places above four, which is the most here"))
    born = found("born", read.day, None, born=True)
    terms = _terms(found, words, "can_share")
    reach = _reach(found)
    if reach.channel == "letter":
        found.fault("phone", _("There is no telephone number and no e-mail address."))
    return mentoring.TakenMentor(
        name=found("name", read.text, ""),
        reach=mentoring.Reachable(
            reach.channel, reach.number, reach.email, reach.may_leave_message
        ),
        profile=mentoring.Profile(
            **terms,
            story=found("story", read.text, ""),
            experience=found("experience", read.text, ""),
            place=found.told("place", read.place, ""),
            max_km=found("max_km", read.whole, None) or None,
            gender=found("gender", read.gender, ""),
            mentee_gender=found("mentee_gender", read.gender, ""),
            birth_year=found("birth_year", _year, born.year if born else None),
            capacity=min(_MOST_PLACES, max(1, capacity)),
        ),
        state="applied" if said == "applied" else "preparing",
        since=found("since", read.day, None) or date.min,
        met_on=found("met_on", read.day, None),
        trained_on=found("trained_on", read.day, None),
        references_seen_on=found("references_seen_on", read.day, None),
        agreed_on=found("agreed_on", read.day, None),
        checks=tuple(_checks(found)),
    )


def _year(rule: Any, cells: Mapping[str, str]) -> int | None:
    """A year of birth: told as such, or as a whole date."""
    told = read.text(rule, cells)
    if told.isdigit() and len(told) == 4 and 1900 <= int(told) <= 2100:
        return int(told)
    day = read.day(rule, cells, born=True)
    return day.year if day else None


def _checks(found: Found) -> list[mentoring.SeenCheck]:
    checks = []
    for kind, rules in found.rules.get("checks", {}).items():
        inner = Found(rules, found.cells)
        level = "-".join(inner("level", read.text, "").casefold().split())
        seen_on = inner("seen_on", read.day, None)
        again_on = inner("look_again_on", read.day, None)
        found.faults += [(f"checks.{kind}.{name}", fault) for name, fault in inner.faults]
        if seen_on is not None and level:
            checks.append(mentoring.SeenCheck(kind, level, seen_on, again_on))
        elif level and not isinstance(rules["level"], Mapping):
            found.left_out.append(_("a check: it is not said when it was seen"))
    return checks


def read_person(found: Found, words: Vocabulary, *, section: str) -> tuple[Any, Any]:
    """A row about somebody who waits or meets a mentor, and their wishes; faults stand in
    `found`."""
    if section == PAIRS:
        state, since = "attending", found("started_on", read.day, None)
        if since is None and not any(name == "started_on" for name, _why in found.faults):
            found.fault("started_on", _("It is not said since when they meet."))
    else:
        state = found("state", read.state, "waiting", words=_WAITING_STATES) or "waiting"
        since = found("since", read.day, None)
        if state == "closed":
            found.fault("state", _("They do not wait, so they are not brought in."))
        if since is None and not any(name == "since" for name, _why in found.faults):
            found.fault("since", _("It is not said since when they wait."))
    born = found("born", read.day, None, born=True)
    terms = _terms(found, words, "help_with")
    name = found("name", read.text, "")
    person = referrals.TakenPerson(
        name=name,
        reach=_reach(found),
        state=state,
        since=since or date.min,
        next_on=found("next_on", read.day, None),
        made_by=found("made_by", read.text, "clinician") or "clinician",
        practice=found("practice", read.text, ""),
        condition=next(iter(terms["conditions"]), ""),
        reason=found("reason", read.text, ""),
        born=born,
        nhs_number=found("nhs_number", read.text, ""),
    )
    wishes = mentoring.Wishes(
        **terms,
        place=found.told("place", read.place, ""),
        max_km=found("max_km", read.whole, None) or None,
        gender=found("gender", read.gender, ""),
        mentor_gender=found("mentor_gender", read.gender, ""),
        birth_date=born,
    )
    return person, wishes


def lacking(person: referrals.TakenPerson, wishes: mentoring.Wishes) -> str:
    """What has to be asked before somebody who waits can be suggested a mentor, or nothing."""
    asked = [
        words
        for words, there in (
            (_("a condition"), wishes.conditions),
            (_("times"), wishes.times),
            (_("how they would meet"), wishes.modes),
            (_("a date of birth"), person.born),
        )
        if not there
    ]
    if not asked or person.state != "waiting":
        return ""
    return _("Nobody can be suggested until this is known: %(what)s.") % {"what": ", ".join(asked)}


def _terms(found: Found, words: Vocabulary, topics: str) -> dict[str, Any]:
    terms: dict[str, Any] = {}
    for name in (*list(_TERMS)[:6], topics):
        terms[name] = ()
        if name not in found.rules:
            continue
        with found.noting(name):
            slugs, left_out = read.terms(_TERMS[name], found.rules[name], found.cells, words)
            terms[name] = slugs
            if left_out:
                found.left_out.append(name)
    if not terms["languages"] and not any(name == "languages" for name, _why in found.faults):
        terms["languages"] = ("en",)
    return terms


def _reach(found: Found) -> referrals.Reach:
    number = found.told("phone", read.phone, "")
    email = found("email", read.text, "")
    post = tuple(
        line.strip() for line in found("post", read.text, "").replace("\n", ",").split(",")
    )
    post = tuple(line for line in post if line)
    there = {"text": number, "phone": number, "email": email, "letter": post}
    wished = found("channel", read.channel, "")
    channel = wished if there.get(wished) else ""
    if wished and not channel and any(there.values()):
        found.left_out.append(_("how they would like to be reached: it is not there"))
    channel = channel or next((name for name in ("phone", "email", "letter") if there[name]), "")
    if not channel and not any(name in ("phone", "email", "post") for name, _w in found.faults):
        found.fault("phone", _("There is no telephone number, e-mail or address."))
    return referrals.Reach(
        channel or "phone",
        number=number if channel in ("text", "phone") else "",
        email=email if channel == "email" else "",
        post=post if channel == "letter" else (),
    )


def without_start(mentor: mentoring.TakenMentor, today: date) -> mentoring.TakenMentor:
    """A mentor whose beginning the list does not say began, as far as is known, today."""
    return replace(mentor, since=today) if mentor.since == date.min else mentor
