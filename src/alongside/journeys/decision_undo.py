"""The service said yes or no by mistake, to an introduction or to somebody who would like to be a
mentor: within half a minute it is as before.

What a yes opened after its commit (a place in the plan, with the question what matters; the seven
modules of a volunteer) goes in the same unit as the yes itself, or all of it stays. Whatever opens
something upon it holds it meanwhile, so it happens before this, or finds nothing to open it upon.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring import public as mentoring
from alongside.domain.outcomes import public as outcomes
from alongside.domain.referrals import public as referrals
from alongside.domain.training import public as training
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict
from alongside.foundation.unit import unit


def take_decision_back(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """As referrals.take_decision_back, with what was opened upon the support. Raises as that, and
    Conflict once anybody has written something there: nothing of it is lost."""
    with unit(actor=actor, at=at):
        episode_id = referrals.take_decision_back(referral_id, actor=actor, at=at)
        if episode_id is None:
            return
        if outcomes.outcomes(episode_id, actor=actor):
            raise Conflict(_("It is too late: an answer was written down. End the support."))
        mentoring.take_wish_back(episode_id, actor=actor, at=at)


def take_answer_back(volunteer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """As mentoring.take_answer_back, with the training that a welcome began. Raises as that, and
    Conflict once anything of the training is done."""
    with unit(actor=actor, at=at):
        welcomed = mentoring.take_answer_back(volunteer_id, actor=actor, at=at)
        if welcomed is not None:
            training.take_back(
                person_id=welcomed.person_id,
                organisation_id=welcomed.organisation_id,
                since=welcomed.at,
                actor=actor,
                at=at,
            )
