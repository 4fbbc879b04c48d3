"""Organisations and neighbourhood teams, as anybody may know them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from alongside.domain.people.models import NeighbourhoodTeam, Organisation
from alongside.domain.people.records import OrganisationRecord, TeamRecord
from alongside.foundation.errors import NotFound


def organisation(organisation_id: UUID) -> OrganisationRecord:
    """The organisation as anybody may know it. Raises NotFound."""
    found = organisations([organisation_id])
    if organisation_id not in found:
        raise NotFound("people.organisation")
    return found[organisation_id]


def organisations(organisation_ids: Iterable[UUID]) -> dict[UUID, OrganisationRecord]:
    """The organisations with these ids, in one query; an unknown id is left out."""
    return {
        row.pk: OrganisationRecord(
            id=row.pk,
            name=row.name,
            description=row.description,
            website=row.website,
            email=row.email,
        )
        for row in Organisation.objects.filter(pk__in=set(organisation_ids))
    }


def teams(*, on: date) -> tuple[TeamRecord, ...]:
    """The neighbourhood teams that stand on that day, by name: two queries."""
    standing = (
        NeighbourhoodTeam.objects.filter(valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .prefetch_related("practices")
        .order_by("name", "slug")
    )
    return tuple(
        TeamRecord(
            id=row.pk,
            slug=row.slug,
            name=row.name,
            places=tuple(row.places),
            outward_codes=tuple(row.outward_codes),
            lat=row.lat,
            lon=row.lon,
            population=row.population,
            practices=tuple(
                sorted((practice.code, practice.name) for practice in row.practices.all())
            ),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in standing
    )
