"""The service said yes or no to an introduction by mistake: within half a minute it is as before.

What a yes opened after its commit (a place in the plan, with the question what matters) goes in the
same unit as the support itself, or all of it stays. Whatever opens something upon an episode holds
it meanwhile, so it happens before this, or finds nothing to open it upon.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring import public as mentoring
from alongside.domain.outcomes import public as outcomes
from alongside.domain.referrals import public as referrals
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
