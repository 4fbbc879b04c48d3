"""How somebody who asks wants to be reached, as people and messaging keep it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.records import ContactAnswers
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, NotFound

JOIN, SHARE, HEAR = "join-request", "share-with-group", "texts-and-emails"
CHANNELS = ("text", "email", "phone", "letter")
# The names that messaging has for what the pages call otherwise.
_FIELDS = {"text_number": "number", "phone_number": "number", "channels": "channel"}
# Where messages go: another one of these is another address.
_WHERE = ("channels", "text_number", "phone_number", "email", "post")


def fault_of_contact(contact: ContactAnswers) -> dict[str, str]:
    """What is missing, by field. Whether a number or an address can be one is messaging's to say
    when it is saved."""
    needed = {
        "text": ("number", contact.number.strip(), _("Enter a mobile number.")),
        "phone": ("number", contact.number.strip(), _("Enter a telephone number.")),
        "email": ("email", contact.email.strip(), _("Enter an e-mail address.")),
        "letter": ("post", "".join(contact.post).strip(), _("Enter an address.")),
    }
    if contact.channel not in needed:
        return {"channel": _("Choose how we may reach you.")}
    field, value, words = needed[contact.channel]
    return {} if value else {field: words}


@dataclass(frozen=True)
class Newcomer:
    """Whoever asks, checked before the first write: somebody new, or somebody who signed in."""

    person_id: UUID
    name: str
    contact: ContactAnswers
    organisation_id: UUID
    profile: messaging.NewProfile | None


def with_help(contact: ContactAnswers, help_to_come: Iterable[str]) -> ContactAnswers:
    """The answers with the needs that the chosen help to come is, so that nobody is asked for them
    again."""
    needs = sorted(rules.needs_of_help(help_to_come))
    if not needs:
        return contact
    return replace(contact, formats=tuple(dict.fromkeys((*(contact.formats or ()), *needs))))


def newcomer(
    name: str, contact: ContactAnswers, *, organisation_id: UUID, actor: Actor, at: datetime
) -> Newcomer:
    """Whoever asks, with nothing written yet.

    Somebody who signed in is themselves. A visitor is a new person; so is whoever a coordinator
    asks for on the telephone, since nobody's own support belongs to their account at work. Raises
    Invalid by the fields of `contact`, IsRestricted for somebody who asked that their details are
    not used."""
    own = themselves(actor)
    if own is not None:
        if people.restricted([own]):
            raise people.IsRestricted("their details are kept and not used")
        return Newcomer(own, name, contact, organisation_id, None)
    person_id = uuid4()
    changes = {**_changes(contact), "organisation_id": organisation_id}
    with _own_names():
        profile = messaging.new_profile(person_id, changes, actor=actor, at=at)
    return Newcomer(person_id, name, contact, organisation_id, profile)


def add(who: Newcomer, *, agreed: tuple[str, ...], actor: Actor, at: datetime) -> None:
    """Writes whoever asks, how to reach them and the purposes that they agreed to, in the caller's
    unit."""
    home = who.organisation_id
    if who.profile is None:
        save_contact(who.person_id, who.contact, actor=actor, at=at)
    else:
        people.add_person(
            name=who.name, person_id=who.person_id, organisation_id=home, actor=actor, at=at
        )
        messaging.put_profile(who.profile, actor=actor, at=at)
    people.give_consents(
        person_id=who.person_id,
        purposes=agreed,
        how="phone" if actor.grants else "page",
        new=who.profile is not None,
        organisation_id=home,
        actor=actor,
        at=at,
    )


def themselves(actor: Actor) -> UUID | None:
    """The person that somebody who signed in asks as; None for visitors and for staff at work."""
    return actor.person_id if actor.is_person and not actor.grants else None


def save_contact(person_id: UUID, contact: ContactAnswers, *, actor: Actor, at: datetime) -> bool:
    """Saves what is otherwise than it was of how to reach somebody who is known, and whether groups
    may have it. Returns whether messages go somewhere else from now on.

    Raises Invalid by the fields of `contact`."""
    before = _known(person_id)
    changes = _otherwise(contact, before, on=london_date(at))
    shares = people.has_consent(person_id, SHARE)
    if contact.share_with_group is not None and contact.share_with_group != shares:
        _share(person_id, contact.share_with_group, actor=actor, at=at)
    with _own_names():
        messaging.set_profile(person_id=person_id, changes=changes, actor=actor, at=at)
    after = messaging.own_profile(person_id)
    return any(getattr(before, name) != getattr(after, name) for name in _WHERE)


def _known(person_id: UUID) -> messaging.ProfileRecord:
    try:
        return messaging.own_profile(person_id)
    except NotFound:
        return messaging.ProfileRecord(person_id)


def _share(person_id: UUID, share: bool, *, actor: Actor, at: datetime) -> None:
    if share:
        people.give_consent(person_id=person_id, purpose=SHARE, how="page", actor=actor, at=at)
    else:
        people.withdraw_consent(person_id=person_id, purpose=SHARE, actor=actor, at=at)


def _otherwise(
    contact: ContactAnswers, before: messaging.ProfileRecord, *, on: date
) -> dict[str, Any]:
    """What changes for somebody who is known. The way that they like best already is no reason to
    forget the others; one that they forbade once and choose now is forbidden no longer."""
    changes = _changes(contact)
    if before.channels[:1] == changes["channels"]:
        del changes["channels"]
    elif contact.channel in before.forbidden:
        kept = tuple(each for each in before.forbidden if each != contact.channel)
        changes["forbidden"] = kept
    if contact.formats is not None:
        changes["formats"] = _together(before.formats, contact.formats, on=on)
    return changes


def _together(before: Iterable[str], chosen: Iterable[str], *, on: date) -> tuple[str, ...]:
    """What somebody needs from now on. What would help them come is chosen for one visit, so that
    leaving it out there takes nothing away; nor could they choose what is no more offered."""
    may_go = {term.slug for term in catalogue.terms("format", on)} - rules.needs_of_help()
    return tuple(dict.fromkeys((*(one for one in before if one not in may_go), *chosen)))


def note_needs(
    person_id: UUID,
    help_to_come: Iterable[str],
    interpreter_language: str | None,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Records what somebody who is known needs by what would help them come, where it is new."""
    before = messaging.own_profile(person_id)
    formats = tuple(dict.fromkeys((*before.formats, *sorted(rules.needs_of_help(help_to_come)))))
    changes: dict[str, Any] = {"formats": formats} if formats != before.formats else {}
    if interpreter_language and interpreter_language != before.interpreter_language:
        changes["interpreter_language"] = interpreter_language
    if changes:
        messaging.set_profile(person_id=person_id, changes=changes, actor=actor, at=at)


@contextmanager
def _own_names() -> Iterator[None]:
    """What is wrong with a profile, by the names of the fields of `ContactAnswers`."""
    try:
        yield
    except Invalid as wrong:
        faults = {_FIELDS.get(field, field): fault for field, fault in wrong.faults.items()}
        raise Invalid(faults) from wrong


def refuse(faults: Mapping[str, str]) -> None:
    """Raises Invalid for the fields that have a fault, if any has."""
    found = {field: fault for field, fault in faults.items() if fault}
    if found:
        raise Invalid(found)


def _changes(contact: ContactAnswers) -> dict[str, Any]:
    changes: dict[str, Any] = {
        "channels": (contact.channel,),
        "may_leave_message": contact.may_leave_message,
        "signed_as": contact.signed_as,
        "may_name": contact.may_name,
    }
    if contact.signed_as == "first_name":
        changes["signature_name"] = contact.signature_name
    if_asked = {
        "safe_times": contact.safe_times,
        "language": contact.language,
        "formats": contact.formats,
        "interpreter_language": contact.interpreter_language,
    }
    changes |= {name: value for name, value in if_asked.items() if value is not None}
    if contact.channel == "text":
        changes["text_number"] = contact.number.strip()
    elif contact.channel == "phone":
        changes["phone_number"] = contact.number.strip()
    elif contact.channel == "email":
        changes["email"] = contact.email.strip()
    else:
        changes["post"] = tuple(line.strip() for line in contact.post if line.strip())
    return changes
