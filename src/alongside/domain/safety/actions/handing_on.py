"""A worry is never without a reader: what happens when somebody who reads worries leaves.

Nothing here depends on who noticed: whatever ended a role, an account or a naming, the same look
finds each worry whose owner reads no more, and each that nobody reads. The due work looks again
each minute, so a process that ended in between is made up for.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.safety.actions.passing_on import try_to_pass_on
from alongside.domain.safety.models import Concern, SafetySetup
from alongside.domain.safety.queries.leaving import needed_in, open_worries, without_reader
from alongside.domain.safety.queries.setting_up import missing_in
from alongside.domain.safety.records import HandedOn, StillNeeded
from alongside.domain.safety.standing import Standing, standing
from alongside.domain.safety.states import ConcernState
from alongside.foundation.actor import Actor
from alongside.foundation.unit import Work, unit

log = structlog.get_logger(__name__)


def refuse_leaving(person_id: UUID, *, at: datetime) -> None:
    """Raises StillNeeded where worries, or the open service, would be left without the person.

    Call it in the unit that ends the person's role or account: until that ends nobody else changes
    who is named."""
    list(SafetySetup.objects.select_for_update())
    here = standing(at)
    part = None if here is None else needed_in(here, person_id)
    if part is not None:
        raise StillNeeded(part)


def hand_on(*, actor: Actor, at: datetime) -> HandedOn:
    """Gives every open worry whose owner reads no more to somebody who does, tells them, and tells
    the administrators where somebody has to be named.

    It asks nobody's leave, since a worry only ever goes to who reads it already. Again, it does
    nothing more."""
    here = standing(at)
    if here is None:
        return HandedOn(given=0, without_reader=0)
    given = 0
    with unit(actor=actor, at=at) as work:
        for concern in open_worries():
            if _owner_is_gone(concern, here):
                given += _give(concern.pk, here, work)
        left = _call_for_readers(here, work)
    return HandedOn(given=given, without_reader=left)


def _owner_is_gone(concern: Concern, here: Standing) -> bool:
    readers = {each.id for each in here.readers_of(concern)}
    return bool(readers) and concern.owner_id not in readers


def _give(concern_id: UUID, here: Standing, work: Work) -> bool:
    """Gives it on, unless somebody did or closed it since it was looked at."""
    concern = open_worries().select_for_update().filter(pk=concern_id).first()
    if concern is None or not _owner_is_gone(concern, here):
        return False
    readers = here.readers_of(concern)
    Concern.objects.filter(pk=concern.pk).update(owner_id=readers[0].id)
    concern.owner_id = readers[0].id
    work.audit(
        "concern.handed_on", concern, organisation_id=concern.organisation_id, fields=("owner",)
    )
    # The promise that was made stands: neither due time moves.
    unread = concern.state == ConcernState.RECEIVED
    occasion = "told" if unread else f"handed-{work.at:%Y%m%d%H%M}"
    try_to_pass_on(concern, readers[:1], occasion=occasion, work=work)
    return True


def _call_for_readers(here: Standing, work: Work) -> int:
    """Tells the administrators that lead or deputy of the open service is gone, once for each who
    is; and that a worry has no reader, each open hour until it has. Returns how many have none."""
    unread = len(without_reader(here))
    setup = here.setup
    if setup.live_at is not None and missing_in(here):
        gone = [str(each) for each in (setup.lead_id, setup.deputy_id) if each not in here.holders]
        _call(here, f"missing/{setup.edition}/{'/'.join(gone)}", work)
    if unread:
        opens_at = here.times.opens_at(work.at)
        hour = f"{work.at:%Y%m%d%H}" if opens_at <= work.at else f"until-{opens_at:%Y%m%d%H%M}"
        _call(here, f"unread/{hour}", work)
    return unread


def _call(here: Standing, occasion: str, work: Work) -> None:
    """Once to each administrator; a fault in telling undoes nothing, and the next look tells."""
    admins = people.role_holders(people.Role.ORG_ADMIN, here.organisation_id, at=work.at)
    if not admins:
        log.error("nobody_can_name_a_reader")
    try:
        with unit(actor=work.actor, at=work.at):
            for admin_id in admins:
                messaging.send(
                    "safety_reader_needed",
                    to=messaging.to_staff(admin_id),
                    cause=here.setup,
                    key=f"safety/{occasion}/{admin_id}",
                    organisation_id=here.organisation_id,
                    actor=work.actor,
                    at=work.at,
                )
    except Exception as failure:
        log.error("administrators_not_told", failure=type(failure).__name__)
