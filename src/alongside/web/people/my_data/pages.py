"""What the pages of one's own data show, from records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.people import public as people
from alongside.domain.people.public import CarerMay, How, RestrictBecause
from alongside.foundation.clock import in_london, london_date
from alongside.journeys.rights import Held
from alongside.journeys.words import app_label, filled, left_out_words, name_of, value_of
from alongside.web.people.pages import ROLES
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words

CARER_MAY: dict[str, Words] = {
    CarerMay.SEE_REQUEST: _("See what you asked a group, and what it answered"),
    CarerMay.CHANGE_REQUEST: _("Change what you asked"),
    CarerMay.CANCEL_REQUEST: _("Cancel what you asked"),
    CarerMay.DOWNLOAD: _("Download a copy of your details"),
    CarerMay.REFER: _("Ask for support for you"),
}
BECAUSE: dict[str, Words] = {
    RestrictBecause.ACCURACY: _("Something that we hold is wrong, and has to be checked first"),
    RestrictBecause.UNLAWFUL: _("We should not have it, but it must not be deleted"),
    RestrictBecause.CLAIM: _("We need it no more, but the person does, for a legal claim"),
    RestrictBecause.OBJECTION: _("The person objected to how we use it, and waits for our answer"),
}
BECAUSE_OWN: dict[str, Words] = {
    RestrictBecause.ACCURACY: _("Something that you hold about me is wrong. Check it first"),
    RestrictBecause.UNLAWFUL: _("You should not have it. But do not delete it"),
    RestrictBecause.CLAIM: _("You need it no more. But I need it, for a legal claim"),
    RestrictBecause.OBJECTION: _("I object to how you use it. Answer me first"),
}
_HOW: dict[str, Words] = {
    How.PAGE: _("on a page of this site"),
    How.PHONE: _("by phone"),
    How.PAPER: _("on paper"),
    How.IN_PERSON: _("in person"),
}
_LOOKED_AT: dict[str, Words] = {
    "record": _("all that we hold about you"),
    "copy": _("made a copy of your details"),
    "request": _("what you asked a group"),
    "requests": _("your name and group, in a list of what people asked"),
    "nothing_suited": _("your name, in the list of what nothing suited"),
    "meetings": _("when you met, as a mentor or with one"),
    "unsent": _("a message that could not be sent to you"),
    "letters": _("a letter to you, to be posted"),
    "answers": _("what you answered by text"),
    "needs": _("your name and needs, in the list of those to be asked again"),
    "profile": _("how we may reach you, and what you need"),
    "referral": _("what was written when you were introduced"),
    "referrals": _("your name, in a list of people who were introduced"),
    "volunteer": _("what you told us as a volunteer, and your steps"),
    "volunteers": _("your name and steps, in the list of volunteers"),
    "plan": _("your name, in the plan of who could be whose mentor"),
    "place": _("your wish for a mentor"),
    "training": _("your training"),
    "stories": _("your story"),
    "answers_to_questions": _("what you answered to our few questions"),
    "deletion": _("that you want to be deleted"),
    "complaint": _("what you complained about"),
}
_OTHERS: dict[str, Words] = {
    "carer": _("Somebody you let help you"),
    "system": _("The service itself, by a command"),
    "": _("Somebody without a role"),
}


def spoken(day: date) -> str:
    """The day in words: 3 December 2026."""
    return f"{day:%-d %B %Y}"


@dataclass(frozen=True)
class Part:
    """One app's part of what is held: its tables, each with its rows."""

    label: str
    tables: tuple[tuple[str, tuple[tuple[Row, ...], ...]], ...]
    count: int


def parts_of(held: Held) -> list[Part]:
    """What is held, in words; tables without rows and lines without a word are left out."""
    return [
        Part(
            label=app_label(app),
            tables=tuple(
                (
                    name_of(table),
                    tuple(
                        tuple(
                            Row(name_of(key), value_of(value))
                            for key, value in row.items()
                            if filled(value)
                        )
                        for row in rows
                    ),
                )
                for table, rows in tables.items()
                if rows
            ),
            count=sum(len(rows) for rows in tables.values()),
        )
        for app, tables in held.tables.items()
    ]


def left_out(held: Held) -> list[str]:
    """A sentence for each part that is kept from this way in."""
    return [left_out_words(app) for app in held.left_out]


@dataclass(frozen=True)
class Agreed:
    """One consent in words. `stops` is there while it can be withdrawn."""

    purpose: str
    label: str
    words: str
    when: str
    ended: str
    stops: str


def agreed_rows(consents: tuple[people.ConsentRecord, ...]) -> list[Agreed]:
    """The consents in words, the newest first."""
    return [
        Agreed(
            purpose=each.purpose,
            label=each.label,
            words=each.words,
            when=_given(each),
            ended=spoken(london_date(each.withdrawn_at)) if each.withdrawn_at else "",
            stops="" if each.withdrawn_at else each.when_withdrawn,
        )
        for each in consents
    ]


def _given(each: people.ConsentRecord) -> str:
    told = {"day": spoken(london_date(each.given_at)), "how": _HOW[each.how]}
    if each.recorded_by:
        sentence = __("You agreed on %(day)s, %(how)s. %(name)s wrote it down.")
        return sentence % (told | {"name": each.recorded_by})
    return __("You agreed on %(day)s, %(how)s.") % told


@dataclass(frozen=True)
class Look:
    """One look at the record."""

    when: str
    role: str
    what: str


def look_rows(looks: tuple[people.LookRecord, ...]) -> list[Look]:
    """The looks in words, in the order given."""
    return [
        Look(
            when=f"{in_london(each.at):%-d %B %Y, %-H:%M}",
            role=_roles(each.role),
            what=str(_LOOKED_AT.get(each.what, name_of(each.what))),
        )
        for each in looks
    ]


def _roles(roles: str) -> str:
    if roles in _OTHERS:
        return str(_OTHERS[roles])
    return __(", ").join(str(ROLES[role].name) for role in roles.split(", ") if role in ROLES)


def restriction_rows(found: people.RestrictionRecord) -> list[Row]:
    """Since when and why somebody's details are not used, as they read it themselves."""
    told = [
        Row(_("Since"), spoken(london_date(found.asked_at))),
        Row(_("Why"), BECAUSE_OWN[found.because]),
    ]
    if found.about:
        told.append(Row(_("In your words"), found.about))
    if found.recorded_by:
        told.append(Row(_("Taken down by"), found.recorded_by))
    return told


def day_of(moment: datetime | None) -> str:
    """The day in words, or nothing."""
    return spoken(london_date(moment)) if moment else ""


@dataclass(frozen=True)
class Care:
    """What one carer may do for one person, in words."""

    person_id: UUID
    carer_id: UUID
    person: str
    carer: str
    may: tuple[tuple[Words, str], ...]
    downloads: bool
    refers: bool


def care_rows(found: tuple[people.CareRecord, ...]) -> list[Care]:
    """Carers and what they may do, each thing with its last day."""
    return [
        Care(
            person_id=each.person_id,
            carer_id=each.carer_id,
            person=each.person_name,
            carer=each.carer_name,
            may=tuple((CARER_MAY[what], spoken(until)) for what, until in each.may),
            downloads=any(what == CarerMay.DOWNLOAD for what, _until in each.may),
            refers=any(what == CarerMay.REFER for what, _until in each.may),
        )
        for each in found
    ]


def offer_words(offer: people.CarerOfferRecord) -> dict[str, Any]:
    """What an offer says, in words."""
    return {
        "person": offer.person_name,
        "may": [CARER_MAY[what] for what in offer.what],
        "until": spoken(offer.until),
    }
