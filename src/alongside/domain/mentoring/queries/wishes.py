"""What somebody said they would like of a mentor, and who waits for one or has one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from alongside.domain.mentoring.events import PairFinished
from alongside.domain.mentoring.models import MeetingTask, Pair, Place
from alongside.domain.mentoring.pair_records import WISH_TERMS, Wishes
from alongside.domain.mentoring.queries.pairs import coordinated_places, own_places
from alongside.domain.mentoring.rules.pairs import COMPLETED
from alongside.domain.mentoring.states import OPEN_PLACES, PairState, PlaceState
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


def waiting_for_mentor(episode_ids: list[UUID], *, actor: Actor) -> dict[UUID, bool]:
    """In which of these episodes the person waits for a mentor, and whether it is for another since
    one whom they had is gone: one query.

    Raises Refused for anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    had = Pair.objects.filter(place=OuterRef("pk"), agreed_at__isnull=False)
    found = Place.objects.filter(episode_id__in=episode_ids, state__in=sorted(OPEN_PLACES))
    return dict(found.annotate(had=Exists(had)).values_list("episode_id", "had"))


def standing_episodes(*, actor: Actor) -> tuple[UUID, ...]:
    """The episodes of everybody who waits for a mentor, chooses or has one, and those that a
    coordinator still has to close: one query.

    Raises Refused for anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    to_close = MeetingTask.objects.filter(pair__place=OuterRef("pk"), kind="close", done_at=None)
    found = Place.objects.filter(~Q(state=PlaceState.CLOSED) | Exists(to_close))
    return tuple(found.order_by("opened_at", "pk").values_list("episode_id", flat=True))


def finished_since(since: datetime, *, actor: Actor) -> tuple[PairFinished, ...]:
    """The pairs that finished since then, as they were told: one query.

    Raises Refused for anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    rows = Pair.objects.filter(
        state=PairState.ENDED, end_reason=COMPLETED, ended_at__gte=since
    ).select_related("place")
    return tuple(
        PairFinished(row.pk, row.place.episode_id, row.place.organisation_id, row.ended_at)
        for row in rows.order_by("ended_at", "pk")
        if row.ended_at is not None
    )
