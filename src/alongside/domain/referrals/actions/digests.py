"""What became of a practice's referrals, once a week, to those of its staff who referred."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.figure_records import PracticeCounts
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.queries.practices import counts_of
from alongside.foundation.actor import Actor
from alongside.foundation.clock import in_london
from alongside.foundation.unit import Thing, unit

DIGEST = "referral_digest"


def send_digests(*, actor: Actor, at: datetime) -> int:
    """On a Monday, tells each practice's referrers how its referrals stand: numbers alone.

    Once a week to each, whenever it runs on that day. Returns how many readers there are."""
    here = in_london(at)
    if here.weekday() != 0:
        return 0
    week, since = f"{here:%G-%V}", at - rules.DIGEST_FOR
    sent = 0
    for practice, readers in _readers(since, at).items():
        counts = counts_of(practice, since=since, at=at)
        for person_id, service_id in sorted(readers.items()):
            _send(counts, person_id, service_id, week, actor, at)
            sent += 1
    return sent


def _readers(since: datetime, at: datetime) -> dict[str, dict[UUID, UUID]]:
    """Who reads the digest of which practice: whoever referred from it lately and still may."""
    rows = Referral.objects.filter(made_at__gte=since, made_by__in=("clinician", "link_worker"))
    rows = rows.exclude(practice="").exclude(referrer=None)
    found: dict[str, dict[UUID, UUID]] = defaultdict(dict)
    for practice, person_id, service_id in rows.order_by("made_at", "pk").values_list(
        "practice", "referrer_id", "service_id"
    ):
        found[practice][person_id] = service_id
    services = {service for readers in found.values() for service in readers.values()}
    may = {
        service: people.role_holders(people.Role.REFERRER, service, at=at) for service in services
    }
    return {
        practice: {person: service for person, service in readers.items() if person in may[service]}
        for practice, readers in found.items()
    }


def _send(
    counts: PracticeCounts,
    person_id: UUID,
    service_id: UUID,
    week: str,
    actor: Actor,
    at: datetime,
) -> None:
    key = f"{DIGEST}/{counts.practice}/{week}/{person_id}"
    with unit(actor=actor, at=at):
        messaging.send(
            DIGEST,
            to=messaging.to_staff(person_id),
            values={
                "practice": counts.practice,
                "made": str(counts.made),
                "contacted": str(counts.contacted),
                "attended": str(counts.attended),
                "declined": str(counts.declined),
                "waiting": str(counts.waiting),
            },
            cause=Thing("people.practice", counts.practice),
            key=key,
            organisation_id=service_id,
            actor=actor,
            at=at,
        )
