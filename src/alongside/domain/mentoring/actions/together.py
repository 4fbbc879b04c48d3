"""The life of a pair that both said yes to: a pause, going on, another mentor."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.mentoring.actions.apart import keep_apart, let_write, take_notes_back
from alongside.domain.mentoring.actions.links import tell
from alongside.domain.mentoring.actions.releasing import hold, release, tell_other
from alongside.domain.mentoring.actions.uncovering import call_off, stop_covers
from alongside.domain.mentoring.models import Meeting, Pair
from alongside.domain.mentoring.queries.pairs import own_places
from alongside.domain.mentoring.queries.together import pausable_pairs
from alongside.domain.mentoring.rules.pairs import MEETING, has_goodbye
from alongside.domain.mentoring.states import HOLDING, MeetingState, PairState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def pause_pair(pair_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Two people meet no more for now: by either of them, who coordinates, the safeguarding lead
    or the service itself. Planned hours are called off; whoever did not do it hears only that
    meetings are paused, in the same words whoever it was. Again does nothing.

    A pause by the service is lifted by the service alone, and holds while they finish too. Once
    they have finished, for as long as their page of it stands, it keeps them from writing to each
    other and from the way back; nobody is told. Raises NotFound out of sight, Conflict unless both
    said yes, and for the two once they finish."""
    seen = get_visible(pausable_pairs(actor), pair_id)
    with unit(actor=actor, at=at) as work:
        volunteer, place, pair = hold(seen)
        by_service = actor.person_id not in (place.person_id, pair.volunteer.person_id)
        if pair.state == PairState.PAUSED:
            if by_service and not pair.service_paused:
                _take_in_hand(pair, work)
                stop_covers(pair, work)
            return
        if by_service and has_goodbye(pair, at):
            if not pair.service_paused:
                keep_apart(volunteer, place, pair, work)
            return
        if pair.state == PairState.ENDING and by_service:
            if not pair.service_paused:
                _take_in_hand(pair, work)
                take_notes_back(pair, work)
                call_off(Meeting.objects.filter(pair=pair), work)
                stop_covers(pair, work)
                tell_other(pair, "pair_paused", work, step=_step(pair, work))
            return
        changed = {"service_paused": by_service, "changed_at": at}
        organisation_id = place.organisation_id
        move(pair, "pause", work=work, organisation_id=organisation_id, also=changed)
        if actor.person_id == pair.volunteer.person_id:  # whoever covers goes on
            call_off(Meeting.objects.filter(pair=pair, cover=None), work)
        else:
            call_off(Meeting.objects.filter(pair=pair), work)
            stop_covers(pair, work)
        tell_other(pair, "pair_paused", work, step=_step(pair, work))


def resume_pair(pair_id: UUID, *, actor: Actor, at: datetime) -> None:
    """They go on, and whoever did not do it is told. Who have finished can write to each other
    again, and nobody is told. Again does nothing.

    Raises NotFound out of sight, Conflict unless they paused, and for the two themselves while the
    service paused it."""
    seen = get_visible(pausable_pairs(actor), pair_id)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen)
        ending, goodbye = pair.state == PairState.ENDING, has_goodbye(pair, at)
        if pair.state in MEETING or ((ending or goodbye) and not pair.service_paused):
            return
        theirs = actor.person_id in (place.person_id, pair.volunteer.person_id)
        if theirs and pair.service_paused:
            raise Conflict("the service paused it")
        if goodbye:
            let_write(pair, work)
            return
        if ending:
            _let_finish(pair, work)
            return
        met = Meeting.objects.filter(pair=pair, cover=None, state=MeetingState.MET).exists()
        move(
            pair,
            "resume" if met else "resume_unmet",
            work=work,
            organisation_id=place.organisation_id,
            also={"service_paused": False, "changed_at": at},
        )
        tell_other(pair, "pair_resumed", work, step=_step(pair, work))


def change_mentor(pair_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The person would like another mentor, and nobody asks why: they wait again, this mentor is
    not shown to them any more, and hears in neutral words that it is over.

    Raises NotFound for anybody but the person, Conflict unless both had said yes."""
    mine = Pair.objects.filter(place__in=own_places(actor))
    seen = get_visible(mine, pair_id)
    with unit(actor=actor, at=at) as work:
        volunteer, place, pair = hold(seen)
        if pair.state not in HOLDING:
            raise Conflict("there is no pair to leave")
        release(pair, "rematched", work)
        blocks = sorted({*place.blocks, str(pair.volunteer_id)})
        move(
            place,
            "wait_again",
            work=work,
            organisation_id=place.organisation_id,
            also={"blocks": blocks, "changed_at": at},
        )
        tell(volunteer, "pair_over_mentor", work=work, step=str(pair.pk))


def _let_finish(pair: Pair, work: Work) -> None:
    """The service lifts its pause of two who finish: they may meet once more."""
    Pair.objects.filter(pk=pair.pk).update(service_paused=False, changed_at=work.at)
    work.audit(
        "pair.let_finish",
        pair,
        organisation_id=pair.place.organisation_id,
        fields=("service_paused",),
    )
    tell_other(pair, "pair_resumed", work, step=_step(pair, work))


def _take_in_hand(pair: Pair, work: Work) -> None:
    """They paused before, or finish; from now on only the service lifts it."""
    Pair.objects.filter(pk=pair.pk).update(service_paused=True, changed_at=work.at)
    work.audit(
        "pair.taken_in_hand",
        pair,
        organisation_id=pair.place.organisation_id,
        fields=("service_paused",),
    )


def _step(pair: Pair, work: Work) -> str:
    """A pair may pause more than once."""
    return f"{pair.pk}/{work.at.isoformat()}"
