"""What somebody who signed in has here for themselves: their requests, their mentor, and what they
give as a volunteer."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.domain.mentoring import public as mentoring
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound


@dataclass(frozen=True)
class OwnSupport:
    """`mentor`: they have, wait for or had one. `volunteer`: they applied to be one."""

    requests: tuple[referrals.OwnReferral, ...]
    mentor: bool
    volunteer: bool

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.requests) or self.mentor or self.volunteer


def own_support(actor: Actor) -> OwnSupport:
    """What the actor has; nothing for who did not sign in. Three queries."""
    return OwnSupport(
        referrals.own_referrals(actor), mentoring.has_own_place(actor), _volunteers(actor)
    )


def _volunteers(actor: Actor) -> bool:
    try:
        mentoring.by_account(actor)
    except NotFound:
        return False
    return True
