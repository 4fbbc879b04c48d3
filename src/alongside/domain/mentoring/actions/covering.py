"""Another mentor for a while: a coordinator asks, the person says yes, then the mentor who covers.

Only then does either learn how to reach the other, and only on the days of the cover. The pair
stays as it is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.domain.mentoring.actions.links import tell, tell_person
from alongside.domain.mentoring.actions.meeting_tasks import make_cover_task, settle_left
from alongside.domain.mentoring.actions.meetings import tell_off
from alongside.domain.mentoring.actions.releasing import hold, withdraw_rivals
from alongside.domain.mentoring.actions.uncovering import (
    call_off,
    keep_apart,
    refuse,
    step_of,
    tell_covered,
    tell_coverer,
    uncover,
)
from alongside.domain.mentoring.models import Cover, Meeting, Pair, Place, Volunteer
from alongside.domain.mentoring.queries.candidates import cover_choices
from alongside.domain.mentoring.queries.covers import (
    coordinated_covers,
    own_covers,
    persons_covers,
)
from alongside.domain.mentoring.queries.pairs import coordinated_pairs
from alongside.domain.mentoring.queries.problem import broken_on
from alongside.domain.mentoring.rules.covers import (
    faults_of_days,
    faults_of_last,
    is_open,
    may_be_covered,
)
from alongside.domain.mentoring.states import OPEN_COVERS, CoverState, VolunteerState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

_AT_ONCE = 200
log = structlog.get_logger(__name__)


def ask_cover(pair_id: UUID, *, first_on: date, last_on: date, actor: Actor, at: datetime) -> UUID:
    """Lays up to three mentors before the person of a pair, who could meet them from the first day
    to the last, both counted. Returns the cover.

    Raises NotFound out of sight, Invalid by field (`first_on`, `last_on`; `first_on` too where
    nobody fits), Conflict where one is open and where the service keeps the two apart."""
    seen = get_visible(coordinated_pairs(actor), pair_id)
    faults = faults_of_days(first_on, last_on, today=london_date(at))
    if faults:
        raise Invalid(faults)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen)
        _refuse_ask(pair)
        settle_left(pair, work)
        found = cover_choices(pair, last_on, at=at)
        if not found:
            words = _("Nobody who is free on these days fits what they told us.")
            raise Invalid({"first_on": words})
        cover = Cover.objects.create(
            pair=pair,
            first_on=first_on,
            last_on=last_on,
            suggested=[
                {
                    "volunteer": one.pair.mentor,
                    "reasons": list(one.pair.reasons),
                    "difference": one.pair.difference,
                }
                for one in found
            ],
            asked_at=at,
            changed_at=at,
        )
        work.audit(
            "cover.asked",
            cover,
            organisation_id=place.organisation_id,
            fields=("pair", "first_on", "last_on", "suggested"),
        )
        tell_person(place, "cover_asked_person", work=work, step=str(cover.pk))
        return cover.pk


def _refuse_ask(pair: Pair) -> None:
    if not may_be_covered(pair):
        raise Conflict("there is nobody to meet in place of")
    if pair.covers.filter(state__in=sorted(OPEN_COVERS)).exists():
        raise Conflict("somebody is asked already")


def choose_cover(cover_id: UUID, volunteer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The person says yes to one of the cards, and that mentor is asked.

    Raises NotFound for anybody else, Invalid (`volunteer`) for a mentor on no card, Conflict when
    it was answered, when the days are over, and for a mentor who cannot be asked any more."""
    seen = get_visible(persons_covers(actor), cover_id)
    with unit(actor=actor, at=at) as work:
        both = Volunteer.objects.filter(pk__in=(volunteer_id, seen.pair.volunteer_id))
        locked = {row.pk: row for row in both.select_for_update().order_by("pk")}
        _volunteer, place, pair = hold(seen.pair)
        cover = _hold_cover(seen, pair)
        card = next((one for one in cover.suggested if one["volunteer"] == str(volunteer_id)), None)
        if cover.state != CoverState.ASKED_PERSON:
            raise Conflict("there is nothing to choose now")
        if card is None or volunteer_id not in locked:
            raise Invalid({"volunteer": _("Choose one of the people shown.")})
        volunteer = locked[volunteer_id]
        _refuse_unfit(cover, place, volunteer, at)
        move(
            cover,
            "choose",
            work=work,
            organisation_id=place.organisation_id,
            also={
                "volunteer_id": volunteer.pk,
                "reasons": card["reasons"],
                "difference": card["difference"],
                "suggested": [],
                "changed_at": at,
            },
        )
        tell(volunteer, "cover_asked_mentor", work=work, step=str(cover.pk))


def refuse_cover(cover_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The person would rather wait for their own mentor, or the mentor who was asked is not able
    to: without a reason. Again does nothing.

    Raises NotFound for anybody else, Conflict when it was answered otherwise."""
    seen = get_visible(persons_covers(actor) | own_covers(actor), cover_id)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen.pair)
        cover = _hold_cover(seen, pair)
        if cover.state == CoverState.DECLINED:
            return
        if actor.person_id != place.person_id:
            refuse(cover, work)
            return
        if cover.state != CoverState.ASKED_PERSON:
            raise Conflict("they had chosen")
        also = {"suggested": [], "changed_at": at}
        move(cover, "decline", work=work, organisation_id=place.organisation_id, also=also)


def accept_cover(cover_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The mentor who was asked says yes: both have. It holds one of their places, hours that the
    mentor who is away had planned within its days are called off, and that mentor hears, too.

    Raises NotFound for anybody else, Conflict when it was answered, when the days are over, when no
    place is left, and when a rule forbids it today or on the last day."""
    seen = get_visible(own_covers(actor), cover_id)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen.pair)
        cover = _hold_cover(seen, pair)
        volunteer = cover.volunteer
        if cover.state != CoverState.ASKED_MENTOR or volunteer is None:
            raise Conflict("it was answered already")
        if not may_be_covered(pair):
            raise Conflict("there is nobody to meet in place of")
        _refuse_unfit(cover, place, volunteer, at)
        taken = Volunteer.objects.filter(
            pk=volunteer.pk, state=VolunteerState.READY, held__lt=F("capacity")
        ).update(held=F("held") + 1)
        if not taken:
            raise Conflict("no place is left")
        also = {"agreed_at": at, "changed_at": at}
        move(cover, "accept", work=work, organisation_id=place.organisation_id, also=also)
        days = _days(cover)
        tell_person(place, "cover_agreed_person", work=work, step=str(cover.pk), values=days)
        tell(volunteer, "cover_agreed_mentor", work=work, step=str(cover.pk), **days)
        tell(pair.volunteer, "cover_told_mentor", work=work, step=str(cover.pk), **days)
        _clear_days(cover, work)
        if volunteer.held + 1 >= volunteer.capacity:
            withdraw_rivals(volunteer, pair, work)


def change_cover(cover_id: UUID, *, last_on: date, actor: Actor, at: datetime) -> None:
    """Who coordinates gives an agreed cover another last day, earlier or later; all three hear of
    it. To the same day does nothing.

    Raises NotFound out of sight, Invalid (`last_on`), Conflict unless both had said yes, and where
    the mentor who covers may not meet anybody on the new last day."""
    seen = get_visible(coordinated_covers(actor), cover_id)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen.pair)
        cover = _hold_cover(seen, pair)
        if cover.state != CoverState.AGREED or cover.volunteer is None:
            raise Conflict("not both said yes, or it is over")
        if cover.last_on == last_on:
            return
        faults = faults_of_last(cover.first_on, last_on, today=london_date(at))
        if faults:
            raise Invalid(faults)
        if last_on > cover.last_on and _broken_but_full(place, cover.volunteer, last_on):
            raise Invalid({"last_on": _("They may not meet anybody on that day any more.")})
        also = {"last_on": last_on, "changed_at": at}
        move(cover, "change_days", work=work, organisation_id=place.organisation_id, also=also)
        _clear_days(cover, work)
        days = _days(cover)
        tell_covered(cover, "cover_days_person", work, **days)
        tell_coverer(cover, "cover_days_mentor", work, **days)
        step = step_of(cover, work)
        tell(pair.volunteer, "cover_told_mentor", work=work, step=step, **days)


def end_cover(cover_id: UUID, *, actor: Actor, at: datetime) -> None:
    """It is over before its last day, or not needed any more: by the person, by the mentor who
    covers, or by who coordinates, without a reason; whoever did not do it hears that it is over.
    Whom the person leaves is not suggested to them again; where the mentor leaves, to look for
    somebody else is a coordinator's next step. Again does nothing.

    Raises NotFound out of sight, and for a mentor to whom not both had said yes."""
    mine = own_covers(actor).filter(agreed_at__isnull=False)
    seen = get_visible(persons_covers(actor) | mine | coordinated_covers(actor), cover_id)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen.pair)
        cover = _hold_cover(seen, pair)
        if not is_open(cover):
            return
        agreed = cover.state == CoverState.AGREED
        if uncover(cover, work):
            tell_coverer(cover, "cover_over_mentor", work)
        tell_covered(cover, "cover_over_person", work)
        if agreed and actor.person_id == place.person_id:
            keep_apart(cover, work)
        if agreed and cover.volunteer and actor.person_id == cover.volunteer.person_id:
            make_cover_task(cover, "left", work)


def run_covers_due(*, actor: Actor, at: datetime) -> int:
    """Ends what is past its last day; both hear that it is over, and go back to as before. What
    nobody answered in time is withdrawn. Returns how many.

    Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    due = Cover.objects.filter(state__in=sorted(OPEN_COVERS), last_on__lt=london_date(at))
    done = 0
    for key in list(due.order_by("last_on", "pk").values_list("pk", flat=True)[:_AT_ONCE]):
        try:
            done += _end_due(key, actor, at)
        except Exception as failure:
            # One cover must not keep the others.
            log.error("cover_not_ended", cover=str(key), failure=type(failure).__name__)
    return done


def _end_due(key: UUID, actor: Actor, at: datetime) -> bool:
    seen = Cover.objects.select_related("pair").get(pk=key)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen.pair)
        cover = _hold_cover(seen, pair)
        if not is_open(cover) or cover.last_on >= london_date(at):  # it was given another day
            return False
        agreed = cover.state == CoverState.AGREED
        uncover(cover, work)
        if agreed and not people.restricted([place.person_id]):
            tell_covered(cover, "cover_over_person", work)
            tell_coverer(cover, "cover_over_mentor", work)
        return True


def _hold_cover(seen: Cover, pair: Pair) -> Cover:
    """The cover, locked and read again after its pair."""
    rows = Cover.objects.select_for_update(of=("self",)).select_related("volunteer")
    cover = rows.get(pk=seen.pk)
    cover.pair = pair
    return cover


def _refuse_unfit(cover: Cover, place: Place, volunteer: Volunteer, at: datetime) -> None:
    """Raises Conflict where the days are over, and where the two break a hard rule today or on the
    last day, by the independent checker; or where details are kept and not used."""
    today = london_date(at)
    if cover.last_on < today:
        raise Conflict("the days are over")
    if people.restricted([place.person_id, volunteer.person_id]):
        raise Conflict("not possible while details are not used")
    if volunteer.person_id == place.person_id:
        raise Conflict("nobody covers for themselves")
    if any(broken_on(place, volunteer, on) for on in (today, cover.last_on)):
        raise Conflict("not possible on these days")


def _broken_but_full(place: Place, volunteer: Volunteer, on: date) -> list[str]:
    """The same for a day, of somebody who holds a place for it already."""
    volunteer.held = max(0, volunteer.held - 1)
    return broken_on(place, volunteer, on)


def _clear_days(cover: Cover, work: Work) -> None:
    """Hours that stand with the one who does not meet on that day are called off, and both hear of
    each: those of the mentor who is away within the days, those of the cover outside them."""
    within = {"on__gte": cover.first_on, "on__lte": cover.last_on}
    of_pair = Meeting.objects.filter(pair=cover.pair)
    off = call_off(of_pair.filter(cover=None, **within), work)
    off += call_off(of_pair.filter(cover=cover, on__gt=cover.last_on), work)
    for meeting in off:
        tell_off(meeting, work)


def _days(cover: Cover) -> dict[str, Any]:
    return {"from_day": cover.first_on.isoformat(), "last_day": cover.last_on.isoformat()}
