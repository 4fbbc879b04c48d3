"""What coordinators have to do about meetings and pairs."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, When

from alongside.domain.mentoring.meeting_records import TaskRow
from alongside.domain.mentoring.models import MeetingTask, Pair, Volunteer
from alongside.domain.mentoring.queries.visible import require_looks_after
from alongside.domain.mentoring.rules.covers import mentor_of
from alongside.domain.mentoring.rules.meetings import OF_THE_PERSON, PRESSING
from alongside.domain.mentoring.rules.seeing import LOOKS_AFTER
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.paging import Page, page_of

_WITH = (
    *(
        f"{way}__{of}"
        for way in ("meeting__pair", "pair", "cover__pair")
        for of in ("volunteer", "place")
    ),
    "meeting__cover__volunteer",
    "cover__volunteer",
)


def seen_tasks(actor: Actor) -> QuerySet[MeetingTask]:
    """The tasks of the organisations whose volunteers the actor looks after, but those about pairs
    in which they are one of the two."""
    if actor.is_system:
        return MeetingTask.objects.all()
    seen = MeetingTask.objects.filter(organisation_id__in=actor.organisations(*LOOKS_AFTER))
    if actor.person_id is None:
        return seen
    return seen.exclude(pk__in=about(actor.person_id).values("pk"))


def about(person: UUID | F) -> QuerySet[MeetingTask]:
    """The tasks about pairs in which this person is one of the two, or meets for a while."""
    whom = ("volunteer__person", "place__person")
    of_two = [f"{way}__{one}" for way in ("pair", "meeting__pair", "cover__pair") for one in whom]
    found = Q()
    for of in (*of_two, "meeting__cover__volunteer__person", "cover__volunteer__person"):
        found |= Q(**{of: person})
    return MeetingTask.objects.filter(found)


def tasks(*, actor: Actor, at: datetime, page: int = 1, per_page: int = 50) -> Page[TaskRow]:
    """What is open: what cannot wait, then the first due first; in as many queries for thirty as
    for one.

    Raises Refused for whoever looks after volunteers nowhere."""
    require_looks_after(actor)
    today = london_date(at)
    rows = seen_tasks(actor).filter(done_at=None).select_related(*_WITH)
    names: dict[UUID, str] = {}

    def prepare(shown: list[MeetingTask]) -> None:
        asked = [_whom(row) for row in shown]
        owners = [row.owner_id for row in shown if row.owner_id]
        names.update(people.shown_names([*asked, *owners]))

    def record(row: MeetingTask) -> TaskRow:
        pair, whom = pair_of(row), _whom(row)
        return TaskRow(
            task_id=row.pk,
            kind=row.kind,
            meeting_on=row.meeting.on if row.meeting else None,
            pair_id=pair.pk,
            episode_id=pair.place.episode_id,
            volunteer_id=_mentor(row).pk,
            person_id=whom,
            name=names.get(whom, ""),
            owner=names.get(row.owner_id, "") if row.owner_id else "",
            mine=row.owner_id is not None and row.owner_id == actor.person_id,
            due_on=row.due_on,
            late=row.due_on < today,
        )

    first = Case(When(kind__in=sorted(PRESSING), then=0), default=1)
    ordered = rows.order_by(first, "due_on", "made_at", "pk")
    return page_of(ordered, record, number=page, per_page=per_page, prepare=prepare)


def pair_of(task: MeetingTask) -> Pair:
    """The pair that it is about, itself or by a meeting or a cover."""
    of = task.meeting or task.cover
    pair = of.pair if of else task.pair
    if pair is None:
        raise ValueError("a task is of a meeting, of a pair or of a cover")
    return pair


def _whom(task: MeetingTask) -> UUID:
    """Whom a coordinator speaks with, or whose support it is."""
    of_person = task.kind in OF_THE_PERSON
    return pair_of(task).place.person_id if of_person else _mentor(task).person_id


def _mentor(task: MeetingTask) -> Volunteer:
    """The mentor of the pair, or whoever met in their place."""
    if task.meeting:
        return mentor_of(task.meeting)
    covers = task.cover.volunteer if task.cover else None
    return covers or pair_of(task).volunteer


class TalkCounts(NamedTuple):
    """How many of these are open, and how many cannot wait or are late."""

    open: int
    pressing: int


def talk_counts(*, actor: Actor, at: datetime) -> TalkCounts:
    """How much waits in `tasks`: one query."""
    pressing = Q(kind__in=sorted(PRESSING)) | Q(due_on__lt=london_date(at))
    found = (
        seen_tasks(actor)
        .filter(done_at=None)
        .aggregate(open=Count("pk"), pressing=Count("pk", filter=pressing))
    )
    return TalkCounts(found["open"], found["pressing"])
