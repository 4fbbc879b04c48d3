"""How it is going: what a person is asked, and what a coordinator sees of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from alongside.domain.mentoring.models import Review
from alongside.domain.mentoring.queries.goals import goals
from alongside.domain.mentoring.queries.pairs import own_places
from alongside.domain.mentoring.review_records import ReviewPage, ReviewRow
from alongside.domain.mentoring.rules.reviews import is_late
from alongside.domain.mentoring.states import HOLDING, ReviewState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.scoping import get_visible


def my_review(place_id: UUID, *, actor: Actor) -> ReviewPage | None:
    """The newest review of the person's pair of today, answered or not; None before the first.

    Raises NotFound for anybody else. A constant number of queries."""
    place = get_visible(own_places(actor), place_id)
    rows = Review.objects.filter(pair__place=place, pair__state__in=sorted(HOLDING))
    row = rows.order_by("-week").first()
    if row is None:
        return None
    found = goals(place_id, actor=actor)
    return ReviewPage(
        review_id=row.pk,
        place_id=place.pk,
        episode_id=place.episode_id,
        week=row.week,
        state=row.state,
        answer=row.answer,
        first_name=found.first_name,
        goals=(*found.open, *found.over),
    )


def reviews_of(pair_id: UUID, *, today: date) -> tuple[ReviewRow, ...]:
    """The reviews of a pair that the caller may see, the first on top: one query."""
    return tuple(
        ReviewRow(
            week=row.week,
            state=row.state,
            asked_on=london_date(row.asked_at),
            answer=row.answer,
            words=row.words,
            late=row.state == ReviewState.ASKED and is_late(row.asked_at, today),
        )
        for row in Review.objects.filter(pair_id=pair_id).order_by("week")
    )
