"""Taking back what was taken over, as long as nobody has done anything with it since.

The rows go, because a wrong file must leave nobody behind; that they were here and went stands in
the audit. Each verb returns why something stays, or "" when it is gone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from alongside.domain.mentoring.models import (
    Agreement,
    Check,
    Cover,
    Goal,
    Meeting,
    MeetingTask,
    Pair,
    PairAgreement,
    Place,
    Reference,
    Review,
    Thanks,
    Volunteer,
)
from alongside.domain.mentoring.states import PairState, PlaceState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.unit import unit


def take_back_volunteer(
    volunteer_id: UUID, *, taken_at: datetime, actor: Actor, at: datetime
) -> str:
    """Takes a mentor back who was taken over at that moment. Again: nothing more. Raises Refused
    unless the service's own work acts."""
    _refuse_others(actor)
    with unit(actor=actor, at=at) as work:
        row = Volunteer.objects.select_for_update().filter(pk=volunteer_id).first()
        if row is None:
            return ""
        if row.taken_over_at != taken_at or row.changed_at != taken_at:
            return _("Somebody has gone on with this mentor since.")
        covers = Cover.objects.filter(volunteer=row).exists()
        if covers or Pair.objects.filter(volunteer=row).exists():
            return _("This mentor meets somebody.")
        # Whatever came from the list was seen by nobody here.
        seen_here = Check.objects.filter(volunteer=row).exclude(asked_by=None, current=True)
        if (
            seen_here.exists()
            or Reference.objects.filter(volunteer=row).exists()
            or Agreement.objects.filter(volunteer=row).exists()
        ):
            return _("Somebody has gone on with this mentor since.")
        Check.objects.filter(volunteer=row).delete()
        work.audit("volunteer.taken_back", row, organisation_id=row.organisation_id)
        Volunteer.objects.filter(pk=row.pk).delete()
        return ""


def take_back_place(place_id: UUID, *, taken_at: datetime, actor: Actor, at: datetime) -> str:
    """Takes the place of somebody who waits back, taken over at that moment. As
    `take_back_volunteer`."""
    _refuse_others(actor)
    with unit(actor=actor, at=at) as work:
        row = Place.objects.select_for_update().filter(pk=place_id).first()
        if row is None:
            return ""
        if row.changed_at != taken_at or row.state != PlaceState.WAITING or row.pairs.exists():
            return _("Somebody has gone on with this person since.")
        work.audit("place.taken_back", row, organisation_id=row.organisation_id)
        Place.objects.filter(pk=row.pk).delete()
        return ""


def take_back_pair(place_id: UUID, *, taken_at: datetime, actor: Actor, at: datetime) -> str:
    """Takes a pair and its place back, taken over at that moment, and gives the mentor's place
    back. As `take_back_volunteer`."""
    _refuse_others(actor)
    with unit(actor=actor, at=at) as work:
        row = Place.objects.select_for_update().filter(pk=place_id).first()
        if row is None:
            return ""
        pairs = list(row.pairs.select_for_update())
        untouched = row.changed_at == taken_at and row.state == PlaceState.MATCHED
        if not untouched or any(
            pair.changed_at != taken_at or pair.state != PairState.ACTIVE for pair in pairs
        ):
            return _("Somebody has gone on with this pair since.")
        if any(rows.exists() for rows in _since(pairs, row)):
            return _("Somebody has gone on with this pair since.")
        if Meeting.objects.filter(pair__in=pairs).exists():
            return _("A meeting of this pair was written down.")
        for pair in pairs:
            volunteer = Volunteer.objects.select_for_update().get(pk=pair.volunteer_id)
            work.audit("pair.taken_back", pair, organisation_id=row.organisation_id)
            Pair.objects.filter(pk=pair.pk).delete()
            over = max(0, volunteer.held - 1 - volunteer.capacity)
            Volunteer.objects.filter(pk=volunteer.pk).update(held=F("held") - 1, over=over)
        work.audit("place.taken_back", row, organisation_id=row.organisation_id)
        Place.objects.filter(pk=row.pk).delete()
        return ""


def _since(pairs: list[Pair], place: Place) -> tuple[QuerySet[Any], ...]:
    """What the two, or who coordinates, can have written of a pair without changing it."""
    return (
        PairAgreement.objects.filter(pair__in=pairs),
        Review.objects.filter(pair__in=pairs),
        MeetingTask.objects.filter(pair__in=pairs),
        Thanks.objects.filter(pair__in=pairs),
        Goal.objects.filter(place=place),
        Cover.objects.filter(pair__in=pairs),
    )


def _refuse_others(actor: Actor) -> None:
    if not actor.is_system:
        raise Refused("only the service's own work takes an import back")
