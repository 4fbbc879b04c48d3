"""A yes or a no of the service that was a slip: taken back before anybody heard of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.messaging import public as messaging
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.moving import hold, step
from alongside.domain.referrals.actions.telling import (
    DECLINED,
    NEWS,
    is_written_to,
    told_together,
)
from alongside.domain.referrals.models import Episode, Referral
from alongside.domain.referrals.queries.visible import coordinated
from alongside.domain.referrals.states import ReferralState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit


def remember(referral: Referral) -> dict[str, Any]:
    """What a decision about a locked referral replaces, for its column `before`."""
    return {
        "owner": str(referral.owner_id) if referral.owner_id else None,
        "due_on": referral.due_on.isoformat() if referral.due_on else None,
        "told": {
            str(one.pk): [one.told, one.told_on.isoformat() if one.told_on else None]
            for one in told_together(referral)
        },
    }


def take_decision_back(referral_id: UUID, *, actor: Actor, at: datetime) -> UUID | None:
    """The service said yes or no by mistake: it is to be decided on as before, and nobody hears.
    Again does nothing.

    Returns the episode of a yes, which is gone: whatever was opened upon it goes in the same unit,
    so this is for `journeys.decision_undo`. Raises NotFound out of sight, Conflict, with why, after
    half a minute, once a message is out, and once anybody went on with it."""
    get_visible(coordinated(actor, at=at), referral_id)
    with unit(actor=actor, at=at) as work:
        referral = hold(referral_id, work=work)
        if referral.state == ReferralState.RECEIVED:
            return None
        before = referral.before
        if before is None or at >= rules.undo_until(referral.changed_at):
            raise Conflict(_too_late(referral.state))
        no = referral.state == ReferralState.DECLINED
        _take_messages_back(referral, before["told"], no, work)
        episode_id = None if no else _close_without_trace(referral, work)
        said_back = {"because": "", "note": ""} if no else {}
        step(
            referral,
            "take_no_back" if no else "take_yes_back",
            work=work,
            owner_id=UUID(before["owner"]) if before["owner"] else None,
            due_on=date.fromisoformat(before["due_on"]),
            **said_back,
        )
        return episode_id


def _too_late(state: str) -> str:
    if state == ReferralState.DECLINED:
        return _("It is too late: they hear of it. Ring them, and introduce them anew.")
    return _("It is too late: they hear of it, or it went on. Ring them, then end the support.")


def _take_messages_back(
    referral: Referral, told: dict[str, list[Any]], no: bool, work: Work
) -> None:
    """Raises Conflict where one of them is out: then all of it stays."""
    back = messaging.take_back(referral, template=NEWS, actor=work.actor, at=work.at)
    for one in told_together(referral) if no else ():
        had, had_on = told.get(str(one.pk), [one.told, None])
        if DECLINED in had or DECLINED not in one.told:
            continue
        if is_written_to(one):
            template = f"referral_{DECLINED}"
            back &= messaging.take_back(one, template=template, actor=work.actor, at=work.at)
        one.told, one.told_on = had, date.fromisoformat(had_on) if had_on else None
        Referral.objects.filter(pk=one.pk).update(told=one.told, told_on=one.told_on)
        work.audit(
            "referral.not_told", one, organisation_id=one.service_id, fields=("told", "told_on")
        )
    if not back:
        raise Conflict(_too_late(referral.state))


def _close_without_trace(referral: Referral, work: Work) -> UUID:
    """The episode goes: it was opened by mistake, and the next yes opens one of its own."""
    episode = Episode.objects.select_for_update().get(referral=referral)
    key: UUID = episode.pk
    work.audit("episode.taken_back", episode, organisation_id=referral.service_id)
    episode.delete()
    return key


def forget_decisions(before: datetime) -> None:
    """What decisions replaced is kept no longer than they can be taken back."""
    Referral.objects.filter(before__isnull=False, changed_at__lte=before).update(before=None)
