"""A score from a licensed tool, written down by a coordinator: score and level, and no answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.outcomes import rules
from alongside.domain.outcomes.measures import instrument
from alongside.domain.outcomes.models import Response, Score
from alongside.domain.outcomes.queries.answers import score_only_measures
from alongside.domain.outcomes.records import How, Point
from alongside.domain.outcomes.states import RESPONSE
from alongside.engines.records import MalformedRecord
from alongside.engines.scoring import LONGEST_LICENCE, parse_response, score
from alongside.engines.scoring import Response as Read
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.transitions import move
from alongside.foundation.unit import unit


def note_score(
    episode_id: UUID,
    *,
    point: str,
    measure: str,
    said: Mapping[str, Any],
    person_id: UUID,
    organisation_id: UUID,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Writes down what the licensed tool gave: `said` holds score, level, cut_table_version and
    licence_reference, and nothing else: a question or an answer in it is refused. The same again is
    one. Returns the response's id.

    Raises Refused for whoever does not coordinate there, Invalid by field (a level that the table
    does not give for the score, among others), Conflict where that point was asked otherwise."""
    if not rules.may_ask(actor, organisation_id):
        raise Refused("the service's coordinator writes it down")
    if point not in set(Point):
        raise Invalid({"point": _("Choose the beginning or the end.")})
    if measure not in {each.slug for each in score_only_measures(london_date(at))}:
        raise Invalid({"measure": _("Choose one of the measures.")})
    read = _read(measure, said)
    with unit(actor=actor, at=at) as work:
        there = Response.objects.select_for_update().filter(episode_id=episode_id, point=point)
        before = there.first()
        if before is not None:
            return _the_same(before, measure, read)
        response = Response(
            episode_id=episode_id,
            point=point,
            person_id=person_id,
            organisation_id=organisation_id,
            measure=measure,
            measure_version=instrument(measure).version,
            state=RESPONSE.initial,
            asked_at=at,
        )
        try:
            with transaction.atomic():
                response.save(force_insert=True)
        except IntegrityError as first:  # somebody else wrote at the same moment
            raise Conflict(_("Somebody has just written down this point.")) from first
        also = {"said_at": at, "how": How.SAID.value}
        move(response, "answer", work=work, organisation_id=organisation_id, also=also)
        Score.objects.create(response=response, **_columns(measure, read))
    return response.pk


def _read(measure: str, said: Mapping[str, Any]) -> Read:
    try:
        return parse_response(instrument(measure), {"id": "noted", **said})
    except MalformedRecord as fault:
        words = {
            "score": _("Enter the score as the tool gives it, such as 56.4."),
            "level": _("This table gives another level for that score. Look at both again."),
            "cut_table_version": _("Choose the table that the tool used."),
            "licence_reference": _(
                "Enter the reference of the licence: %(most)d letters and three words at the most."
            )
            % {"most": LONGEST_LICENCE},
        }
        field = fault.field if fault.field in words else "score"
        refused = _("Only the score and the level of this measure may be kept.")
        raise Invalid({field: words[field] if fault.field in words else refused}) from fault


def _columns(measure: str, read: Read) -> dict[str, Any]:
    (found,) = score(instrument(measure), read)
    return {
        "scale": found.scale,
        "value": found.value,
        "band": found.band or "",
        "bands_version": found.version or "",
        "licence": read.licence_reference or "",
        "answered": found.answered,
        "of": found.of,
    }


def _the_same(there: Response, measure: str, read: Read) -> UUID:
    kept = there.scores.first()
    wanted = _columns(measure, read)
    if there.measure == measure and kept and all(getattr(kept, n) == v for n, v in wanted.items()):
        return there.pk
    raise Conflict(_("Something is written down for this point already."))
