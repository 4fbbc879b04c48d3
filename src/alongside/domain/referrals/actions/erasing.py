"""A person's data is erased: what was written goes, the counts stay and name nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.referrals.actions.joining import end_joins
from alongside.domain.referrals.actions.making import BLANK
from alongside.domain.referrals.actions.moving import hold
from alongside.domain.referrals.actions.undoing import withdraw
from alongside.domain.referrals.models import Referral
from alongside.foundation.actor import Actor
from alongside.foundation.links import revoke_links
from alongside.foundation.unit import Work, unit


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Erases what was written about the person and all that leads to them; returns how many rows.

    Open referrals are withdrawn first. Referrals and episodes stay with their states and days, as
    rows of somebody erased, so that places and counts hold. Again: nothing more."""
    with unit(actor=actor, at=at) as work:
        keys = Referral.objects.filter(person_id=person_id).order_by("service_id", "pk")
        for key in list(keys.values_list("pk", flat=True)):
            _erase(hold(key, work=work), work)
        return {"referrals.referral": keys.count()}


def _erase(referral: Referral, work: Work) -> None:
    withdraw(referral, work=work)
    end_joins(referral, work=work)  # what was joined is of another person's row, and goes on alone
    revoke_links(referral, work=work)
    gone = {**BLANK, "key": f"erased/{referral.pk}", "before": None}
    Referral.objects.filter(pk=referral.pk).update(**gone)
    work.audit("referral.erased", referral, organisation_id=referral.service_id, fields=gone)
