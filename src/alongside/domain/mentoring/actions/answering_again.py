"""A volunteer was welcomed or declined by mistake: taken back before they heard of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring.events import VolunteerWelcomed
from alongside.domain.mentoring.models import Volunteer
from alongside.domain.mentoring.queries.visible import looked_after
from alongside.domain.mentoring.rules.undoing import HOLD, NOT_NOW, WELCOME, answered
from alongside.domain.mentoring.states import OPEN, VolunteerState
from alongside.domain.messaging import public as messaging
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Refused
from alongside.foundation.links import give_links_back
from alongside.foundation.models import Transition
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def take_answer_back(volunteer_id: UUID, *, actor: Actor, at: datetime) -> VolunteerWelcomed | None:
    """A volunteer was welcomed or declined by mistake: they stand where they stood, and hear
    nothing. Links that a no revoked open again what they opened. Again does nothing.

    Returns a welcome that is taken back, as it was told: what was begun upon it goes in the same
    unit, so this is for `journeys.decision_undo`. Raises NotFound out of sight, Conflict, with why,
    after half a minute, once the message is out, and once anybody went on with it."""
    seen = get_visible(looked_after(actor), volunteer_id)
    with unit(actor=actor, at=at) as work:
        # Who applied once more meanwhile holds the one open row that a person has here.
        mine = Volunteer.objects.select_for_update().filter(
            person_id=seen.person_id, organisation_id=seen.organisation_id
        )
        rows = {row.pk: row for row in mine.order_by("pk")}
        row = rows.pop(seen.pk)
        if row.state == VolunteerState.APPLIED:
            return None
        last = answered(row)
        if last is None or at >= last.at + HOLD or row.first_yes_by_id is not None:
            if row.state == VolunteerState.PREPARING and _taken_back_lately(row):
                return None
            raise Conflict(_too_late(row.state))
        no = last.event == "decline"
        if no and any(one.state in OPEN for one in rows.values()):
            raise Conflict(_("They have applied again: go on with that."))
        template = NOT_NOW if no else WELCOME
        if not messaging.take_back(row, template=template, actor=actor, at=at):
            raise Conflict(_too_late(row.state))
        if not no:
            move(row, "take_welcome_back", work=work, organisation_id=row.organisation_id)
            return VolunteerWelcomed(row.pk, row.person_id, row.organisation_id, last.at)
        _take_no_back(row, last, work)
        return None


def _take_no_back(row: Volunteer, last: Transition, work: Work) -> None:
    read_before = last.source == VolunteerState.PREPARING
    event = "take_no_back_preparing" if read_before else "take_no_back"
    move(row, event, work=work, organisation_id=row.organisation_id)
    for thing in (row, *row.references.filter(given_at=None)):
        give_links_back(thing, revoked_at=last.at, work=work)


def _taken_back_lately(row: Volunteer) -> bool:
    """Whether a no to somebody who was read before was just taken back: the form came twice."""
    moves = Transition.objects.filter(
        thing_type=Volunteer._meta.label_lower, thing_id=str(row.pk)
    ).order_by("-at", "-pk")
    return moves.values_list("event", flat=True).first() == "take_no_back_preparing"


def _too_late(state: str) -> str:
    if state == VolunteerState.DECLINED:
        return _("It is too late: they hear of it. Ring them, and ask them to apply again.")
    return _("It is too late: they hear of it, or it went on. Ring them, then say not now.")


def hold_welcomed(volunteer_id: UUID, *, actor: Actor) -> bool:
    """Whether the service goes on with a volunteer, locked until the end of the open unit, for what
    is begun upon it: it cannot be taken back meanwhile. Raises Refused for anybody but the
    service's own work."""
    if not actor.is_system:
        raise Refused("the service's own work begins it")
    begun = sorted(OPEN - {VolunteerState.APPLIED})
    held = Volunteer.objects.select_for_update().filter(pk=volunteer_id, state__in=begun)
    return held.exists()
