"""What falls due by date. Each referral on its own, so that one failure keeps no other.

A run looks at days alone, under lock and once more: it may come late, twice, or twice at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import structlog
from django.db.models import Q, QuerySet

from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.digests import send_digests
from alongside.domain.referrals.actions.making import discard
from alongside.domain.referrals.actions.moving import hold
from alongside.domain.referrals.actions.taking_decisions_back import forget_decisions
from alongside.domain.referrals.actions.telling import tell_coordinators
from alongside.domain.referrals.faults import orphaned
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.records import DueDone
from alongside.domain.referrals.states import NEWS_EXPECTED, OPEN, Owner
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.unit import Work, unit

LATE, NO_NEWS = "referral_late", "referral_no_news"
log = structlog.get_logger(__name__)
Act = Callable[[Referral, Work], bool]


def run_due(*, actor: Actor, at: datetime) -> DueDone:
    """Does all that is due: receives what can be taken back no longer, throws old drafts away,
    tells coordinators what is late and of whom a referrer has heard nothing for ten working days,
    gives back what belongs to nobody any more, and sends each practice its weekly digest.

    Again on the same day, or by two at once, does nothing more. Raises Refused for anybody but the
    service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work does what is due")
    if not Referral.objects.exists():
        return DueDone()
    today = london_date(at)
    each = _Each(actor, at)
    each(orphaned(at), _give_to_all)
    forget_decisions(at - rules.UNDO_FOR)
    return DueDone(
        received=each(_to_receive(at), lambda referral, work: referral.state == "received"),
        discarded=each(_old_drafts(today), _discard),
        late=each(_late(today), _tell_late),
        alerted=each(_without_news(today), _alert),
        digests=send_digests(actor=actor, at=at),
    )


class _Each:
    """Does one thing to each referral of a set; what fails is logged and found again next time."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.actor, self.at = actor, at
        # Of people whose details are kept and not used: nothing moves until they may be used.
        self.kept = people.restricted()

    def __call__(self, referrals: QuerySet[Referral], act: Act) -> int:
        done = 0
        referrals = referrals.exclude(person__in=self.kept)
        for key in list(referrals.order_by("due_on", "pk").values_list("pk", flat=True)):
            try:
                with unit(actor=self.actor, at=self.at) as work:
                    stands = referrals.filter(pk=key).exists()
                    referral = hold(key, work=work)
                    done += stands and act(referral, work)
            except Exception as failure:
                # One referral must not keep the others from their days.
                log.error("due_referral_failed", referral=str(key), failure=type(failure).__name__)
        return done


def _to_receive(at: datetime) -> QuerySet[Referral]:
    return Referral.objects.filter(state="sent", sent_at__lte=at - rules.UNDO_FOR)


def _old_drafts(today: date) -> QuerySet[Referral]:
    before = rules.working_days_before(today, rules.DISCARD_DRAFT_AFTER)
    return Referral.objects.filter(state="draft", due_on__lte=before)


def _discard(referral: Referral, work: Work) -> bool:
    discard(referral, work=work)
    return True


def _late(today: date) -> QuerySet[Referral]:
    owned = Referral.objects.filter(owner_kind=Owner.COORDINATOR, state__in=sorted(OPEN))
    return owned.filter(due_on__lt=today)


def _tell_late(referral: Referral, work: Work) -> bool:
    tell_coordinators(referral, LATE, work=work)
    return True


def _without_news(today: date) -> QuerySet[Referral]:
    """Whose referrer heard nothing for ten working days, and whose service was not told so for as
    long. Those that wait for the person alone are looked at by the table of states."""
    since = rules.working_days_before(today, rules.NEWS_AFTER)
    silent = Referral.objects.filter(state__in=sorted(NEWS_EXPECTED), received_on__lte=since)
    silent = silent.filter(Q(told_on=None) | Q(told_on__lte=since))
    return silent.filter(Q(alerted_on=None) | Q(alerted_on__lte=since))


def _alert(referral: Referral, work: Work) -> bool:
    today = london_date(work.at)
    Referral.objects.filter(pk=referral.pk).update(alerted_on=today)
    work.audit(
        "referral.no_news", referral, organisation_id=referral.service_id, fields=("alerted_on",)
    )
    tell_coordinators(referral, NO_NEWS, work=work)
    return True


def _give_to_all(referral: Referral, work: Work) -> bool:
    Referral.objects.filter(pk=referral.pk).update(owner_id=None)
    work.audit(
        "referral.given_back", referral, organisation_id=referral.service_id, fields=("owner_id",)
    )
    return True
