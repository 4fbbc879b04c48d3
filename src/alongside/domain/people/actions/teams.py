"""Neighbourhood teams."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.people import rules
from alongside.domain.people.actions.faults import refuse_faults
from alongside.domain.people.models import NeighbourhoodTeam, Practice
from alongside.domain.people.queries.service import home_id
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.unit import unit


def add_team(
    *,
    slug: str,
    name: str,
    places: Iterable[str],
    outward_codes: Iterable[str],
    lat: float,
    lon: float,
    population: int,
    practices: Iterable[tuple[str, str]] = (),
    valid_from: date,
    valid_to: date | None = None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """A neighbourhood team with its practices, each a code and a name.

    Raises Refused unless the service's administrator or a command acts; Invalid for a slug or a
    practice that is there already and for an end before the beginning."""
    _refuse_team(actor)
    refuse_faults({"name": rules.fault_of_line(name.strip(), longest=200)})
    with unit(actor=actor, at=at) as work:
        try:
            with transaction.atomic():
                team = NeighbourhoodTeam.objects.create(
                    slug=slug,
                    name=name.strip(),
                    places=list(places),
                    outward_codes=list(outward_codes),
                    lat=lat,
                    lon=lon,
                    population=population,
                    valid_from=valid_from,
                    valid_to=valid_to,
                )
                Practice.objects.bulk_create(
                    Practice(team=team, code=code, name=practice) for code, practice in practices
                )
        except IntegrityError as clash:
            raise Invalid({"slug": _("This team or one of its practices is there.")}) from clash
        work.audit(
            "team.added",
            team,
            organisation_id=home_id(),
            fields=("name", "places", "outward_codes", "population", "practices", "valid_from"),
        )
        return team.pk


def end_team(*, team_id: UUID, on: date, actor: Actor, at: datetime) -> None:
    """The team's last day. Raises Refused as `add_team`, NotFound, and Invalid for a day before
    it began."""
    _refuse_team(actor)
    with unit(actor=actor, at=at) as work:
        team = NeighbourhoodTeam.objects.select_for_update().filter(pk=team_id).first()
        if team is None:
            raise NotFound("people.neighbourhoodteam")
        if on < team.valid_from:
            raise Invalid({"on": _("A team cannot end before it begins.")})
        NeighbourhoodTeam.objects.filter(pk=team_id).update(valid_to=on)
        work.audit("team.ended", team, organisation_id=home_id(), fields=("valid_to",))


def _refuse_team(actor: Actor) -> None:
    if not rules.may_manage_teams(actor, home_id()):
        raise Refused("only the service's administrator changes the teams")
