"""Questions for whoever is asked, and what came of them for those who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.domain.outcomes import rules
from alongside.domain.outcomes.measures import (
    instrument,
    label_of,
    measure,
    measures,
    scale_labels,
)
from alongside.domain.outcomes.models import Response, Score, ServiceMeasure, Story, StoryUse
from alongside.domain.outcomes.records import (
    Choice,
    Measure,
    Outcome,
    Point,
    Questions,
    ScoreRecord,
)
from alongside.domain.outcomes.states import ResponseState
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.links import open_link
from alongside.foundation.plain import plain
from alongside.foundation.scoping import get_visible

PURPOSE = "measure"


def visible(actor: Actor) -> QuerySet[Response]:
    """One's own responses, and those of the organisations that one coordinates."""
    if actor.is_system:
        return Response.objects.all()
    seen = Q(organisation_id__in=actor.organisations(Role.COORDINATOR))
    if actor.person_id is not None:
        seen |= Q(person_id=actor.person_id)
    return Response.objects.filter(seen)


def measure_of(organisation_id: UUID) -> Measure | None:
    """The measure that the service asks, or None where it asks none."""
    found = ServiceMeasure.objects.filter(organisation_id=organisation_id).first()
    return measure(found.measure) if found else None


def choice(*, actor: Actor, at: datetime) -> Choice:
    """What this service asks, and what it could ask.

    Raises Refused for whoever is neither its coordinator nor its administrator."""
    here = people.service()
    if here is None or not rules.may_choose(actor, here.organisation_id):
        raise Refused("the service's coordinator or administrator chooses")
    chosen = measure_of(here.organisation_id)
    return Choice(here.organisation_id, chosen, measures(london_date(at)))


def questions(token: str, *, at: datetime) -> Questions:
    """What stands behind a link. Raises NotFound for a link that is over."""
    return questions_of(response_behind(token, at=at), token)


def response_behind(token: str, *, at: datetime) -> Response:
    """The response that a link opens. Raises NotFound."""
    found = Response.objects.filter(pk=open_link(token, PURPOSE, at=at)).first()
    if found is None:
        raise NotFound("outcomes.response")
    return found


def my_questions(*, actor: Actor) -> tuple[Questions, ...]:
    """What the actor was asked and has not said anything to yet; the first on top."""
    if actor.person_id is None:
        return ()
    rows = Response.objects.filter(person_id=actor.person_id, state=ResponseState.ASKED)
    return tuple(questions_of(row) for row in rows.order_by("asked_at", "pk"))


def questions_of(row: Response, token: str = "") -> Questions:
    """The questions of a response, for whoever may answer them: the caller vouches."""
    return Questions(
        response_id=row.pk,
        point=Point(row.point),
        measure=measure(row.measure),
        state=row.state,
        asked_at=row.asked_at,
        answers=row.answers,
        token=token,
    )


def asked_of(response_id: UUID, *, actor: Actor) -> Questions:
    """What a person was asked, for themselves and for a coordinator there. Raises NotFound."""
    return questions_of(get_visible(visible(actor), response_id))


def outcomes(episode_id: UUID, *, actor: Actor) -> tuple[Outcome, ...]:
    """What was asked in an episode, and the scores; the first on top. Two queries.

    For the person and for a coordinator there; for everybody else there is none."""
    rows = visible(actor).filter(episode_id=episode_id).prefetch_related("scores")
    return tuple(_outcome(row) for row in rows.order_by("asked_at", "pk"))


def outcomes_of(episode_ids: Iterable[UUID], *, actor: Actor) -> dict[UUID, tuple[Outcome, ...]]:
    """As `outcomes`, of several episodes: two queries. Who was asked nothing is left out."""
    rows = visible(actor).filter(episode_id__in=list(episode_ids)).prefetch_related("scores")
    found: dict[UUID, list[Outcome]] = {}
    for row in rows.order_by("asked_at", "pk"):
        found.setdefault(row.episode_id, []).append(_outcome(row))
    return {episode_id: tuple(asked) for episode_id, asked in found.items()}


def _outcome(row: Response) -> Outcome:
    labels = scale_labels(row.measure)
    better = {each.id: each.higher_is_better for each in instrument(row.measure).scales}
    return Outcome(
        response_id=row.pk,
        point=Point(row.point),
        measure=row.measure,
        label=label_of(row.measure),
        state=row.state,
        asked_at=row.asked_at,
        said_at=row.said_at,
        scores=tuple(
            ScoreRecord(
                scale=each.scale,
                label=labels.get(each.scale, each.scale),
                value=each.value,
                category=each.category,
                band=each.band,
                higher_is_better=better.get(each.scale),
            )
            for each in sorted(row.scores.all(), key=lambda one: one.pk)
        ),
    )


def personal_data(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row that is about the person, by table, each column with its value."""
    own = Response.objects.filter(person_id=person_id).order_by("asked_at", "pk")
    scores = Score.objects.filter(response__in=own).order_by("pk")
    stories = Story.objects.filter(person_id=person_id).order_by("pk")
    uses = StoryUse.objects.filter(story__in=stories).order_by("pk")
    return {
        name: [
            plain(row, *(column.attname for column in row._meta.concrete_fields)) for row in rows
        ]
        for name, rows in (
            ("outcomes.response", own),
            ("outcomes.score", scores),
            ("outcomes.story", stories),
            ("outcomes.storyuse", uses),
        )
    }
