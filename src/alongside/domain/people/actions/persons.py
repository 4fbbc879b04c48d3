"""Persons and their accounts."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.people import rules
from alongside.domain.people.actions.faults import refuse_faults
from alongside.domain.people.models import Person, User
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.statements import insert
from alongside.foundation.unit import Work, unit


class AddressTaken(Conflict):
    """The e-mail address has an account. Whoever asked must not learn it: answer alike."""


def create_person(
    *,
    name: str,
    email: str | None = None,
    password: str | None = None,
    about: str = "",
    actor: Actor,
    at: datetime,
) -> UUID:
    """A new person, with an account when an e-mail address is given; whoever gives the command
    vouches for the address.

    Without a password nobody can sign in with the account. Raises Refused unless a command acts
    (people make their own accounts by `open_account`), Invalid for a bad name, address or
    password and for an address that has an account."""
    if not rules.may_set_up(actor):
        raise Refused("people make their own accounts")
    name, about = name.strip(), about.strip()
    user = None if email is None else _new_user(email)
    refuse_faults(
        {
            "name": rules.fault_of_line(name, longest=200),
            "about": rules.fault_of_line(about, longest=300, needed=False),
            "email": "" if user is None else rules.fault_of_email(user.email),
            "password": "" if password is None else fault_of_password(password, user),
        }
    )
    if user is not None:
        user.confirmed_at = at
    with unit(actor=actor, at=at) as work:
        try:
            return _add(work, name=name, about=about, user=user, password=password)
        except AddressTaken as taken:
            raise Invalid({"email": _("This address has an account already.")}) from taken


def add_person(
    *,
    name: str,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """A new person without an account; the audit goes to `organisation_id`'s chain.

    For whoever asks for themselves and for whoever asks for another: the page that calls this says
    which. The name is kept as it was typed, in any script. `person_id` is the id that they get,
    where something was reckoned with it before. Raises Invalid for no name."""
    name = name.strip()
    refuse_faults({"name": rules.fault_of_line(name, longest=200)})
    with unit(actor=actor, at=at) as work:
        row = Person(pk=person_id or uuid4(), name=name, created_at=at)
        insert([row])
        work.audit("person.added", row, organisation_id=organisation_id, fields=("name",))
        return row.pk


def open_account(*, name: str, email: str, password: str, actor: Actor, at: datetime) -> UUID:
    """Somebody's own account and person; nobody signs in with it before `confirm_address`.

    Raises Invalid for a bad name, address or password, and AddressTaken, after the same work, for
    an address that has an account."""
    name = name.strip()
    user = _new_user(email)
    refuse_faults(
        {
            "name": rules.fault_of_line(name, longest=200),
            "email": rules.fault_of_email(user.email),
            "password": fault_of_password(password, user),
        }
    )
    with unit(actor=actor, at=at) as work:
        return _add(work, name=name, about="", user=user, password=password)


def _new_user(email: str) -> User:
    return User(email=email.strip().lower())


def _add(work: Work, *, name: str, about: str, user: User | None, password: str | None) -> UUID:
    if user is not None:
        # Hashed before the address is looked at: a taken one takes as long as a free one.
        user.set_password(password)
        user.date_joined = work.at
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError as taken:
            raise AddressTaken("this address has an account") from taken
    row = Person.objects.create(name=name, about=about, user=user, created_at=work.at)
    fields = {"name": True, "about": bool(about), "user": user is not None}
    work.audit("person.added", row, fields=[field for field, given in fields.items() if given])
    return row.pk


def fault_of_password(password: str, user: User | None) -> str:
    """What is wrong with a new password, or nothing."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        return " ".join(weak.messages)
    return ""
