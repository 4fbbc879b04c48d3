"""A mentor says that they met: on the page, from a phone that had no signal, or by text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from alongside.domain.mentoring.actions.meeting_tasks import make_task
from alongside.domain.mentoring.actions.meetings import (
    hold_meeting,
    hold_pair,
    kept_place,
    same_pair,
)
from alongside.domain.mentoring.events import PairMet
from alongside.domain.mentoring.meeting_records import LoggedRecord, MeetingLog
from alongside.domain.mentoring.models import Cover, Meeting, Pair
from alongside.domain.mentoring.queries.meetings import logged_pairs, mentors_meetings
from alongside.domain.mentoring.rules.covers import days_of, may_log
from alongside.domain.mentoring.rules.meetings import day_meant, faults_of_log
from alongside.domain.mentoring.states import HOLDING, MeetingState, PairState
from alongside.domain.messaging import public as messaging
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def log_meeting(
    pair_id: UUID,
    *,
    log: MeetingLog,
    key: UUID,
    phone_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> LoggedRecord:
    """Takes what the mentor, or who coordinates for them, says of a meeting.

    It fills in what was planned for that day, or is a meeting of its own. The first one makes the
    pair active; a wish to talk, or an urgent worry, becomes a coordinator's task at once.
    `phone_on` is the day by the phone's own clock: where that is out, the day is put right. The
    same `key` again is the same meeting. Raises NotFound out of sight, Invalid by field of
    `MeetingLog` (`where` for the place and the mode), Conflict unless both had said yes."""
    seen = get_visible(logged_pairs(actor, at), pair_id)
    today = london_date(at)
    with unit(actor=actor, at=at) as work:
        pair = hold_pair(seen)
        on = day_meant(log.on, phone_on=phone_on, today=today)
        there = Meeting.objects.filter(log_key=key).first()
        if there is not None:
            return LoggedRecord(same_pair(there, pair).pk, there.on, there.on != log.on, log.worry)
        cover = _covered_by(pair, on, actor, at)
        said = _checked(pair, cover, log, on, today)
        meeting = _met_on(pair, cover, on, said | {"log_key": key}, work)
        if log.worry in ("talk", "urgent"):
            make_task(meeting, log.worry, work)
        return LoggedRecord(meeting.pk, on, on != log.on, log.worry)


def take_back(meeting_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A log was a mistake: they did not meet. What was said of it goes; a task stays.

    Raises NotFound for anybody but the mentor, Conflict for a meeting that was not logged."""
    seen = get_visible(mentors_meetings(actor), meeting_id)
    with unit(actor=actor, at=at) as work:
        pair, meeting = hold_pair(seen.pair), hold_meeting(seen)
        move(
            meeting,
            "take_back",
            work=work,
            organisation_id=pair.place.organisation_id,
            also={"topics": [], "goal": "", "worry": "", "changed_at": at},
        )


def _covered_by(pair: Pair, on: date, actor: Actor, at: datetime) -> Cover | None:
    """Who met in place of the mentor: whoever says so and covered, on that day or, for the fault,
    last; for who coordinates, whoever covered that day."""
    if actor.person_id == pair.volunteer.person_id:
        return None
    rows = Cover.objects.filter(pair=pair, agreed_at__isnull=False).select_related("volunteer")
    own = [row for row in rows.order_by("-first_on") if row.volunteer and may_log(row, at)
           and row.volunteer.person_id == actor.person_id]  # fmt: skip
    that_day = [row for row in own or rows if days_of(row)[0] <= on <= days_of(row)[1]]
    return next(iter(that_day or own), None)


def _checked(
    pair: Pair, cover: Cover | None, log: MeetingLog, on: date, today: date
) -> dict[str, Any]:
    """What a log says, as columns. Raises Conflict and Invalid."""
    if pair.state not in HOLDING | {PairState.ENDED} or pair.agreed_at is None:
        raise Conflict("they had not both said yes")
    last = min(today, london_date(pair.ended_at)) if pair.ended_at else today
    first = london_date(pair.agreed_at)
    if cover is not None:
        first, last = days_of(cover)[0], min(last, days_of(cover)[1])
    faults = faults_of_log(
        MeetingLog(on, log.minutes, log.mode, log.worry, log.place_id, log.topics, log.goal),
        first=first,
        last=last,
        today=today,
    )
    if faults:
        raise Invalid(faults)
    place = kept_place(pair, log.place_id, log.mode)
    return {
        "minutes": log.minutes,
        "mode": log.mode,
        "place_id": place.pk if place else None,
        "topics": list(log.topics),
        "goal": log.goal,
        "worry": log.worry,
    }


def _met_on(pair: Pair, cover: Cover | None, on: date, said: dict[str, Any], work: Work) -> Meeting:
    """The meeting of that day, with what was said of it: the planned one, the one that a text told
    of, or a new one."""
    that_day = Meeting.objects.select_for_update().filter(
        pair=pair, cover=cover, on=on, log_key=None
    )
    meeting = that_day.filter(state=MeetingState.MET).first()
    if meeting is not None:
        changed = {**said, "changed_at": work.at}
        organisation_id = pair.place.organisation_id
        move(meeting, "tell_more", work=work, organisation_id=organisation_id, also=changed)
        return meeting
    meeting = that_day.filter(state=MeetingState.PLANNED).order_by("starts_at").first()
    if meeting is None:
        # Made and met in one unit: nobody ever sees it as planned.
        meeting = Meeting.objects.create(
            pair=pair,
            cover=cover,
            on=on,
            starts_at=work.at,
            minutes=said["minutes"],
            changed_at=work.at,
        )
        said = {**said, "starts_at": None}
    note_met(pair, meeting, said, work)
    return meeting


def note_met(pair: Pair, meeting: Meeting, said: dict[str, Any], work: Work) -> None:
    """Within the open unit, two people met; the first time their pair becomes active, but by their
    own meeting alone."""
    # One that came from a list had met before.
    first = pair.state == PairState.AGREED and meeting.cover_id is None
    organisation_id = pair.place.organisation_id
    # Nobody is asked, or told to ask, what is known by now.
    messaging.cancel(meeting, actor=work.actor, at=work.at)
    move(
        meeting,
        "log",
        work=work,
        organisation_id=organisation_id,
        also={**said, "met_at": work.at, "changed_at": work.at},
    )
    if first:
        changed = {"changed_at": work.at}
        move(pair, "meet", work=work, organisation_id=organisation_id, also=changed)
    work.publish(
        PairMet(
            pair_id=pair.pk,
            episode_id=pair.place.episode_id,
            person_id=pair.place.person_id,
            organisation_id=organisation_id,
            first=first,
            at=work.at,
        )
    )
