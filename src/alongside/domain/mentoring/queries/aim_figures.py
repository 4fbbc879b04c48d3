"""Figures of what people aim at and how it goes, for a period, as they stood on a day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from alongside.domain.mentoring.figure_records import Aimed
from alongside.domain.mentoring.models import Goal, Review
from alongside.domain.mentoring.states import GoalState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import end_of, start_of
from alongside.foundation.errors import NotFound
from alongside.foundation.models import Transition


def aimed(organisation_id: UUID, *, since: date, until: date, as_at: date, actor: Actor) -> Aimed:
    """Goals that were set, and reviews that were asked, from `since` to `until`, both counted, and
    what had become of them at the end of that day. Three queries.

    The numbers are true: who shows them outside the service protects them first. Raises NotFound
    for whoever reads no figures of that organisation."""
    if not people.may_read_figures(actor, organisation_id):
        raise NotFound("people.organisation")
    end = end_of(as_at)
    first, last = start_of(since), min(end_of(until), end)
    rows = Goal.objects.filter(
        place__organisation_id=organisation_id, made_at__gte=first, made_at__lt=last
    )
    goals = dict(rows.values_list("pk", "just_talk"))
    reviews = Review.objects.filter(
        pair__place__organisation_id=organisation_id, asked_at__gte=first, asked_at__lt=last
    ).aggregate(asked=Count("pk"), held=Count("pk", filter=Q(answered_at__lt=end)))
    return Aimed(
        goals=len(goals),
        goals_reached=_reached(list(goals), end),
        just_talk=sum(goals.values()),
        reviews_asked=reviews["asked"],
        reviews_held=reviews["held"],
    )


def _reached(goals: list[UUID], end: datetime) -> int:
    """How many stood as reached then, whatever became of them since: by their moves, and not by
    where they stand today, so that an old report stays as it was."""
    moves = Transition.objects.filter(
        thing_type=Goal._meta.label_lower, thing_id__in=[str(key) for key in goals], at__lt=end
    )
    stood = dict(moves.order_by("at", "pk").values_list("thing_id", "target"))
    return sum(state == GoalState.REACHED for state in stood.values())
