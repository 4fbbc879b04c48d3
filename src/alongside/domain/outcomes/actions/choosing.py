"""Which measure a service asks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.outcomes import rules
from alongside.domain.outcomes.measures import measures
from alongside.domain.outcomes.models import ServiceMeasure
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, Refused
from alongside.foundation.unit import unit


def choose_measure(organisation_id: UUID, *, measure: str, actor: Actor, at: datetime) -> None:
    """The service asks this measure from now on, and no other; "" for none.

    Whoever was asked keeps the questions that they were asked, and is asked the same at the end.
    Raises Refused for whoever is neither coordinator nor administrator there, Invalid for a measure
    that may not be asked."""
    if not rules.may_choose(actor, organisation_id):
        raise Refused("the service's coordinator or administrator chooses")
    if measure and measure not in {each.slug for each in measures(london_date(at))}:
        raise Invalid({"measure": _("Choose one of the measures.")})
    with unit(actor=actor, at=at) as work:
        chosen = ServiceMeasure.objects.select_for_update().filter(organisation_id=organisation_id)
        before = chosen.first()
        if (before.measure if before else "") == measure:
            return
        after = ServiceMeasure(
            organisation_id=organisation_id,
            measure=measure,
            chosen_at=at,
            chosen_by_id=actor.person_id,
        )
        if measure:
            after.save()
        else:
            chosen.delete()
        work.audit("measure.chosen", after, organisation_id=organisation_id, fields=("measure",))
