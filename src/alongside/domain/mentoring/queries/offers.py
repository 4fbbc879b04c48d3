"""Mentors as the matching takes them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from alongside.domain.mentoring.models import Volunteer
from alongside.domain.mentoring.queries.visible import whole
from alongside.domain.mentoring.records import MentorOffer
from alongside.domain.mentoring.rules import training
from alongside.domain.mentoring.rules.checks import recheck_on
from alongside.domain.mentoring.rules.profiles import age_at_least
from alongside.domain.mentoring.rules.steps import standing_of
from alongside.domain.mentoring.states import VolunteerState
from alongside.domain.people import public as people
from alongside.foundation.clock import london_date


def ready_mentors(organisation_id: UUID, *, at: datetime) -> tuple[MentorOffer, ...]:
    """Everybody of an organisation who is ready, in order of id: for journeys and the batch plan,
    never for a page. A constant number of queries.

    Whoever's check is overdue is there with the day, and whoever's training counts no more as one
    who is not ready: the engine's rules leave them out and say so. Nobody whose details are kept
    and not used."""
    ready = Volunteer.objects.filter(
        organisation_id=organisation_id, state=VolunteerState.READY
    ).order_by("pk")
    ready = ready.exclude(person__in=people.restricted())
    on = london_date(at)
    return tuple(offer_of(row, on) for row in whole(ready))


def offer_of(row: Volunteer, on: date) -> MentorOffer:
    """The record of a volunteer whose checks were read with them."""
    return MentorOffer(
        id=str(row.pk),
        lat=row.lat,
        lon=row.lon,
        max_km=None if row.max_km is None else float(row.max_km),
        modes=tuple(row.modes),
        conditions=tuple(row.conditions),
        treatments=tuple(row.treatments),
        age=age_at_least(row.birth_year, on),
        gender=row.gender or None,
        mentee_gender=row.mentee_gender or None,
        languages=tuple(row.languages),
        times=tuple(row.times),
        interests=tuple(row.interests),
        can_share=tuple(row.can_share),
        capacity=max(0, row.capacity - row.held),
        ready=row.state == VolunteerState.READY and training.counts(row, on),
        recheck_on=recheck_on(standing_of(row).checks),
        cleared_for_under_18=row.cleared_for_under_18,
        blocks=(),
    )
