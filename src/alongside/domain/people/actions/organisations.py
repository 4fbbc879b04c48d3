"""What this database is, and organisations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.people import rules
from alongside.domain.people.actions.faults import refuse_faults
from alongside.domain.people.models import Deployment, Organisation
from alongside.domain.people.queries.service import forget_service
from alongside.domain.people.records import ServiceRecord
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, Refused
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
    refuse_faults({"name": rules.fault_of_line(name, longest=255)})
    # The same letters first: that is what the index answers.
    for same in ({"name": name}, {"name__iexact": name}):
        found = Organisation.objects.filter(**same).order_by("created_at", "pk").first()
        if found is not None:
            return found.pk
    with unit(actor=actor, at=at) as work:
        return _new_organisation(work, name=name).pk


def _new_organisation(
    work: Work, *, name: str, website: str = "", email: str = "", description: str = ""
) -> Organisation:
    name, website, email = name.strip(), website.strip(), email.strip()
    refuse_faults(
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
