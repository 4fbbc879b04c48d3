"""The way from somebody's account to what was written about them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.referrals.actions.telling import MY_REFERRAL
from alongside.domain.referrals.queries.visible import about
from alongside.foundation.actor import Actor
from alongside.foundation.links import make_link
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import unit

_LASTS = timedelta(days=1)


def own_referral_link(referral_id: UUID, *, actor: Actor, at: datetime) -> str:
    """A token, good for a day, with which the actor sees, corrects and withdraws what was written
    about them. Raises NotFound for anybody else's."""
    row = get_visible(about(actor), referral_id)
    with unit(actor=actor, at=at) as work:
        work.audit("referral.link_made", row, organisation_id=row.service_id)
        return make_link(MY_REFERRAL, row, valid_until=at + _LASTS, work=work)
