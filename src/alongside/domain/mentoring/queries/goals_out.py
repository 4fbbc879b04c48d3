"""What somebody would like to do or change, for a copy that they asked to go elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from alongside.domain.mentoring.goal_records import GoalOut, GoalSaid
from alongside.domain.mentoring.models import Goal
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused


def goals_of_episodes(
    episode_ids: Iterable[UUID], *, actor: Actor
) -> dict[UUID, tuple[GoalOut, ...]]:
    """The goals of the people of these episodes, the oldest first: a constant number of queries.
    Nothing of people whose details are kept and not used.

    Raises Refused unless a command acts: a coordinator does not read them."""
    if not actor.is_system:
        raise Refused("goals are read by the person and their mentor")
    rows = Goal.objects.filter(place__episode_id__in=list(episode_ids)).exclude(
        place__person__in=people.restricted()
    )
    found: dict[UUID, list[GoalOut]] = defaultdict(list)
    for row in rows.select_related("place").order_by("made_at", "pk"):
        said = GoalSaid(row.words, row.just_talk, row.step, row.step_when, row.sure)
        found[row.place.episode_id].append(GoalOut(said, row.state))
    return {episode_id: tuple(goals) for episode_id, goals in found.items()}
