"""Two referrals of one person: joined by two people, and parted again by anybody who sees both."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.domain.referrals.actions.moving import hold, step
from alongside.domain.referrals.models import Joined, Referral
from alongside.domain.referrals.queries.visible import coordinated
from alongside.domain.referrals.states import OPEN, ReferralState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit


def join(kept_id: UUID, other_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Says that `other` is the same person's as `kept`, which goes on for both.

    The first to say so proposes it; a second coordinator saying the same does it. Returns whether
    they are joined now. Again by the same person: nothing more. The other must be received and not
    decided yet, the kept one open: nothing of anybody's support is lost by it.

    Raises NotFound where either is out of sight, Conflict for two services, another state, or
    where either is joined elsewhere."""
    seen = coordinated(actor, at=at)
    get_visible(seen, kept_id)
    get_visible(seen, other_id)
    if actor.person_id is None:
        raise Refused("two people join referrals, never the service itself")
    with unit(actor=actor, at=at) as work:
        kept, other = _both(kept_id, other_id, work)
        row = Joined.objects.select_for_update().filter(other=other, ended_at=None).first()
        if row is not None and row.kept_id != kept.pk:
            raise Conflict(_("It is joined to another referral, or somebody proposed it."))
        if row is None:
            _propose(kept, other, actor.person_id, work)
            return False
        if row.joined_at is not None or row.by_first_id == actor.person_id:
            return row.joined_at is not None
        row.by_second_id, row.joined_at = actor.person_id, at
        row.save(update_fields=["by_second_id", "joined_at"])
        step(other, "join", work=work)
        _audit("joined.done", row, other, work)
        return True


def _both(kept_id: UUID, other_id: UUID, work: Work) -> tuple[Referral, Referral]:
    held = {key: hold(key, work=work) for key in sorted((kept_id, other_id))}
    kept, other = held[kept_id], held[other_id]
    if kept.pk == other.pk or kept.service_id != other.service_id:
        raise Conflict(_("Only two referrals to the same service can be joined."))
    done = other.state == ReferralState.JOINED
    if kept.state not in OPEN or not (done or other.state == ReferralState.RECEIVED):
        raise Conflict(_("Only a referral that nobody decided on yet is joined to an open one."))
    if Joined.objects.filter(other=kept, ended_at=None).exists() or _keeps_others(other):
        raise Conflict(_("One of them is joined to another referral."))
    return kept, other


def _keeps_others(referral: Referral) -> bool:
    return Joined.objects.filter(kept=referral, ended_at=None).exists()


def _propose(kept: Referral, other: Referral, person_id: UUID, work: Work) -> None:
    row = Joined(kept=kept, other=other, by_first_id=person_id, proposed_at=work.at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("Somebody proposed it just now. Look at it again.")) from None
    _audit("joined.proposed", row, other, work)


def part(joined_id: UUID, *, actor: Actor, at: datetime) -> None:
    """They are two people after all: what was joined stands alone again and is to be decided on.
    A proposal is turned down by it. Again: nothing more. Raises NotFound when out of sight."""
    row = Joined.objects.filter(pk=joined_id).first()
    if row is None:
        raise NotFound("referrals.joined")
    get_visible(coordinated(actor, at=at), row.other_id)
    with unit(actor=actor, at=at) as work:
        other = hold(row.other_id, work=work)
        row = Joined.objects.select_for_update().get(pk=joined_id)
        if row.ended_at is None:
            _end(row, other, work)


def joined_with(referral: Referral) -> list[Referral]:
    """The referrals that are the same person's as a locked one, locked too."""
    stand = Joined.objects.filter(ended_at=None, joined_at__isnull=False)
    kept = stand.filter(other=referral).values_list("kept_id", flat=True).first() or referral.pk
    keys = {kept, *stand.filter(kept=kept).values_list("other_id", flat=True)} - {referral.pk}
    return list(Referral.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def end_joins(referral: Referral, *, work: Work) -> None:
    """Nothing is joined to a locked referral any more, nor proposed to be."""
    rows = Joined.objects.select_for_update().filter(
        Q(kept=referral) | Q(other=referral), ended_at=None
    )
    for row in rows.order_by("pk"):
        _end(row, Referral.objects.select_for_update().get(pk=row.other_id), work)


def _end(row: Joined, other: Referral, work: Work) -> None:
    row.ended_at = work.at
    row.save(update_fields=["ended_at"])
    Referral.objects.filter(pk=row.kept_id).update(before=None)  # a decision about both stands
    _audit("joined.parted", row, other, work)
    if other.state == ReferralState.JOINED:
        step(other, "part", work=work)


def _audit(what: str, row: Joined, other: Referral, work: Work) -> None:
    work.audit(what, row, organisation_id=other.service_id, fields=("kept", "other"))
