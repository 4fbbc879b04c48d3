"""Two people met for the first time: whoever referred one of them hears of it, and the person is
asked the service's measure.

Both are done once, however often this is told: after the commit, and found again by the due work
for three days, since a process may end between the two.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.mentoring import public as mentoring
from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound
from alongside.journeys.one_by_one import one_by_one

FOUND_AGAIN_FOR = timedelta(days=3)
_NOT_SPOKEN_TO = frozenset({"accepted", "waiting"})
_SPOKEN_TO = frozenset({"contacted", "plan_agreed"})


def begin(told: mentoring.PairMet, *, actor: Actor, at: datetime) -> None:
    """Does both for a first meeting; nothing for a later one, nor while the person's details are
    kept and not used. Again: nothing more."""
    if not told.first or people.restricted([told.person_id]):
        return
    _tell_referrer(told.episode_id, actor=actor, at=at)
    outcomes.ask(
        told.episode_id,
        person_id=told.person_id,
        organisation_id=told.organisation_id,
        actor=actor,
        at=at,
    )


def run_due(*, actor: Actor, at: datetime) -> int:
    """Begins again what was told in the last three days. Returns how many first meetings that were.

    Raises Refused unless a command acts."""
    found = mentoring.first_meetings(since=at - FOUND_AGAIN_FOR, actor=actor)
    return one_by_one(
        found, lambda told: begin(told, actor=actor, at=at), failed="first_meeting_not_begun"
    )


def _tell_referrer(episode_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Notes that the person attends. Who was not noted as spoken to was: they met somebody."""
    try:
        episode = referrals.episode(episode_id, actor=actor, at=at)
        if episode.state in _NOT_SPOKEN_TO:
            referrals.note_contacted(episode.referral_id, actor=actor, at=at)
        if episode.state in _NOT_SPOKEN_TO | _SPOKEN_TO:
            referrals.note_attending(episode.referral_id, actor=actor, at=at)
    except (NotFound, Conflict):
        # They came without a referral, or a coordinator has to make room first.
        return
