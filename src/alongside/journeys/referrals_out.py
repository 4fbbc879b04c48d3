"""Referrals out by the social prescribing standard, with what was agreed and measured since.

What somebody would like to do, and what they answered, is not covered by what they agreed to when
they were introduced: whoever introduced them is never told what they say here. So goals and scores
go out for one person at a time, who was asked for that copy, and the report of every other export
says that they are held and not sent (`docs/adr/0207`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring import public as mentoring
from alongside.domain.outcomes import public as outcomes
from alongside.domain.referrals import public as referrals
from alongside.formats import spis
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused


def export(
    *, referral_id: UUID | None = None, with_plan: bool = False, actor: Actor, at: datetime
) -> referrals.Exported:
    """One referral or all, as `referrals.export_spis`; `with_plan` the goals and scores of one,
    who was asked. A constant number of queries.

    Raises Refused unless a command acts, and for the plans of more than one; NotFound."""
    if not actor.is_system:
        raise Refused("only a command writes referrals to a file")
    episodes = referrals.to_export(referral_id=referral_id, actor=actor, at=at)
    return referrals.export_spis(
        referral_id=referral_id,
        plans=_plans(episodes, actor),
        with_plan=with_plan,
        actor=actor,
        at=at,
    )


def _plans(episodes: Mapping[UUID, UUID | None], actor: Actor) -> dict[UUID, spis.Plan]:
    """What is held of goals and measures, by referral."""
    known = [one for one in episodes.values() if one is not None]
    goals = mentoring.goals_of_episodes(known, actor=actor)
    asked = outcomes.outcomes_of(known, actor=actor)
    return {
        referral_id: spis.Plan(
            goals=tuple(_goal(one) for one in goals.get(episode_id, ())),
            measures=tuple(_measured(one) for one in asked.get(episode_id, ()) if _scores(one)),
        )
        for referral_id, episode_id in episodes.items()
        if episode_id is not None
    }


def _goal(goal: mentoring.GoalOut) -> spis.PlannedGoal:
    said = goal.said
    status = {"open": _("Open"), "reached": _("Reached"), "set_aside": _("Set aside")}
    return spis.PlannedGoal(
        words=_("Just to talk") if said.just_talk else said.words,
        step=said.step,
        when=said.step_when,
        sure=said.sure,
        status=status[goal.state],
    )


def _measured(one: outcomes.Outcome) -> spis.Measured:
    on = london_date(one.said_at) if one.said_at else None
    return spis.Measured(one.label, on, _scores(one))


def _scores(one: outcomes.Outcome) -> tuple[tuple[str, float], ...]:
    return tuple((each.label, each.value) for each in one.scores if each.value is not None)
