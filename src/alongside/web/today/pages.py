"""What Today shows: each list with its count and what is done there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation.actor import Actor
from alongside.journeys.today import Today
from alongside.web.shared.shell import Way
from alongside.web.shared.words import Words


@dataclass(frozen=True)
class Counted:
    """One list: its name, how many wait in it, where it is and what is done there.

    `urgent` when its number is of something late."""

    title: str
    count: int
    href: str
    what: str
    urgent: bool = False


@dataclass(frozen=True)
class Part:
    """Lists that belong together."""

    title: str
    rows: tuple[Counted, ...]


def day_of(found: Today) -> str:
    """ "Wednesday 25 November"."""
    return date_format(found.on, "l j F")


def worries(found: Today, actor: Actor, told: safety.Published | None) -> Counted:
    """Worries: counted for everybody who coordinates, read by two; a link for those alone."""
    reads = actor.holds(people.Role.SAFEGUARDING_LEAD)
    late = found.worries.overdue
    words = [ngettext("%(count)d is overdue.", "%(count)d are overdue.", late) % {"count": late}]
    if told and told.readers:
        names = _(" and ").join(one.name for one in told.readers)
        words.append(_("Only %(names)s can read them.") % {"names": names})
    return Counted(
        _("Worries about safety"),
        found.worries.open,
        "/worries/" if reads else "",
        " ".join(words),
        urgent=late > 0,
    )


def lists(found: Today) -> tuple[Part, ...]:
    """Every other list, in the order of a day: who waits longest first."""
    return (
        Part(_("People who asked to join"), _asked(found)),
        Part(_("Messages"), _messages(found)),
        Part(_("Groups"), _groups(found)),
    )


def _asked(found: Today) -> tuple[Counted, ...]:
    asked = found.requests
    return (
        Counted(
            _("Overdue"),
            asked.overdue,
            "/requests/?which=overdue",
            _("The day has passed. Look at these first."),
            urgent=True,
        ),
        Counted(
            _("Call somebody back"),
            asked.call_back,
            "/requests/?which=call_back",
            _("They would like to be rung."),
        ),
        Counted(
            _("Ring a group"),
            asked.to_ring,
            "/requests/?which=to_ring",
            _("It has not answered somebody who would like to come."),
        ),
        Counted(
            _("Find another group"),
            asked.to_choose,
            "/requests/?which=to_choose",
            _("The first one said that it cannot be this one."),
        ),
        Counted(
            _("To be answered"),
            asked.to_answer,
            "/requests/?which=to_answer",
            _("The groups have been asked. Nothing to do yet."),
        ),
    )


def _messages(found: Today) -> tuple[Counted, ...]:
    told = found.messages
    return (
        Counted(
            _("Could not be sent"),
            told.cannot_send,
            "/could-not-send/",
            _("Tell these people another way."),
        ),
        Counted(
            _("Answers to read"), told.replies, "/answers/", _("Texts that need a person to read.")
        ),
        Counted(_("Letters to print"), told.letters, "/letters/", _("Print and post them.")),
        Counted(
            _("Needs to ask about again"),
            told.reviews,
            "/needs/",
            _("Is what was written down still right?"),
        ),
    )


def _groups(found: Today) -> tuple[Counted, ...]:
    listed = found.listings
    return (
        Counted(
            _("Listings to check"),
            listed.to_check,
            "/listings/to-check/",
            _("Within 3 working days."),
        ),
        Counted(
            _("Ring: still running?"),
            listed.to_ring,
            "/listings/running/",
            _("They have not answered for two weeks."),
        ),
    )


def nothing_due(found: Today) -> str:
    """The sentence for a day on which nothing is due; else nothing."""
    if not found.nothing_due:
        return ""
    if found.next_on is None:
        return _("Nothing is due.")
    day = date_format(found.next_on, "l j F")
    return _("Nothing is due. Next: %(day)s.") % {"day": day}


def more(actor: Actor) -> tuple[Way, ...]:
    """The rest of what a coordinator has, where no number waits."""
    ways: list[tuple[Words, str]] = [
        (_("All requests"), "/requests/"),
        (_("Nothing suited"), "/requests/nothing-suited/"),
        (_("List a group"), "/listings/"),
        (_("Still running?"), "/listings/running/"),
        (_("Take in a file of groups"), "/interop/"),
        (_("Posters and cards"), "/posters/"),
    ]
    if people.is_demo():
        ways.append((_("Messages that this demo sent"), "/outbox/"))
    return tuple(Way(words, href) for words, href in ways)
