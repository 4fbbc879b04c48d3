"""A person's data is erased: what they wrote goes, the counts stay and name nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.signposting.actions.ending import withdraw
from alongside.domain.signposting.actions.moving import hold
from alongside.domain.signposting.models import Offer, Request, ToldOf, UnmetNeed
from alongside.foundation.actor import Actor
from alongside.foundation.links import revoke_links
from alongside.foundation.unit import Work, unit


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Erases what the person wrote and all that leads to them; returns how many rows, by table.

    Open requests are withdrawn first, and the groups told. Requests stay with their states and
    days, as rows of somebody erased, so that places and counts hold. Again: nothing more."""
    with unit(actor=actor, at=at) as work:
        requests = [
            _erase_request(hold(key), work)
            for key in Request.objects.filter(person_id=person_id)
            .order_by("listing_id", "pk")
            .values_list("pk", flat=True)
        ]
        needs = [
            _erase_need(need, work)
            for need in UnmetNeed.objects.select_for_update().filter(person_id=person_id)
        ]
        told = ToldOf.objects.filter(need__in=needs).delete()[0]
    return {
        "signposting.request": len(requests),
        "signposting.unmetneed": len(needs),
        "signposting.toldof": told,
    }


def _erase_request(request: Request, work: Work) -> UUID:
    withdraw(request, work=work)
    revoke_links(request, work=work)
    for offer in Offer.objects.filter(request=request):
        revoke_links(offer, work=work)
    Request.objects.filter(pk=request.pk).update(
        key=f"erased/{request.pk}",
        help_to_come=[],
        note="",
        meets_you="",
        group_reason="",
        changed_at=work.at,
    )
    work.audit(
        "request.erased",
        request,
        organisation_id=request.steward_id,
        fields=("key", "help_to_come", "note", "meets_you", "group_reason"),
    )
    return request.pk


def _erase_need(need: UnmetNeed, work: Work) -> UUID:
    UnmetNeed.objects.filter(pk=need.pk).update(
        key=f"erased/{need.pk}",
        person=None,
        request=None,
        town="",
        tell_until=None,
        fitted=[],
    )
    work.audit(
        "unmetneed.erased",
        need,
        organisation_id=need.steward_id,
        fields=("key", "person", "request", "town", "tell_until", "fitted"),
    )
    return need.pk
