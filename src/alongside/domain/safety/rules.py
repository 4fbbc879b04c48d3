"""Who may do what, and what a worry must look like."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from alongside.domain.directory.public import is_email, is_phone
from alongside.domain.people.public import Role
from alongside.domain.safety.records import (
    OUTSIDE,
    THINGS,
    About,
    Answer,
    Channel,
    Judgement,
    Route,
    Threshold,
    Worry,
)
from alongside.engines.worktime import Hours
from alongside.foundation.actor import Actor

ANSWERS = ("can_decide", "agrees", "under_18", "care_needs", "at_risk", "cannot_protect")
LONGEST_WORDS = 5000
LONGEST_NAME = 200
LONGEST_SAFELY = 500
LEAST_OPEN_A_WEEK = timedelta(hours=2)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def may_set_up(actor: Actor, organisation_id: object) -> bool:
    """The administrator of the organisation that runs the service, or a command."""
    return actor.is_system or any(
        grant.role == Role.ORG_ADMIN and grant.organisation_id == organisation_id
        for grant in actor.grants
    )


def may_count(actor: Actor) -> bool:
    """How many there are is for those who see that somebody reads them, and for the operator."""
    return actor.is_system or actor.holds(Role.COORDINATOR) or actor.holds(Role.SAFEGUARDING_LEAD)


def tidy(worry: Worry) -> Worry:
    """The same with blanks trimmed, and without what an answer made meaningless."""
    reached, known = worry.may_contact, worry.thing in THINGS and worry.thing_id is not None
    return replace(
        worry,
        what_happened=worry.what_happened.strip(),
        about_name=worry.about_name.strip() if worry.about == About.OTHER else "",
        contact_name=worry.contact_name.strip() if reached else "",
        contact_by=worry.contact_by if reached else "",
        contact_at=worry.contact_at.strip() if reached else "",
        contact_safely=worry.contact_safely.strip() if reached else "",
        may_leave_message=worry.may_leave_message and reached,
        thing=worry.thing if known else "",
        thing_id=worry.thing_id if known else None,
    )


def faults_of(worry: Worry) -> dict[str, str]:
    """What is wrong with a tidied worry, by field; empty when nothing is."""
    found = {
        "what_happened": fault_of_words(worry.what_happened),
        "about": "" if worry.about in set(About) else _("Choose one of the answers"),
        "about_name": _fault_of_line(worry.about_name, LONGEST_NAME),
        "contact_name": _fault_of_line(worry.contact_name, LONGEST_NAME),
        "contact_safely": _fault_of_line(worry.contact_safely, LONGEST_SAFELY),
    }
    if worry.may_contact:
        found |= _faults_of_contact(worry)
    return {field: fault for field, fault in found.items() if fault}


def _faults_of_contact(worry: Worry) -> dict[str, str]:
    if worry.contact_by not in set(Channel):
        return {"contact_by": _("Choose how we may contact you")}
    if worry.contact_by == Channel.EMAIL:
        right, say = is_email(worry.contact_at), _("Enter an email address, like name@example.com")
    else:
        right, say = is_phone(worry.contact_at), _("Enter a telephone number, like 07700 900 982")
    return {"contact_at": "" if right else say}


def fault_of_words(words: str) -> str:
    """What is wrong with somebody's own words, or nothing. `words` is trimmed already."""
    if not words:
        return _("Write a few words")
    if len(words) > LONGEST_WORDS:
        return _("Use %(longest)d letters or fewer") % {"longest": LONGEST_WORDS}
    return _("Leave out unusual signs") if _CONTROLS.search(words) else ""


def _fault_of_line(text: str, longest: int) -> str:
    if len(text) > longest:
        return _("Use %(longest)d letters or fewer") % {"longest": longest}
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text.replace("\n", " ")):
        return _("Leave out unusual signs")
    return ""


def threshold_of(judgement: Judgement) -> Threshold:
    """Whether the law asks for the council to be told (Care Act 2014, section 42; for somebody
    under 18 Children Act 1989, section 47): by the answers alone, never by anybody's guess."""
    if judgement.under_18 == Answer.YES:
        answers = {judgement.at_risk}
    else:
        answers = {judgement.care_needs, judgement.at_risk, judgement.cannot_protect}
    if Answer.NO in answers:
        return Threshold.NOT_MET
    return Threshold.NOT_KNOWN if Answer.NOT_KNOWN in answers else Threshold.MET


def faults_of_judgement(judgement: Judgement, today: date) -> dict[str, str]:
    """What is wrong with a decision whose texts are trimmed, by field; empty when nothing is."""
    outside = judgement.route in OUTSIDE
    found = {
        "route": "" if judgement.route in set(Route) else _("Choose what you decide"),
        "reasons": fault_of_words(judgement.reasons),
        "wishes": _fault_of_text(judgement.wishes),
        "without_consent": _fault_of_text(judgement.without_consent),
        "told_whom": _fault_of_line(judgement.told_whom, LONGEST_NAME),
    }
    for field in ANSWERS:
        if getattr(judgement, field) not in set(Answer):
            found[field] = _("Choose yes, no or not known")
    if judgement.under_18 == Answer.YES and judgement.route == Route.ADULTS:
        found["route"] = _("Somebody under 18 goes to children's services")
    if outside and judgement.agrees != Answer.YES and not judgement.without_consent:
        found["without_consent"] = _("Say why you tell somebody without the person's agreement")
    if outside and not judgement.told_whom:
        found["told_whom"] = _("Enter whom you told")
    if outside and judgement.told_on is None:
        found["told_on"] = _("Enter when you told them")
    elif judgement.told_on is not None and judgement.told_on > today:
        found["told_on"] = _("Enter a day that has come. Tell them first, then write it down")
    return {field: fault for field, fault in found.items() if fault}


def _fault_of_text(text: str) -> str:
    return fault_of_words(text) if text else ""


def fault_of_hours(hours: tuple[Hours, ...]) -> str:
    """Whether worries can be read in these hours: two of them a week at the least."""
    open_a_week = sum((_length(each) * len(each.days) for each in hours), timedelta(0))
    if open_a_week < LEAST_OPEN_A_WEEK:
        return _("Give at least two hours a week in which worries are read")
    return ""


def _length(window: Hours) -> timedelta:
    def minutes(at: time) -> int:
        return at.hour * 60 + at.minute

    return timedelta(minutes=(minutes(window.closes) or 24 * 60) - minutes(window.opens))
