"""Enrolments that somebody may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.domain.training import rules
from alongside.domain.training.models import Enrolment
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.scoping import get_visible


def visible(actor: Actor) -> QuerySet[Enrolment]:
    """One's own, and those of the organisations at which one coordinates or looks after safety."""
    if actor.is_system:
        return Enrolment.objects.all()
    seen = Q(organisation_id__in=actor.organisations(*rules.SEES))
    if actor.person_id is not None:
        seen |= Q(person_id=actor.person_id)
    return Enrolment.objects.filter(seen)


def hold(enrolment_id: UUID, *, actor: Actor) -> Enrolment:
    """The enrolment, locked, for somebody who writes down how it goes.

    Raises NotFound when out of sight, Refused for whoever does not coordinate there."""
    found = get_visible(visible(actor), enrolment_id)
    if not rules.may_coordinate(actor, found.organisation_id):
        raise Refused("only a coordinator writes this down")
    locked = Enrolment.objects.select_for_update().filter(pk=found.pk).first()
    if locked is None:
        raise NotFound("training.enrolment")
    return locked
