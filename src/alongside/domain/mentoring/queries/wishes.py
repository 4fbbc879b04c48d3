"""What somebody said they would like of a mentor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.domain.mentoring.models import Place
from alongside.domain.mentoring.pair_records import WISH_TERMS, Wishes
from alongside.domain.mentoring.queries.pairs import coordinated_places, own_places
from alongside.domain.mentoring.states import OPEN_PLACES
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.scoping import get_visible


def wishes(place_id: UUID, *, actor: Actor) -> Wishes:
    """What was told so far, for the person and for who coordinates. Raises NotFound otherwise."""
    row = get_visible(own_places(actor) | coordinated_places(actor), place_id)
    told: dict[str, Any] = {name: getattr(row, name) for name in Wishes.__dataclass_fields__}
    return Wishes(**told | {name: tuple(told[name]) for name in WISH_TERMS})


def with_places(episode_ids: list[UUID], *, actor: Actor) -> frozenset[UUID]:
    """Which of these episodes have a place, open or not: one query.

    Raises Refused for anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    found = Place.objects.filter(episode_id__in=episode_ids)
    return frozenset(found.values_list("episode_id", flat=True))


def waiting_episodes(*, actor: Actor) -> tuple[UUID, ...]:
    """The episodes of everybody who waits for a mentor or chooses one: one query.

    Raises Refused for anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    found = Place.objects.filter(state__in=sorted(OPEN_PLACES)).order_by("opened_at", "pk")
    return tuple(found.values_list("episode_id", flat=True))
