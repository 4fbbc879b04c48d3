"""Forgetting what was kept as long as the service's policy says (`data/retention`).

Of somebody whose details are kept and not used nothing is forgotten: they asked that it is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from alongside.domain.people import rules
from alongside.domain.people.actions.erasing import empty_complaints
from alongside.domain.people.models import (
    CarerOffer,
    CarerPermission,
    Complaint,
    Consent,
    Invitation,
    Restriction,
)
from alongside.domain.people.queries.restrictions import restricted
from alongside.domain.people.states import RestrictionState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.unit import unit


def forget_consents(*, before: datetime, actor: Actor, at: datetime) -> int:
    """Deletes consents that were withdrawn before then. Raises Refused unless a command acts."""
    over = Consent.objects.filter(withdrawn_at__lt=before).exclude(person__in=restricted())
    return _forget(over, "consent", actor, at)


def forget_carers(*, before: datetime, actor: Actor, at: datetime) -> int:
    """Deletes what carers were allowed and what was offered to them, where it was over before
    then. Raises Refused unless a command acts."""
    day = london_date(before)
    kept = restricted()
    permissions = CarerPermission.objects.filter(
        Q(ended_at__lt=before) | Q(valid_until__lt=day)
    ).exclude(Q(person__in=kept) | Q(carer__in=kept))
    offers = CarerOffer.objects.filter(made_at__lt=before).exclude(person__in=kept)
    return _forget(permissions, "carer", actor, at) + _forget(offers, "carer_offer", actor, at)


def forget_invitations(*, before: datetime, actor: Actor, at: datetime) -> int:
    """Deletes invitations whose link stopped working before then. Raises Refused unless a command
    acts."""
    return _forget(Invitation.objects.filter(valid_until__lt=before), "invitation", actor, at)


def forget_restrictions(*, before: datetime, actor: Actor, at: datetime) -> int:
    """Deletes what was restricted and lifted before then. Raises Refused unless a command acts."""
    over = Restriction.objects.filter(state=RestrictionState.LIFTED, lifted_at__lt=before)
    return _forget(over, "restriction", actor, at)


def forget_complaints(*, before: datetime, actor: Actor, at: datetime) -> int:
    """Takes words and names out of complaints answered before then. Raises Refused unless a
    command acts."""
    _refuse_others(actor)
    with unit(actor=actor, at=at) as work:
        # Of a complaint without an account nobody is known: `person` is empty, and it is no match.
        kept = Complaint.objects.filter(person__in=restricted()).values("pk")
        answered = Complaint.objects.filter(answered_at__lt=before).exclude(about="")
        answered = answered.exclude(pk__in=kept)
        return empty_complaints(answered, work)


def _forget(rows: QuerySet[Any], kind: str, actor: Actor, at: datetime) -> int:
    _refuse_others(actor)
    with unit(actor=actor, at=at) as work:
        gone = list(rows.select_for_update())
        for row in gone:
            work.audit(f"{kind}.forgotten", row)
        rows.model._base_manager.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)


def _refuse_others(actor: Actor) -> None:
    if not rules.may_set_up(actor):
        raise Refused("the service itself forgets, by its policy")
