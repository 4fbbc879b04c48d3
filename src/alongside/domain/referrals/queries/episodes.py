"""Episodes of support: the peg for whatever a service does with a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.domain.referrals import rules
from alongside.domain.referrals.models import Episode
from alongside.domain.referrals.records import EpisodeRecord
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.scoping import get_visible


def _seen(actor: Actor) -> QuerySet[Episode]:
    if actor.is_system:
        return Episode.objects.all()
    own = actor.organisations(Role.COORDINATOR)
    seen = Episode.objects.filter(organisation_id__in=own)
    return seen | Episode.objects.filter(person_id=actor.person_id) if actor.person_id else seen


def episode(episode_id: UUID, *, actor: Actor, at: datetime) -> EpisodeRecord:
    """One episode, for the coordinators of its organisation and for the person themselves.

    Raises NotFound when out of sight. Two queries."""
    row = get_visible(_seen(actor).select_related("referral"), episode_id)
    return _records([row])[0]


def hold_episode(episode_id: UUID, *, actor: Actor) -> EpisodeRecord | None:
    """As `episode`, locked until the end of the open unit, for what is opened upon it: it cannot be
    taken back meanwhile. None where it is out of sight, or was taken back."""
    row = _seen(actor).filter(pk=episode_id)
    # Locked by its key alone: no join goes under a lock.
    if not Episode.objects.select_for_update().filter(pk__in=row.values("pk")).exists():
        return None
    return _records(row.select_related("referral"))[0]


def open_episodes(
    organisation_id: UUID, *, actor: Actor, at: datetime
) -> tuple[EpisodeRecord, ...]:
    """The episodes that are open there, the oldest first: three queries. Without those of people
    whose details are kept and not used.

    Raises NotFound for whoever does not coordinate there."""
    if not rules.coordinates(actor, organisation_id):
        raise NotFound("referrals.episode")
    rows = Episode.objects.filter(organisation_id=organisation_id, closed_at=None)
    rows = rows.exclude(person__in=people.restricted())
    return _records(rows.select_related("referral").order_by("opened_at", "pk"))


def over_among(episode_ids: Iterable[UUID], *, actor: Actor) -> dict[UUID, str]:
    """Which of these episodes are over, with what came of each: one query.

    Raises Refused for anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    rows = Episode.objects.filter(pk__in=list(episode_ids), closed_at__isnull=False)
    return dict(rows.order_by("closed_at", "pk").values_list("pk", "outcome"))


def over_since(since: datetime, *, outcomes: Iterable[str], actor: Actor) -> tuple[UUID, ...]:
    """The episodes that ended since then with one of these outcomes, the first on top: one query.

    Raises Refused for anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    rows = Episode.objects.filter(closed_at__gte=since, outcome__in=sorted(outcomes))
    return tuple(rows.order_by("closed_at", "pk").values_list("pk", flat=True))


def _records(rows: Iterable[Episode]) -> tuple[EpisodeRecord, ...]:
    rows = tuple(rows)
    names = people.names({row.person_id for row in rows})
    return tuple(
        EpisodeRecord(
            episode_id=row.pk,
            referral_id=row.referral_id,
            reference=row.referral.reference,
            organisation_id=row.organisation_id,
            person_id=row.person_id,
            name=names.get(row.person_id, ""),
            wants=row.referral.wants,
            condition=row.referral.condition,
            born=row.referral.born,
            state=row.referral.state,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            outcome=row.outcome,
        )
        for row in rows
    )
