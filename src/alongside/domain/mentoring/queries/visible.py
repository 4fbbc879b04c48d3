"""Which volunteers an actor may see. The others do not exist."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from alongside.domain.mentoring.models import Check, Volunteer
from alongside.domain.mentoring.rules.seeing import LOOKS_AFTER
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused


def looked_after(actor: Actor) -> QuerySet[Volunteer]:
    """The volunteers of the organisations where the actor coordinates or leads on safety, but for
    themselves: what a referee wrote is not for them to read."""
    seen = of_the_service(actor)
    if actor.is_system or actor.person_id is None:
        return seen
    return seen.exclude(person_id=actor.person_id)


def of_the_service(actor: Actor) -> QuerySet[Volunteer]:
    """The same with the actor, for numbers of mentors alone."""
    if actor.is_system:
        return Volunteer.objects.all()
    return Volunteer.objects.filter(organisation_id__in=actor.organisations(*LOOKS_AFTER))


def own(actor: Actor) -> QuerySet[Volunteer]:
    """The actor as a volunteer."""
    if actor.person_id is None:
        return Volunteer.objects.none()
    return Volunteer.objects.filter(person_id=actor.person_id)


def own_or_looked_after(actor: Actor) -> QuerySet[Volunteer]:
    """Both of these."""
    return own(actor) | looked_after(actor)


def whole(volunteers: QuerySet[Volunteer]) -> QuerySet[Volunteer]:
    """With all that the steps look at: three queries more, however many they are."""
    current = Check.objects.filter(current=True)
    return volunteers.prefetch_related(
        "references", Prefetch("checks", queryset=current), "agreements"
    )


def require_looks_after(actor: Actor) -> None:
    """Raises Refused for whoever looks after volunteers nowhere."""
    if not actor.is_system and not actor.organisations(*LOOKS_AFTER):
        raise Refused("only who looks after volunteers sees them")
