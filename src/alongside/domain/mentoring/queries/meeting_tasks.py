"""What coordinators have to do about meetings."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from alongside.domain.mentoring.meeting_records import TaskRow
from alongside.domain.mentoring.models import MeetingTask
from alongside.domain.mentoring.queries.visible import require_looks_after
from alongside.domain.mentoring.rules.seeing import LOOKS_AFTER
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.paging import Page, page_of


def seen_tasks(actor: Actor) -> QuerySet[MeetingTask]:
    """The tasks of the organisations whose volunteers the actor looks after."""
    if actor.is_system:
        return MeetingTask.objects.all()
    return MeetingTask.objects.filter(organisation_id__in=actor.organisations(*LOOKS_AFTER))


def tasks(*, actor: Actor, at: datetime, page: int = 1, per_page: int = 50) -> Page[TaskRow]:
    """What is open, the urgent before the rest, then the first due first: in as many queries for
    thirty as for one.

    Raises Refused for whoever looks after volunteers nowhere."""
    require_looks_after(actor)
    today = london_date(at)
    rows = seen_tasks(actor).filter(done_at=None).select_related("meeting__pair__volunteer")
    names: dict[UUID, str] = {}

    def prepare(shown: list[MeetingTask]) -> None:
        asked = [row.meeting.pair.volunteer.person_id for row in shown]
        owners = [row.owner_id for row in shown if row.owner_id]
        names.update(people.shown_names([*asked, *owners]))

    def record(row: MeetingTask) -> TaskRow:
        volunteer = row.meeting.pair.volunteer
        return TaskRow(
            task_id=row.pk,
            kind=row.kind,
            meeting_on=row.meeting.on,
            pair_id=row.meeting.pair_id,
            volunteer_id=volunteer.pk,
            person_id=volunteer.person_id,
            mentor=names.get(volunteer.person_id, ""),
            owner=names.get(row.owner_id, "") if row.owner_id else "",
            mine=row.owner_id is not None and row.owner_id == actor.person_id,
            due_on=row.due_on,
            late=row.due_on < today,
        )

    ordered = rows.order_by("-kind", "due_on", "made_at", "pk")  # urgent, talk
    return page_of(ordered, record, number=page, per_page=per_page, prepare=prepare)


class TalkCounts(NamedTuple):
    """How many talks are open, and how many of these are urgent or late."""

    open: int
    pressing: int


def talk_counts(*, actor: Actor, at: datetime) -> TalkCounts:
    """How much waits in `tasks`: one query."""
    pressing = Q(kind="urgent") | Q(due_on__lt=london_date(at))
    found = (
        seen_tasks(actor)
        .filter(done_at=None)
        .aggregate(open=Count("pk"), pressing=Count("pk", filter=pressing))
    )
    return TalkCounts(found["open"], found["pressing"])
