"""The person changes, withdraws, or hands out links; a coordinator makes new ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.directory import public as directory
from alongside.domain.signposting import rules
from alongside.domain.signposting.actions.asking import fault_of_wishes
from alongside.domain.signposting.actions.contacting import (
    fault_of_contact,
    note_needs,
    refuse,
    save_contact,
)
from alongside.domain.signposting.actions.ending import withdraw
from alongside.domain.signposting.actions.moving import hold, step
from alongside.domain.signposting.actions.telling import (
    ANSWER,
    OFFER,
    REQUEST,
    answer_link,
    moment,
    request_link,
    tell_group,
    tell_person,
)
from alongside.domain.signposting.actions.unmet import tell_of_others
from alongside.domain.signposting.models import Request
from alongside.domain.signposting.queries.visible import workable
from alongside.domain.signposting.records import ContactAnswers
from alongside.domain.signposting.states import OPEN, RequestState
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.links import make_link, open_link, revoke_links
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

MY_DATA, PREFERENCES = "my_data", "preferences"


def change_request(
    token: str,
    *,
    help_to_come: tuple[str, ...] | None = None,
    note: str | None = None,
    interpreter_language: str | None = None,
    contact: ContactAnswers | None = None,
    at: datetime,
) -> str:
    """Changes what is given; None leaves it. Returns the token that opens the request from now on:
    another one where messages go somewhere else, because the old one went to the old number.

    Raises NotFound for a link that is false, revoked or too old, Invalid by field, Conflict for a
    request that is closed."""
    request_id = open_link(token, REQUEST, at=at)
    note = None if note is None else rules.tidy(note)
    refuse(
        {
            **fault_of_wishes(help_to_come or (), note or ""),
            **(fault_of_contact(contact) if contact else {}),
        }
    )
    with unit(actor=VISITOR, at=at) as work:
        request = hold(request_id)
        if request.state not in OPEN:
            raise Conflict("this request is closed")
        _change_wishes(request, help_to_come, note, work)
        if help_to_come is not None:
            note_needs(request.person_id, help_to_come, interpreter_language, actor=VISITOR, at=at)
        if contact is None:
            return token
        if not save_contact(request.person_id, contact, actor=VISITOR, at=at):
            return token
        revoke_links(request, purpose=REQUEST, work=work)
        return request_link(request, work=work)


def _change_wishes(
    request: Request, help_to_come: tuple[str, ...] | None, note: str | None, work: Work
) -> None:
    changes: dict[str, Any] = {}
    if help_to_come is not None and list(dict.fromkeys(help_to_come)) != request.help_to_come:
        changes["help_to_come"] = list(dict.fromkeys(help_to_come))
    if note is not None and note != request.note:
        changes["note"] = note
    if changes:
        Request.objects.filter(pk=request.pk).update(**changes, changed_at=work.at)
        work.audit("request.changed", request, organisation_id=request.steward_id, fields=changes)


def cancel_request(token: str, *, at: datetime) -> None:
    """The person does not want to come any more. The group is told where it was asked.

    A closed request stays as it is. Raises NotFound for a link that is false, revoked or too
    old."""
    request_id = open_link(token, REQUEST, at=at)
    with unit(actor=VISITOR, at=at) as work:
        withdraw(hold(request_id), work=work)


def cancel_for(request_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator withdraws a request, as the person asked on the telephone.

    A closed request stays as it is. Raises NotFound when out of sight."""
    get_visible(workable(actor), request_id)
    with unit(actor=actor, at=at) as work:
        withdraw(hold(request_id), work=work)


def tell_me(token: str, *, at: datetime) -> None:
    """The person wants to hear when another group that fits is checked. Again: nothing more.

    Raises NotFound for a link that is false, revoked or too old."""
    request_id = open_link(token, REQUEST, at=at)
    with unit(actor=VISITOR, at=at) as work:
        tell_of_others(hold(request_id), work=work)


def link_for(token: str, purpose: str, *, at: datetime) -> str:
    """A token for an hour that opens the person's own data (my_data), their preferences, or the
    offer that waits for their answer, made from the link to their request.

    Raises NotFound for another purpose, where no offer waits, and for a link that is false, revoked
    or too old."""
    request_id = open_link(token, REQUEST, at=at)
    if purpose not in (MY_DATA, PREFERENCES, OFFER):
        raise NotFound("signposting.link")
    with unit(actor=VISITOR, at=at) as work:
        request = Request.objects.select_related("person").get(pk=request_id)
        work.audit("request.link_made", request, organisation_id=request.steward_id)
        until = at + timedelta(minutes=rules.SHORT_LINK_MINUTES)
        thing = request.person if purpose != OFFER else request.offers.filter(answer="").first()
        if thing is None:
            raise NotFound("signposting.offer")
        return make_link(purpose, thing, valid_until=until, work=work)


def new_link(request_id: UUID, *, purpose: str = REQUEST, actor: Actor, at: datetime) -> None:
    """Sends the person (request) or the group (answer) a new link; those before open nothing.

    Raises NotFound when out of sight or for another purpose, Conflict for a group that has ended or
    cannot be written to."""
    get_visible(workable(actor), request_id)
    if purpose not in (REQUEST, ANSWER):
        raise NotFound("signposting.link")
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        revoke_links(request, purpose=purpose, work=work)
        work.audit("request.link_made", request, organisation_id=request.steward_id)
        if purpose == REQUEST:
            link = request_link(request, work=work)
            tell_person(request, "join_new_link", work=work, step=moment(at), link=link)
            return
        listing = directory.public_listings([request.listing_id]).get(request.listing_id)
        reached = listing is not None and tell_group(
            request,
            listing,
            "join_to_group",
            work=work,
            step=moment(at),
            by_day=(request.due_on or london_date(at)).isoformat(),
            link=answer_link(request, work=work),
        )
        if not reached:
            raise Conflict(_("this group cannot be written to"))


def take_on(request_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator takes a request on whose turn it is a coordinator's.

    Raises NotFound when out of sight, Conflict where it is somebody else's turn."""
    get_visible(workable(actor), request_id)
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        if request.owner_kind != "coordinator" or actor.person_id is None:
            raise Conflict("it is not a coordinator's turn")
        if request.owner_id == actor.person_id:
            return
        Request.objects.filter(pk=request.pk).update(owner_id=actor.person_id)
        work.audit(
            "request.taken_on",
            request,
            organisation_id=request.steward_id,
            fields=("owner_id",),
        )


def look_again(request_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator has looked: it is due again after the same time as before.

    Raises NotFound when out of sight, NotAllowed in another state than waiting, to_ring or
    call_back."""
    get_visible(workable(actor), request_id)
    with unit(actor=actor, at=at) as work:
        request = hold(request_id)
        following = rules.due_on(request.state, london_date(at), request.first_day)
        if request.state != RequestState.WAITING or request.due_on != following:
            step(request, "look_again", work=work)
