"""Applying to be a mentor: no account is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.actions.links import ask_referee, own_link, tell
from alongside.domain.mentoring.models import Reference, Volunteer
from alongside.domain.mentoring.queries.visible import own
from alongside.domain.mentoring.records import (
    TERMS,
    AppliedRecord,
    Profile,
    Reachable,
    Referee,
)
from alongside.domain.mentoring.rules import profiles
from alongside.domain.mentoring.states import OPEN
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import unit

CONSENT = "mentor-application"
FIELDS = tuple(Profile.__dataclass_fields__)


def apply(
    *,
    name: str,
    reach: Reachable,
    profile: Profile,
    referees: Sequence[Referee],
    key: str,
    actor: Actor,
    at: datetime,
) -> AppliedRecord:
    """Applies to the service to be a mentor, and asks two people for a reference.

    In one unit: the person, how to reach them, their consent, the volunteer, the two references and
    the messages. The same `key` again changes nothing and gives a further link. Somebody who signed
    in without a role applies as themselves.

    Raises NotFound where there is no service, Invalid by field (name, channel, number, email, those
    of `Profile`, referee_1_name and so on), Conflict for somebody who is a volunteer already."""
    known = _applied_before(key, actor=actor, at=at)
    if known is not None:
        return known
    here = people.service()
    if here is None:
        raise NotFound("people.deployment")
    profile = tidied(profile)
    _refuse(_faults(name, reach, profile, referees, at=at))
    person_id = actor.person_id if actor.is_person and not actor.grants else None
    try:
        with unit(actor=actor, at=at):
            row = _enter(person_id, name, reach, profile, key, here.organisation_id, actor, at)
            return _ask_all(row, name, referees, actor, at)
    except IntegrityError:
        known = _applied_before(key, actor=actor, at=at)
        if known is None:
            raise Conflict("a volunteer already") from None
        return known


def tidied(profile: Profile) -> Profile:
    """The profile with its texts tidied."""
    return replace(
        profile,
        story=profiles.tidy(profile.story),
        experience=profiles.tidy(profile.experience),
        rather_not=profiles.tidy(profile.rather_not),
    )


def _faults(
    name: str, reach: Reachable, profile: Profile, referees: Sequence[Referee], *, at: datetime
) -> dict[str, str]:
    faults = {
        "name": profiles.fault_of_text(name, longest=200, needed=_("Enter your name.")),
        **profiles.faults_of_reach(reach),
        **profiles.faults_of(profile, today=london_date(at)),
    }
    for number in (1, 2):
        prefix = f"referee_{number}_"
        if len(referees) < number:
            faults[f"{prefix}name"] = _("Name somebody who knows you.")
            continue
        one = referees[number - 1]
        faults[f"{prefix}name"] = profiles.fault_of_text(
            one.name, longest=200, needed=_("Name somebody who knows you.")
        )
        faults |= profiles.faults_of_reach(one.reach, prefix)
    if len(referees) == 2 and _same(referees[0].reach, referees[1].reach):
        faults["referee_2_name"] = _("Name two different people.")
    return faults


def _same(one: Reachable, other: Reachable) -> bool:
    def address(reach: Reachable) -> str:
        said = reach.email if reach.channel == "email" else reach.number
        return said.replace(" ", "").casefold()

    return address(one) == address(other) != ""


def _refuse(faults: dict[str, str]) -> None:
    found = {field: fault for field, fault in faults.items() if fault}
    if found:
        raise Invalid(found)


def _applied_before(key: str, *, actor: Actor, at: datetime) -> AppliedRecord | None:
    row = Volunteer.objects.filter(key=key).first()
    if row is None:
        return None
    with unit(actor=actor, at=at) as work:
        work.audit("volunteer.sent_again", row, organisation_id=row.organisation_id)
        return AppliedRecord(row.pk, own_link(row, work))


def _enter(
    person_id: UUID | None,
    name: str,
    reach: Reachable,
    profile: Profile,
    key: str,
    organisation_id: UUID,
    actor: Actor,
    at: datetime,
) -> Volunteer:
    """The person, how to reach them, what they agree to, and the volunteer."""
    if person_id is None:
        person_id = add_person(name, reach, "", organisation_id, actor, at)
    else:
        with _named(""):
            messaging.set_profile(
                person_id=person_id, changes=_changes(reach, organisation_id), actor=actor, at=at
            )
    people.give_consent(
        person_id=person_id,
        purpose=CONSENT,
        how="phone" if actor.grants else "page",
        organisation_id=organisation_id,
        actor=actor,
        at=at,
    )
    row = Volunteer(
        key=key,
        person_id=person_id,
        organisation_id=organisation_id,
        applied_at=at,
        changed_at=at,
        **columns_of(profile),
    )
    with unit(actor=actor, at=at) as work:
        row.save(force_insert=True)
        work.audit("volunteer.applied", row, organisation_id=organisation_id, fields=FIELDS)
    return row


def _ask_all(
    row: Volunteer, name: str, referees: Sequence[Referee], actor: Actor, at: datetime
) -> AppliedRecord:
    with unit(actor=actor, at=at) as work:
        for number, referee in enumerate(referees[:2], 1):
            person_id = add_person(
                referee.name, referee.reach, f"referee_{number}_", row.organisation_id, actor, at
            )
            reference = Reference.objects.create(
                volunteer=row, number=number, referee_id=person_id, asked_at=at
            )
            work.audit(
                "reference.asked",
                reference,
                organisation_id=row.organisation_id,
                fields=("referee",),
            )
            ask_referee(reference, row, name, work)
        tell(row, "mentor_applied", work=work)
        return AppliedRecord(row.pk, own_link(row, work))


def add_person(
    name: str, reach: Reachable, prefix: str, organisation_id: UUID, actor: Actor, at: datetime
) -> UUID:
    """A new person and how to reach them, within the open unit. Raises Invalid by the fields of
    `Reachable`, each after the prefix."""
    person_id = uuid4()
    with _named(prefix):
        contact = messaging.new_profile(
            person_id, _changes(reach, organisation_id), actor=actor, at=at
        )
    people.add_person(
        name=name, person_id=person_id, organisation_id=organisation_id, actor=actor, at=at
    )
    messaging.put_profile(contact, actor=actor, at=at)
    return person_id


def _changes(reach: Reachable, organisation_id: UUID) -> dict[str, Any]:
    changes: dict[str, Any] = {
        "channels": (reach.channel,),
        "may_leave_message": reach.may_leave_message,
        "organisation_id": organisation_id,
    }
    field = {"text": "text_number", "phone": "phone_number", "email": "email"}[reach.channel]
    changes[field] = (reach.email if reach.channel == "email" else reach.number).strip()
    return changes


@contextmanager
def _named(prefix: str) -> Iterator[None]:
    """What is wrong with how somebody is reached, by the names of the fields of `apply`."""
    own_names = {"text_number": "number", "phone_number": "number", "channels": "channel"}
    try:
        yield
    except Invalid as wrong:
        faults = {
            prefix + own_names.get(field, field): fault for field, fault in wrong.faults.items()
        }
        raise Invalid(faults) from wrong


def columns_of(profile: Profile) -> dict[str, Any]:
    """The profile as columns of a volunteer."""
    columns = {field: getattr(profile, field) for field in FIELDS}
    columns |= {field: list(getattr(profile, field)) for field in TERMS}
    place = catalogue.place(profile.place)
    return columns | {"lat": place.lat if place else None, "lon": place.lon if place else None}


def change_profile(volunteer_id: UUID, *, profile: Profile, actor: Actor, at: datetime) -> None:
    """The volunteer changes what they say about themselves, and how many people they can meet.

    Raises NotFound for anybody else, Invalid by field, Conflict once they have stopped."""
    profile = tidied(profile)
    _refuse(profiles.faults_of(profile, today=london_date(at)))
    row = get_visible(own(actor), volunteer_id)
    with unit(actor=actor, at=at) as work:
        row = Volunteer.objects.select_for_update().get(pk=row.pk)
        if row.state not in OPEN:
            raise Conflict("they have stopped")
        columns = columns_of(profile)
        changed = [name for name, value in columns.items() if getattr(row, name) != value]
        if not changed:
            return
        over = max(0, row.held - profile.capacity)
        Volunteer.objects.filter(pk=row.pk).update(**columns, over=over, changed_at=at)
        work.audit("volunteer.changed", row, organisation_id=row.organisation_id, fields=changed)
