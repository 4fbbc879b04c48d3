"""Figures of a service for a period, as they stood on a day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from alongside.domain.mentoring.figure_records import Paired, PairFigure
from alongside.domain.mentoring.models import Pair, Place, Volunteer
from alongside.domain.mentoring.states import MeetingState, PlaceState, VolunteerState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import end_of, london_date, start_of
from alongside.foundation.errors import NotFound


def paired(organisation_id: UUID, *, since: date, until: date, as_at: date, actor: Actor) -> Paired:
    """The mentors of that day, and the pairs to which both said yes from `since` to `until`, both
    counted. Three queries.

    The numbers are true: who shows them outside the service protects them first. Raises NotFound
    for whoever reads no figures of that organisation."""
    if not people.may_read_figures(actor, organisation_id):
        raise NotFound("people.organisation")
    end = end_of(as_at)
    mentors = Volunteer.objects.filter(
        organisation_id=organisation_id, second_yes_at__lt=end
    ).exclude(state=VolunteerState.STOPPED, changed_at__lt=end)
    return Paired(
        mentors=mentors.count(),
        pairs=_pairs(organisation_id, since, min(until, as_at), end),
        waiting_since=_waiting(organisation_id, end),
    )


def _pairs(organisation_id: UUID, since: date, last: date, end: datetime) -> tuple[PairFigure, ...]:
    held = Q(meetings__state=MeetingState.MET, meetings__on__lte=last, meetings__met_at__lt=end)
    rows = (
        Pair.objects.filter(
            place__organisation_id=organisation_id,
            agreed_at__gte=start_of(since),
            agreed_at__lt=end_of(last),
        )
        .annotate(met=Count("meetings", filter=held))
        .order_by("agreed_at", "pk")
    )
    return tuple(
        PairFigure(
            wished_on=london_date(opened_at),
            agreed_on=london_date(agreed_at),
            ended_on=london_date(ended_at) if ended_at and ended_at < end else None,
            met=met,
        )
        for opened_at, agreed_at, ended_at, met in rows.values_list(
            "place__opened_at", "agreed_at", "ended_at", "met"
        )
        if agreed_at is not None
    )


def _waiting(organisation_id: UUID, end: datetime) -> tuple[date, ...]:
    """Since when those had waited who had no mentor at that moment; a pair that ended early does
    not begin the waiting again here."""
    agreed = Pair.objects.filter(place=OuterRef("pk"), agreed_at__lt=end)
    rows = Place.objects.filter(
        ~Exists(agreed), organisation_id=organisation_id, opened_at__lt=end
    ).exclude(Q(state=PlaceState.CLOSED, changed_at__lt=end))
    return tuple(
        london_date(opened_at)
        for opened_at in rows.order_by("opened_at", "pk").values_list("opened_at", flat=True)
    )
