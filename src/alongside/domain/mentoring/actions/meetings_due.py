"""What falls due about meetings: the day before, two hours after, and tasks that nobody has.

Nothing here blocks anything: a meeting that nobody answers about stays planned, and can be logged
on any later day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db.models import F, Q, QuerySet

from alongside.domain.mentoring.actions.logs import note_met
from alongside.domain.mentoring.actions.meeting_tasks import hand_tasks_on
from alongside.domain.mentoring.actions.meetings import (
    hold_meeting,
    hold_pair,
    tell_mentor,
    tell_person,
)
from alongside.domain.mentoring.meeting_records import MeetingsDone
from alongside.domain.mentoring.models import Meeting
from alongside.domain.mentoring.states import HOLDING, MeetingState
from alongside.domain.messaging import public as messaging
from alongside.foundation.actor import Actor, system
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

NUDGE_AFTER = timedelta(hours=2)
# After so long nobody is asked any more; what was planned can be logged all the same.
ASK_WITHIN = timedelta(days=2)
# Whoever planned it since yesterday evening was told then.
TOLD_JUST_NOW = timedelta(hours=12)
HEARD_AGAIN_FOR = timedelta(days=3)
NUDGE = "meeting_nudge_mentor"
_ANSWERS = {"1": MeetingState.MET, "2": MeetingState.NOT_MET}
log = structlog.get_logger(__name__)


def run_meetings_due(*, actor: Actor, at: datetime) -> MeetingsDone:
    """Tells both of tomorrow's meeting, asks the mentor two hours after it whether they met, takes
    answers that were not heard, and gives tasks of those who left to others.

    Again, late, or by two at once, nothing is sent twice. Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    _hear_again(since=at - HEARD_AGAIN_FOR)
    return MeetingsDone(
        reminded=_each(_tomorrow(at), _remind, actor, at),
        nudged=_each(_over(at), _nudge, actor, at),
        handed_on=hand_tasks_on(actor=actor, at=at),
    )


def met_by_reply(
    *, cause_type: str, cause_id: str, template: str, meaning: str, at: datetime
) -> bool:
    """Takes a mentor's reply by text: 1 we met, 2 we did not. False where it is no such reply.

    Only a meeting that is still planned takes it: what was logged, called off or answered stays as
    it is, however late, often or in whichever order a reply is told."""
    state = _ANSWERS.get(meaning)
    if state is None or cause_type != Meeting._meta.label_lower or template != NUDGE:
        return False
    seen = Meeting.objects.filter(pk=cause_id).select_related("pair").first()
    if seen is None:
        return False
    with unit(actor=system("replies"), at=at) as work:
        pair, meeting = hold_pair(seen.pair), hold_meeting(seen)
        if meeting.state != MeetingState.PLANNED or pair.agreed_at is None:
            return True
        if state == MeetingState.MET:
            note_met(pair, meeting, {}, work)
        else:
            move(
                meeting,
                "say_not_met",
                work=work,
                organisation_id=pair.place.organisation_id,
                also={"changed_at": at},
            )
    return True


def _hear_again(*, since: datetime) -> None:
    """Takes the replies since then that were not heard, because a process ended."""
    for told in messaging.answers_since(since, cause_type=Meeting._meta.label_lower):
        met_by_reply(
            cause_type=told.cause_type,
            cause_id=told.cause_id,
            template=told.template,
            meaning=told.meaning,
            at=told.at,
        )


def _planned() -> QuerySet[Meeting]:
    return Meeting.objects.filter(state=MeetingState.PLANNED, pair__state__in=sorted(HOLDING))


def _tomorrow(at: datetime) -> QuerySet[Meeting]:
    tomorrow = london_date(at) + timedelta(days=1)
    return _planned().filter(
        ~Q(reminded_for=F("starts_at")) | Q(reminded_for=None),
        on=tomorrow,
        planned_at__lt=at - TOLD_JUST_NOW,
    )


def _over(at: datetime) -> QuerySet[Meeting]:
    return _planned().filter(
        ~Q(nudged_for=F("starts_at")) | Q(nudged_for=None),
        starts_at__lte=at - NUDGE_AFTER,
        starts_at__gt=at - ASK_WITHIN,
    )


def _each(
    due: QuerySet[Meeting],
    act: Callable[[Meeting, Work], bool],
    actor: Actor,
    at: datetime,
) -> int:
    done = 0
    for key in list(due.order_by("starts_at", "pk").values_list("pk", flat=True)):
        try:
            done += _one(due, key, act, actor, at)
        except Exception as failure:
            # One meeting must not keep the others from their hour.
            log.error("due_meeting_failed", meeting=str(key), failure=type(failure).__name__)
    return done


def _one(
    due: QuerySet[Meeting],
    key: UUID,
    act: Callable[[Meeting, Work], bool],
    actor: Actor,
    at: datetime,
) -> bool:
    with unit(actor=actor, at=at) as work:
        seen = Meeting.objects.select_related("pair").get(pk=key)
        pair = hold_pair(seen.pair)
        meeting = hold_meeting(seen)
        meeting.pair = pair
        return due.filter(pk=key).exists() and act(meeting, work)


def _remind(meeting: Meeting, work: Work) -> bool:
    _note(meeting, "reminded_for", work)
    tell_mentor(meeting, "meeting_tomorrow", work)
    tell_person(meeting, "meeting_tomorrow", work)
    return True


def _nudge(meeting: Meeting, work: Work) -> bool:
    if meeting.starts_at is None or meeting.minutes is None:
        return False
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    if ends > work.at - NUDGE_AFTER:
        return False
    _note(meeting, "nudged_for", work)
    tell_mentor(meeting, "meeting_nudge", work)
    return True


def _note(meeting: Meeting, column: str, work: Work) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(**{column: meeting.starts_at})
    work.audit(
        f"meeting.{column.removesuffix('_for')}",
        meeting,
        organisation_id=meeting.pair.place.organisation_id,
        fields=(column,),
    )
