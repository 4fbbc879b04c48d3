"""Each of the two of a pair says yes to the six lines of how they work together."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.mentoring.actions.meetings import hold_pair
from alongside.domain.mentoring.models import Pair, PairAgreement
from alongside.domain.mentoring.queries.agreements import agreement_lines
from alongside.domain.mentoring.queries.pairs import own_pairs, own_places
from alongside.domain.mentoring.states import HOLDING
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import unit


def agree_together(pair_id: UUID, *, version: int, actor: Actor, at: datetime) -> None:
    """One of the two says yes to the lines, in the version that was shown; twice is once.

    Nothing waits for it: they may meet before. Raises NotFound for anybody but the two, Conflict
    when the lines are others by now, unless both said yes to each other, and while their own
    details are not used."""
    mine = own_pairs(actor) | Pair.objects.filter(place__in=own_places(actor))
    seen = get_visible(mine, pair_id)
    if actor.person_id is None:
        raise NotFound("mentoring.pair")
    if version != agreement_lines("pair").version:
        raise Conflict("there are newer lines")
    with unit(actor=actor, at=at) as work:
        pair = hold_pair(seen)
        if pair.state not in HOLDING:
            raise Conflict("there is no pair that meets")
        if people.restricted([actor.person_id]):
            raise Conflict("not possible while details are not used")
        agreement, made = PairAgreement.objects.get_or_create(
            pair=pair, person_id=actor.person_id, version=version, defaults={"agreed_at": at}
        )
        if made:
            organisation_id = pair.place.organisation_id
            work.audit(
                "pairagreement.given",
                agreement,
                organisation_id=organisation_id,
                fields=("version",),
            )
