"""What stands around every page: the service's name, whether it is a demo, the way about."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import Error as DatabaseError
from django.utils.translation import gettext_lazy as _

from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.web.shared.words import Words


@dataclass(frozen=True)
class Way:
    """One link of the navigation."""

    text: Words
    href: str


_EVERYBODY = (Way(_("Find support"), "/"), Way(_("List a group"), "/listings/"))
_BY_ROLE = (
    (("coordinator", people.LISTING_CHECKER), Way(_("Listings to check"), "/listings/to-check/")),
    (("coordinator",), Way(_("Still running?"), "/listings/running/")),
    (("coordinator",), Way(_("Import"), "/interop/")),
    (("org_admin",), Way(_("People and roles"), "/people/")),
)


def navigation(actor: Actor) -> list[Way]:
    """The links that this actor can use."""
    own = (way for roles, way in _BY_ROLE if any(actor.holds(role) for role in roles))
    return [*_EVERYBODY, *own]


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
