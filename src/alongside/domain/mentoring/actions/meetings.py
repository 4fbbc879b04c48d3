"""Planning a meeting, moving it, calling it off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring.actions.links import own_link
from alongside.domain.mentoring.meeting_records import MeetingPlan
from alongside.domain.mentoring.models import Cover, Meeting, MeetingPlace, Pair
from alongside.domain.mentoring.queries.covers import covered_pairs, covering_on, own_covers
from alongside.domain.mentoring.queries.meetings import seen_meetings, seen_pairs
from alongside.domain.mentoring.queries.pairs import PLACE_LINK
from alongside.domain.mentoring.rules.covers import mentor_of
from alongside.domain.mentoring.rules.meetings import IN_PERSON, faults_of_plan
from alongside.domain.mentoring.states import HOLDING, MeetingState, PairState
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import in_london, london_date
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.links import make_link
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

LINK_DAYS = 120


def plan_meeting(
    pair_id: UUID, *, plan: MeetingPlan, key: UUID, actor: Actor, at: datetime
) -> UUID:
    """Plans a meeting: by the mentor, the person, or who coordinates. The other one is told. On the
    days of a cover it is with whoever covers, who plans on those alone.

    The same `key` again is the same meeting. Raises NotFound out of sight, Invalid by field of
    `MeetingPlan` (`where` for the place and the mode), Conflict unless both said yes, and while the
    details of one of them are not used."""
    seen = get_visible(seen_pairs(actor) | covered_pairs(actor), pair_id)
    with unit(actor=actor, at=at) as work:
        pair = hold_pair(seen)
        there = Meeting.objects.filter(plan_key=key).first()
        if there is not None:
            return same_pair(there, pair).pk
        columns = _columns(pair, plan, at)
        cover = _covered_by(pair, columns["on"], actor)
        _refuse(pair, cover)
        meeting = Meeting.objects.create(
            pair=pair, cover=cover, plan_key=key, planned_at=at, changed_at=at, **columns
        )
        work.audit(
            "meeting.planned",
            meeting,
            organisation_id=pair.place.organisation_id,
            fields=("starts_at", "minutes", "mode", "place"),
        )
        _tell_both(meeting, "meeting_set", work)
        return meeting.pk


def move_meeting(meeting_id: UUID, *, plan: MeetingPlan, actor: Actor, at: datetime) -> None:
    """Gives a planned meeting another hour or place; the other one is told. To the same hour and
    place does nothing.

    Raises as `plan_meeting`, and Conflict for a meeting that is no longer planned."""
    seen = get_visible(seen_meetings(actor), meeting_id)
    with unit(actor=actor, at=at) as work:
        pair, meeting = hold_pair(seen.pair), hold_meeting(seen)
        columns = _columns(pair, plan, at)
        cover = _covered_by(pair, columns["on"], actor)
        _refuse(pair, cover)
        if (cover.pk if cover else None) != meeting.cover_id:
            words = _("On this day they meet somebody else. Call this hour off, and plan another.")
            raise Invalid({"starts_at": words})
        if meeting.state == MeetingState.PLANNED and all(
            getattr(meeting, name) == value for name, value in columns.items()
        ):
            return
        move(
            meeting,
            "move",
            work=work,
            organisation_id=pair.place.organisation_id,
            also={**columns, "sequence": meeting.sequence + 1, "planned_at": at, "changed_at": at},
        )
        _tell_both(meeting, "meeting_set", work)


def cancel_meeting(meeting_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Calls a planned meeting off, without a reason; the other one is told. Again does nothing.

    Raises NotFound out of sight, Conflict for a meeting that was."""
    seen = get_visible(seen_meetings(actor), meeting_id)
    with unit(actor=actor, at=at) as work:
        pair, meeting = hold_pair(seen.pair), hold_meeting(seen)
        if meeting.state == MeetingState.CANCELLED:
            return
        move(
            meeting,
            "cancel",
            work=work,
            organisation_id=pair.place.organisation_id,
            also={"sequence": meeting.sequence + 1, "changed_at": at},
        )
        _tell_both(meeting, "meeting_off", work)


def hold_pair(seen: Pair) -> Pair:
    """The pair, locked and read again within the open unit: before any of its meetings."""
    return (
        Pair.objects.select_for_update(of=("self",))
        .select_related("place", "volunteer")
        .get(pk=seen.pk)
    )


def hold_meeting(seen: Meeting) -> Meeting:
    """The meeting, locked and read again within the open unit, after its pair."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("cover__volunteer")
    return rows.get(pk=seen.pk)


def same_pair(there: Meeting, pair: Pair) -> Meeting:
    """The meeting that a form's key made. Raises Conflict where it is another pair's."""
    if there.pair_id != pair.pk:
        raise Conflict("the key was used for another pair")
    return there


def kept_place(pair: Pair, place_id: UUID | None, mode: str) -> MeetingPlace | None:
    """The kept place of the pair's organisation. Raises Invalid (`where`) for another's, for one
    that is closed, and for one where they do not meet in person."""
    if place_id is None:
        return None
    found = MeetingPlace.objects.filter(
        pk=place_id, organisation_id=pair.place.organisation_id
    ).first()
    if found is None or mode != IN_PERSON:
        raise Invalid({"where": _("Choose one of the answers shown.")})
    return found


def _columns(pair: Pair, plan: MeetingPlan, at: datetime) -> dict[str, Any]:
    faults = faults_of_plan(plan, at=at)
    if faults:
        raise Invalid(faults)
    place = kept_place(pair, plan.place_id, plan.mode)
    if place is not None and place.closed_at is not None:
        raise Invalid({"where": _("This place is no longer on the list. Choose another.")})
    return {
        "starts_at": plan.starts_at,
        "on": london_date(plan.starts_at),
        "minutes": plan.minutes,
        "mode": plan.mode,
        "place_id": place.pk if place else None,
    }


def _covered_by(pair: Pair, on: date, actor: Actor) -> Cover | None:
    """Who covers on that day; None where the mentor meets. Raises Invalid (`starts_at`) where that
    is not the mentor who plans."""
    cover = covering_on(pair, on)
    meets = cover.volunteer if cover and cover.volunteer else pair.volunteer
    if actor.person_id is None or actor.person_id in (meets.person_id, pair.place.person_id):
        return cover
    if actor.person_id == pair.volunteer.person_id:
        raise Invalid({"starts_at": _("On this day another mentor meets them.")})
    if own_covers(actor).filter(pair=pair).exists():
        raise Invalid({"starts_at": _("Choose a day on which you meet them for their mentor.")})
    return cover


def _refuse(pair: Pair, cover: Cover | None) -> None:
    # A pause by the service stands while they finish, too; one by the mentor not for a cover.
    meets = HOLDING if cover else HOLDING - {PairState.PAUSED}
    if pair.state not in meets or pair.service_paused:
        raise Conflict("there is no pair that meets")
    mentor = cover.volunteer if cover and cover.volunteer else pair.volunteer
    if people.restricted([pair.place.person_id, mentor.person_id]):
        raise Conflict("not possible while details are not used")


def _tell_both(meeting: Meeting, template: str, work: Work) -> None:
    """Tells whoever did not do it themselves; both where a coordinator did it. What was to be told
    of the meeting before, and has not gone out, is taken back."""
    messaging.cancel(meeting, actor=work.actor, at=work.at)
    if work.actor.person_id != mentor_of(meeting).person_id:
        tell_mentor(meeting, template, work)
    if work.actor.person_id != meeting.pair.place.person_id:
        tell_person(meeting, template, work)


def tell_off(meeting: Meeting, work: Work) -> None:
    """Tells both that a planned hour was called off."""
    tell_mentor(meeting, "meeting_off", work)
    tell_person(meeting, "meeting_off", work)


def tell_mentor(meeting: Meeting, template: str, work: Work) -> None:
    """Tells the mentor who meets of a planned meeting, once for each change of the plan."""
    volunteer = mentor_of(meeting)
    link = own_link(volunteer, work)
    _send(meeting, f"{template}_mentor", volunteer.person_id, link, work)


def tell_person(meeting: Meeting, template: str, work: Work) -> None:
    """Tells the person of a planned meeting, once for each change of the plan."""
    place = meeting.pair.place
    until = work.at + timedelta(days=LINK_DAYS)
    link = make_link(PLACE_LINK, place, valid_until=until, work=work)
    _send(meeting, f"{template}_person", place.person_id, link, work)


def _send(meeting: Meeting, template: str, person_id: UUID, link: str, work: Work) -> None:
    if meeting.starts_at is None:
        raise ValueError("a meeting that nobody planned has no hour")
    messaging.send(
        template,
        to=messaging.to_person(person_id),
        values={"link": link, "when": f"{in_london(meeting.starts_at):%Y-%m-%dT%H:%M}"},
        cause=meeting,
        key=f"{template}/{meeting.pk}/{meeting.sequence}",
        organisation_id=meeting.pair.place.organisation_id,
        actor=work.actor,
        at=work.at,
    )
