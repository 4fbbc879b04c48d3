"""Who may change people, and what a name or an address must look like."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from alongside.domain.people.records import Role, ToldHow, Wanted
from alongside.engines.worktime import add_working_days
from alongside.foundation.actor import Actor
from alongside.foundation.clock import add_months

TO_ANSWER = timedelta(days=7)
COMPLAINS = frozenset({Wanted.EXPLAIN, Wanted.STOP})
LISTING_CHECKER = "listing_checker"
SEES_OTHERS = frozenset(set(Role) - {Role.GUIDANCE_EDITOR})
_UNKEPT = frozenset({"Cc", "Cs"})
_email = EmailValidator()
_url = URLValidator(schemes=["http", "https"])


def sees_others(role: str, checks_listings: bool) -> bool:
    """Whether a role lets somebody see other people's data."""
    return role in SEES_OTHERS or checks_listings


def may_read_figures(actor: Actor, organisation_id: UUID) -> bool:
    """Whether the actor reads figures of a whole service, in whichever form: who coordinates or
    administers it, and who commissions it."""
    return actor.is_system or bool(
        {organisation_id} & actor.organisations(Role.COORDINATOR, Role.ORG_ADMIN, Role.COMMISSIONER)
    )


def may_set_up(actor: Actor) -> bool:
    """Only the operator's commands make the service itself."""
    return actor.is_system


def may_add_organisation(actor: Actor) -> bool:
    """Organisations that run a service are made by the operator."""
    return actor.is_system or actor.holds(Role.PLATFORM_OPERATOR)


def may_name_organisation(actor: Actor) -> bool:
    """Naming who runs a group gives nobody any power: whoever lists or imports groups may."""
    return actor.is_system or actor.is_person


def may_manage_roles(actor: Actor, organisation_id: UUID) -> bool:
    """The organisation's own administrator, or the operator's commands."""
    return actor.is_system or actor.holds(Role.ORG_ADMIN, organisation_id)


def may_grant(actor: Actor, person_id: UUID, organisation_id: UUID, role: str) -> bool:
    """Nobody gives a role to themselves, and only a command makes a platform operator."""
    return actor.person_id != person_id and may_invite(actor, organisation_id, role)


def may_invite(actor: Actor, organisation_id: UUID, role: str) -> bool:
    """As `may_grant`, for somebody who is not known yet."""
    if not may_manage_roles(actor, organisation_id):
        return False
    return role != Role.PLATFORM_OPERATOR or actor.is_system


def may_manage_teams(actor: Actor, service_organisation_id: UUID | None) -> bool:
    """Teams belong to the whole service: its administrator or the operator's commands."""
    return actor.is_system or (
        service_organisation_id is not None and actor.holds(Role.ORG_ADMIN, service_organisation_id)
    )


def is_self(actor: Actor, person_id: UUID) -> bool:
    """Whether the actor is this person: signed in, or by a link of theirs."""
    return actor.person_id == person_id


def may_speak_for(actor: Actor) -> bool:
    """Who writes down what somebody said by phone, on paper or in person."""
    return actor.is_system or actor.holds(Role.COORDINATOR) or actor.holds(Role.REFERRER)


def may_manage(actor: Actor, service_organisation_id: UUID | None) -> bool:
    """The service's administrator, or the operator's commands."""
    return may_manage_teams(actor, service_organisation_id)


def may_see_record(actor: Actor, person_id: UUID, service_organisation_id: UUID | None) -> bool:
    """Who sees all that is held about a person: they themselves, and the service's coordinator.

    An administrator does not: whoever keeps the roles sees nobody's details."""
    return (
        actor.is_system
        or is_self(actor, person_id)
        or (
            service_organisation_id is not None
            and actor.holds(Role.COORDINATOR, service_organisation_id)
        )
    )


def may_ask_erasure(actor: Actor, service_organisation_id: UUID | None) -> bool:
    """Who takes down a person's wish to be deleted, or confirms what another took down."""
    return service_organisation_id is not None and any(
        actor.holds(role, service_organisation_id) for role in (Role.COORDINATOR, Role.ORG_ADMIN)
    )


def may_restrict(actor: Actor, person_id: UUID, service_organisation_id: UUID | None) -> bool:
    """Who may have a person's details kept and not used: they themselves, staff on their behalf,
    and a command."""
    return (
        actor.is_system
        or is_self(actor, person_id)
        or may_ask_erasure(actor, service_organisation_id)
    )


def lift_from(told_how: str, told_at: datetime | None) -> datetime | None:
    """From when a restriction may be lifted. Spoken words are heard at once; what was sent has
    seven days to arrive and to be answered."""
    if told_at is None or told_how in {ToldHow.PHONE, ToldHow.IN_PERSON}:
        return told_at
    return told_at + TO_ANSWER


def thirty_days(received: date) -> date:
    """The last day on which a complaint is answered."""
    return received + timedelta(days=30)


def a_month(received: date, days_off: Collection[date]) -> date:
    """The last day for what somebody may ask by right: the same day of the next month, or that
    month's last, and on from there to a working day."""
    return add_working_days(add_months(received, 1), 0, days_off)


def fault_of_text(text: str, *, longest: int, needed: str = "") -> str:
    """What is wrong with several lines of text, or nothing; `needed` is said where none is."""
    if not text:
        return needed
    if len(text) > longest:
        return _("Use %(longest)d letters or fewer.") % {"longest": longest}
    if any(letter not in "\n\t" and unicodedata.category(letter) in _UNKEPT for letter in text):
        return _("Use letters, numbers and ordinary signs only.")
    return ""


def fault_of_line(text: str, *, longest: int, needed: bool = True) -> str:
    """What is wrong with one line of plain text, or nothing. `text` is trimmed already."""
    if needed and not text:
        return _("Enter a name.")
    if len(text) > longest:
        return _("Use %(longest)d letters or fewer.") % {"longest": longest}
    if any(unicodedata.category(letter) in _UNKEPT for letter in text):
        return _("Use letters, numbers and ordinary signs only.")
    return ""


def fault_of_email(email: str) -> str:
    """What is wrong with an e-mail address, or nothing."""
    try:
        _email(email)
    except ValidationError:
        return _("Enter an e-mail address, like name@example.org.")
    return "" if len(email) <= 254 else _("This e-mail address is too long.")


def fault_of_website(website: str) -> str:
    """What is wrong with a web address, or nothing; none at all is right."""
    if not website:
        return ""
    try:
        _url(website)
    except (ValidationError, ValueError):
        return _("Enter a web address, like https://example.org.")
    return "" if len(website) <= 500 else _("This web address is too long.")
