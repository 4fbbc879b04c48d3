"""Noting who looked at somebody's record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.people.models import Person
from alongside.domain.people.queries.seeing import EXPORTED, SEEN
from alongside.domain.people.queries.service import home_id
from alongside.foundation.actor import Actor
from alongside.foundation.models import AuditRow
from alongside.foundation.unit import unit

# So long one look lasts: whoever loads a page again, or turns back to it, is noted once.
ONE_LOOK = timedelta(minutes=15)


def note_seen(
    *,
    person_ids: Iterable[UUID],
    what: str,
    organisation_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> int:
    """Notes that the actor looked at `what` of each of these people (one word, such as request):
    they read it under *who looked*. Returns how many looks were noted.

    Looking at one's own is not noted, and the same person's look at the same within a quarter of an
    hour is one. One query where nothing is to be noted, and the same number for many people as for
    one. `journeys.looking` calls it for the pages of staff; nothing is shown unless it is noted."""
    wanted = set(person_ids) - {actor.person_id}
    if wanted and actor.person_id is not None:
        wanted -= _seen_just_now(wanted, what, actor.person_id, at)
    if not wanted:
        return 0
    with unit(actor=actor, at=at) as work:
        for person_id in sorted(wanted):
            work.audit(SEEN, Person(pk=person_id), organisation_id=organisation_id, fields=(what,))
    return len(wanted)


def _seen_just_now(person_ids: set[UUID], what: str, by: UUID, at: datetime) -> set[UUID]:
    noted = AuditRow.objects.filter(
        thing_type=Person._meta.label_lower,
        thing_id__in=[str(each) for each in person_ids],
        action=SEEN,
        actor_id=by,
        at__gt=at - ONE_LOOK,
        at__lte=at,
    )
    return {UUID(key) for key, parts in noted.values_list("thing_id", "fields") if what in parts}


def note_exported(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Notes that a copy of all that is held about the person was made, also by themselves."""
    with unit(actor=actor, at=at) as work:
        work.audit(EXPORTED, Person(pk=person_id), organisation_id=home_id(), fields=("copy",))
