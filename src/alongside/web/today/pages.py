"""What Today shows: each list with its count and what is done there."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation.actor import Actor
from alongside.journeys.today import Administers, Day, Today
from alongside.web.shared.shell import Way, administers
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


def day_of(found: Day) -> str:
    """ "Wednesday 25 November"."""
    return date_format(found.on, "l j F")


def first(found: Day, actor: Actor, told: safety.Published | None) -> tuple[Counted, ...]:
    """What stands on top: worries, for each as much as they may know."""
    rows = []
    if found.administers:
        unread = found.administers.without_reader
        rows.append(
            Counted(
                _("Worries that nobody can read"),
                unread,
                "/safety/",
                _("Name somebody who reads them.") if unread else _("Each has somebody."),
                urgent=True,
            )
        )
    if found.coordinates:
        rows.append(_worries(found.coordinates, actor, told))
    return tuple(rows)


def _worries(found: Today, actor: Actor, told: safety.Published | None) -> Counted:
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


def lists(found: Day) -> tuple[Part, ...]:
    """Every other list in which something waits, in the order of a day: who waits longest first."""
    parts = []
    if found.coordinates:
        parts += [
            Part(_("People who asked to join"), _asked(found.coordinates)),
            Part(_("People who were introduced"), _introduced(found.coordinates)),
            Part(_("Mentors"), _mentors(found.coordinates)),
            Part(_("Messages"), _messages(found.coordinates)),
            Part(_("Groups"), _groups(found.coordinates)),
        ]
    if found.administers:
        parts.append(Part(_("People's data"), _data(found.administers)))
    some = [Part(part.title, tuple(row for row in part.rows if row.count)) for part in parts]
    return tuple(part for part in some if part.rows)


def _data(found: Administers) -> tuple[Counted, ...]:
    late = found.complaints.late
    words = ngettext("%(count)d is late.", "%(count)d are late.", late) % {"count": late}
    return (
        Counted(
            _("Complaints to answer"),
            found.complaints.open,
            "/people/complaints/",
            words if late else _("None is late."),
            urgent=late > 0,
        ),
        Counted(
            _("People who want to be deleted"),
            found.deletions,
            "/people/deletions/",
            _("A second person confirms it."),
        ),
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
        Counted(
            _("Not to be used now"),
            asked.restricted,
            "/requests/?which=restricted",
            _("They asked us to keep their details and not use them."),
        ),
    )


def _introduced(found: Today) -> tuple[Counted, ...]:
    came, late = found.introduced, found.introduced.waiting_late
    return (
        Counted(
            _("New introductions"),
            came.received,
            "/referrals/?which=received",
            _("Can we support them?"),
        ),
        Counted(
            _("Waiting longer than we promised"),
            came.past_target,
            "/referrals/?which=past_target",
            _("Nobody has spoken to them by the day we said."),
            urgent=True,
        ),
        Counted(
            _("To be contacted"),
            came.accepted,
            "/referrals/?which=accepted",
            _("We said yes. Somebody speaks to them."),
        ),
        Counted(
            _("Follow-ups due"),
            came.follow_ups,
            "/referrals/?which=follow_ups",
            _("It is the day to speak to them again."),
        ),
        Counted(
            _("No news"),
            came.no_news,
            "/referrals/?which=no_news",
            _("Whoever introduced them has heard nothing for ten working days."),
        ),
        Counted(
            _("Waiting for a place"),
            came.waiting,
            "/referrals/?which=waiting",
            ngettext("%(count)d is late: look at it.", "%(count)d are late: look at them.", late)
            % {"count": late}
            if late
            else _("Nothing to do until somebody's support ends."),
            urgent=late > 0,
        ),
    )


def _mentors(found: Today) -> tuple[Counted, ...]:
    cared = found.mentors
    late = cared.checks_overdue
    words = ngettext("%(count)d is overdue.", "%(count)d are overdue.", late) % {"count": late}
    ring = ngettext("Ring %(count)d now.", "Ring %(count)d now.", cared.to_ring)
    return (
        Counted(
            _("Mentors who are out and overdue"),
            cared.overdue,
            "/mentors/out/",
            _("Ring them now."),
            urgent=True,
        ),
        Counted(
            _("Talks and next steps"),
            cared.to_talk,
            "/mentors/talk/",
            ring % {"count": cared.to_ring}
            if cared.to_ring
            else _("After a meeting, or when two have finished."),
            urgent=cared.to_ring > 0,
        ),
        Counted(
            _("While a mentor is away"),
            cared.away,
            "/mentors/away/",
            _("Somebody waits for an answer, or meets nobody."),
        ),
        Counted(
            _("Matches to decide"),
            cared.to_match,
            "/mentors/plan/",
            _("They wait for a mentor, and nobody was suggested yet."),
        ),
        Counted(
            _("New volunteers"),
            cared.applied,
            "/mentors/?which=applied",
            _("Read what they sent."),
        ),
        Counted(
            _("Volunteers who need a second yes"),
            cared.second_yes,
            "/mentors/?which=second_yes",
            _("Another person says yes, and they can begin."),
        ),
        Counted(
            _("Checks and training that run out"),
            cared.checks_due,
            "/mentors/?which=checks",
            words if late else _("Within a month. They have to be done again."),
            urgent=late > 0,
        ),
        Counted(
            _("Places with no mentor free"),
            cared.short,
            "/mentors/capacity/",
            _("People wait there. Look for volunteers."),
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


def nothing_due(found: Day) -> str:
    """The sentence for a day on which nothing is due; else nothing."""
    parts = [each for each in (found.coordinates, found.administers) if each is not None]
    if not all(each.nothing_due for each in parts):
        return ""
    if found.coordinates is None or found.coordinates.next is None:
        return _("Nothing is due.")
    coming = found.coordinates.next
    words = {
        "request": _("Nothing is due. Next: an answer to somebody who asked, on %(day)s."),
        "introduced": _("Nothing is due. Next: somebody who was introduced, on %(day)s."),
        "check": _("Nothing is due. Next: a check of a volunteer, on %(day)s."),
        "group": _("Nothing is due. Next: a group to ring, on %(day)s."),
    }
    return words[coming.what] % {"day": date_format(coming.on, "l j F")}


def more(actor: Actor) -> tuple[Way, ...]:
    """The rest of what somebody has, where no number waits."""
    ways: list[tuple[Words, str]] = []
    if actor.holds(people.Role.COORDINATOR):
        ways += [
            (_("All requests"), "/requests/"),
            (_("Everybody who was introduced"), "/referrals/"),
            (_("Waiting for a mentor"), "/mentors/plan/"),
            (_("Who meets whom"), "/mentors/pairs/"),
            (_("Nothing suited"), "/requests/nothing-suited/"),
            (_("List a group"), "/listings/"),
            (_("Still running?"), "/listings/running/"),
            (_("Take in a file"), "/interop/"),
            (_("Volunteers"), "/mentors/"),
            (_("Where mentors are needed"), "/mentors/capacity/"),
            (_("Training"), "/training/people/"),
            (_("Questions that we ask"), "/measure/"),
            (_("Report"), "/report/"),
            (_("Stories"), "/stories/"),
            (_("Posters and cards"), "/posters/"),
        ]
        if people.is_demo():
            ways.append((_("Messages that this demo sent"), "/outbox/"))
    ways.append((_("Details not to be used"), "/people/restricted/"))
    if administers(actor):
        ways += [(_("People and roles"), "/people/"), (_("Who looks after safety"), "/safety/")]
    return tuple(Way(words, href) for words, href in ways)
