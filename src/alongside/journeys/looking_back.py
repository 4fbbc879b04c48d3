"""Somebody looks back on the meetings with their mentor: their goals, and what they said at the
beginning."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.domain.mentoring import public as mentoring
from alongside.domain.outcomes import public as outcomes
from alongside.foundation.actor import Actor


@dataclass(frozen=True)
class LookBack:
    """What they are asked now, and each question of the beginning with what they said to it then,
    in their own answers. Nothing is measured here: the service's measure is asked at the end."""

    review: mentoring.ReviewPage
    first: tuple[tuple[str, str], ...]


def look_back(place_id: UUID, *, actor: Actor) -> LookBack | None:
    """The review of the person behind a place; None before the first one is due.

    Raises NotFound for anybody else."""
    review = mentoring.my_review(place_id, actor=actor)
    if review is None:
        return None
    found = outcomes.answers_of(review.episode_id, actor=actor)
    first = tuple((one.question, one.before) for one in found.said if one.before)
    return LookBack(review, first)
