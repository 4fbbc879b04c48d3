"""What happened: said by the person, the group and a coordinator. Every word is kept.

The person's own word and a coordinator's, who spoke with them, move the request. The group's word
waits beside it, and closes the request where the person says nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.signposting import rules
from alongside.domain.signposting.actions.answering import first_visit, tell_visit
from alongside.domain.signposting.actions.contacting import refuse
from alongside.domain.signposting.actions.moving import hold, make_place, step
from alongside.domain.signposting.actions.telling import (
    ANSWER,
    REQUEST,
    moment,
    request_link,
    tell_person,
)
from alongside.domain.signposting.models import Request, Said
from alongside.domain.signposting.queries.visible import refuse_restricted, workable
from alongside.domain.signposting.states import OPEN, RequestState
from alongside.domain.signposting.states import REQUEST as TABLE
from alongside.foundation.actor import VISITOR, Actor, system
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.links import open_link
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

WENT, NOT_FOR_ME, COULD_NOT_COME, CALL_ME = "went", "not_for_me", "could_not_come", "call_me"
BY_PERSON = (WENT, NOT_FOR_ME, COULD_NOT_COME, CALL_ME)
BY_GROUP = (WENT, COULD_NOT_COME)
BY_COORDINATOR = (WENT, NOT_FOR_ME, COULD_NOT_COME)
HOW_WAS_IT = "join_how_was_it"
_REPLIES = dict(zip("1234", BY_PERSON, strict=True))


def say(token: str, *, what: str, about: date, at: datetime) -> None:
    """Takes what whoever holds the person's link says of the day `about`: went, not_for_me,
    could_not_come or call_me. Before the day, could_not_come moves the visit to the next date.

    The same word about the same day counts once. Raises NotFound for a link that is false, revoked
    or too old, Invalid for another word."""
    request_id = open_link(token, REQUEST, at=at)
    refuse({"what": "" if what in BY_PERSON else _("Choose one of the answers.")})
    with unit(actor=VISITOR, at=at) as work:
        _by_person(hold(request_id), what, about, "page", work)


def said_by_reply(
    *, cause_type: str, cause_id: str, template: str, meaning: str, at: datetime
) -> bool:
    """Takes a reply by text to *How was it?*: 1 to 4. False where it is no such reply.

    Harmless when told late, twice or in another order."""
    what = _REPLIES.get(meaning)
    if what is None or cause_type != Request._meta.label_lower or template != HOW_WAS_IT:
        return False
    with unit(actor=system("replies"), at=at) as work:
        try:
            request = hold(cause_id)
        except NotFound:
            return False
        heard = request.words.filter(party="person", how="text", at=at)
        if not heard.exists():
            _by_person(request, what, request.asked_about or request.asked_on, "text", work)
    return True


def hear_replies_again(*, since: datetime) -> None:
    """Takes the replies that came since then and were not heard, because a process ended."""
    for told in messaging.answers_since(since, cause_type=Request._meta.label_lower):
        said_by_reply(
            cause_type=told.cause_type,
            cause_id=told.cause_id,
            template=told.template,
            meaning=told.meaning,
            at=told.at,
        )


def group_said(token: str, *, what: str, about: date, at: datetime) -> None:
    """Takes whether somebody came, from whoever holds the group's link: went or could_not_come.

    Raises NotFound for a link that is false, revoked or too old, Invalid for another word,
    IsRestricted while the person's details are not used."""
    request_id = open_link(token, ANSWER, at=at)
    refuse({"what": "" if what in BY_GROUP else _("Choose one of the answers.")})
    with unit(actor=VISITOR, at=at) as work:
        request = hold(request_id)
        refuse_restricted(request)
        _keep(request, "group", what, about, "page", work)


def coordinator_said(
    request_id: UUID, *, what: str, about: date | None = None, actor: Actor, at: datetime
) -> None:
    """Notes what a coordinator heard: went, not_for_me or could_not_come.

    Raises NotFound when out of sight, Invalid for another word, NotAllowed where it does not fit
    the request's state."""
    get_visible(workable(actor), request_id)
    refuse({"what": "" if what in BY_COORDINATOR else _("Choose one of the answers.")})
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        day = about or request.asked_about or request.first_day or request.asked_on
        if _keep(request, "coordinator", what, day, "phone", work):
            _day_is_over(request, work)
            # What is closed stays as it is: the word stands beside the others.
            if request.state in OPEN:
                step(request, what, work=work)


def try_again(
    request_id: UUID, *, first_day: date, meets_you: str = "", actor: Actor, at: datetime
) -> None:
    """A coordinator agreed another day with the person and the group.

    Raises NotFound when out of sight, Invalid by field, NotAllowed where no day is to be had."""
    get_visible(workable(actor), request_id)
    refuse({"first_day": rules.fault_of_day(first_day, london_date(at))})
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        if (request.state, request.first_day) == (RequestState.COMING, first_day):
            return
        listing = directory.public_listings([request.listing_id]).get(request.listing_id)
        day, hour = first_visit(listing, first_day, now=at)
        more = {"meets_you": meets_you} if meets_you else {}
        _on_another_day(request, day, hour, work, **more)


def close_without_word(request_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator rang and the person has nothing to say, or is not to be reached.

    Raises NotFound when out of sight, NotAllowed in another state than call_back or asked_how."""
    get_visible(workable(actor), request_id)
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        if request.state != RequestState.NO_WORD:
            step(request, "no_word", work=work)


def close_silent(request: Request, *, work: Work) -> None:
    """Closes a locked request whose person said nothing: by the last word of the others, if any."""
    others = request.words.filter(about=request.asked_about or request.asked_on)
    # A coordinator's word before the group's.
    word = others.exclude(party="person").order_by("party", "-at").first()
    step(request, word.what if word else "no_word", work=work)


def _by_person(request: Request, what: str, about: date, how: str, work: Work) -> None:
    if not _keep(request, "person", what, about, how, work):
        return
    if what == CALL_ME:
        heir = _heir(request)
        if (heir.state, "call_me") in TABLE.moves:
            step(heir, "call_me", work=work)
            tell_person(
                heir,
                "join_called_back",
                work=work,
                step=moment(work.at),
                by_day=heir.due_on.isoformat() if heir.due_on else "",
            )
        return
    _day_is_over(request, work)
    if what == COULD_NOT_COME:
        _missed(request, about, work)
    elif (request.state, what) in TABLE.moves:
        step(request, what, work=work)


def _keep(request: Request, party: str, what: str, about: date, how: str, work: Work) -> bool:
    """Keeps one party's word about one day. False when it said the same before."""
    _row, made = Said.objects.get_or_create(
        request=request,
        party=party,
        what=what,
        about=about,
        defaults={"how": how, "recorded_by_id": work.actor.person_id, "at": work.at},
    )
    if made:
        work.audit("request.said", request, organisation_id=request.steward_id, fields=("said",))
    return made


def _heir(request: Request) -> Request:
    """The request that stands for this one now: the next group's, or another to the same group."""
    following = Request.objects.filter(follows=request).values_list("pk", flat=True).first()
    if following is not None:
        return _heir(hold(following))
    again = (
        Request.objects.filter(person=request.person_id, listing=request.listing_id, state__in=OPEN)
        .exclude(pk=request.pk)
        .values_list("pk", flat=True)
        .first()
    )
    return hold(again) if again else request


def _day_is_over(request: Request, work: Work) -> None:
    """Somebody speaks of the visit before it was asked about: it is asked about from now on."""
    today = london_date(work.at)
    if request.state == RequestState.COMING and request.first_day and request.first_day <= today:
        step(request, "ask_how", work=work, asked_about=request.first_day)


def _missed(request: Request, about: date, work: Work) -> None:
    """Once: asked again after the next date. Twice: closed, kindly. A word about an earlier day
    than the visit that stands changes nothing."""
    if request.first_day != about or (request.state, COULD_NOT_COME) not in TABLE.moves:
        return
    missed = request.missed + 1
    if missed < rules.CHANCES and (request.state, "try_again") in TABLE.moves:
        listing = directory.public_listings([request.listing_id]).get(request.listing_id)
        day, hour = _date_after(listing, about, work.at)
        if day is not None:
            _on_another_day(request, day, hour, work, missed=missed)
            return
    step(request, COULD_NOT_COME, work=work, missed=missed)
    tell_person(request, "join_no_hurry", work=work, link=request_link(request, work=work))


def _date_after(
    listing: directory.ListingRecord | None, about: date, now: datetime
) -> tuple[date | None, Any]:
    for one in directory.next_meetings(listing, now, 10) if listing else ():
        if one.day > about:
            return one.day, one.starts_at.time() if one.starts_at else None
    return None, None


def _on_another_day(
    request: Request, day: date | None, hour: Any, work: Work, **columns: Any
) -> None:
    holds = request.holds_place or make_place(request)
    step(
        request,
        "try_again",
        work=work,
        first_day=day,
        first_time=hour,
        reminded_of=None,
        holds_place=holds,
        **columns,
    )
    tell_visit(request, "join_another_day", work=work)
