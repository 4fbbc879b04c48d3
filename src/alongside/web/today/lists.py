"""The lists of Today, under seven headings with worries: late, new, matches, follow-ups, checks,
places."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.journeys.today import Administers, Day, Today


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
    """Lists of which one does the same: what is late, what is new."""

    title: str
    rows: tuple[Counted, ...]

    @property
    def count(self) -> int:
        """How much waits in all of them. What waits in two is two things to do."""
        return sum(row.count for row in self.rows)

    @property
    def urgent(self) -> bool:
        """Whether something in them is late."""
        return any(row.urgent for row in self.rows)


def lists(found: Day) -> tuple[Part, ...]:
    """Every list but worries in which something waits, what is late first."""
    parts = []
    if found.coordinates:
        parts += [
            Part(_("Late"), _late(found.coordinates)),
            Part(_("New"), _new(found.coordinates)),
            Part(_("Matches"), _matches(found.coordinates)),
            Part(_("Follow-ups"), _follow_ups(found.coordinates)),
            Part(_("Checks"), _checks(found.coordinates)),
            Part(_("Places, and who waits"), _places(found.coordinates)),
        ]
    if found.administers:
        parts.append(Part(_("People's data"), _data(found.administers)))
    some = [Part(part.title, tuple(row for row in part.rows if row.count)) for part in parts]
    return tuple(part for part in some if part.rows)


def _late(found: Today) -> tuple[Counted, ...]:
    cared, asked, came, told = found.mentors, found.requests, found.introduced, found.messages
    return (
        Counted(
            _("Mentors who are out and overdue"),
            cared.overdue,
            "/mentors/out/",
            _("Ring them now."),
            urgent=True,
        ),
        Counted(
            _("Overdue requests"),
            asked.overdue,
            "/requests/?which=overdue",
            _("The day has passed. Look at these first."),
            urgent=True,
        ),
        Counted(
            _("Waiting longer than we promised"),
            came.past_target,
            "/referrals/?which=past_target",
            _("Nobody has spoken to them by the day we said."),
            urgent=True,
        ),
        Counted(
            _("No news"),
            came.no_news,
            "/referrals/?which=no_news",
            _("Whoever introduced them has heard nothing for ten working days."),
            urgent=True,
        ),
        Counted(
            _("Could not be sent"),
            told.cannot_send,
            "/could-not-send/",
            _("Tell these people another way."),
        ),
    )


def _new(found: Today) -> tuple[Counted, ...]:
    cared, came, told, listed = found.mentors, found.introduced, found.messages, found.listings
    return (
        Counted(
            _("New introductions"),
            came.received,
            "/referrals/?which=received",
            _("Can we support them?"),
        ),
        Counted(
            _("New volunteers"),
            cared.applied,
            "/mentors/?which=applied",
            _("Read what they sent."),
        ),
        Counted(
            _("Answers to read"), told.replies, "/answers/", _("Texts that need a person to read.")
        ),
        Counted(
            _("Listings to check"),
            listed.to_check,
            "/listings/to-check/",
            _("Within 3 working days."),
        ),
    )


def _matches(found: Today) -> tuple[Counted, ...]:
    cared, asked = found.mentors, found.requests
    return (
        Counted(
            _("Matches to decide"),
            cared.to_match,
            "/mentors/plan/",
            _("They wait for a mentor, and nobody was suggested yet."),
        ),
        Counted(
            _("Find another group"),
            asked.to_choose,
            "/requests/?which=to_choose",
            _("The first one said that it cannot be this one."),
        ),
    )


def _follow_ups(found: Today) -> tuple[Counted, ...]:
    came, cared, asked = found.introduced, found.mentors, found.requests
    ring = ngettext("Ring %(count)d now.", "Ring %(count)d now.", cared.to_ring)
    return (
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
        *_by_the_way(found),
    )


def _by_the_way(found: Today) -> tuple[Counted, ...]:
    told, listed = found.messages, found.listings
    return (
        Counted(_("Letters to print"), told.letters, "/letters/", _("Print and post them.")),
        Counted(
            _("Needs to ask about again"),
            told.reviews,
            "/needs/",
            _("Is what was written down still right?"),
        ),
        Counted(
            _("Ring: still running?"),
            listed.to_ring,
            "/listings/running/",
            _("They have not answered for two weeks."),
        ),
    )


def _checks(found: Today) -> tuple[Counted, ...]:
    cared = found.mentors
    late = cared.checks_overdue
    words = ngettext("%(count)d is overdue.", "%(count)d are overdue.", late) % {"count": late}
    return (
        Counted(
            _("Checks and training that run out"),
            cared.checks_due,
            "/mentors/?which=checks",
            words if late else _("Within a month. They have to be done again."),
            urgent=late > 0,
        ),
        Counted(
            _("Volunteers who need a second yes"),
            cared.second_yes,
            "/mentors/?which=second_yes",
            _("Another person says yes, and they can begin."),
        ),
    )


def _places(found: Today) -> tuple[Counted, ...]:
    cared, asked, came = found.mentors, found.requests, found.introduced
    late = came.waiting_late
    return (
        Counted(
            _("Places with no mentor free"),
            cared.short,
            "/mentors/capacity/",
            _("People wait there. Look for volunteers."),
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
