"""The page on which two come to an end: what they did together, what changed for the person by
their own answers, and the way back to a mentor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring import public as mentoring
from alongside.domain.outcomes import public as outcomes
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.unit import unit


@dataclass(frozen=True)
class Goodbye:
    """How two come to an end, as one of them sees it, and what the person said before and after:
    None for the mentor, and where nothing was asked."""

    ending: mentoring.Ending
    answers: outcomes.EpisodeAnswers | None


def goodbye(pair_id: UUID, *, actor: Actor, at: datetime) -> Goodbye:
    """As mentoring.ending, with the person's own answers for themselves alone. Raises NotFound as
    that."""
    found = mentoring.ending(pair_id, actor=actor, at=at)
    if not found.theirs:
        return Goodbye(found, None)
    own = {one.episode_id: one for one in outcomes.my_answers(actor=actor)}
    return Goodbye(found, own.get(found.episode_id))


def ask_again(pair_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """The person would like a mentor again: they wait from now on, or a coordinator speaks with
    them first because their support is over. Returns whether they wait. Raises as
    mentoring.ask_again."""
    with unit(actor=actor, at=at):
        found = mentoring.ending(pair_id, actor=actor, at=at)
        over = _support_over(found.episode_id, actor, at)
        return mentoring.ask_again(pair_id, support_over=over, actor=actor, at=at)


def go_on(pair_id: UUID, *, wished: bool, actor: Actor, at: datetime) -> None:
    """As mentoring.go_on_together, while the support goes on. Raises as that, and Conflict, with
    why, where the support is closed."""
    with unit(actor=actor, at=at):
        episode_id = mentoring.go_on_together(pair_id, wished=wished, actor=actor, at=at)
        support = referrals.hold_episode(episode_id, actor=actor)
        if support is not None and support.closed_at is not None:
            raise Conflict(_("Their support is closed. Introduce them anew, then they can go on."))


def _support_over(episode_id: UUID, actor: Actor, at: datetime) -> bool:
    try:
        return referrals.episode(episode_id, actor=actor, at=at).closed_at is not None
    except NotFound:  # without an introduction a coordinator speaks with them first
        return True
