"""How much room a service has, and how well what it got fitted."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.making import refuse
from alongside.domain.referrals.actions.moving import hold
from alongside.domain.referrals.models import FitGrade, Reception
from alongside.domain.referrals.queries.visible import coordinated
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import unit


def set_reception(
    organisation_id: UUID,
    *,
    places: int | None,
    paused_until: date | None = None,
    words: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Sets how many people the service supports at once (None for no limit), until the end of
    which day it decides on nobody new, and what whoever refers reads about it.

    Nobody who was taken on loses their place by it. Raises NotFound for whoever does not
    coordinate there, Invalid by field."""
    people.organisation(organisation_id)
    if not rules.coordinates(actor, organisation_id):
        raise NotFound("referrals.reception")
    words = rules.tidy(words)
    past = paused_until is not None and paused_until < london_date(at)
    refuse(
        {
            "places": ""
            if places is None or 0 <= places <= rules.MOST_PLACES
            else _("Enter a number from 0 to 10,000."),
            "paused_until": _("Choose a day that is still to come.") if past else "",
            "words": rules.fault_of_text(words, longest=rules.LONGEST_NOTE),
        }
    )
    with unit(actor=actor, at=at) as work:
        row, _made = Reception.objects.update_or_create(
            pk=organisation_id,
            defaults={
                "places": places,
                "paused_until": paused_until,
                "words": words,
                "changed_at": at,
            },
        )
        work.audit(
            "reception.set",
            row,
            organisation_id=organisation_id,
            fields=("places", "paused_until", "words"),
        )


def grade_fit(referral_id: UUID, *, grade: str, actor: Actor, at: datetime) -> None:
    """Says how well a referral fitted what the service offers: good, partly or not. Said again, it
    replaces what was said. Whoever wrote it reads it.

    Raises NotFound when out of sight, Invalid for another grade."""
    referral = get_visible(coordinated(actor, at=at), referral_id)
    refuse({"grade": "" if grade in rules.GRADES else _("Choose how well it fitted.")})
    with unit(actor=actor, at=at) as work:
        held = hold(referral.pk, work=work)
        row, _made = FitGrade.objects.update_or_create(
            referral=held,
            defaults={"grade": grade, "graded_by_id": actor.person_id, "graded_at": at},
        )
        work.audit("fit.graded", row, organisation_id=held.service_id, fields=("grade",))
