"""The group answers: by its link, or on the telephone to a coordinator."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.domain.directory import public as directory
from alongside.domain.signposting import rules
from alongside.domain.signposting.actions.contacting import refuse
from alongside.domain.signposting.actions.moving import hold, make_place, step
from alongside.domain.signposting.actions.telling import (
    ANSWER,
    moment,
    request_link,
    tell_person,
)
from alongside.domain.signposting.actions.unmet import note_unmet
from alongside.domain.signposting.models import Request
from alongside.domain.signposting.queries.visible import refuse_restricted, workable
from alongside.domain.signposting.states import RequestState
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid
from alongside.foundation.links import open_link
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

COMING, WAITING, NOT_THIS_ONE, NO_ANSWER = "coming", "waiting", "not_this_one", "no_answer"
NO_REPLY = gettext_noop("Nobody answered the telephone")
_EVENTS = {COMING: "say_coming", WAITING: "say_waiting", NOT_THIS_ONE: "say_no"}


def answer_request(
    token: str,
    *,
    answer: str,
    reason: str = "",
    first_day: date | None = None,
    meets_you: str = "",
    at: datetime,
) -> None:
    """Takes the answer of whoever holds the group's link: coming, waiting or not_this_one.

    Without a `first_day` it is the group's next date. The same answer twice is one; a later one
    counts as long as nothing has come of the first. Raises NotFound for a link that is false,
    revoked or too old, Invalid by field (answer, reason, first_day, meets_you), NotAllowed, a
    Conflict, when it is over, IsRestricted while the person's details are not used."""
    request_id = open_link(token, ANSWER, at=at)
    said = _checked(answer, reason, first_day, meets_you, at)
    with unit(actor=VISITOR, at=at) as work:
        request = hold(request_id)
        refuse_restricted(request)
        take_answer(request, said, work=work)


def rang_group(
    request_id: UUID,
    *,
    answer: str,
    reason: str = "",
    first_day: date | None = None,
    meets_you: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """Notes what the group said to a coordinator who rang; no_answer leaves one more working day.

    Raises NotFound when out of sight, otherwise as `answer_request`."""
    get_visible(workable(actor), request_id)
    said = None if answer == NO_ANSWER else _checked(answer, reason, first_day, meets_you, at)
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        if said is not None:
            take_answer(request, said, work=work)
        elif request.state == RequestState.TO_RING:
            _look_again(request, work)


def _look_again(request: Request, work: Work) -> None:
    tomorrow = rules.due_on(RequestState.TO_RING, london_date(work.at), None)
    if request.due_on != tomorrow:  # once a day
        step(request, "look_again", work=work, reason=NO_REPLY)


def _checked(
    answer: str, reason: str, first_day: date | None, meets_you: str, at: datetime
) -> dict[str, Any]:
    reason, meets_you = rules.tidy(reason), rules.tidy(meets_you).replace("\n", " ")
    refuse(
        {
            "answer": "" if answer in _EVENTS else _("Choose one of the answers."),
            "reason": rules.fault_of_text(reason, longest=rules.LONGEST_REASON),
            "meets_you": rules.fault_of_text(meets_you, longest=rules.LONGEST_MEETS),
            "first_day": rules.fault_of_day(first_day, london_date(at)) if first_day else "",
        }
    )
    return {"answer": answer, "reason": reason, "first_day": first_day, "meets_you": meets_you}


def take_answer(request: Request, said: dict[str, Any], *, work: Work) -> None:
    """Takes a checked answer about a request that is locked."""
    listing = directory.public_listings([request.listing_id]).get(request.listing_id)
    if said["answer"] == COMING:
        _coming(request, listing, said, work=work)
    elif said["answer"] == WAITING:
        _waiting(request, listing, work=work)
    elif request.state != RequestState.NOT_THIS_ONE:
        step(
            request,
            "say_no",
            work=work,
            group_reason=said["reason"],
            answered_at=work.at,
            **_no_visit(),
        )
        note_unmet(request, listing, "declined", work=work)
        tell_not_this_one(request, work=work)


def _coming(
    request: Request,
    listing: directory.ListingRecord | None,
    said: dict[str, Any],
    *,
    work: Work,
) -> None:
    day, at = first_visit(listing, said["first_day"], now=work.at)
    if day is None:
        raise Invalid({"first_day": _("Choose the day on which the person can come.")})
    same = (request.first_day, request.meets_you) == (day, said["meets_you"])
    if request.state == RequestState.COMING and (same or said["first_day"] is None):
        return
    if request.state == RequestState.COMING:
        _other_day(request, day, at, said["meets_you"], work)
    else:
        step(
            request,
            "say_coming",
            work=work,
            first_day=day,
            first_time=at,
            meets_you=said["meets_you"],
            answered_at=work.at,
            holds_place=make_place(request),
            waiting_since=None,
            waits_for="",
            reminded_of=None,
        )
    tell_visit(request, "join_coming", work=work)


def _other_day(request: Request, day: date, at: time | None, meets_you: str, work: Work) -> None:
    step(
        request,
        "say_coming",
        work=work,
        first_day=day,
        first_time=at,
        meets_you=meets_you,
        answered_at=work.at,
        reminded_of=None,
    )


def _waiting(request: Request, listing: directory.ListingRecord | None, *, work: Work) -> None:
    if request.state == RequestState.WAITING:
        return
    step(
        request,
        "say_waiting",
        work=work,
        waiting_since=work.at,
        waits_for="places" if request.holds_place else "group",
        answered_at=work.at,
        **_no_visit(),
    )
    note_unmet(request, listing, "full", work=work)
    tell_person(
        request,
        "join_waiting",
        work=work,
        step=moment(work.at),
        link=request_link(request, work=work),
        by_day=request.due_on.isoformat() if request.due_on else "",
    )


def _no_visit() -> dict[str, Any]:
    return {"first_day": None, "first_time": None, "meets_you": "", "reminded_of": None}


def first_visit(
    listing: directory.ListingRecord | None, day: date | None, *, now: datetime
) -> tuple[date | None, time | None]:
    """The day that was named and the group's hour on it; without a day, the group's next date."""
    coming = directory.next_meetings(listing, now, 60) if listing else ()
    for one in coming:
        if day is None or one.day == day:
            return one.day, one.starts_at.time() if one.starts_at else None
    return day, None


def tell_visit(request: Request, template: str, *, work: Work) -> None:
    """Tells the person of the first day, who meets them, and a link to the rest."""
    if request.first_day is None:
        return
    if request.first_day <= london_date(work.at) + timedelta(days=1):
        # Told today that it is tomorrow: nobody needs to hear it twice.
        Request.objects.filter(pk=request.pk).update(reminded_of=request.first_day)
    day = request.first_day.isoformat()
    hour = request.first_time
    tell_person(
        request,
        template,
        work=work,
        step=moment(work.at),
        link=request_link(request, work=work),
        first_day=f"{day}T{hour:%H:%M}" if hour else day,
        meets_you=request.meets_you or _("Somebody"),
        **({"group": request.listing.name} if template != "join_day_before" else {}),
    )


def tell_not_this_one(request: Request, *, work: Work) -> None:
    """Tells the person that it cannot be this group, and that another is looked for."""
    tell_person(
        request,
        "join_not_this_one",
        work=work,
        step=moment(work.at),
        link=request_link(request, work=work),
    )
