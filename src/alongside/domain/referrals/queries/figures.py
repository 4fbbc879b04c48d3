"""Figures of a service for a period, as they stood on a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from alongside.domain.people import public as people
from alongside.domain.referrals.figure_records import Begun, Reached
from alongside.domain.referrals.models import Episode, Referral
from alongside.domain.referrals.states import BEFORE_RECEIVED, CLOSED, ReferralState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import end_of, london_date, start_of
from alongside.foundation.errors import NotFound


def reached(
    organisation_id: UUID, *, since: date, until: date, as_at: date, actor: Actor
) -> Reached:
    """Who was introduced from `since` to `until`, both counted, and what was true of it at the end
    of `as_at`. Two queries.

    The numbers are true: who shows them outside the service protects them first. An introduction
    that was joined to another is counted once. Raises NotFound for whoever reads no figures of that
    organisation."""
    if not people.may_read_figures(actor, organisation_id):
        raise NotFound("people.organisation")
    last, end = min(until, as_at), end_of(as_at)
    came_in = Referral.objects.filter(
        service_id=organisation_id, received_on__gte=since, received_on__lte=last
    ).exclude(state__in=(*sorted(BEFORE_RECEIVED), ReferralState.JOINED))
    over = Q(state__in=sorted(CLOSED), changed_at__lt=end)
    counts = came_in.aggregate(
        introduced=Count("pk"),
        declined=Count("pk", filter=Q(state=ReferralState.DECLINED, changed_at__lt=end)),
        undecided=Count("pk", filter=Q(episode=None) & ~over | Q(episode__opened_at__gte=end)),
    )
    return Reached(begun=_begun(organisation_id, since, last, as_at), **counts)


def _begun(organisation_id: UUID, since: date, last: date, as_at: date) -> tuple[Begun, ...]:
    rows = Episode.objects.filter(
        organisation_id=organisation_id, opened_at__gte=start_of(since), opened_at__lt=end_of(last)
    ).order_by("opened_at", "pk")
    return tuple(
        Begun(
            episode_id=key,
            person_id=person_id,
            introduced_on=introduced_on or london_date(opened_at),
            begun_on=london_date(opened_at),
            came_on=came_on if came_on and came_on <= as_at else None,
            over_on=london_date(closed_at) if closed_at and closed_at < end_of(as_at) else None,
        )
        for key, person_id, introduced_on, opened_at, came_on, closed_at in rows.values_list(
            "pk",
            "person_id",
            "referral__received_on",
            "opened_at",
            "referral__attended_on",
            "closed_at",
        )
    )
