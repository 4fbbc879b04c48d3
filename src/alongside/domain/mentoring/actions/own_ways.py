"""The way from somebody's account to their own page of mentoring."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.domain.mentoring.models import Place
from alongside.domain.mentoring.queries.pairs import PLACE_LINK, own_places
from alongside.domain.mentoring.states import PlaceState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit

_LASTS = timedelta(days=1)


def own_place_link(*, actor: Actor, at: datetime) -> str:
    """A token, good for a day, for the page of the actor's own wish for a mentor: the one that is
    open, or else the last one. Raises NotFound for whoever has none."""
    places = own_places(actor).order_by("-changed_at", "pk")
    place = places.exclude(state=PlaceState.CLOSED).first() or places.first()
    if place is None:
        raise NotFound("mentoring.place")
    return _link(place, actor, at)


def _link(place: Place, actor: Actor, at: datetime) -> str:
    with unit(actor=actor, at=at) as work:
        work.audit("place.link_made", place, organisation_id=place.organisation_id)
        return make_link(PLACE_LINK, place, valid_until=at + _LASTS, work=work)
