"""What falls due by date. Each request on its own, so that one failure keeps no other.

A run looks at days alone, under lock and once more: it may come late, twice, or twice at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from django.db.models import F, Q, QuerySet

from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.actions.answering import tell_not_this_one, tell_visit
from alongside.domain.signposting.actions.moving import (
    hand_on,
    hold,
    lock_places,
    step,
    to_ring_at_once,
)
from alongside.domain.signposting.actions.offering import offer_another
from alongside.domain.signposting.actions.placing import count_again
from alongside.domain.signposting.actions.saying import (
    HOW_WAS_IT,
    close_silent,
    hear_replies_again,
)
from alongside.domain.signposting.actions.telling import (
    answer_link,
    moment,
    request_link,
    tell_coordinators,
    tell_group,
    tell_person,
)
from alongside.domain.signposting.actions.unmet import note_unmet
from alongside.domain.signposting.actions.unmet_news import tell_news
from alongside.domain.signposting.faults import orphaned, wrongly_counted
from alongside.domain.signposting.models import Request
from alongside.domain.signposting.records import DueDone
from alongside.domain.signposting.states import OPEN, RequestState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.unit import Work, unit

# A reply that was not heard, because a process ended just then, is found again for so long.
HEARD_AGAIN_FOR = timedelta(days=3)
log = structlog.get_logger(__name__)
Act = Callable[[Request, Work], bool]


def run_due(*, actor: Actor, at: datetime) -> DueDone:
    """Does all that is due: moves requests of ended groups, reminds, hands on, offers, tells of the
    day before, asks how it was, closes what stays silent, mends what is counted wrong, and tells of
    new groups that fit.

    Again on the same day, or by two at once, does nothing more. Raises Refused for anybody but the
    service's own work."""
    if not actor.is_system:
        raise Refused("only the service's own work does what is due")
    hear_replies_again(since=at - HEARD_AGAIN_FOR)
    done = DueDone(told=tell_news(actor=actor, at=at))
    if Request.objects.filter(state__in=OPEN).exists():
        done = _by_date(done, actor, at)
    for listing_id in wrongly_counted():
        with unit(actor=actor, at=at) as work:
            count_again(listing_id, work=work)
    return done


def _by_date(done: DueDone, actor: Actor, at: datetime) -> DueDone:
    today = london_date(at)
    each = _Each(actor, at)
    moved = each(_ended(), _move_ended) + each.also_kept(orphaned(at), _give_to_all)
    return replace(
        done,
        moved=moved,
        reminded=each(_in("asked", due_on__lte=today), _remind),
        to_ring=each(_in("reminded", due_on__lte=today), _to_ring),
        offered=each(_unanswered(today), _offer_anyway),
        asked_again=_hand_on_everywhere(actor, at),
        day_before=each(_tomorrow(today), _day_before),
        asked_how=each(_in("coming", first_day__lt=today), _ask_how),
        closed=each(_in("offered", due_on__lt=today), _lapse)
        + each(_in("asked_how", due_on__lte=today), _close_silent),
    )


class _Each:
    """Does one thing to each request of a set; what fails is logged and found again next time."""

    def __init__(self, actor: Actor, at: datetime) -> None:
        self.actor, self.at = actor, at
        # Of people whose details are kept and not used: nothing moves until they may be used.
        self.kept = people.restricted()

    def __call__(self, requests: QuerySet[Request], act: Act) -> int:
        return self.also_kept(requests.exclude(person__in=self.kept), act)

    def also_kept(self, requests: QuerySet[Request], act: Act) -> int:
        """As above, for what uses nobody's details."""
        done = 0
        for key in list(requests.order_by("due_on", "pk").values_list("pk", flat=True)):
            try:
                with unit(actor=self.actor, at=self.at) as work:
                    request = hold(key)
                    done += requests.filter(pk=key).exists() and act(request, work)
            except Exception as failure:
                # One request must not keep the others from their days.
                log.error("due_request_failed", request=str(key), failure=type(failure).__name__)
        return done


def _in(state: str, **conditions: Any) -> QuerySet[Request]:
    return Request.objects.filter(state=state, **conditions)


def _ended() -> QuerySet[Request]:
    """Requests that wait for a group that has ended, or is hidden after a long silence."""
    closed = Q(listing__state=directory.ListingState.CLOSED)
    hidden = Q(listing__state=directory.ListingState.HIDDEN) & ~Q(state="coming")
    before = ("asked", "reminded", "to_ring", "waiting", "coming")
    return Request.objects.filter(closed | hidden, state__in=before)


def _move_ended(request: Request, work: Work) -> bool:
    step(
        request,
        "group_ended",
        work=work,
        waiting_since=None,
        waits_for="",
        first_day=None,
        first_time=None,
        meets_you="",
        reminded_of=None,
    )
    note_unmet(request, None, "declined", work=work)
    tell_not_this_one(request, work=work)
    return True


def _give_to_all(request: Request, work: Work) -> bool:
    """Its coordinator's role ended: any coordinator may take it."""
    Request.objects.filter(pk=request.pk).update(owner_id=None)
    work.audit(
        "request.given_up", request, organisation_id=request.steward_id, fields=("owner_id",)
    )
    return True


def _remind(request: Request, work: Work) -> bool:
    listing = directory.public_listings([request.listing_id]).get(request.listing_id)
    step(request, "remind", work=work)
    reached = listing is not None and tell_group(
        request,
        listing,
        "join_nudge",
        work=work,
        step=moment(work.at),
        by_day=request.due_on.isoformat() if request.due_on else "",
        link=answer_link(request, work=work),
    )
    if not reached:
        to_ring_at_once(request, work=work)
    return True


def _to_ring(request: Request, work: Work) -> bool:
    step(request, "ring", work=work)
    tell_coordinators(request, work=work)
    return True


def _unanswered(today: date) -> QuerySet[Request]:
    """Silent groups that nobody reached, groups that said no and nothing was chosen, and offered
    groups that have ended: another is named whatever has not been done."""
    asked_by = _working_days_before(
        today, rules.RING_AFTER + rules.RING_WITHIN + rules.OFFER_ANYWAY_AFTER
    )
    due_by = _working_days_before(today, rules.OFFER_ANYWAY_AFTER)
    return Request.objects.filter(
        Q(state="to_ring", group_asked_on__lte=asked_by)
        | Q(state="not_this_one", due_on__lte=due_by)
        | Q(
            state="offered",
            offers__answer="",
            offers__listing__state=directory.ListingState.CLOSED,
        )
    )


def _working_days_before(today: date, count: int) -> date:
    """The latest day whose `count`-th working day has come."""
    day = today - timedelta(days=count)
    while rules.working_days_after(day, count) > today:
        day -= timedelta(days=1)
    return day


def _offer_anyway(request: Request, work: Work) -> bool:
    if offer_another(request, work=work) is not None:
        return True
    if request.state == RequestState.OFFERED:  # what was offered has ended, and nothing else fits
        step(request, "no_answer", work=work)
    return False


def _hand_on_everywhere(actor: Actor, at: datetime) -> int:
    """Asks for those who wait at groups that have room again."""
    waiting = Request.objects.filter(
        state="waiting", listing__full=False, waits_for__in=("full", "places")
    )
    given = 0
    for listing_id in set(waiting.values_list("listing_id", flat=True)):
        with unit(actor=actor, at=at) as work:
            lock_places(listing_id)
            given += hand_on(listing_id, work=work)
    return given


def _tomorrow(today: date) -> QuerySet[Request]:
    """Who comes tomorrow and was not told so today."""
    tomorrow = today + timedelta(days=1)
    return _in("coming", first_day=tomorrow).exclude(reminded_of=F("first_day"))


def _day_before(request: Request, work: Work) -> bool:
    Request.objects.filter(pk=request.pk).update(reminded_of=request.first_day)
    work.audit(
        "request.reminded", request, organisation_id=request.steward_id, fields=("reminded_of",)
    )
    tell_visit(request, "join_day_before", work=work)
    return True


def _ask_how(request: Request, work: Work) -> bool:
    step(request, "ask_how", work=work, asked_about=request.first_day)
    tell_person(
        request,
        HOW_WAS_IT,
        work=work,
        step=str(request.first_day),
        link=request_link(request, work=work),
    )
    return True


def _lapse(request: Request, work: Work) -> bool:
    step(request, "no_answer", work=work)
    return True


def _close_silent(request: Request, work: Work) -> bool:
    close_silent(request, work=work)
    return True
