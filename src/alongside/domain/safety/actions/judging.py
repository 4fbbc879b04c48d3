"""Deciding about a worry: on which grounds, and whether the law asks for the council to be told."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID

from alongside.domain.safety import rules
from alongside.domain.safety.actions.deciding import add_step, hand_to, locked, refuse_day, who
from alongside.domain.safety.models import Decision
from alongside.domain.safety.records import Judgement, StepKind
from alongside.domain.safety.states import ConcernState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.unit import unit


def decide(
    concern_id: UUID,
    *,
    judgement: Judgement,
    key: UUID,
    look_again_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Writes a decision down for ever, with its grounds; `key` makes it once.

    Whether the threshold of the law is met follows from the answers. A later decision stands beside
    it and changes nothing of it. With a day, the worry is looked at again by the end of that day.
    Raises Invalid by field, Conflict for one that nobody has taken in hand, NotFound for whoever
    may not read it."""
    judgement = replace(
        judgement,
        reasons=judgement.reasons.strip(),
        wishes=judgement.wishes.strip(),
        without_consent=judgement.without_consent.strip(),
        told_whom=judgement.told_whom.strip(),
    )
    faults = rules.faults_of_judgement(judgement, london_date(at))
    if faults:
        raise Invalid(faults)
    if look_again_on is not None:
        refuse_day(look_again_on, at)
    with unit(actor=actor, at=at) as work:
        concern, here = locked(concern_id, actor, at)
        if Decision.objects.filter(key=key).exists():
            return
        if concern.state != ConcernState.IN_HAND:
            raise Conflict("take it in hand first")
        row = Decision.objects.create(
            concern=concern,
            key=key,
            threshold=rules.threshold_of(judgement),
            by_id=who(actor),
            at=at,
            **asdict(judgement),
        )
        work.audit(
            "concern.decided",
            row,
            organisation_id=concern.organisation_id,
            fields=tuple(asdict(judgement)),
        )
        add_step(concern, StepKind.DECIDED, key=key, work=work)
        if look_again_on is not None:
            hand_to(concern, concern.owner_id, here.times.end_of(look_again_on))
