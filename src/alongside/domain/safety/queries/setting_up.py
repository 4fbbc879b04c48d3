"""The set-up: for its administrator, for everybody, and what is wrong with it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from alongside.domain.people import public as people
from alongside.domain.safety import rules
from alongside.domain.safety.models import SafetySetup
from alongside.domain.safety.queries.leaving import without_reader
from alongside.domain.safety.records import Named, Published, Readiness, SetupRecord
from alongside.domain.safety.standing import ROLE, Standing, hours_from, standing
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused

_known: dict[str, Published] = {}


def published(*, at: datetime) -> Published | None:
    """Who reads worries, when, and whom to ring; None before there is a set-up. Two queries."""
    here = standing(at)
    if here is None:
        return None
    times = here.times
    made = Published(
        readers=here.readers,
        hours=here.hours,
        telephone=here.setup.telephone,
        live=here.live,
        open_now=times.opens_at(at) <= at,
        opens_at=times.opens_at(at),
        read_by=times.read_by(at, danger_now=False),
        read_by_when_danger=times.read_by(at, danger_now=True),
    )
    _known["last"] = made
    return made


def last_published() -> Published | None:
    """As this process read it last: for pages that must stand when the database does not."""
    return _known.get("last")


def forget_published() -> None:
    """Forgets what `last_published` knows: between tests."""
    _known.clear()


def is_live(*, at: datetime) -> bool:
    """Whether people may ask and tell here: it was opened, and lead or deputy is there to read.

    Two queries."""
    here = standing(at)
    return here is not None and here.live


def may_go_live(*, at: datetime) -> tuple[str, ...]:
    """What stands in the way of opening, or is wrong since, in words; empty when nothing is.

    Two queries."""
    return missing_in(standing(at))


def readiness(*, at: datetime) -> Readiness:
    """Both at once: whether the service is open, and what is wrong with its set-up.

    Two queries; two more where lead or deputy is gone, to count the worries without a reader."""
    here = standing(at)
    return Readiness(
        live=here is not None and here.live,
        missing=missing_in(here),
        without_reader=0 if here is None else len(without_reader(here)),
    )


def missing_in(here: Standing | None) -> tuple[str, ...]:
    """What a set-up lacks."""
    if here is None:
        return (
            _("Nobody is named as safeguarding lead and as deputy."),
            _("The hours in which worries are read are not published."),
            _("There is no telephone number that people can ring."),
        )
    found = []
    if here.setup.lead_id not in here.holders:
        found.append(_("The safeguarding lead no longer holds the role. Name another one."))
    if here.setup.deputy_id not in here.holders:
        found.append(_("The deputy no longer holds the role. Name another one."))
    return tuple(found)


def setup(*, actor: Actor, at: datetime) -> SetupRecord:
    """The set-up with those who could be named. Raises Refused for anybody but the administrator
    of the organisation that runs the service, or a command."""
    service = people.service()
    if service is None or not rules.may_set_up(actor, service.organisation_id):
        raise Refused("only the administrator of the service sets safety up")
    holders = people.role_holders(ROLE, service.organisation_id, at=at)
    row = SafetySetup.objects.first()
    here = None if row is None else Standing(row, service.organisation_id, holders)
    return SetupRecord(
        edition=row.edition if row else 0,
        lead_id=row.lead_id if row else None,
        deputy_id=row.deputy_id if row else None,
        hours=hours_from(row.hours) if row else (),
        telephone=row.telephone if row else "",
        live_at=row.live_at if row else None,
        candidates=tuple(Named(each, name) for each, name in holders.items()),
        missing=missing_in(here),
    )
