"""What falls due about reviews: asking, and telling a coordinator that nobody answered.

Nothing here blocks anything. Pairs that pause are asked once they go on, those that ended are not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from alongside.domain.mentoring.actions.links import tell, tell_person
from alongside.domain.mentoring.actions.meeting_tasks import open_again
from alongside.domain.mentoring.actions.meetings import hold_pair
from alongside.domain.mentoring.models import Pair, Review
from alongside.domain.mentoring.review_records import SILENT, ReviewsDone
from alongside.domain.mentoring.rules.reviews import ANSWER_WITHIN, is_late, windows
from alongside.domain.mentoring.states import MeetingState, PairState, ReviewState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

log = structlog.get_logger(__name__)


def run_reviews_due(*, actor: Actor, at: datetime) -> ReviewsDone:
    """Asks the people of pairs that met six or twelve weeks ago how it is going, closes what was
    asked of pairs that ended, and gives a coordinator a task where nobody answered.

    Again, late, or by two at once, nobody is asked twice. Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    today = london_date(at)
    asked = 0
    for week, due in _due(today):
        keys = [pair.pk for pair in due.select_related("volunteer") if _is_ours(pair, week)]
        asked += _each(due, keys, partial(_ask, week=week), actor, at)
    ended, silent = _ended(), _silent(at)
    late = partial(_tell_silence, today=today)
    closed = _each(ended, _keys(ended), close_asked, actor, at)
    told = _each(silent, _keys(silent), late, actor, at)
    return ReviewsDone(asked=asked, closed=closed, silent=told)


def _due(today: date) -> list[tuple[int, QuerySet[Pair]]]:
    theirs = Q(meetings__state=MeetingState.MET, meetings__cover=None)
    met = Min("meetings__on", filter=theirs)
    return [
        (
            week,
            _goes_on()
            .filter(~Exists(Review.objects.filter(pair=OuterRef("pk"), week=week)))
            .annotate(first_met=met)
            .filter(first_met__gt=after, first_met__lte=until),
        )
        for week, after, until in windows(today)
    ]


def _is_ours(pair: Any, week: int) -> bool:
    """Whether the review fell due here: nobody is asked about what was due before their pair was
    brought in from a service's own list."""
    taken = pair.volunteer.taken_over_at
    if taken is None or pair.agreed_at >= taken:
        return True
    return bool(pair.first_met + timedelta(weeks=week) >= london_date(taken))


def _keys(due: QuerySet[Pair]) -> list[UUID]:
    return list(due.order_by("agreed_at", "pk").values_list("pk", flat=True))


def _goes_on() -> QuerySet[Pair]:
    """The pairs that meet, without those of whom somebody's details are kept and not used."""
    kept = people.restricted()
    return Pair.objects.filter(state=PairState.ACTIVE).exclude(
        Q(place__person__in=kept) | Q(volunteer__person__in=kept)
    )


def _ended() -> QuerySet[Pair]:
    open_ones = Review.objects.filter(pair=OuterRef("pk"), state=ReviewState.ASKED)
    return Pair.objects.filter(Exists(open_ones), state=PairState.ENDED)


def _silent(at: datetime) -> QuerySet[Pair]:
    waits = Review.objects.filter(
        late_at=None,
        pair=OuterRef("pk"),
        state=ReviewState.ASKED,
        asked_at__lte=at - timedelta(days=ANSWER_WITHIN),
    )
    return _goes_on().filter(Exists(waits))


def _each(
    due: QuerySet[Pair],
    keys: list[UUID],
    act: Callable[..., bool],
    actor: Actor,
    at: datetime,
) -> int:
    done = 0
    for key in keys:
        try:
            done += _one(due, key, act, actor, at)
        except Exception as failure:
            # One pair must not keep the others from being asked.
            log.error("due_review_failed", pair=str(key), failure=type(failure).__name__)
    return done


def _one(
    due: QuerySet[Pair], key: UUID, act: Callable[..., bool], actor: Actor, at: datetime
) -> bool:
    with unit(actor=actor, at=at) as work:
        pair = hold_pair(Pair(pk=key))
        return due.filter(pk=key).exists() and act(pair, work=work)


def _ask(pair: Pair, *, week: int, work: Work) -> bool:
    close_asked(pair, work=work)  # one question at a time: the older one is over
    review = Review.objects.create(pair=pair, week=week, asked_at=work.at)
    place = pair.place
    organisation_id = place.organisation_id
    work.audit("review.asked", review, organisation_id=organisation_id, fields=("week",))
    tell_person(place, "review_person", work=work, step=str(review.pk))
    tell(pair.volunteer, "review_mentor", work=work, step=str(review.pk))
    return True


def close_asked(pair: Pair, *, work: Work) -> bool:
    """Within the open unit, what was asked of a pair and not answered is asked no more."""
    rows = Review.objects.select_for_update().filter(pair=pair, state=ReviewState.ASKED)
    for review in rows.order_by("week"):
        move(review, "close", work=work, organisation_id=pair.place.organisation_id)
    return True


def _tell_silence(pair: Pair, *, today: date, work: Work) -> bool:
    waits = Review.objects.select_for_update().filter(
        pair=pair, state=ReviewState.ASKED, late_at=None
    )
    late = [review for review in waits.order_by("week") if is_late(review.asked_at, today)]
    for review in late:
        Review.objects.filter(pk=review.pk).update(late_at=work.at)
        organisation_id = pair.place.organisation_id
        work.audit("review.late", review, organisation_id=organisation_id, fields=("late_at",))
        open_again(pair, SILENT, work)
    return bool(late)
