"""Somebody whom a service took on, and who would like a mentor, has a place in the plan at once.

What was written of them is not asked twice; they are asked for the rest by a link. When the support
is over they wait no more, and two who meet come to an end. All of it is done after the commit, and
found again by the due work, since a process may end between the two.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.foundation.unit import unit
from alongside.journeys.one_by_one import one_by_one

WANTS = "mentor"
ENGLISH, SIGN_LANGUAGE = "en", "bfi"
# The recorded formats of somebody who speaks British Sign Language.
SIGNED = frozenset({"bsl_interpreter", "bsl_video"})
# What came of the support, and what it means for two who meet. Whatever is not here is an end that
# leaves time for a goodbye.
_HOW = {
    "no_contact": mentoring.SupportOver.OUT_OF_REACH,
    "moved_away": mentoring.SupportOver.MOVED,
    "withdrawn": mentoring.SupportOver.WITHDREW,
    "died": mentoring.SupportOver.DIED,
}


def begin(told: referrals.ReferralAccepted, *, actor: Actor, at: datetime) -> None:
    """Opens the place of somebody who wants a mentor. Again, for others, and where the yes was
    taken back meanwhile: nothing."""
    if told.wants == WANTS:
        _open(told.episode_id, actor=actor, at=at)


def finish(told: referrals.ReferralClosed, *, actor: Actor, at: datetime) -> None:
    """Closes the place of an episode that is over; two who meet begin to finish, or stop at once
    where the outcome leaves no time for it. Again: nothing."""
    if told.episode_id is not None:
        _close(told.episode_id, told.outcome, actor=actor, at=at)


def run_due(*, actor: Actor, at: datetime) -> int:
    """Opens the places that are missing, closes those of support that is over, lets pairs of it
    come to an end, and returns how many all of these were. Raises Refused unless a command acts. A
    constant number of queries where there is nothing to do."""
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
        missing, lambda one: _open(one.episode_id, actor=actor, at=at), failed="place_not_opened"
    )
    over = referrals.over_among(mentoring.standing_episodes(actor=actor), actor=actor)
    closed = one_by_one(
        over.items(),
        lambda one: _close(*one, actor=actor, at=at),
        failed="place_not_closed",
    )
    return opened + closed


def _close(episode_id: UUID, outcome: str, *, actor: Actor, at: datetime) -> bool:
    how = _HOW.get(outcome, mentoring.SupportOver.WELL)
    return mentoring.close_of_episode(episode_id, how=how, actor=actor, at=at)


def _open(episode_id: UUID, *, actor: Actor, at: datetime) -> bool:
    # Of a yes and its undo at the same moment one waits for the other: no place without support.
    with unit(actor=actor, at=at):
        episode = referrals.hold_episode(episode_id, actor=actor)
        return episode is not None and _ask(episode, actor=actor, at=at)


def _ask(episode: referrals.EpisodeRecord, *, actor: Actor, at: datetime) -> bool:
    known = {term.slug for term in catalogue.terms("condition")}
    return mentoring.ask_wishes(
        episode.episode_id,
        person_id=episode.person_id,
        organisation_id=episode.organisation_id,
        known=mentoring.Wishes(
            conditions=(episode.condition,) if episode.condition in known else (),
            languages=_languages(episode.person_id),
            birth_date=episode.born,
        ),
        actor=actor,
        at=at,
    )


def _languages(person_id: UUID) -> tuple[str, ...]:
    """English, and the languages that somebody's recorded ways of being reached name: in which we
    write, of which they need an interpreter, or that they sign. Whether a mentor must speak one of
    them is theirs to say."""
    try:
        profile = messaging.own_profile(person_id)
    except NotFound:
        return (ENGLISH,)
    signs = SIGN_LANGUAGE if SIGNED & set(profile.formats) else ""
    # The one in which people meet them first: the page shows that one.
    told = (profile.interpreter_language, signs, profile.language)
    spoken = {term.slug for term in catalogue.terms("language")}
    return tuple(dict.fromkeys((ENGLISH, *(one for one in told if one in spoken))))
