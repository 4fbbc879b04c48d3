"""Complaints about data, for the service's administrator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, Q, Value, When

from alongside.domain.people import rules
from alongside.domain.people.models import Complaint
from alongside.domain.people.queries.service import home_id
from alongside.domain.people.records import (
    ComplaintAcknowledged,
    ComplaintCounts,
    ComplaintGiven,
    ComplaintRecord,
)
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible


def acknowledged(row: Complaint) -> ComplaintAcknowledged:
    """What whoever wrote the complaint may know of it."""
    return ComplaintAcknowledged(
        reference=row.reference,
        received_on=london_date(row.received_at),
        due_on=row.due_on,
        answered=row.answered_at is not None,
    )


def complaint_sent(key: UUID) -> ComplaintAcknowledged:
    """What was said about the complaint with that key, for whoever wrote it. Raises NotFound."""
    row = Complaint.objects.filter(key=key).first()
    if row is None:
        raise NotFound("people.complaint")
    return acknowledged(row)


def complaints(
    *, actor: Actor, at: datetime, page: int = 1, per_page: int = 50
) -> Page[ComplaintRecord]:
    """All complaints, the open ones first and of them the soonest due: two queries.

    Raises Refused for anybody but the service's administrator."""
    if not _manages(actor):
        raise Refused("only the service's administrator reads complaints")
    closed_last = Case(When(state="answered", then=Value(1)), default=Value(0))
    rows = Complaint.objects.order_by(closed_last, "due_on", "received_at", "pk")
    return page_of(rows, _record(at), number=page, per_page=per_page)


def complaint_counts(*, actor: Actor, at: datetime) -> ComplaintCounts:
    """How many are not answered, and how many of these are late: one query.

    Raises Refused for anybody but the service's administrator."""
    if not _manages(actor):
        raise Refused("only the service's administrator reads complaints")
    late = Count("pk", filter=Q(due_on__lt=london_date(at)))
    waiting = Complaint.objects.exclude(state="answered")
    return ComplaintCounts(**waiting.aggregate(open=Count("pk"), late=late))


def complaint(complaint_id: UUID, *, actor: Actor, at: datetime) -> ComplaintRecord:
    """One complaint. Raises NotFound for anybody but the service's administrator."""
    return _record(at)(own_complaint(complaint_id, actor))


def own_complaint(complaint_id: UUID, actor: Actor) -> Complaint:
    """The row, for whoever may work on it. Raises NotFound."""
    seen = Complaint.objects.all() if _manages(actor) else Complaint.objects.none()
    return get_visible(seen, complaint_id)


def _manages(actor: Actor) -> bool:
    return rules.may_manage(actor, home_id())


def _record(at: datetime) -> Callable[[Complaint], ComplaintRecord]:
    today = london_date(at)

    def record(row: Complaint) -> ComplaintRecord:
        late = 0 if row.answered_at else max(0, (today - row.due_on).days)
        return ComplaintRecord(
            id=row.pk,
            person_id=row.person_id,
            reference=row.reference,
            state=row.state,
            given=ComplaintGiven(
                about=row.about,
                wanted=row.wanted,
                reply_by=row.reply_by,
                name=row.name,
                reply_to=row.reply_to,
                safely=row.safely,
                may_leave_message=row.may_leave_message,
            ),
            received_at=row.received_at,
            due_on=row.due_on,
            days_late=late,
            answer=row.answer,
            answered_at=row.answered_at,
        )

    return record
