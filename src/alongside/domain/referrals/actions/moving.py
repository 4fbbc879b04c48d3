"""One step of a referral: its state, its owner, its day and its episode change together.

Locks are taken in one order everywhere: the service's row of places, the referral, referrals joined
to it, the audit. So no two units wait for each other.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from alongside.domain.referrals import rules
from alongside.domain.referrals.events import ReferralClosed, ReferralMade, ReferralMoved
from alongside.domain.referrals.models import Episode, Reception, Referral
from alongside.domain.referrals.states import (
    CLOSED,
    HOLDS_PLACE,
    OWNERS,
    REFERRAL,
    Owner,
    ReferralState,
)
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.transitions import NotAllowed, move
from alongside.foundation.unit import Work


def hold(referral_id: UUID | str, *, work: Work) -> Referral:
    """The referral, locked after its service's places, until the end of the transaction. One that
    can be taken back no longer is received by it. Raises NotFound."""
    found = Referral.objects.filter(pk=referral_id).values_list("service_id", flat=True).first()
    if found is None:
        raise NotFound("referrals.referral")
    reception(found)
    referral = Referral.objects.select_for_update().get(pk=referral_id)
    receive(referral, work=work)
    return referral


def reception(service_id: UUID) -> Reception | None:
    """The service's row of places, locked; None for a service without a limit or a pause."""
    return Reception.objects.select_for_update().filter(pk=service_id).first()


def receive(referral: Referral, *, work: Work) -> bool:
    """Receives a locked referral that was sent and can be taken back no longer. Returns whether."""
    if referral.state != ReferralState.SENT or work.at < rules.undo_until(referral.sent_at):
        return False
    # What came in a file has waited since it was written, and its wait is reckoned from then.
    in_a_file = referral.referrer_id is None and referral.made_by in ("clinician", "link_worker")
    since = referral.made_on if in_a_file else london_date(work.at)
    step(referral, "receive", work=work, received_on=since)
    work.publish(ReferralMade(referral.pk, referral.service_id, work.at))
    return True


def step(referral: Referral, event: str, *, work: Work, **columns: Any) -> ReferralState:
    """Takes a locked referral through `event`, with `columns` written beside the state.

    Whose turn it is and until when are reckoned, and whoever took it on keeps it. What is over ends
    its episode. A decision before it can be taken back no more. Raises NotAllowed where the table
    has no such move."""
    target = REFERRAL.moves.get((referral.state, event))
    if target is None:
        raise NotAllowed(f"referrals.referral: no {event} from {referral.state}")
    also = {
        **owning(target, referral, today=london_date(work.at)),
        "changed_at": work.at,
        "before": None,
        **columns,
    }
    move(referral, event, work=work, organisation_id=referral.service_id, also=also)
    work.publish(ReferralMoved(referral.pk, referral.service_id, event, target, work.at))
    if target in CLOSED:
        _over(referral, work)
    return ReferralState(target)


def _over(referral: Referral, work: Work) -> None:
    outcome = referral.outcome or referral.state
    episode = Episode.objects.filter(referral=referral, closed_at=None).first()
    if episode is not None:
        episode.closed_at, episode.outcome = work.at, outcome
        episode.save(update_fields=["closed_at", "outcome"])
        work.audit(
            "episode.closed",
            episode,
            organisation_id=referral.service_id,
            fields=("closed_at", "outcome"),
        )
    work.publish(
        ReferralClosed(
            referral.pk,
            episode.pk if episode else None,
            referral.service_id,
            referral.state,
            outcome,
            work.at,
        )
    )


def owning(state: str, referral: Referral, *, today: date) -> dict[str, Any]:
    """Whose turn it is in `state` and until when, as columns."""
    kind = OWNERS.get(state, "")
    owner_id = None
    if kind == Owner.REFERRER:
        owner_id = referral.referrer_id
    elif kind == referral.owner_kind:  # the coordinator who took it on goes on with it
        owner_id = referral.owner_id
    return {
        "owner_kind": str(kind),
        "owner_id": owner_id,
        "due_on": rules.due_on(state, today, paused_until(referral.service_id)),
    }


def paused_until(service_id: UUID) -> date | None:
    """The last day of the service's pause, where it has one."""
    return Reception.objects.filter(pk=service_id).values_list("paused_until", flat=True).first()


def has_room(service_id: UUID, *, but: UUID) -> bool:
    """Whether the service can support one more, beside the referral `but`. Call it with the row of
    places locked."""
    limit = Reception.objects.filter(pk=service_id).values_list("places", flat=True).first()
    if limit is None:
        return True
    held = Referral.objects.filter(service_id=service_id, state__in=sorted(HOLDS_PLACE))
    return held.exclude(pk=but).count() < limit
