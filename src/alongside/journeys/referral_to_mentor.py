"""Somebody whom a service took on, and who would like a mentor, has a place in the plan at once.

What was written of them is not asked twice; they are asked for the rest by a link. When the support
is over they wait no more. Both are done after the commit, and found again by the due work, since a
process may end between the two.
"""

from __future__ import annotations

from datetime import datetime

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.journeys.one_by_one import one_by_one

WANTS = "mentor"


def begin(told: referrals.ReferralAccepted, *, actor: Actor, at: datetime) -> None:
    """Opens the place of somebody who wants a mentor. Again, or for others: nothing."""
    if told.wants == WANTS:
        _open(referrals.episode(told.episode_id, actor=actor, at=at), actor=actor, at=at)


def finish(told: referrals.ReferralClosed, *, actor: Actor, at: datetime) -> None:
    """Closes the place of an episode that is over, unless two people meet. Again: nothing."""
    if told.episode_id is not None:
        mentoring.close_of_episode(told.episode_id, actor=actor, at=at)


def run_due(*, actor: Actor, at: datetime) -> int:
    """Opens the places that are missing, closes those of support that is over, and returns how
    many both were. Raises Refused unless a command acts. A constant number of queries where there
    is nothing to do."""
    here = people.service()
    if here is None:
        return 0
    wanted = [
        episode
        for episode in referrals.open_episodes(here.organisation_id, actor=actor, at=at)
        if episode.wants == WANTS
    ]
    there = mentoring.with_places([one.episode_id for one in wanted], actor=actor)
    missing = [episode for episode in wanted if episode.episode_id not in there]
    opened = one_by_one(
        missing, lambda one: _open(one, actor=actor, at=at), failed="place_not_opened"
    )
    over = referrals.over_among(mentoring.waiting_episodes(actor=actor), actor=actor)
    closed = one_by_one(
        sorted(over),
        lambda key: mentoring.close_of_episode(key, actor=actor, at=at),
        failed="place_not_closed",
    )
    return opened + closed


def _open(episode: referrals.EpisodeRecord, *, actor: Actor, at: datetime) -> None:
    known = {term.slug for term in catalogue.terms("condition")}
    mentoring.ask_wishes(
        episode.episode_id,
        person_id=episode.person_id,
        organisation_id=episode.organisation_id,
        known=mentoring.Wishes(
            conditions=(episode.condition,) if episode.condition in known else (),
            birth_date=episode.born,
        ),
        actor=actor,
        at=at,
    )
