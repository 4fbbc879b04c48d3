"""What stands around every page: the service's name, whether it is a demo, the way about."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import Error as DatabaseError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.domain.mentoring import public as mentoring
from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.journeys.own_support import own_support
from alongside.web.shared.words import Words


@dataclass(frozen=True)
class Way:
    """One link of the navigation."""

    text: Words
    href: str


_FIND = Way(_("Find support"), "/")
_LIST = Way(_("List a group"), "/listings/")
# A coordinator has a dozen lists. They stand on one page, Today, with how much waits in each, so
# that the menu fits a telephone.
_TODAY = Way(_("Today"), "/today/")
_MEETINGS = Way(_("My meetings"), "/mentor/meetings/")
_COORDINATES = (_TODAY, Way(_("Requests"), "/requests/"), _FIND)
_SUPPORT = Way(_("My support"), "/people/me/support/")
_BY_ROLE = (
    ((people.LISTING_CHECKER,), Way(_("Listings to check"), "/listings/to-check/")),
    (("referrer",), Way(_("Introduce somebody"), "/refer/")),
    (("referrer", "org_admin"), Way(_("Posters"), "/posters/")),
    (("mentor", "facilitator", "referrer"), Way(_("Training"), "/training/")),
    (("safeguarding_lead",), Way(_("Worries"), "/worries/")),
    (("safeguarding_lead",), Way(_("Volunteers"), "/mentors/")),
    (("org_admin",), Way(_("People and roles"), "/people/")),
    (("org_admin",), Way(_("Safety"), "/safety/")),
    (("org_admin",), Way(_("Complaints"), "/people/complaints/")),
    (("org_admin", "commissioner"), Way(_("Report"), "/report/")),
)


def navigation(actor: Actor) -> list[Way]:
    """The links that this actor can use, what they do every day first."""
    own = [way for roles, way in _BY_ROLE if any(actor.holds(role) for role in roles)]
    if meets_people(actor):
        own = [_MEETINGS, *own]
    if actor.holds(people.Role.COORDINATOR):
        return [*_COORDINATES, *own]
    if administers(actor):
        return [_TODAY, _FIND, _LIST, *own]
    if own[:1] == [_MEETINGS]:
        return [_MEETINGS, _FIND, _LIST, *own[1:]]
    # Nobody's own support belongs to their account at work.
    return [_FIND, _LIST, *own, *([_SUPPORT] if actor.is_person and not actor.grants else [])]


def home_of(actor: Actor) -> str:
    """Where somebody begins after signing in: what waits for them, or the start page."""
    if actor.holds(people.Role.COORDINATOR):
        return "/today/"
    if actor.holds(people.Role.SAFEGUARDING_LEAD):
        return "/worries/"
    if administers(actor):
        return "/today/"
    if actor.holds(people.Role.REFERRER):
        return "/refer/"
    if meets_people(actor):
        return _MEETINGS.href
    if not actor.grants:
        return _SUPPORT.href if own_support(actor).any else "/"
    here = people.service() if actor.holds(people.Role.COMMISSIONER) else None
    commissions = here and actor.holds(people.Role.COMMISSIONER, here.organisation_id)
    return "/report/" if commissions else "/"


def meets_people(actor: Actor) -> bool:
    """Whether the actor is a mentor here: some hold the role and only check listings."""
    if not actor.holds(people.Role.MENTOR):
        return False  # so that nothing is read for most people
    try:
        mentoring.by_account(actor)
    except NotFound:
        return False
    return True


def administers(actor: Actor) -> bool:
    """Whether the actor administers the organisation that runs the service."""
    if not actor.holds(people.Role.ORG_ADMIN):
        return False  # so that nothing is read for most people
    here = people.service()
    return here is not None and actor.holds(people.Role.ORG_ADMIN, here.organisation_id)


def alerts(actor: Actor) -> list[Way]:
    """What this actor must see on every page: a worry that is overdue, for those who read them; a
    worry that nobody can read, or a set-up that is not whole, for the administrator. At most two
    queries, for these two alone; four while somebody has to be named."""
    at, found = clock.now(), []
    if actor.holds(people.Role.SAFEGUARDING_LEAD):
        overdue = safety.counts(actor=actor, at=at).overdue
        if overdue:
            words = ngettext("%(count)d worry is overdue", "%(count)d worries are overdue", overdue)
            found.append(Way(words % {"count": overdue}, "/worries/"))
    if administers(actor):
        ready = safety.readiness(at=at)
        unread = ready.without_reader
        if unread:
            words = ngettext(
                "Nobody can read %(count)d worry. Name somebody now",
                "Nobody can read %(count)d worries. Name somebody now",
                unread,
            )
            found.append(Way(words % {"count": unread}, "/safety/"))
        if ready.missing:
            words = __("Somebody has to look after safety here. See what is missing")
            found.append(Way(words, "/safety/"))
        elif not ready.live:
            found.append(Way(__("This service is not open yet. Open it"), "/safety/"))
    return found


def published() -> safety.Published | None:
    """Who reads worries and when; as this process read it last when the database is out of reach,
    and None when nobody is named."""
    try:
        return safety.published(at=clock.now())
    except DatabaseError:
        return safety.last_published()


def service_name() -> str:
    """The service's own name; a plain one when nothing can be read from the database."""
    try:
        service = people.service()
    except DatabaseError:
        service = None
    return service.name if service else str(_("Peer support"))


def demo() -> bool:
    """Whether everything shown is invented."""
    try:
        return people.is_demo()
    except DatabaseError:
        return False
