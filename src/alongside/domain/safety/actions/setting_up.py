"""Naming lead and deputy, publishing the hours, and opening the service."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.directory.public import is_phone
from alongside.domain.people import public as people
from alongside.domain.safety import rules
from alongside.domain.safety.actions.handing_on import hand_on
from alongside.domain.safety.models import SafetySetup
from alongside.domain.safety.queries.setting_up import missing_in
from alongside.domain.safety.standing import ROLE, hours_to, standing
from alongside.engines.worktime import Hours
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.unit import unit


def save_setup(
    *,
    edition: int,
    lead_id: UUID,
    deputy_id: UUID,
    hours: tuple[Hours, ...],
    telephone: str,
    actor: Actor,
    at: datetime,
) -> int:
    """Names lead and deputy and publishes hours and telephone number; returns the new edition.

    `edition` is the one that was read, 0 for none. Raises Refused for anybody but the service's
    administrator or a command, Invalid by field, Conflict when somebody else saved meanwhile."""
    organisation_id = _own_service(actor)
    said = {
        "lead_id": lead_id,
        "deputy_id": deputy_id,
        "hours": hours_to(hours),
        "telephone": telephone.strip(),
    }
    with unit(actor=actor, at=at) as work:
        # Locked first: whoever is named here does not lose the role meanwhile.
        row = SafetySetup.objects.select_for_update().first()
        holders = people.role_holders(ROLE, organisation_id, at=at)
        _refuse_faults(lead_id, deputy_id, hours, telephone.strip(), set(holders))
        if (row.edition if row else 0) != edition:
            raise Conflict("somebody else changed the set-up")
        row, changed = _saved(row, said, at)
        if changed:
            work.audit("safety.set_up", row, organisation_id=organisation_id, fields=changed)
            # What whoever was named before had in hand goes to who reads now, who is told.
            hand_on(actor=actor, at=at)
    return row.edition


def _saved(
    row: SafetySetup | None, said: dict[str, Any], at: datetime
) -> tuple[SafetySetup, list[str]]:
    """The row, made or changed, and the names of what changed in it."""
    if row is None:
        row, made = SafetySetup.objects.get_or_create(only=1, defaults={**said, "changed_at": at})
        if not made:
            raise Conflict("somebody else made the set-up")
        return row, list(said)
    changed = [name for name, value in said.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, said[name])
        row.edition, row.changed_at = row.edition + 1, at
        row.save()
    return row, changed


def go_live(*, actor: Actor, at: datetime) -> None:
    """Opens the service: from now on people can ask and tell. Again, it does nothing.

    Raises Refused for anybody but the service's administrator or a command, Invalid under `live`
    while lead, deputy, hours or telephone number are missing."""
    organisation_id = _own_service(actor)
    with unit(actor=actor, at=at) as work:
        here = standing(at)
        missing = missing_in(here)
        if here is None or missing:
            raise Invalid({"live": " ".join(missing)})
        if here.setup.live_at is None:
            SafetySetup.objects.update(live_at=at)
            work.audit(
                "safety.went_live",
                here.setup,
                organisation_id=organisation_id,
                fields=("live_at",),
            )


def _own_service(actor: Actor) -> UUID:
    service = people.service()
    if service is None or not rules.may_set_up(actor, service.organisation_id):
        raise Refused("only the administrator of the service sets safety up")
    return service.organisation_id


def _refuse_faults(
    lead_id: UUID, deputy_id: UUID, hours: tuple[Hours, ...], telephone: str, holders: set[UUID]
) -> None:
    not_held = _("Choose somebody who holds the role “Safeguarding lead”")
    faults = {
        "lead_id": "" if lead_id in holders else not_held,
        "deputy_id": "" if deputy_id in holders else not_held,
        "hours": rules.fault_of_hours(hours),
        "telephone": ""
        if is_phone(telephone) and len(telephone) <= 40
        else _("Enter a telephone number, like 01632 960 001"),
    }
    if lead_id == deputy_id:
        faults["deputy_id"] = _("Lead and deputy must be two different people")
    found = {field: fault for field, fault in faults.items() if fault}
    if found:
        raise Invalid(found)
