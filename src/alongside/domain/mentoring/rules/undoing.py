"""For how long an act at the desk can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.domain.mentoring.models import Place
from alongside.domain.mentoring.states import PlaceState
from alongside.foundation.models import Transition

CARDS, ASK = "mentor_cards", "mentor_wishes"
HOLD = timedelta(seconds=30)
"""For so long the message about an act is held, as for an introduction that was just written."""


def came_from_waiting(place: Place) -> bool:
    """Whether the cards that are before the person are the first ones since they began to wait."""
    laid = Transition.objects.filter(
        thing_type=Place._meta.label_lower, thing_id=str(place.pk), event="suggest"
    )
    last = laid.order_by("-at", "-pk").values_list("source", flat=True).first()
    return last == PlaceState.WAITING


def cards_until(place: Place, at: datetime) -> datetime | None:
    """Until when the cards of a place can be taken back; None where they cannot any more."""
    until = place.changed_at + HOLD
    if place.state != PlaceState.CHOOSING or at >= until or not came_from_waiting(place):
        return None
    return until
