"""Two who have finished, and whom the service keeps apart from then on: nobody is told."""

from __future__ import annotations

from typing import Any

from alongside.domain.mentoring.actions.releasing import let_go
from alongside.domain.mentoring.models import Pair, Place, Volunteer
from alongside.domain.mentoring.rules.undoing import CARDS
from alongside.domain.mentoring.states import PairState, PlaceState
from alongside.domain.messaging import public as messaging
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work


def keep_apart(volunteer: Volunteer, place: Place, pair: Pair, work: Work) -> None:
    """Within the open unit, nothing leads two who have finished to each other any more: no words
    of thanks, no way back from their page, no card and no question whether they would meet."""
    _mark(pair, True, work)
    take_notes_back(pair, work)
    for asked in Pair.objects.filter(place=place, volunteer=volunteer, state=PairState.PROPOSED):
        let_go(asked, "withdraw", blocks=True, work=work)
    place.refresh_from_db()
    key, organisation_id = str(volunteer.pk), place.organisation_id
    cards = [one for one in place.suggested if one["volunteer"] != key]
    changed: dict[str, Any] = {
        "blocks": sorted({*place.blocks, key}),
        "suggested": cards,
        "changed_at": work.at,
    }
    if place.state == PlaceState.CHOOSING and not cards:  # theirs was the only one
        messaging.cancel(place, template=CARDS, actor=work.actor, at=work.at)
        move(place, "take_cards_back", work=work, organisation_id=organisation_id, also=changed)
        return
    Place.objects.filter(pk=place.pk).update(**changed)
    fields = ("blocks", "suggested")
    work.audit("place.kept_apart", place, organisation_id=organisation_id, fields=fields)


def let_write(pair: Pair, work: Work) -> None:
    """Within the open unit, the service lifts that. They are still not suggested to each other."""
    _mark(pair, False, work)


def take_notes_back(pair: Pair, work: Work) -> None:
    """Within the open unit, a message that says that words of thanks are there goes to nobody."""
    for template, cause in (
        ("pair_thanks_mentor", pair.volunteer),
        ("pair_thanks_person", pair.place),
    ):
        key = f"{template}/{cause.pk}/{pair.pk}"
        messaging.cancel(cause, key_holds=key, actor=work.actor, at=work.at)


def _mark(pair: Pair, apart: bool, work: Work) -> None:
    Pair.objects.filter(pk=pair.pk).update(service_paused=apart, changed_at=work.at)
    event = "pair.taken_in_hand" if apart else "pair.let_write"
    organisation_id = pair.place.organisation_id
    work.audit(event, pair, organisation_id=organisation_id, fields=("service_paused",))
