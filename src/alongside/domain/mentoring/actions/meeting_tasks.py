"""What is left to a coordinator: a talk that a log asks for, the next step when a pair is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F

from alongside.domain.mentoring.models import Cover, Meeting, MeetingTask, Pair, Place
from alongside.domain.mentoring.queries.meeting_tasks import about, pair_of, seen_tasks
from alongside.domain.mentoring.rules.meetings import PRESSING, due_of
from alongside.domain.mentoring.rules.seeing import LOOKS_AFTER
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit


def make_task(meeting: Meeting, kind: str, work: Work) -> None:
    """Within the open unit, a task of this kind for the meeting: one, however often it is said.

    It is owned by the coordinator who has the fewest; of something urgent everybody who looks after
    volunteers hears at once. Never by one of the two, who may coordinate too."""
    _make(kind, meeting.pair, work, meeting=meeting)


def make_pair_task(pair: Pair, kind: str, work: Work) -> None:
    """The same for a pair."""
    _make(kind, pair, work, pair=pair)


def make_cover_task(cover: Cover, kind: str, work: Work) -> None:
    """The same for a cover, about the mentor who covers or covered."""
    _make(kind, cover.pair, work, cover=cover)


def settle_kinds(place: Place, kinds: Collection[str], work: Work) -> bool:
    """Within the open unit, tasks of these kinds about pairs of the place are nobody's next step
    any more; whether there were any."""
    waiting = MeetingTask.objects.select_for_update().filter(
        pair__place=place, kind__in=kinds, done_at=None
    )
    rows = list(waiting.order_by("pk"))
    for task in rows:
        settle(task, work)
    return bool(rows)


def settle_left(pair: Pair, work: Work) -> None:
    """Within the open unit, that nobody covers for the mentor is nobody's next step any more."""
    waiting = MeetingTask.objects.select_for_update().filter(
        cover__pair=pair, kind="left", done_at=None
    )
    for task in waiting.order_by("pk"):
        settle(task, work)


def open_again(pair: Pair, kind: str, work: Work) -> None:
    """The same, also where one of this kind was done before: it is to be done once more, and whose
    it is hears so."""
    done = MeetingTask.objects.select_for_update().filter(pair=pair, kind=kind).first()
    if done is None or done.done_at is None:
        make_pair_task(pair, kind, work)
        return
    open_settled(done, work, due_on=due_of(kind, work.at))
    if done.owner_id is not None:  # otherwise it is handed on, and whoever has it then is told
        _tell(done, done.owner_id, work, step=work.at.isoformat())


def open_settled(done: MeetingTask, work: Work, due_on: date | None = None) -> None:
    """Within the open unit, puts a task that was done on the list again; by its own day, or by
    another one."""
    done.due_on = due_on or done.due_on
    changed = {"done_at": None, "done_by_id": None, "due_on": done.due_on}
    MeetingTask.objects.filter(pk=done.pk).update(**changed)
    work.audit(
        "meetingtask.opened_again",
        done,
        organisation_id=done.organisation_id,
        fields=("done_at", "done_by", "due_on"),
    )


def _make(kind: str, two: Pair, work: Work, **of: Meeting | Pair | Cover) -> None:
    organisation_id = two.place.organisation_id
    owner_id = _owner(two, work.at)
    task, made = MeetingTask.objects.get_or_create(
        **of,
        kind=kind,
        defaults={
            "organisation_id": organisation_id,
            "owner_id": owner_id,
            "due_on": due_of(kind, work.at),
            "made_at": work.at,
        },
    )
    if not made:
        return
    work.audit(
        "meetingtask.made",
        task,
        organisation_id=organisation_id,
        fields=("kind", "owner", "due_on"),
    )
    alone = kind not in PRESSING
    everybody = set(_holders(organisation_id, work.at)) - _both(two)
    told = {owner_id} if owner_id and alone else everybody
    for person_id in sorted(told, key=str):
        _tell(task, person_id, work)


def settle_task(task_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator did it. Again does nothing. Raises NotFound out of sight."""
    seen = get_visible(seen_tasks(actor), task_id)
    with unit(actor=actor, at=at) as work:
        task = MeetingTask.objects.select_for_update().get(pk=seen.pk)
        if task.done_at is not None:
            return
        settle(task, work)


def settle(task: MeetingTask, work: Work) -> None:
    """Takes an open task off the list within the open unit."""
    MeetingTask.objects.filter(pk=task.pk).update(done_at=work.at, done_by_id=work.actor.person_id)
    work.audit(
        "meetingtask.done",
        task,
        organisation_id=task.organisation_id,
        fields=("done_at", "done_by"),
    )


def hand_tasks_on(*, actor: Actor, at: datetime) -> int:
    """Gives open tasks whose owner no longer looks after volunteers, or is one of the two whom it
    is about, to somebody else who does.

    Returns how many. Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    handed = 0
    open_tasks = MeetingTask.objects.filter(done_at=None)
    for organisation_id in open_tasks.values_list("organisation_id", flat=True).distinct():
        holders = _holders(organisation_id, at)
        if not holders:
            continue
        left = open_tasks.filter(organisation_id=organisation_id)
        for key in list(left.exclude(owner__in=holders).values_list("pk", flat=True)):
            handed += _hand_on(key, actor, at)
        for key in list(left.filter(owner=None).values_list("pk", flat=True)):
            handed += _hand_on(key, actor, at)
        theirs = left.filter(pk__in=about(F("owner")).values("pk"))
        for key in list(theirs.values_list("pk", flat=True)):
            handed += _hand_on(key, actor, at)
    return handed


def _hand_on(task_id: UUID, actor: Actor, at: datetime) -> bool:
    with unit(actor=actor, at=at) as work:
        task = MeetingTask.objects.select_for_update().get(pk=task_id)
        owner_id = _owner(pair_of(task), at)
        if task.done_at is not None or owner_id is None or task.owner_id == owner_id:
            return False
        MeetingTask.objects.filter(pk=task.pk).update(owner_id=owner_id)
        work.audit(
            "meetingtask.handed_on", task, organisation_id=task.organisation_id, fields=("owner",)
        )
        _tell(task, owner_id, work, step=at.isoformat())
        return True


def _holders(organisation_id: UUID, at: datetime) -> list[UUID]:
    """Who looks after the organisation's volunteers: its coordinators first."""
    found: dict[UUID, str] = {}
    for role in LOOKS_AFTER:
        found |= people.role_holders(role, organisation_id, at=at)
    return list(found)


def _both(pair: Pair) -> set[UUID]:
    return {pair.volunteer.person_id, pair.place.person_id}


def _owner(pair: Pair, at: datetime) -> UUID | None:
    """Who has the fewest open tasks of those who coordinate; the safeguarding lead where nobody
    does; None where there is neither. Never one of the two."""
    for role in LOOKS_AFTER:
        holders = people.role_holders(role, pair.place.organisation_id, at=at)
        holders = {key: name for key, name in holders.items() if key not in _both(pair)}
        if holders:
            rows = MeetingTask.objects.filter(done_at=None, owner__in=holders)
            has = Counter(dict(rows.values_list("owner").annotate(many=Count("pk"))))
            return min(holders, key=lambda person_id: has[person_id])
    return None


def _tell(task: MeetingTask, person_id: UUID, work: Work, *, step: str = "") -> None:
    """`step` tells one time that it is somebody's from the next."""
    messaging.send(
        f"meeting_{task.kind}",
        to=messaging.to_staff(person_id),
        values={} if task.kind in PRESSING else {"by_day": task.due_on.isoformat()},
        cause=task,
        key="/".join(
            part for part in (f"meeting_{task.kind}", str(task.pk), str(person_id), step) if part
        ),
        organisation_id=task.organisation_id,
        actor=work.actor,
        at=work.at,
    )
