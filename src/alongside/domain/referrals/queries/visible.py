"""What an actor may see of referrals. The rest does not exist."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.domain.referrals import rules
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.states import BEFORE_RECEIVED
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused


def coordinated(actor: Actor, *, at: datetime) -> QuerySet[Referral]:
    """The referrals of the services where the actor coordinates, from when they cannot be taken
    back any more; without those of people whose details are kept and not used: these wait until
    they may be used, and stand as such in people's own list."""
    there = Q(sent_at__lte=at - rules.UNDO_FOR, state="sent") | ~Q(
        state__in=sorted(BEFORE_RECEIVED)
    )
    # What was taken back and thrown away was never received.
    seen = Referral.objects.filter(there).exclude(state="withdrawn", received_on=None)
    seen = seen.exclude(person__in=people.restricted())
    if actor.is_system:
        return seen
    return seen.filter(service_id__in=actor.organisations(Role.COORDINATOR))


def made_by(actor: Actor) -> QuerySet[Referral]:
    """The referrals that the actor wrote."""
    if actor.person_id is None:
        return Referral.objects.none()
    return Referral.objects.filter(referrer_id=actor.person_id)


def about(actor: Actor) -> QuerySet[Referral]:
    """What was written about the actor, once it is on its way."""
    if actor.person_id is None:
        return Referral.objects.none()
    return Referral.objects.filter(person_id=actor.person_id).exclude(state="draft")


def require_coordinator(actor: Actor) -> None:
    """Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not actor.organisations(Role.COORDINATOR):
        raise Refused("only a coordinator sees who was referred")


def require_referrer(actor: Actor) -> None:
    """Raises Refused for whoever introduces nobody at work."""
    if not rules.may_refer(actor):
        raise Refused("only staff introduce somebody else")
