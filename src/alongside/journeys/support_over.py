"""Somebody's support is over: they are asked again what they were asked at the beginning.

Once, after the commit, and found again by the due work for three days, since a process may end
between the two. Nobody is asked who was not asked at the beginning, whom nobody could reach, who
moved away, withdrew or died.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.journeys.one_by_one import one_by_one

FOUND_AGAIN_FOR = timedelta(days=3)
_ASKED_AFTER = frozenset({"supported", "ended_early", "not_for_them", "other_support"})


def ask(told: referrals.ReferralClosed, *, actor: Actor, at: datetime) -> None:
    """Asks, where they were asked at the beginning. Again: nothing more."""
    if told.episode_id is not None and told.outcome in _ASKED_AFTER:
        _ask(told.episode_id, actor=actor, at=at)


def run_due(*, actor: Actor, at: datetime) -> int:
    """Asks again of what was closed in the last three days. Returns how many were asked.

    Raises Refused unless a command acts."""
    over = referrals.over_since(at - FOUND_AGAIN_FOR, outcomes=_ASKED_AFTER, actor=actor)
    return one_by_one(
        over, lambda key: _ask(key, actor=actor, at=at), failed="measure_not_asked_again"
    )


def _ask(episode_id: UUID, *, actor: Actor, at: datetime) -> bool:
    episode = referrals.episode(episode_id, actor=actor, at=at)
    asked = {one.point for one in outcomes.outcomes(episode_id, actor=actor)}
    if outcomes.Point.BASELINE not in asked or outcomes.Point.END in asked:
        return False
    if people.restricted([episode.person_id]):
        return False
    outcomes.ask(
        episode_id,
        point=outcomes.Point.END,
        person_id=episode.person_id,
        organisation_id=episode.organisation_id,
        actor=actor,
        at=at,
    )
    return True
