"""Worries: how many, the list, and one of them. Nobody sees one that is kept from them."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from alongside.domain.safety import rules
from alongside.domain.safety.deadlines import clock_of
from alongside.domain.safety.models import Concern, Decision
from alongside.domain.safety.records import (
    DecisionRecord,
    Judgement,
    MayAct,
    Named,
    StepRecord,
    Worry,
    WorryCounts,
    WorryRecord,
    WorryRow,
)
from alongside.domain.safety.standing import ROLE, Standing, standing, standing_now
from alongside.domain.safety.states import OPEN, ConcernState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible

PER_PAGE = 25


def readable(actor: Actor, here: Standing) -> QuerySet[Concern]:
    """The worries that the actor may read: all for lead and deputy, for another holder of the role
    those to which they were let in; never one that is kept from them, and none for anybody else."""
    if actor.person_id is None or not actor.holds(ROLE, here.organisation_id):
        return Concern.objects.none()
    seen = Concern.objects.exclude(kept_from_id=actor.person_id)
    if actor.person_id in {here.setup.lead_id, here.setup.deputy_id}:
        return seen
    return seen.filter(readers__person_id=actor.person_id)


def counts(*, actor: Actor, at: datetime) -> WorryCounts:
    """How many worries there are, and nothing about any of them. One query.

    What is kept from the actor is not counted. Raises Refused for whoever neither coordinates nor
    looks after safety."""
    if not rules.may_count(actor):
        raise Refused("the number of worries is not for everybody")
    counted = Concern.objects.filter(state__in=OPEN)
    if actor.person_id is not None:
        counted = counted.exclude(kept_from_id=actor.person_id)
    found = counted.aggregate(
        open=Count("pk"),
        unread=Count("pk", filter=Q(state=ConcernState.RECEIVED)),
        overdue=Count("pk", filter=Q(due_at__lte=at)),
    )
    return WorryCounts(**found)


def worries(
    *, actor: Actor, at: datetime, closed: bool = False, page: int = 1, per_page: int = PER_PAGE
) -> Page[WorryRow]:
    """The open worries by when they are due, so that what is overdue stands on top; or the closed
    ones, the newest first. Five queries, whatever the number.

    Raises Refused for whoever does not hold the role."""
    here = standing(at)
    if not actor.holds(ROLE):
        raise Refused("worries are read by the safeguarding lead and the deputy alone")
    if here is None:
        return Page((), 1, 1, 0)
    states = (ConcernState.CLOSED,) if closed else OPEN
    seen = readable(actor, here).filter(state__in=states)
    order = ("-closed_at", "pk") if closed else ("due_at", "-danger_now", "received_at", "pk")
    return page_of(
        seen.prefetch_related("readers").order_by(*order),
        lambda each: row_of(each, here, at),
        number=page,
        per_page=per_page,
    )


def row_of(concern: Concern, here: Standing, at: datetime) -> WorryRow:
    """A line of the list. The owner is one who can still read it."""
    return WorryRow(
        id=concern.pk,
        reference=concern.reference,
        state=concern.state,
        danger_now=concern.danger_now,
        received_at=concern.received_at,
        due_at=concern.due_at,
        clock=clock_of(concern, at),
        owner=owner_of(concern, here),
    )


def owner_of(concern: Concern, here: Standing) -> str:
    """Who it is with now; "" when it is closed or when nobody is left to read it."""
    if concern.state == ConcernState.CLOSED:
        return ""
    readers = here.readers_of(concern)
    own = next((each for each in readers if each.id == concern.owner_id), None)
    return (own or readers[0]).name if readers else ""


def find_one(concern_id: UUID, *, actor: Actor, at: datetime) -> tuple[Concern, Standing]:
    """The worry, for somebody who may read it. Raises NotFound, alike for whoever may not."""
    try:
        here = standing_now(at)
    except Refused as none_yet:
        raise NotFound("safety.concern") from none_yet
    seen = readable(actor, here).select_related("reporter", "kept_from", "closing_by")
    return get_visible(seen, concern_id), here


def may_act(concern_id: UUID, *, actor: Actor, at: datetime) -> MayAct:
    """What the actor can do about a worry now, and who could be let in to it; nothing of what was
    told. Raises NotFound for whoever may not read it."""
    concern, here = find_one(concern_id, actor=actor, at=at)
    return MayAct(may_do(concern, here, actor), others_of(concern, here))


def others_of(concern: Concern, here: Standing) -> tuple[Named, ...]:
    """Who holds the role, does not read this worry, and is not whom it is kept from."""
    inside = {each.id for each in here.readers_of(concern)} | {concern.kept_from_id}
    return tuple(Named(each, name) for each, name in here.holders.items() if each not in inside)


def whole(concern: Concern, here: Standing, *, actor: Actor, at: datetime) -> WorryRecord:
    """One worry with its story. The caller found it for this actor, and audits that it was read."""
    steps = concern.steps.select_related("by").order_by("pk")
    return WorryRecord(
        row=row_of(concern, here, at),
        told=_told(concern),
        reporter=concern.reporter.name if concern.reporter else "",
        kept_from=concern.kept_from.name if concern.kept_from else "",
        readers=here.readers_of(concern),
        steps=tuple(StepRecord(each.kind, each.words, each.by.name, each.at) for each in steps),
        decisions=tuple(_decision(each) for each in _decisions_of(concern)),
        closing_by=concern.closing_by.name if concern.closing_by else "",
        may=may_do(concern, here, actor),
        forgotten_on=london_date(concern.forgotten_at) if concern.forgotten_at else None,
    )


def _decisions_of(concern: Concern) -> QuerySet[Decision]:
    return concern.decisions.select_related("by").order_by("pk")


def _decision(row: Decision) -> DecisionRecord:
    names = (each.name for each in fields(Judgement))
    judgement = Judgement(**{name: getattr(row, name) for name in names})
    return DecisionRecord(judgement, row.threshold, row.by.name, row.at)


def may_do(concern: Concern, here: Standing, actor: Actor) -> frozenset[str]:
    """What the actor, who may read it, can do with it now."""
    found = {event for (state, event) in Concern.transitions.moves if state == concern.state}
    if actor.person_id == concern.closing_by_id:
        found.discard("close")
    if concern.state == ConcernState.IN_HAND:
        found.add("decide")
        if not concern.decisions.exists():
            found.discard("suggest_closing")
    if concern.state != ConcernState.CLOSED:
        found.add("note")
        if others_of(concern, here):
            found.add("let_in")
    return frozenset(found)


def _told(concern: Concern) -> Worry:
    return Worry(
        danger_now=concern.danger_now,
        what_happened=concern.what_happened,
        about=concern.about,
        about_name=concern.about_name,
        kept_from=concern.kept_from_id,
        may_contact=concern.may_contact,
        contact_name=concern.contact_name,
        contact_by=concern.contact_by,
        contact_at=concern.contact_at,
        contact_safely=concern.contact_safely,
        may_leave_message=concern.may_leave_message,
        say_who=concern.reporter_id is not None,
        thing=concern.thing,
        thing_id=concern.thing_id,
    )
