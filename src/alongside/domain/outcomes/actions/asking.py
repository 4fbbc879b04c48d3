"""Asking somebody the service's measure, and what they say to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.messaging import public as messaging
from alongside.domain.outcomes import rules
from alongside.domain.outcomes.actions.stories import erase_stories
from alongside.domain.outcomes.measures import instrument, measure
from alongside.domain.outcomes.models import Response, Score, ServiceMeasure
from alongside.domain.outcomes.queries.reading import PURPOSE, response_behind, visible
from alongside.domain.outcomes.records import Asked, How, Point
from alongside.domain.outcomes.states import RESPONSE, ResponseState
from alongside.engines.records import MalformedRecord
from alongside.engines.scoring import parse_response, score
from alongside.foundation.actor import Actor, by_link
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.links import make_link, revoke_links
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

LINK_DAYS = 60
TEMPLATE = "measure_ask"


def ask(
    episode_id: UUID,
    *,
    point: str = Point.BASELINE,
    person_id: UUID,
    organisation_id: UUID,
    actor: Actor,
    at: datetime,
) -> Asked | None:
    """Asks the person the service's measure, by a message with a link; once for a point.

    At the end they are asked what they were asked at the beginning, also where the service has
    chosen another since. None where the service asks nothing. Raises Refused for whoever is neither
    its coordinator nor its own work, Invalid for another point."""
    if not rules.may_ask(actor, organisation_id):
        raise Refused("the service asks")
    if point not in set(Point):
        raise Invalid({"point": _("Choose the beginning or the end.")})
    with unit(actor=actor, at=at) as work:
        before = Response.objects.filter(episode_id=episode_id)
        there = before.filter(point=point).first()
        if there is not None:
            return Asked(there.pk, news=False)
        asked_first = before.filter(point=Point.BASELINE).first() if point == Point.END else None
        chosen = asked_first or ServiceMeasure.objects.filter(pk=organisation_id).first()
        if chosen is None:
            return None
        return _ask(
            Response(
                episode_id=episode_id,
                point=point,
                person_id=person_id,
                organisation_id=organisation_id,
                measure=chosen.measure,
                measure_version=measure(chosen.measure).version,
                state=RESPONSE.initial,
                asked_at=at,
            ),
            work,
        )


def answer(token: str, *, answers: Mapping[str, Any], at: datetime) -> None:
    """Takes the answers of whoever holds the link. No answer to anything is skipping it.

    The same answers twice are one. Raises NotFound for a link that is over, Invalid by item,
    Conflict when it was answered otherwise."""
    response = response_behind(token, at=at)
    with unit(actor=by_link(response.person_id), at=at) as work:
        _answer(response.pk, answers, How.LINK, work)


def answer_signed_in(
    response_id: UUID, *, answers: Mapping[str, Any], actor: Actor, at: datetime
) -> None:
    """As `answer`, for the person by their account, and for a coordinator who writes down what
    somebody said. Raises NotFound when out of sight."""
    found = get_visible(visible(actor), response_id)
    how = How.ACCOUNT if rules.is_self(actor, found.person_id) else How.SAID
    with unit(actor=actor, at=at) as work:
        _answer(found.pk, answers, how, work)


def skip(token: str, *, at: datetime) -> None:
    """The person would rather not. Nothing is asked again; they may still answer by the link.

    Raises NotFound for a link that is over; what was answered stays answered."""
    response = response_behind(token, at=at)
    with unit(actor=by_link(response.person_id), at=at) as work:
        _skip(_locked(response.pk), How.LINK, work)


def skip_signed_in(response_id: UUID, *, actor: Actor, at: datetime) -> None:
    """As `skip`, for the person by their account, and a coordinator. Raises NotFound."""
    found = get_visible(visible(actor), response_id)
    how = How.ACCOUNT if rules.is_self(actor, found.person_id) else How.SAID
    with unit(actor=actor, at=at) as work:
        _skip(_locked(found.pk), how, work)


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Deletes what the person was asked and said, and returns how many rows, by table.

    Again: nothing more. The caller vouches for who may ask."""
    with unit(actor=actor, at=at) as work:
        own = list(Response.objects.select_for_update().filter(person_id=person_id))
        scores = Score.objects.filter(response__in=own).delete()[0]
        for each in own:
            revoke_links(each, work=work)
            work.audit("response.erased", each, organisation_id=each.organisation_id)
        Response.objects.filter(pk__in=[each.pk for each in own]).delete()
        stories = erase_stories(person_id, work)
    return {"outcomes.response": len(own), "outcomes.score": scores, **stories}


def _ask(response: Response, work: Work) -> Asked:
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError:  # somebody else asked at the same moment
        there = Response.objects.get(episode_id=response.episode_id, point=response.point)
        return Asked(there.pk, news=False)
    until = work.at + timedelta(days=LINK_DAYS)
    token = make_link(PURPOSE, response, valid_until=until, work=work)
    where = response.organisation_id
    work.audit("response.asked", response, organisation_id=where, fields=("measure", "point"))
    messaging.send(
        TEMPLATE,
        to=messaging.to_person(response.person_id),
        values={"link": token},
        cause=response,
        key=f"{TEMPLATE}/{response.pk}",
        organisation_id=where,
        actor=work.actor,
        at=work.at,
    )
    return Asked(response.pk, news=True)


def _locked(response_id: UUID) -> Response:
    return Response.objects.select_for_update().get(pk=response_id)


def _answer(response_id: UUID, answers: Mapping[str, Any], how: How, work: Work) -> None:
    response = _locked(response_id)
    found = instrument(response.measure)
    given = {item: said for item, said in answers.items() if said not in (None, "")}
    try:
        read = parse_response(found, {"id": str(response.pk), "answers": given})
    except MalformedRecord as fault:
        words = _("Choose one of the answers, or leave it out.")
        raise Invalid({fault.field or "answers": words}) from fault
    if response.state == ResponseState.ANSWERED:
        if response.answers == dict(read.answers):
            return
        raise Conflict("it was answered otherwise")
    if not given:
        _skip(response, how, work)
        return
    also = {"answers": dict(read.answers), "said_at": work.at, "how": how.value}
    move(response, "answer", work=work, organisation_id=response.organisation_id, also=also)
    Score.objects.bulk_create(
        Score(
            response=response,
            scale=each.scale,
            value=each.value,
            category=each.category or "",
            band=each.band or "",
            bands_version=each.version or "",
            answered=each.answered,
            of=each.of,
        )
        for each in score(found, read)
    )


def _skip(response: Response, how: How, work: Work) -> None:
    if response.state == ResponseState.ASKED:
        also = {"said_at": work.at, "how": how.value}
        move(response, "skip", work=work, organisation_id=response.organisation_id, also=also)
