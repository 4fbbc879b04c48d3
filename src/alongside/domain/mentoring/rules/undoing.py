"""For how long an act at the desk can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from alongside.domain.mentoring.models import Place, Volunteer
from alongside.domain.mentoring.states import PlaceState
from alongside.foundation.models import Transition

CARDS, ASK = "mentor_cards", "mentor_wishes"
WELCOME, NOT_NOW = "mentor_welcome", "mentor_not_now"
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


def answered(volunteer: Volunteer) -> Transition | None:
    """The welcome, or the no, that is the last that happened to a volunteer; None for others."""
    last = Transition.objects.filter(
        thing_type=Volunteer._meta.label_lower, thing_id=str(volunteer.pk)
    )
    found = last.order_by("-at", "-pk").first()
    return found if found is not None and found.event in ("welcome", "decline") else None


def answer_until(volunteer: Volunteer, at: datetime) -> datetime | None:
    """Until when a welcome or a no can be taken back; None where there is none, or no more."""
    found = answered(volunteer)
    if found is None or at >= found.at + HOLD or volunteer.first_yes_by_id is not None:
        return None
    return found.at + HOLD
