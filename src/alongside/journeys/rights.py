"""Seeing, taking along and deleting all that the service holds about somebody.

Each app that holds personal data is a line of `HOLDERS`. What a holder keeps from a link or from a
carer is kept from every way in: a worry, or how somebody is reached safely, could come into the
very hands that somebody is afraid of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import structlog

from alongside.domain.directory import public as directory
from alongside.domain.interop import public as interop
from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.domain.safety import public as safety
from alongside.domain.signposting import public as signposting
from alongside.domain.training import public as training
from alongside.foundation import audit
from alongside.foundation.actor import Actor, system
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.unit import unit
from alongside.journeys.copies import write_copy
from alongside.journeys.erased import note_after_commit, noted

log = structlog.get_logger(__name__)
Rows = list[dict[str, Any]]
OWN, LINK, STAFF, CARER = "own", "link", "staff", "carer"
LINK_PURPOSE = "my_data"


class HoldsBack(StrEnum):
    """When what an app holds of a person keeps them from being forgotten."""

    ALWAYS = "always"
    RECENT = "recent"  # while anything of it is younger than the period, or still to come
    NEVER = "never"


@dataclass(frozen=True)
class Holder:
    """An app that holds personal data. `kept_from` are the ways in that do not show it;
    `holds_back` says whether a person without an account is not forgotten because of it."""

    app: str
    personal_data: Callable[[UUID], dict[str, Rows]]
    erase_person_data: Callable[..., dict[str, int]]
    kept_from: frozenset[str] = frozenset()
    holds_back: HoldsBack = HoldsBack.ALWAYS


def _audited(person_id: UUID) -> dict[str, Rows]:
    return {
        "what_you_did": [
            {"at": when.isoformat(), "action": action, "thing": thing, "fields": list(fields)}
            for when, action, thing, fields in audit.deeds_of(person_id)
        ]
    }


def _keeps_all(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """The audit is kept whole: it holds ids and the names of columns, and `kept` says why."""
    return {}


# In the order of deleting: the person last, since the others ask for their name.
HOLDERS = (
    Holder("audit", _audited, _keeps_all, holds_back=HoldsBack.NEVER),
    Holder("interop", interop.personal_data, interop.erase_person_data),
    Holder(
        "safety",
        safety.personal_data,
        safety.erase_person_data,
        kept_from=frozenset({LINK, CARER, STAFF}),
        holds_back=HoldsBack.NEVER,
    ),
    Holder(
        "signposting",
        signposting.personal_data,
        signposting.erase_person_data,
        holds_back=HoldsBack.RECENT,
    ),
    Holder(
        "outcomes",
        outcomes.personal_data,
        outcomes.erase_person_data,
        holds_back=HoldsBack.RECENT,
    ),
    Holder(
        "training",
        training.personal_data,
        training.erase_person_data,
        holds_back=HoldsBack.RECENT,
    ),
    Holder(
        "referrals",
        referrals.personal_data,
        referrals.erase_person_data,
        holds_back=HoldsBack.RECENT,
    ),
    Holder(
        "mentoring",
        mentoring.personal_data,
        mentoring.erase_person_data,
        kept_from=frozenset({CARER}),
        holds_back=HoldsBack.RECENT,
    ),
    Holder(
        "messaging",
        messaging.personal_data,
        messaging.erase_person_data,
        kept_from=frozenset({CARER}),
        holds_back=HoldsBack.NEVER,
    ),
    Holder("directory", directory.personal_data, directory.erase_person_data),
    Holder("people", people.personal_data, people.erase_person_data, holds_back=HoldsBack.NEVER),
)


@dataclass(frozen=True)
class Held:
    """What is held about a person, app by app and table by table, as the reader may see it.

    `left_out` names the apps whose part is kept from this way in."""

    person_id: UUID
    name: str
    tables: dict[str, dict[str, Rows]]
    left_out: tuple[str, ...]


def held(person_id: UUID, *, actor: Actor, at: datetime) -> Held:
    """All that the actor may see of what is held about the person; another's look is noted.

    Raises NotFound unless the actor is the person, signed in or by their own link, or the service's
    coordinator, or a command."""
    way = _way_in(person_id, actor)
    with unit(actor=actor, at=at):
        people.note_seen(
            person_ids=[person_id],
            what="record",
            organisation_id=_home() if way == STAFF else None,
            actor=actor,
            at=at,
        )
        return _gather(person_id, way)


def export_person(person_id: UUID, *, actor: Actor, at: datetime) -> bytes:
    """A zip with the person's copy twice: data.json for programs, index.html for people.

    For whoever may see what is `held`, and for a carer with the permission to download; that it was
    made is noted. Raises NotFound for anybody else."""
    may = people.carer_may(actor, person_id, people.CarerMay.DOWNLOAD, at=at)
    way = CARER if may else _way_in(person_id, actor)
    with unit(actor=actor, at=at):
        people.note_exported(person_id=person_id, actor=actor, at=at)
        copy = _gather(person_id, way)
    service = people.service()
    return write_copy(
        service=service.name if service else "",
        name=copy.name,
        tables=copy.tables,
        left_out=copy.left_out,
        at=at,
    )


def erase_person(person_id: UUID, *, actor: Actor, at: datetime) -> dict[str, int]:
    """Deletes the person everywhere, in one unit, and returns what was changed, by app and kind.

    What stays is named in `kept`; deleted twice is once. Whoever deletes themselves is never
    refused because they read worries: what they had in hand goes to who reads worries still, and
    the administrators are told. Raises NotFound unless the actor is the person, signed in or by
    their own link, or a command (staff: people.ask_erasure and `confirm_erasure`); Conflict for an
    organisation's last administrator; to a command, people.IsRestricted for somebody who asked that
    their details are kept, and safety.StillNeeded for somebody without whom a worry, or the open
    service, would have no reader."""
    if not (actor.is_system or actor.person_id == person_id):
        raise NotFound("people.person")
    with unit(actor=actor, at=at):
        if actor.person_id != person_id:
            people.refuse_restricted(person_id)
            safety.refuse_leaving(person_id, at=at)
        return _erase(person_id, actor=actor, at=at)


def _erase(person_id: UUID, *, actor: Actor, at: datetime) -> dict[str, int]:
    with unit(actor=actor, at=at):
        if people.is_erased(person_id):
            return {}
        note_after_commit(person_id, at=at)
        done = {
            f"{holder.app}.{kind}": count
            for holder in HOLDERS
            for kind, count in holder.erase_person_data(
                person_id=person_id, actor=actor, at=at
            ).items()
        }
        given = safety.hand_on(actor=actor, at=at).given
        return done | {"safety.worries_handed_on": given}


def erase_again(*, at: datetime) -> int:
    """Deletes whom a restored backup brought back, and returns how many they were."""
    actor, again = system("restore"), 0
    for person_id in noted():
        try:
            again += bool(_erase(person_id, actor=actor, at=at))
        except NotFound:  # the backup is older than the person
            continue
        except Conflict:  # its last administrator: the operator gives the role to another first
            log.error("not_erased_again", person_id=str(person_id))
    return again


def confirm_erasure(request_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    """Deletes the person whose deletion another member of staff asked for; returns their id.

    Raises as people.confirm_erasure, Conflict for an organisation's last administrator,
    people.IsRestricted for somebody who asked that their details are kept, and safety.StillNeeded
    for somebody who reads worries until another one is named."""
    return people.confirm_erasure(
        request_id,
        erase=lambda person_id: erase_person(person_id, actor=system("erasure"), at=at),
        actor=actor,
        at=at,
    )


def _way_in(person_id: UUID, actor: Actor) -> str:
    if actor.person_id == person_id:
        return LINK if actor.kind == "link" else OWN
    if people.may_see_record(actor, person_id):
        return STAFF
    raise NotFound("people.person")


def _gather(person_id: UUID, way: str) -> Held:
    shown = [holder for holder in HOLDERS if way not in holder.kept_from]
    return Held(
        person_id=person_id,
        name=people.person_name(person_id),
        tables={holder.app: holder.personal_data(person_id) for holder in reversed(shown)},
        left_out=tuple(holder.app for holder in HOLDERS if way in holder.kept_from),
    )


def _home() -> UUID | None:
    service = people.service()
    return service.organisation_id if service else None
