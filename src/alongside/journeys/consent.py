"""Somebody agrees no longer: whatever was shared for it is taken back in the same unit.

Either all of it happens or none. A purpose that names nothing here shares nothing that has to be
taken back: how to reach somebody, a group's page reads with the consent each time. Whoever shares
something for a purpose adds how it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.domain.signposting import public as signposting
from alongside.foundation.actor import Actor
from alongside.foundation.unit import unit

# By purpose: each takes person_id, actor and at, and does nothing more when it is called again.
TAKEN_BACK: dict[str, tuple[Callable[..., object], ...]] = {
    "join-request": (signposting.stop_asking,),
    "mentor-application": (mentoring.stop_volunteering,),
    "referral": (referrals.stop_referring,),
    **{use.purpose: (partial(outcomes.stop_story_use, use=use),) for use in outcomes.Use},
    "texts-and-emails": (signposting.stop_hearing, messaging.stop_writing),
}


def withdraw(*, person_id: UUID, purpose: str, actor: Actor, at: datetime) -> None:
    """The person agrees no longer, and what was shared for the purpose is taken back: running
    requests end, groups are told that nobody comes and not why, messages that wait are taken back
    or become a coordinator's task, links of groups open nothing.

    For a visitor the page vouches. Raises NotFound where nothing was agreed to, for an unknown
    purpose and for a person whom the actor may not speak for."""
    with unit(actor=actor, at=at):
        people.withdraw_consent(person_id=person_id, purpose=purpose, actor=actor, at=at)
        for take_back in TAKEN_BACK.get(purpose, ()):
            take_back(person_id=person_id, actor=actor, at=at)
