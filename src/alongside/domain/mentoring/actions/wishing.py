"""What somebody would like of a mentor: asked of them once a service took them on, and told by
them, or by whoever coordinates for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.mentoring.actions.links import tell_person
from alongside.domain.mentoring.actions.pairing import enter_place
from alongside.domain.mentoring.models import Place
from alongside.domain.mentoring.pair_records import Wishes
from alongside.domain.mentoring.queries.pairs import coordinated_places, own_places
from alongside.domain.mentoring.rules.undoing import ASK, HOLD
from alongside.domain.mentoring.rules.wishes import faults_of_wishes, wish_columns
from alongside.domain.mentoring.states import PlaceState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import unit


def ask_wishes(
    episode_id: UUID,
    *,
    person_id: UUID,
    organisation_id: UUID,
    known: Wishes,
    actor: Actor,
    at: datetime,
) -> bool:
    """Opens a place with what is `known` already, and asks the person for the rest by a link.

    It stands in the plan from then on, which says what is lacking. They hear of it half a minute
    later: until then `take_wish_back` makes it undone. The same episode again does nothing and is
    False. For journeys: raises Refused for anybody but the service's own work."""
    if not actor.is_system:
        raise Refused("the service's own work asks")
    with unit(actor=actor, at=at) as work:
        row, made = enter_place(episode_id, person_id, organisation_id, known, work)
        if made:
            tell_person(row, ASK, work=work, step="first", hold=HOLD)
    return made


def tell_wishes(place_id: UUID, *, wishes: Wishes, actor: Actor, at: datetime) -> None:
    """The person says what they would like, or who coordinates writes down what they said.

    Cards that are before them stay as they are. Raises NotFound for anybody else, Invalid by field
    of `Wishes`, Conflict once a mentor is asked."""
    seen = get_visible(own_places(actor) | coordinated_places(actor), place_id)
    faults = faults_of_wishes(wishes, at=at)
    if faults:
        raise Invalid(faults)
    columns = wish_columns(wishes)
    with unit(actor=actor, at=at) as work:
        row = Place.objects.select_for_update().get(pk=seen.pk)
        if row.state not in (PlaceState.WAITING, PlaceState.CHOOSING):
            raise Conflict("a mentor is asked already")
        changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
        if not changed:
            return
        Place.objects.filter(pk=row.pk).update(**changed, changed_at=at)
        work.audit(
            "place.wishes_told", row, organisation_id=row.organisation_id, fields=tuple(changed)
        )
