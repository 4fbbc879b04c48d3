"""Two who had begun to finish go on after all: by mistake, or because they would like to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring.actions.ending import goodbye_of
from alongside.domain.mentoring.actions.links import tell, tell_person, untell
from alongside.domain.mentoring.actions.releasing import hold
from alongside.domain.mentoring.models import Meeting, Pair
from alongside.domain.mentoring.queries.pairs import coordinated_places
from alongside.domain.mentoring.rules.pairs import BEFORE_ENDING
from alongside.domain.mentoring.states import MeetingState, PairState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def go_on_together(pair_id: UUID, *, wished: bool, actor: Actor, at: datetime) -> UUID:
    """Two who had begun to finish go on, as the person would like to; returns the episode of
    support that it needs. Again does nothing.

    Who has not heard of the goodbye hears nothing at all; others hear that meetings go on. What
    they planned stands, and so do words of thanks, for the day on which they do finish. Where the
    service keeps them apart they are paused as before, and nobody hears. For a journey, which looks
    at the support. Raises NotFound for whoever does not coordinate there, Invalid (`wished`) where
    the person was not asked, Conflict, with why, once it is over."""
    if not wished:
        raise Invalid({"wished": _("Ask the person first.")})
    seen = get_visible(Pair.objects.filter(place__in=coordinated_places(actor)), pair_id)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen)
        episode_id: UUID = place.episode_id
        if pair.state in BEFORE_ENDING:
            return episode_id
        if pair.state != PairState.ENDING or pair.ending_at is None:
            raise Conflict(
                _("It is over. On their own page the person can ask for a mentor again.")
            )
        goodbye = goodbye_of(pair.pk, pair.ending_at)
        move(
            pair,
            _back(pair),
            work=work,
            organisation_id=place.organisation_id,
            also={"ending_at": None, "changed_at": at},
        )
        _tell(pair, goodbye, work)
        return episode_id


def _back(pair: Pair) -> str:
    """The event that leads to where they would be without a goodbye."""
    if pair.service_paused:
        return "go_on_paused"
    met = Meeting.objects.filter(pair=pair, state=MeetingState.MET).exists()
    return "go_on" if met else "go_on_unmet"


def _tell(pair: Pair, goodbye: str, work: Work) -> None:
    step = f"{pair.pk}/{work.at.isoformat()}"
    mentor_heard = not untell(pair.volunteer, "pair_ending_mentor", step=goodbye, work=work)
    person_heard = not untell(pair.place, "pair_ending_person", step=goodbye, work=work)
    if pair.service_paused:
        return
    if mentor_heard:
        tell(pair.volunteer, "pair_resumed_mentor", work=work, step=step)
    if person_heard:
        tell_person(pair.place, "pair_resumed_person", work=work, step=step)
