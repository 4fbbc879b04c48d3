"""Writes of people. Each is one unit of work with its audit rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.people import rules
from alongside.domain.people.models import (
    Deployment,
    Membership,
    NeighbourhoodTeam,
    Organisation,
    Person,
    Practice,
    User,
)
from alongside.domain.people.queries import forget_service, service
from alongside.domain.people.records import Role, ServiceRecord
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.unit import Work, unit


def create_deployment(*, kind: str, name: str, actor: Actor, at: datetime) -> ServiceRecord:
    """Marks this database, once and for ever, as a `demo` or a `service` called `name`.

    Raises Refused when it is marked already or the actor is no command, Invalid for a bad name."""
    if not rules.may_set_up(actor):
        raise Refused("only a command sets a service up")
    if kind not in Deployment.Kind.values:
        raise Invalid({"kind": _("Choose demo or service.")})
    with unit(actor=actor, at=at) as work:
        if Deployment.objects.exists():
            raise Refused("this database is set up already")
        home = _new_organisation(work, name=name)
        try:
            with transaction.atomic():
                row = Deployment.objects.create(kind=kind, organisation=home, created_at=at)
        except IntegrityError as taken:
            raise Refused("this database is set up already") from taken
        # The action's name is what the database itself looks for: migration 0002.
        work.audit(f"deployment.made_{kind}", row, organisation_id=home.pk, fields=("kind",))
    forget_service()
    return ServiceRecord(organisation_id=home.pk, name=home.name, is_demo=kind == "demo")


def create_organisation(
    *,
    name: str,
    website: str = "",
    email: str = "",
    description: str = "",
    actor: Actor,
    at: datetime,
) -> UUID:
    """A new organisation. Raises Refused unless the operator acts; Invalid names the field."""
    if not rules.may_add_organisation(actor):
        raise Refused("only the operator adds an organisation")
    with unit(actor=actor, at=at) as work:
        row = _new_organisation(
            work, name=name, website=website, email=email, description=description
        )
    return row.pk


def organisation_named(name: str, *, actor: Actor, at: datetime) -> UUID:
    """The organisation with this name in any case, the oldest of several; made where none is.

    Raises Refused for a visitor, Invalid for a bad name."""
    if not rules.may_name_organisation(actor):
        raise Refused("sign in first")
    name = name.strip()
    _refuse_faults({"name": rules.fault_of_line(name, longest=255)})
    # The same letters first: that is what the index answers.
    for same in ({"name": name}, {"name__iexact": name}):
        found = Organisation.objects.filter(**same).order_by("created_at", "pk").first()
        if found is not None:
            return found.pk
    with unit(actor=actor, at=at) as work:
        return _new_organisation(work, name=name).pk


def create_person(
    *,
    name: str,
    email: str | None = None,
    password: str | None = None,
    about: str = "",
    actor: Actor,
    at: datetime,
) -> UUID:
    """A new person, with an account when an e-mail address is given.

    Without a password nobody can sign in with the account. Raises Refused unless a command acts
    (people make their own accounts by `open_account`), Invalid for a bad name, address or
    password and for an address that has an account."""
    if not rules.may_set_up(actor):
        raise Refused("people make their own accounts")
    name, about = name.strip(), about.strip()
    faults = {
        "name": rules.fault_of_line(name, longest=200),
        "about": rules.fault_of_line(about, longest=300, needed=False),
        "email": "" if email is None else rules.fault_of_email(email.strip()),
        "password": "" if password is None else _fault_of_password(password),
    }
    _refuse_faults(faults)
    with unit(actor=actor, at=at) as work:
        user = None
        if email is not None:
            try:
                with transaction.atomic():
                    user = User.objects.create_user(email.strip().lower(), password, date_joined=at)
            except IntegrityError as taken:
                raise Invalid({"email": _("This address has an account already.")}) from taken
        return _new_person(work, name=name, about=about, user=user).pk


def open_account(user: Any, *, name: str, actor: Actor, at: datetime) -> UUID:
    """Saves the new account that the sign-in library filled in, together with its person.

    The person's own doing: `actor` is the visitor who signs up. Raises Invalid for a bad name or
    address, and for an address that has an account."""
    name = name.strip()
    user.email = user.email.strip().lower()
    _refuse_faults(
        {
            "name": rules.fault_of_line(name, longest=200),
            "email": rules.fault_of_email(user.email),
        }
    )
    with unit(actor=actor, at=at) as work:
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError as taken:
            raise Invalid({"email": _("This address cannot be used.")}) from taken
        return _new_person(work, name=name, about="", user=user).pk


def grant_role(
    *,
    person_id: UUID,
    organisation_id: UUID,
    role: str,
    checks_listings: bool = False,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Gives a role at an organisation; power begins with the person's next request.

    A role that is held already is kept, with `checks_listings` as said now. Raises Refused for
    anybody but the organisation's administrator (never to themselves) or a command, NotFound for
    an unknown person or organisation, Invalid for an unknown role."""
    if role not in {known.value for known in Role}:
        raise Invalid({"role": _("Choose a role from the list.")})
    if not rules.may_grant(actor, person_id, organisation_id, role):
        raise Refused("this role is not yours to give")
    with unit(actor=actor, at=at) as work:
        return _give(work, person_id, organisation_id, role, checks_listings)


def end_role(*, membership_id: UUID, actor: Actor, at: datetime) -> None:
    """Ends a role: the person's next request is without it.

    Raises NotFound for a role that is not held at the actor's organisation, Conflict for an
    organisation's last administrator (a command may end even that)."""
    with unit(actor=actor, at=at) as work:
        row = Membership.objects.filter(pk=membership_id, ended_at=None).first()
        if row is None or not rules.may_manage_roles(actor, row.organisation_id):
            raise NotFound("people.membership")
        # The organisation's row is the lock: of two administrators who end each other, one stays.
        Organisation.objects.select_for_update().get(pk=row.organisation_id)
        held = Membership.objects.filter(organisation_id=row.organisation_id, ended_at=None)
        others = held.filter(role=Role.ORG_ADMIN).exclude(pk=row.pk)
        if row.role == Role.ORG_ADMIN and not actor.is_system and not others.exists():
            raise Conflict("an organisation keeps one administrator")
        if not held.filter(pk=row.pk).update(ended_at=at):
            raise NotFound("people.membership")
        work.audit(
            "membership.ended", row, organisation_id=row.organisation_id, fields=("ended_at",)
        )


def add_team(
    *,
    slug: str,
    name: str,
    places: Iterable[str],
    outward_codes: Iterable[str],
    lat: float,
    lon: float,
    population: int,
    practices: Iterable[tuple[str, str]] = (),
    valid_from: date,
    valid_to: date | None = None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """A neighbourhood team with its practices, each a code and a name.

    Raises Refused unless the service's administrator or a command acts; Invalid for a slug or a
    practice that is there already and for an end before the beginning."""
    _refuse_team(actor)
    _refuse_faults({"name": rules.fault_of_line(name.strip(), longest=200)})
    with unit(actor=actor, at=at) as work:
        try:
            with transaction.atomic():
                team = NeighbourhoodTeam.objects.create(
                    slug=slug,
                    name=name.strip(),
                    places=list(places),
                    outward_codes=list(outward_codes),
                    lat=lat,
                    lon=lon,
                    population=population,
                    valid_from=valid_from,
                    valid_to=valid_to,
                )
                Practice.objects.bulk_create(
                    Practice(team=team, code=code, name=practice) for code, practice in practices
                )
        except IntegrityError as clash:
            raise Invalid({"slug": _("This team or one of its practices is there.")}) from clash
        work.audit(
            "team.added",
            team,
            organisation_id=_home(),
            fields=("name", "places", "outward_codes", "population", "practices", "valid_from"),
        )
        return team.pk


def end_team(*, team_id: UUID, on: date, actor: Actor, at: datetime) -> None:
    """The team's last day. Raises Refused as `add_team`, NotFound, and Invalid for a day before
    it began."""
    _refuse_team(actor)
    with unit(actor=actor, at=at) as work:
        team = NeighbourhoodTeam.objects.select_for_update().filter(pk=team_id).first()
        if team is None:
            raise NotFound("people.neighbourhoodteam")
        if on < team.valid_from:
            raise Invalid({"on": _("A team cannot end before it begins.")})
        NeighbourhoodTeam.objects.filter(pk=team_id).update(valid_to=on)
        work.audit("team.ended", team, organisation_id=_home(), fields=("valid_to",))


def _give(
    work: Work, person_id: UUID, organisation_id: UUID, role: str, checks_listings: bool
) -> UUID:
    if not Organisation.objects.select_for_update().filter(pk=organisation_id).exists():
        raise NotFound("people.organisation")
    if not Person.objects.filter(pk=person_id).exists():
        raise NotFound("people.person")
    row, made = Membership.objects.get_or_create(
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        ended_at=None,
        defaults={"checks_listings": checks_listings, "valid_from": work.at},
    )
    if not made and row.checks_listings != checks_listings:
        Membership.objects.filter(pk=row.pk).update(checks_listings=checks_listings)
    elif not made:
        return row.pk
    work.audit(
        "membership.given" if made else "membership.changed",
        row,
        organisation_id=organisation_id,
        fields=("person", "role", "checks_listings") if made else ("checks_listings",),
    )
    return row.pk


def _new_organisation(
    work: Work, *, name: str, website: str = "", email: str = "", description: str = ""
) -> Organisation:
    name, website, email = name.strip(), website.strip(), email.strip()
    _refuse_faults(
        {
            "name": rules.fault_of_line(name, longest=255),
            "website": rules.fault_of_website(website),
            "email": rules.fault_of_email(email) if email else "",
            "description": _("Leave out unusual signs.") if "\x00" in description else "",
        }
    )
    row = Organisation.objects.create(
        name=name, website=website, email=email, description=description, created_at=work.at
    )
    fields = [
        field
        for field, value in (
            ("name", name),
            ("website", website),
            ("email", email),
            ("description", description),
        )
        if value
    ]
    work.audit("organisation.added", row, organisation_id=row.pk, fields=fields)
    return row


def _new_person(work: Work, *, name: str, about: str, user: User | None) -> Person:
    row = Person.objects.create(name=name, about=about, user=user, created_at=work.at)
    fields = {"name": True, "about": bool(about), "user": user is not None}
    work.audit("person.added", row, fields=[field for field, given in fields.items() if given])
    return row


def _refuse_team(actor: Actor) -> None:
    if not rules.may_manage_teams(actor, _home()):
        raise Refused("only the service's administrator changes the teams")


def _home() -> UUID | None:
    here = service()
    return here.organisation_id if here else None


def _fault_of_password(password: str) -> str:
    try:
        validate_password(password)
    except ValidationError as weak:
        return " ".join(weak.messages)
    return ""


def _refuse_faults(faults: dict[str, str]) -> None:
    found = {field: fault for field, fault in faults.items() if fault}
    if found:
        raise Invalid(found)
