"""Who reads worries at this moment, and in which hours: what every act and read starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.safety.deadlines import Times
from alongside.domain.safety.models import Concern, SafetySetup
from alongside.domain.safety.records import Named
from alongside.engines.worktime import Hours
from alongside.foundation.errors import NotFound, Refused

ROLE = people.Role.SAFEGUARDING_LEAD


@dataclass(frozen=True)
class Standing:
    """The set-up with the roles as they are held at one moment.

    `holders` are all who hold the role; `readers` those of lead and deputy who do."""

    setup: SafetySetup
    organisation_id: UUID
    holders: Mapping[UUID, str]

    @property
    def readers(self) -> tuple[Named, ...]:
        """Lead, then deputy; who lost the role is not among them."""
        both = (self.setup.lead_id, self.setup.deputy_id)
        return tuple(Named(each, self.holders[each]) for each in both if each in self.holders)

    @property
    def hours(self) -> tuple[Hours, ...]:
        """The published hours."""
        return hours_from(self.setup.hours)

    @property
    def times(self) -> Times:
        """What follows from the hours."""
        return Times(self.hours, days_off())

    @property
    def live(self) -> bool:
        """Whether people may tell worries: it was opened, and somebody reads them."""
        return self.setup.live_at is not None and bool(self.readers)

    def readers_of(self, concern: Concern) -> tuple[Named, ...]:
        """Who reads this worry: not whom it is kept from, and whoever was let in to it."""
        named = {each.id: each for each in self.readers if each.id != concern.kept_from_id}
        for one in concern.readers.all():
            if one.person_id in self.holders and one.person_id != concern.kept_from_id:
                named.setdefault(one.person_id, Named(one.person_id, self.holders[one.person_id]))
        return tuple(named.values())


def standing(at: datetime) -> Standing | None:
    """The set-up as it stands then; None before it was made. Two queries."""
    here, setup = people.service(), SafetySetup.objects.first()
    if here is None or setup is None:
        return None
    holders = people.role_holders(ROLE, here.organisation_id, at=at)
    return Standing(setup, here.organisation_id, holders)


def standing_now(at: datetime) -> Standing:
    """As `standing`. Raises Refused before there is a set-up."""
    here = standing(at)
    if here is None:
        raise Refused("nobody looks after safety yet")
    return here


def days_off() -> frozenset[Any]:
    """The bank holidays; none where the catalogue does not know them."""
    try:
        return catalogue.days_off()
    except NotFound:
        return frozenset()


def hours_from(rows: list[dict[str, Any]]) -> tuple[Hours, ...]:
    """The stored hours as windows."""
    return tuple(
        Hours(
            frozenset(row["days"]),
            time.fromisoformat(row["opens"]),
            time.fromisoformat(row["closes"]),
        )
        for row in rows
    )


def hours_to(hours: tuple[Hours, ...]) -> list[dict[str, Any]]:
    """Windows as they are stored."""
    return [
        {
            "days": sorted(each.days),
            "opens": each.opens.isoformat("minutes"),
            "closes": each.closes.isoformat("minutes"),
        }
        for each in hours
    ]
