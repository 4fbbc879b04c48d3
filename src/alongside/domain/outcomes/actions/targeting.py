"""What the service's contract asks for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.outcomes import rules
from alongside.domain.outcomes.figure_records import MOST_PEOPLE
from alongside.domain.outcomes.models import ServiceTargets
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, Refused
from alongside.foundation.unit import unit

_FIELDS = ("mentors", "people_a_year", "year_begins")


def set_targets(
    organisation_id: UUID,
    *,
    mentors: int | None,
    people_a_year: int | None,
    year_begins: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Sets what the contract asks for: how many mentors, how many people in a year, and the month
    (1 to 12) in which such a year begins. None where it names no number.

    Raises Refused for whoever does not administer the organisation, Invalid by field."""
    if not rules.may_set_targets(actor, organisation_id):
        raise Refused("the organisation's administrator says what its contract asks for")
    words = _("Enter a number from 1 to 1,000,000, or leave it empty.")
    asked = {"mentors": mentors, "people_a_year": people_a_year}
    faults = {
        name: words
        for name, number in asked.items()
        if number is not None and not 1 <= number <= MOST_PEOPLE
    }
    if not 1 <= year_begins <= 12:
        faults["year_begins"] = _("Choose a month.")
    if faults:
        raise Invalid(faults)
    with unit(actor=actor, at=at) as work:
        row, _made = ServiceTargets.objects.update_or_create(
            pk=organisation_id,
            defaults={
                **asked,
                "year_begins": year_begins,
                "changed_at": at,
                "changed_by_id": actor.person_id,
            },
        )
        work.audit("targets.set", row, organisation_id=organisation_id, fields=_FIELDS)
