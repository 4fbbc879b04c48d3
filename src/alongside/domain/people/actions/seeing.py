"""Noting who looked at somebody's record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.people.models import Person
from alongside.domain.people.queries.seeing import EXPORTED, SEEN
from alongside.domain.people.queries.service import home_id
from alongside.foundation.actor import Actor
from alongside.foundation.unit import unit


def note_seen(
    *,
    person_id: UUID,
    what: str,
    organisation_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Notes that the actor looked at `what` of the person (one word, such as request): the person
    reads it under *who looked*. Looking at one's own is not noted. Call it from each page that
    shows somebody's details to another, within the unit that reads them."""
    if actor.person_id == person_id:
        return
    with unit(actor=actor, at=at) as work:
        work.audit(SEEN, Person(pk=person_id), organisation_id=organisation_id, fields=(what,))


def note_exported(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Notes that a copy of all that is held about the person was made, also by themselves."""
    with unit(actor=actor, at=at) as work:
        work.audit(EXPORTED, Person(pk=person_id), organisation_id=home_id(), fields=("copy",))
