"""One person's answers on the desk: the episode, what was asked in it, and a licensed tool's score.

Whoever looks is noted, as on every page that shows one person's details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.unit import unit


@dataclass(frozen=True)
class Measured:
    """An episode with what was asked in it, and the measures whose score may be written down."""

    episode: referrals.EpisodeRecord
    answers: outcomes.EpisodeAnswers
    tools: tuple[outcomes.ScoreOnly, ...]


def measured(episode_id: UUID, *, actor: Actor, at: datetime) -> Measured:
    """What one person was asked and said, for a coordinator of the service; the look is noted.

    Raises NotFound for anybody else, and for somebody whose details are kept and not used."""
    episode = _coordinated(episode_id, actor=actor, at=at)
    answers = outcomes.answers_of(episode_id, actor=actor)
    people.note_seen(
        person_ids=[episode.person_id],
        what="answers_to_questions",
        organisation_id=episode.organisation_id,
        actor=actor,
        at=at,
    )
    return Measured(episode, answers, outcomes.score_only_measures(london_date(at)))


def note_score(
    episode_id: UUID,
    *,
    point: str,
    measure: str,
    said: Mapping[str, Any],
    actor: Actor,
    at: datetime,
) -> None:
    """As outcomes.note_score, for the person of the episode. Raises as that, and as `measured`."""
    episode = _coordinated(episode_id, actor=actor, at=at)
    with unit(actor=actor, at=at):
        if referrals.hold_episode(episode_id, actor=actor) is None:
            raise NotFound("referrals.episode")
        outcomes.note_score(
            episode_id,
            point=point,
            measure=measure,
            said=said,
            person_id=episode.person_id,
            organisation_id=episode.organisation_id,
            actor=actor,
            at=at,
        )


def ask_for_story(episode_id: UUID, *, actor: Actor, at: datetime) -> None:
    """As outcomes.ask_for_story, for the person of the episode. Raises NotFound as `measured`."""
    episode = _coordinated(episode_id, actor=actor, at=at)
    outcomes.ask_for_story(
        episode.person_id, organisation_id=episode.organisation_id, actor=actor, at=at
    )


def stories(*, actor: Actor, at: datetime) -> tuple[outcomes.StoryRow, ...]:
    """As outcomes.stories; the look at each of their tellers is noted."""
    found = outcomes.stories(actor=actor, at=at)
    here = people.service()
    people.note_seen(
        person_ids=[one.person_id for one in found],
        what="stories",
        organisation_id=here.organisation_id if here else None,
        actor=actor,
        at=at,
    )
    return found


def _coordinated(episode_id: UUID, *, actor: Actor, at: datetime) -> referrals.EpisodeRecord:
    found = referrals.episode(episode_id, actor=actor, at=at)
    own = actor.holds(people.Role.COORDINATOR, found.organisation_id)
    if not own or people.restricted([found.person_id]):
        raise NotFound("referrals.episode")
    return found
