"""What must never be, as queries: mended by the due work and told by the nightly reconciliation."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from alongside.domain.people import public as people
from alongside.domain.referrals.models import Episode, Joined, Referral
from alongside.domain.referrals.states import CLOSED, OPEN, OWNERS, TAKEN_ON


def orphaned(at: datetime) -> QuerySet[Referral]:
    """Referrals owned by a coordinator who is none at their service any more."""
    owned = Referral.objects.filter(owner_kind="coordinator", owner_id__isnull=False)
    gone = Q(pk__in=[])
    for service_id in set(owned.values_list("service_id", flat=True)):
        holders = people.role_holders(people.Role.COORDINATOR, service_id, at=at)
        gone |= Q(service_id=service_id) & ~Q(owner_id__in=holders)
    return owned.filter(gone)


def unowned() -> QuerySet[Referral]:
    """Referrals without their owner or day, or in a state that there is not."""
    wrong = Q(state__in=sorted(OPEN)) & (Q(owner_kind="") | Q(due_on=None))
    wrong |= Q(state__in=sorted(CLOSED)) & (~Q(owner_kind="") | Q(due_on__isnull=False))
    wrong |= ~Q(state__in=sorted(OPEN | CLOSED))
    for state, kind in OWNERS.items():
        wrong |= Q(state=state) & ~Q(owner_kind=kind)
    return Referral.objects.filter(wrong)


def without_episode() -> QuerySet[Referral]:
    """Referrals that were taken on and have no open episode."""
    return Referral.objects.filter(state__in=sorted(TAKEN_ON)).exclude(
        episode__in=Episode.objects.filter(closed_at=None)
    )


def left_open() -> QuerySet[Episode]:
    """Episodes that are open though their referral is over."""
    return Episode.objects.filter(closed_at=None).exclude(referral__state__in=sorted(TAKEN_ON))


def untold() -> QuerySet[Referral]:
    """Referrals that came so far that the referrer should have heard, and did not."""
    return (
        Referral.objects.filter(tells_referrer=True, told=[])
        .filter(state__in=("declined", "closed", "attending"))
        .filter(follows=None)
    )


def joined_to_nothing() -> QuerySet[Referral]:
    """Referrals that are joined, to none."""
    stand = Joined.objects.filter(ended_at=None, joined_at__isnull=False)
    return Referral.objects.filter(state="joined").exclude(pk__in=stand.values("other"))
