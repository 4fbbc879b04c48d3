"""What an actor may see of requests and unmet needs. The rest does not exist."""

from __future__ import annotations

from django.db.models import QuerySet

from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.domain.signposting.models import Request, UnmetNeed
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused


def coordinated(actor: Actor) -> QuerySet[Request]:
    """The requests of the organisations where the actor coordinates."""
    if actor.is_system:
        return Request.objects.all()
    return Request.objects.filter(steward_id__in=actor.organisations(Role.COORDINATOR))


def workable(actor: Actor) -> QuerySet[Request]:
    """Those of them with which something may be done: not where the person asked that their details
    are kept and not used."""
    return coordinated(actor).exclude(person__in=people.restricted())


def refuse_restricted(request: Request) -> None:
    """Raises IsRestricted where the person's details are kept and not used."""
    if people.restricted([request.person_id]):
        raise people.IsRestricted("the person's details are kept and not used")


def unmet_of(actor: Actor) -> QuerySet[UnmetNeed]:
    """The unmet needs of the organisations where the actor coordinates."""
    if actor.is_system:
        return UnmetNeed.objects.all()
    return UnmetNeed.objects.filter(steward_id__in=actor.organisations(Role.COORDINATOR))


def require_coordinator(actor: Actor) -> None:
    """Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not actor.organisations(Role.COORDINATOR):
        raise Refused("only a coordinator sees who asked")
