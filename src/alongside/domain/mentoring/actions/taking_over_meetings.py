"""Taking over the meetings that two people had before this software was."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring.actions.taking_over import beginning_of
from alongside.domain.mentoring.models import Meeting, Pair
from alongside.domain.mentoring.states import HOLDING, MeetingState
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.unit import unit

LONGEST = 24 * 60


def take_over_meeting(
    episode_id: UUID,
    *,
    volunteer_id: UUID,
    on: date,
    minutes: int | None = None,
    key: UUID,
    actor: Actor,
    at: datetime,
) -> tuple[UUID, bool]:
    """Two people who meet since then met on a day, as the service's own list says. Returns the
    meeting, and whether it is new; the same `key` again is the same one.

    Nobody is told, and no question is asked because of it. Raises Refused for whoever does not
    coordinate there, Invalid by field (on, minutes), Conflict where the two are no pair."""
    pair = (
        Pair.objects.select_related("place")
        .filter(place__episode_id=episode_id, volunteer_id=volunteer_id)
        .filter(state__in=sorted(HOLDING))
        .first()
    )
    if pair is None:
        raise Conflict(_("They are no pair here."))
    organisation_id = pair.place.organisation_id
    if not actor.is_system and not actor.holds(Role.COORDINATOR, organisation_id):
        raise Refused("a coordinator takes a service over")
    there = Meeting.objects.filter(log_key=key).first()
    if there is not None:
        return there.pk, False
    if on > london_date(at):
        raise Invalid({"on": _("This day is still to come.")})
    if pair.agreed_at is not None and on < london_date(pair.agreed_at):
        raise Invalid({"on": _("It is before the day on which they began.")})
    if minutes is not None and not 1 <= minutes <= LONGEST:
        raise Invalid({"minutes": _("Check how long they met.")})
    with unit(actor=actor, at=at) as work:
        row = Meeting.objects.create(
            pair=pair,
            state=MeetingState.MET,
            on=on,
            minutes=minutes,
            log_key=key,
            met_at=beginning_of(on),
            changed_at=at,
        )
        work.audit(
            "meeting.taken_over", row, organisation_id=organisation_id, fields=("on", "minutes")
        )
    return row.pk, True


def take_back_meeting(meeting_id: UUID, *, taken_at: datetime, actor: Actor, at: datetime) -> str:
    """Takes a meeting back that was taken over at that moment. Returns why it stays, or "" when it
    is gone. Raises Refused unless the service's own work acts."""
    if not actor.is_system:
        raise Refused("only the service's own work takes an import back")
    with unit(actor=actor, at=at) as work:
        row = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
        if row is None:
            return ""
        if row.changed_at != taken_at or row.tasks.exists():
            return _("Somebody has said more of this meeting since.")
        work.audit("meeting.taken_back", row, organisation_id=row.pair.place.organisation_id)
        Meeting.objects.filter(pk=row.pk).delete()
        return ""
