"""The support of a person is over: they wait for no mentor, and no pair is left standing unseen."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from alongside.domain.mentoring.actions.ending import enter_ending
from alongside.domain.mentoring.actions.links import tell, tell_person
from alongside.domain.mentoring.actions.meeting_tasks import (
    make_cover_task,
    make_pair_task,
    settle_kinds,
)
from alongside.domain.mentoring.actions.releasing import close_place, release
from alongside.domain.mentoring.models import MeetingTask, Pair, Place, Review, Volunteer
from alongside.domain.mentoring.pair_records import SupportOver
from alongside.domain.mentoring.rules.meetings import OF_THE_PERSON
from alongside.domain.mentoring.rules.pairs import COMPLETED, THANK_WITHIN, WAY_BACK
from alongside.domain.mentoring.states import HOLDING, OPEN_PLACES, PairState, PlaceState
from alongside.domain.messaging import public as messaging
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.links import revoke_links
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

_REASONS = {
    SupportOver.OUT_OF_REACH: "lost_contact",
    SupportOver.MOVED: "support_over",
    SupportOver.WITHDREW: "person_stopped",
    SupportOver.DIED: "support_over",
}


def close_of_episode(episode_id: UUID, *, how: SupportOver, actor: Actor, at: datetime) -> bool:
    """The support is over: who waited for a mentor waits no more, and two who meet begin to finish,
    or stop at once where the person moved, withdrew, could not be reached or died. The next step to
    close the support is done with it.

    Of somebody who died nothing is sent to anybody, and what still waited to be told to a mentor
    about them goes no more: a coordinator tells the mentor, today. Returns whether anything was
    done; again: nothing more. For journeys: raises Refused for anybody but the service's own
    work."""
    if not actor.is_system:
        raise Refused("the service's own work closes")
    seen = Place.objects.filter(episode_id=episode_id).first()
    if seen is None:
        return False
    with unit(actor=actor, at=at) as work:
        # The mentors first, as everywhere: one of them may be saying yes at this moment.
        mentors = Q(pk__in=seen.pairs.values("volunteer")) | Q(covers__pair__place=seen)
        asked = Volunteer.objects.filter(mentors).values("pk")
        list(Volunteer.objects.select_for_update().filter(pk__in=asked).order_by("pk"))
        place = Place.objects.select_for_update().get(pk=seen.pk)
        done = settle_close(place, work)
        if how == SupportOver.DIED:
            _keep_from_mentors(place, work)
        if place.state in OPEN_PLACES:
            close_place(place, work)
            return True
        held = place.pairs.select_for_update().filter(state__in=sorted(HOLDING))
        pair = held.first() if place.state == PlaceState.MATCHED else None
        if pair is None:
            if how == SupportOver.DIED:
                _fall_silent(place, work)
                settle_kinds(place, OF_THE_PERSON, work)
                _tell_of_death(place, work)
            return done
        if how != SupportOver.WELL:
            _at_once(pair, place, how, work)
        elif pair.state == PairState.ENDING:
            return done
        else:
            enter_ending(pair, work)
        return True


def _at_once(pair: Pair, place: Place, how: SupportOver, work: Work) -> None:
    release(pair, _REASONS[how], work, silent=how == SupportOver.DIED)
    changed = {"changed_at": work.at}
    move(place, "close", work=work, organisation_id=place.organisation_id, also=changed)
    if how in (SupportOver.DIED, SupportOver.WITHDREW):
        settle_kinds(place, OF_THE_PERSON, work)
    if how == SupportOver.DIED:
        _fall_silent(place, work)
        make_pair_task(pair, "died", work)
        _tell_who_covered(pair, work)
        return
    step = str(pair.pk)
    tell(pair.volunteer, "pair_over_mentor", work=work, step=step)
    if how != SupportOver.WITHDREW:  # who withdrew knows, and asked to be left alone
        tell_person(place, "pair_over_person", work=work, step=step, days=WAY_BACK.days)


def _fall_silent(place: Place, work: Work) -> None:
    """What was to be told of the place goes out no more, and its links open nothing."""
    messaging.cancel(place, actor=work.actor, at=work.at)
    revoke_links(place, work=work)


def _keep_from_mentors(place: Place, work: Work) -> None:
    """No mentor whom they asked, met or finished with reads of them in a message any more: neither
    how it is going with them, nor that they would like to meet, or wrote."""
    for pair in place.pairs.select_related("volunteer").order_by("pk"):
        reviews = Review.objects.filter(pair=pair).values_list("pk", flat=True)
        for of in (pair.pk, *reviews):
            messaging.cancel(pair.volunteer, key_holds=str(of), actor=work.actor, at=work.at)


def _tell_of_death(place: Place, work: Work) -> None:
    """With whom they finished a short while ago, a coordinator speaks."""
    lately = place.pairs.filter(state=PairState.ENDED, ended_at__gt=work.at - THANK_WITHIN)
    for pair in lately.order_by("pk"):
        make_pair_task(pair, "died", work)
        _tell_who_covered(pair, work)


def _tell_who_covered(pair: Pair, work: Work) -> None:
    """With whoever met them for a while until a short while ago, a coordinator speaks, too."""
    lately = pair.covers.filter(over_at__gt=work.at - THANK_WITHIN).order_by("-over_at", "pk")
    told: set[UUID | None] = {pair.volunteer_id}
    for cover in lately.select_related("pair__place"):
        if cover.volunteer_id is not None and cover.volunteer_id not in told:
            make_cover_task(cover, "died", work)
            told.add(cover.volunteer_id)


def settle_close(place: Place, work: Work) -> bool:
    """Within the open unit, to close the support is nobody's next step any more; whether it was."""
    return settle_kinds(place, ("close",), work)


def ask_to_close(pair_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Two finished and the support is open: to close it is a coordinator's next step. Returns
    whether it is new. For journeys: raises Refused for anybody but the service's own work, NotFound
    for a pair that is not finished."""
    if not actor.is_system:
        raise Refused("the service's own work asks")
    pair = Pair.objects.filter(pk=pair_id, state=PairState.ENDED, end_reason=COMPLETED).first()
    if pair is None:
        raise NotFound("mentoring.pair")
    with unit(actor=actor, at=at) as work:
        there = MeetingTask.objects.filter(pair=pair, kind="close").exists()
        if there or pair.place.state != PlaceState.CLOSED:  # they may be on their way back already
            return False
        make_pair_task(pair, "close", work)
        return True
