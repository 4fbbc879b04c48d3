"""What Today shows beside its lists: worries first, what comes next, and the rest of the desk."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation.actor import Actor
from alongside.journeys.today import Day, Today
from alongside.web.shared.shell import Way, administers
from alongside.web.shared.words import Words
from alongside.web.today.lists import Counted


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
