"""Two people finished: to close the support is the next step of whoever coordinates.

It is asked for after the commit, and found again by the due work for three days, since a process
may end between the two.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.domain.mentoring import public as mentoring
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.journeys.one_by_one import one_by_one

FOUND_AGAIN_FOR = timedelta(days=3)


def begin(told: mentoring.PairFinished, *, actor: Actor, at: datetime) -> bool:
    """Makes the step where the support is open; returns whether it is new. Again: nothing."""
    try:
        episode = referrals.episode(told.episode_id, actor=actor, at=at)
    except NotFound:  # they came without an introduction
        return False
    if episode.closed_at is not None:
        return False
    return mentoring.ask_to_close(told.pair_id, actor=actor, at=at)


def run_due(*, actor: Actor, at: datetime) -> int:
    """Makes what is missing of the last three days, and returns how many steps that were. Raises
    Refused unless a command acts."""
    found = mentoring.finished_since(at - FOUND_AGAIN_FOR, actor=actor)
    return one_by_one(
        found, lambda told: begin(told, actor=actor, at=at), failed="support_not_asked_to_close"
    )
