"""What must never be, as queries: mended by the due work and told by the nightly reconciliation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from alongside.domain.people import public as people
from alongside.domain.signposting.models import Places, Request

_NEED_A_PLACE = ("asked", "reminded", "to_ring", "coming")


def orphaned(at: datetime) -> QuerySet[Request]:
    """Requests owned by a coordinator who is none at their organisation any more."""
    owned = Request.objects.filter(owner_kind="coordinator", owner_id__isnull=False)
    gone = Q(pk__in=[])
    for steward_id in set(owned.values_list("steward_id", flat=True)):
        holders = people.role_holders(people.Role.COORDINATOR, steward_id, at=at)
        gone |= Q(steward_id=steward_id) & ~Q(owner_id__in=holders)
    return owned.filter(gone)


def wrongly_counted() -> list[UUID]:
    """Groups whose number of held places is not that of the requests that hold one."""
    holding = (
        Request.objects.filter(listing_id=OuterRef("pk"), holds_place=True)
        .order_by()
        .values("listing_id")
        .annotate(number=Count("pk"))
        .values("number")
    )
    wrong = set(
        Places.objects.annotate(counted=Coalesce(Subquery(holding), 0))
        .exclude(held=F("counted"))
        .values_list("pk", flat=True)
    )
    limited = Places.objects.values("pk")
    wrong |= set(
        Request.objects.filter(
            Q(listing_id__in=limited, state__in=_NEED_A_PLACE, holds_place=False)
            | Q(holds_place=True) & ~Q(listing_id__in=limited)
        ).values_list("listing_id", flat=True)
    )
    return sorted(wrong)
