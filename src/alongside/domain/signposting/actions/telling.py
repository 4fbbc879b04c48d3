"""Messages of the asking machine: each in the same unit as the step that it tells of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.models import Request
from alongside.foundation.clock import london_date
from alongside.foundation.links import Drawn, draw_link, keep_links
from alongside.foundation.unit import Work

REQUEST, ANSWER, OFFER = "request", "answer", "offer"


def for_person(
    request: Request, template: str, *, step: str = "", **values: str
) -> messaging.ToSend:
    """A message to whoever asked, by what their safe-contact profile allows.

    `step` parts one sending of a template from the next in the same request: each is sent once."""
    return messaging.ToSend(
        template,
        messaging.to_person(request.person_id),
        request,
        _key(template, request, step),
        values,
        request.steward_id,
    )


def for_group(
    request: Request,
    listing: directory.ListingRecord,
    template: str,
    *,
    step: str = "",
    **values: str,
) -> messaging.ToSend:
    """A message to the group's published contact; `step` as in `for_person`."""
    content = listing.content
    published = messaging.to_published(
        listing.name, email=content.email, phone=content.phone, source=f"listing/{listing.id}"
    )
    return messaging.ToSend(
        template, published, request, _key(template, request, step), values, request.steward_id
    )


def tell_person(
    request: Request, template: str, *, work: Work, step: str = "", **values: str
) -> None:
    """Sends what `for_person` words."""
    send(for_person(request, template, step=step, **values), work)


def tell_group(
    request: Request,
    listing: directory.ListingRecord,
    template: str,
    *,
    work: Work,
    step: str = "",
    **values: str,
) -> bool:
    """Sends what `for_group` words. False when the group cannot be reached so."""
    return can_reach(send(for_group(request, listing, template, step=step, **values), work))


def can_reach(sent: messaging.SentRecord) -> bool:
    """Whether the message is on its way, and not a person's turn."""
    return sent.state != "cannot_send"


def send(wanted: messaging.ToSend, work: Work) -> messaging.SentRecord:
    """Sends one message within the open unit."""
    return messaging.send(
        wanted.template,
        to=wanted.to,
        values=wanted.values,
        cause=wanted.cause,
        key=wanted.key,
        organisation_id=wanted.organisation_id,
        actor=work.actor,
        at=work.at,
    )


def tell_coordinators(request: Request, *, work: Work) -> None:
    """Asks each coordinator to ring the groups on their list: once a day, for all of them."""
    day = london_date(work.at)
    for person_id in people.role_holders(people.Role.COORDINATOR, request.steward_id, at=work.at):
        messaging.send(
            "join_to_ring",
            to=messaging.to_staff(person_id),
            cause=request,
            key=f"join_to_ring/{person_id}/{day}",
            organisation_id=request.steward_id,
            actor=work.actor,
            at=work.at,
        )


def request_link(request: Request, *, work: Work) -> str:
    """A new token with which whoever asked sees and changes the request."""
    return _kept(draw(REQUEST, request, at=work.at))


def answer_link(request: Request, *, work: Work) -> str:
    """A new token with which the group answers."""
    return _kept(draw(ANSWER, request, at=work.at))


def draw(purpose: str, request: Request, *, at: datetime) -> Drawn:
    """A link to a request, not written yet."""
    days = {REQUEST: rules.REQUEST_LINK_DAYS, ANSWER: rules.ANSWER_LINK_DAYS}[purpose]
    return draw_link(purpose, request, valid_until=at + timedelta(days=days), at=at)


def _kept(drawn: Drawn) -> str:
    keep_links(drawn)
    return drawn.token


def moment(at: datetime) -> str:
    """When a step was, to tell its key from that of the same step another time, also where that was
    within the second."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}"


def _key(template: str, request: Request, step: str) -> str:
    return "/".join(part for part in (template, str(request.pk), step) if part)
