"""A neighbourhood team's page: its practices, what there is near it, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.domain.signposting import public as signposting
from alongside.engines.ranking import Need
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused

NEAR_KM = 15.0
MOST_GROUPS = 6
_READERS = (people.Role.COORDINATOR, people.Role.REFERRER, people.Role.ORG_ADMIN)


@dataclass(frozen=True)
class Neighbourhood:
    """One team. `groups` are the nearest that meet for anybody, the best first; `unmet` how often
    nothing suited here in a year, None for a number from 1 to 7."""

    team: people.TeamRecord
    groups: tuple[directory.FoundListing, ...]
    introduced: referrals.OutsideCounts
    unmet: int | None


def teams(*, actor: Actor, at: datetime) -> tuple[people.TeamRecord, ...]:
    """The teams, by name. Raises Refused for whoever is no member of staff."""
    if not any(actor.holds(role) for role in _READERS):
        raise Refused("only staff see the pages of neighbourhood teams")
    return people.teams(on=london_date(at))


def neighbourhood(slug: str, *, actor: Actor, at: datetime) -> Neighbourhood:
    """One team with what there is near it and what came of its introductions.

    Raises Refused for whoever is no member of staff, NotFound for a team that there is not."""
    team = next((one for one in teams(actor=actor, at=at) if one.slug == slug), None)
    if team is None:
        raise NotFound("people.neighbourhoodteam")
    codes = [code for code, _name in team.practices]
    return Neighbourhood(
        team=team,
        groups=_near(team, at)[:MOST_GROUPS],
        introduced=referrals.introduced_from(codes, actor=actor, at=at),
        unmet=signposting.unmet_near(slug, at=at),
    )


def _near(team: people.TeamRecord, at: datetime) -> tuple[directory.FoundListing, ...]:
    need = Need(
        lat=team.lat,
        lon=team.lon,
        max_km=NEAR_KM,
        conditions=(),
        age=None,
        for_whom=None,
        gender=None,
        modes=("in_person",),
        languages=("en",),
        language_required=False,
        access=(),
        times=(),
        interests=(),
        size=None,
        on=london_date(at),
    )
    found = directory.find(need, per_page=MOST_GROUPS, at=at)
    return (*found.results, *found.nearest)
