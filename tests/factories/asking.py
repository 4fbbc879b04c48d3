"""Requests for tests, made through the door: a group, somebody who asks, and their links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from alongside.domain.people.public import create_deployment
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.catalogue import fill
from factories.directory import AT, SYSTEM, content, coordinator, listed

TEXT = signposting.ContactAnswers(channel="text", number="07700 900123", share_with_group=True)


@dataclass(frozen=True)
class County:
    """A service with a coordinator and one group, which meets on Tuesdays at six."""

    steward: UUID
    coordinator: Actor
    group: UUID


def county(**said: Any) -> County:
    """A service, its coordinator and a checked group; `said` changes what the group says."""
    fill()
    here = create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)
    steward = here.organisation_id
    return County(steward, coordinator(steward), group(steward, **said))


def group(steward: UUID, **said: Any) -> UUID:
    """A group that is public."""
    return listed(steward, content(**said)).listing_id


def asked(listing_id: UUID, *, at: datetime = AT, **changes: Any) -> signposting.AskedRecord:
    """A request by somebody new."""
    answers: dict[str, Any] = {
        "name": "Ruth Adeyemi",
        "contact": TEXT,
        "help_to_come": ("step_free",),
        "note": "",
        "practice": "",
        "key": uuid4().hex,
        "actor": VISITOR,
    }
    return signposting.ask(listing_id=listing_id, **{**answers, **changes}, at=at)


def row(record: signposting.AskedRecord) -> Request:
    """The request's row as it is now."""
    return Request.objects.get(pk=record.request_id)


def group_link(request_id: UUID, *, at: datetime = AT) -> str:
    """A token with which the group answers."""
    return _link("answer", Request.objects.get(pk=request_id), at)


def offer_link(request_id: UUID, *, at: datetime = AT) -> str:
    """A token for the offer that is open."""
    return _link("offer", Request.objects.get(pk=request_id).offers.get(answer=""), at)


def _link(purpose: str, thing: Any, at: datetime) -> str:
    with unit(actor=SYSTEM, at=at) as work:
        return make_link(purpose, thing, valid_until=at.replace(year=at.year + 1), work=work)
