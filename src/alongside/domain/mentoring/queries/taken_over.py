"""Finding again who was taken over from a service's own list: for that alone, never for a page."""

from __future__ import annotations

from uuid import UUID

from alongside.domain.mentoring.models import Meeting, Pair, Volunteer
from alongside.domain.mentoring.states import OPEN
from alongside.domain.mentoring.take_over_records import BroughtPair
from alongside.domain.people import public as people


def volunteer_of_key(key: str, organisation_id: UUID) -> UUID | None:
    """The volunteer of the organisation that came from the row with that key, or None."""
    found = Volunteer.objects.filter(key=key, organisation_id=organisation_id)
    return found.values_list("pk", flat=True).first()


def volunteer_names(organisation_id: UUID) -> dict[UUID, str]:
    """The name of everybody who is a volunteer of the organisation now: two queries."""
    rows = Volunteer.objects.filter(organisation_id=organisation_id, state__in=sorted(OPEN))
    persons = dict(rows.values_list("pk", "person_id"))
    names = people.names(set(persons.values()))
    return {key: names.get(person_id, "") for key, person_id in persons.items()}


def brought_pair(*, place_id: UUID | None, meeting_id: UUID | None) -> BroughtPair | None:
    """The pairs of a place, or that of a meeting; None where nothing is named or all is gone."""
    if place_id is not None:
        pairs = Pair.objects.filter(place_id=place_id)
    elif meeting_id is not None:
        pairs = Pair.objects.filter(pk__in=Meeting.objects.filter(pk=meeting_id).values("pair_id"))
    else:
        return None
    found = list(pairs.values_list("pk", "place__person_id"))
    return BroughtPair(tuple(key for key, _who in found), found[0][1]) if found else None
