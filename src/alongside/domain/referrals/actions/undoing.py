"""Whoever wrote a referral takes it back, sends it after all, or throws it away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.messaging import public as messaging
from alongside.domain.referrals.actions.joining import joined_with
from alongside.domain.referrals.actions.making import discard, send
from alongside.domain.referrals.actions.moving import hold, step
from alongside.domain.referrals.actions.telling import WRITTEN
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.queries.visible import made_by
from alongside.domain.referrals.states import BEFORE_RECEIVED, REFERRAL, ReferralState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict
from alongside.foundation.links import revoke_links
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit


def undo(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Takes a referral back within half a minute: the person gets no message, the service does not
    see it, and a draft stays with whoever wrote it. Again: nothing more.

    Raises NotFound unless the actor wrote it, Conflict when it is too late."""
    _own(referral_id, actor)
    with unit(actor=actor, at=at) as work:
        referral = hold(referral_id, work=work)
        if referral.state == ReferralState.DRAFT:
            return
        if referral.state != ReferralState.SENT:
            raise Conflict(_("It is too late to take it back. Withdraw it, or ring the service."))
        messaging.cancel(referral, template=WRITTEN, actor=actor, at=at)
        revoke_links(referral, work=work)
        step(referral, "undo", work=work)


def send_draft(referral_id: UUID, *, actor: Actor, at: datetime) -> str:
    """Sends a draft after all, as it is. Returns a token of the person's.

    Raises NotFound unless the actor wrote it, NotAllowed where it is no draft."""
    _own(referral_id, actor)
    with unit(actor=actor, at=at) as work:
        referral = hold(referral_id, work=work)
        step(referral, "send", work=work, sent_at=at)
        return send(referral, work=work)


def throw_away(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Throws a draft away, with all that it said. Again: nothing more.

    Raises NotFound unless the actor wrote it, Conflict where it is no draft."""
    _own(referral_id, actor)
    with unit(actor=actor, at=at) as work:
        referral = hold(referral_id, work=work)
        if referral.state == ReferralState.WITHDRAWN and referral.received_on is None:
            return
        if referral.state != ReferralState.DRAFT:
            raise Conflict(_("Only what was not sent can be thrown away."))
        discard(referral, work=work)


def withdraw_own(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Whoever wrote it withdraws it, as the person asked them. A closed one stays as it is.

    Raises NotFound unless the actor wrote it."""
    _own(referral_id, actor)
    with unit(actor=actor, at=at) as work:
        withdraw(hold(referral_id, work=work), work=work)


def withdraw(referral: Referral, *, work: Work) -> None:
    """Withdraws a locked referral that is open or joined, and those that were joined to it: they
    are the same person's."""
    if (referral.state, "withdraw") not in REFERRAL.moves:
        return
    if referral.state in BEFORE_RECEIVED:
        messaging.cancel(referral, template=WRITTEN, actor=work.actor, at=work.at)
    for one in (referral, *joined_with(referral)):
        if (one.state, "withdraw") in REFERRAL.moves:
            step(one, "withdraw", work=work)


def _own(referral_id: UUID, actor: Actor) -> None:
    get_visible(made_by(actor), referral_id)
