"""How a person may be reached: made and changed by them, or by somebody whom they told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from alongside.domain.messaging.models import Message, Number, SafeContact
from alongside.domain.messaging.queries.profiles import profile_record, visible_profiles
from alongside.domain.messaging.queries.reaching import numbers_of
from alongside.domain.messaging.records import ProfileRecord
from alongside.domain.messaging.rules import profiles as rules
from alongside.domain.messaging.rules.numbers import digest_of
from alongside.domain.messaging.states import MessageState
from alongside.domain.messaging.templates import library
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import add_months, london_date
from alongside.foundation.errors import Invalid, NotFound
from alongside.foundation.statements import insert
from alongside.foundation.unit import Work, unit

REVIEW_AFTER_MONTHS = 12


def set_profile(
    *, person_id: UUID, changes: Mapping[str, object], actor: Actor, at: datetime
) -> None:
    """Creates or changes a person's safe-contact profile; what waits for them is weighed afresh.

    A visitor is somebody asking for themselves, or behind a signed link: their page vouches.
    Recorded needs are looked at again after a year unless `review_on` says otherwise. Raises
    Invalid by field, NotFound for a profile that the actor may not see."""
    got, faults = _cleaned(changes)
    with unit(actor=actor, at=at) as work:
        row = SafeContact.objects.select_for_update().filter(person_id=person_id).first()
        if row is None:
            row = SafeContact(person_id=person_id, created_at=at, language="en")
        elif not may_change(row, actor):
            raise NotFound("messaging.safecontact")
        before = profile_record(row)
        after = rules.with_changes(before, {k: v for k, v in got.items() if k not in faults})
        faults = rules.faults_of(after) | faults
        if faults:
            raise Invalid(faults)
        changed = _write(row, before, after, got, work)
        if changed:
            work.audit("safecontact.set", row, organisation_id=row.organisation_id, fields=changed)
            look_again(person_id, at=at)


def may_change(row: SafeContact, actor: Actor) -> bool:
    """Whether the actor may change the profile; behind a link, the page vouches."""
    if not actor.is_person:
        return True
    return visible_profiles(actor).filter(pk=row.pk).exists()


@dataclass(frozen=True)
class NewProfile:
    """A profile for somebody who is about to be added: nothing of it is written yet."""

    row: SafeContact
    record: ProfileRecord
    fields: tuple[str, ...]
    numbers: Mapping[str, Number | None]


def new_profile(
    person_id: UUID, changes: Mapping[str, object], *, actor: Actor, at: datetime
) -> NewProfile:
    """The profile of somebody new, reckoned before the unit that adds them; `put_profile` writes
    it. Raises Invalid by field."""
    got, faults = _cleaned(changes)
    row = SafeContact(person_id=person_id, created_at=at, changed_at=at, language="en")
    before = profile_record(row)
    after = rules.with_changes(before, {k: v for k, v in got.items() if k not in faults})
    faults = rules.faults_of(after) | faults
    if faults:
        raise Invalid(faults)
    changed = _fill(row, before, after, got, actor=actor, at=at)
    numbers = _look_up(row.text_number)
    row.texts_stopped_at = _stopped_at(numbers)
    return NewProfile(row, profile_record(row), tuple(changed), numbers)


def put_profile(new: NewProfile, *, actor: Actor, at: datetime) -> None:
    """Writes a profile that was reckoned for somebody new: one statement."""
    with unit(actor=actor, at=at) as work:
        insert([new.row])
        work.audit(
            "safecontact.set",
            new.row,
            organisation_id=new.row.organisation_id,
            fields=new.fields,
        )


def _cleaned(changes: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, str]]:
    known = {
        "language": library().languages,
        "formats": frozenset(library().formats),
        "interpreter_language": library().languages,
    }
    unknown = {name: "is no field of a profile" for name in changes if name not in rules.FIELDS}
    if unknown:
        raise Invalid(unknown)
    return rules.cleaned(changes, known=known)


def _write(
    row: SafeContact,
    before: ProfileRecord,
    after: ProfileRecord,
    got: Mapping[str, Any],
    work: Work,
) -> list[str]:
    """Saves what is different and returns the names of the fields."""
    changed = _fill(row, before, after, got, actor=work.actor, at=work.at)
    if changed or row._state.adding:
        row.changed_at = work.at
        if "text_number" in changed:
            row.texts_stopped_at = _stopped_at(_look_up(after.text_number))
        row.save()
    return changed


def _fill(
    row: SafeContact,
    before: ProfileRecord,
    after: ProfileRecord,
    got: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> list[str]:
    """Puts what is different into the row and returns the names of the fields."""
    today = london_date(at)
    changed = [name for name in got if name == "organisation_id" or _differs(name, before, after)]
    for name in changed:
        setattr(row, name, _stored(name, got[name]))
    if set(got) & rules.NEEDS:
        row.identified_on = today
        needs = bool(after.formats)
        if "review_on" not in got:
            row.review_on = add_months(today, REVIEW_AFTER_MONTHS) if needs else None
        changed += ["identified_on", "review_on"]
    if row.organisation_id is None:
        row.organisation_id = _own_organisation(actor)
    return changed


def _differs(name: str, before: ProfileRecord, after: ProfileRecord) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _stored(name: str, value: Any) -> Any:
    if name == "safe_times":
        return [
            {
                "days": sorted(span.days),
                "since": span.since.isoformat("minutes"),
                "until": span.until.isoformat("minutes"),
            }
            for span in value
        ]
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return value


def _own_organisation(actor: Actor) -> UUID | None:
    """The one organisation at which the actor coordinates."""
    own = actor.organisations(people.Role.COORDINATOR)
    return next(iter(own)) if len(own) == 1 else None


def _look_up(number: str) -> dict[str, Number | None]:
    """What is known of a number, by its digest; nothing for no number."""
    digest = digest_of(number) if number else ""
    return {digest: numbers_of([digest]).get(digest)} if digest else {}


def _stopped_at(numbers: Mapping[str, Number | None]) -> datetime | None:
    return next((number.stopped_at for number in numbers.values() if number), None)


def look_again(person_id: UUID, *, at: datetime) -> None:
    """Has what waits for a person weighed at the next draining: it may go otherwise now."""
    Message.objects.filter(
        person_id=person_id, state=MessageState.QUEUED, attempts=0, due_at__gt=at
    ).exclude(not_before__gt=at).update(due_at=at)
