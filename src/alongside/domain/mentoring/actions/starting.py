"""Saying yes by two, pausing, stopping."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring.actions.learning import follow
from alongside.domain.mentoring.actions.links import tell, tell_staff
from alongside.domain.mentoring.actions.preparing import hold_open
from alongside.domain.mentoring.actions.releasing import leave_all, let_proposals_go
from alongside.domain.mentoring.models import Volunteer
from alongside.domain.mentoring.queries.visible import looked_after, own_or_looked_after, whole
from alongside.domain.mentoring.rules import seeing
from alongside.domain.mentoring.rules.steps import lacking, standing_of
from alongside.domain.mentoring.states import OPEN, VolunteerState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor, system
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.links import revoke_links
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

_ROLES = system("mentoring")


def go_live(volunteer_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Says yes to a volunteer: the first of two people, or the second, who makes them ready.

    Returns whether they are ready now. What is lacking is looked at both times. Raises NotFound out
    of sight, Refused for the volunteer themselves and for whoever said the first yes, Invalid
    (`lacking`) while a step is not done, Conflict when they are no longer preparing."""
    seen = get_visible(looked_after(actor), volunteer_id)
    if not seeing.may_say_yes(actor, seen.person_id, seen.organisation_id):
        raise Refused("another person says yes to this volunteer")
    with unit(actor=actor, at=at) as work:
        row = hold_open(seen)
        if row.state != VolunteerState.PREPARING:
            raise Conflict("they are no longer preparing")
        follow(row, work)
        whole_row = whole(Volunteer.objects.filter(pk=row.pk)).get()
        if lacking(standing_of(whole_row), london_date(at)):
            raise Invalid({"lacking": _("Something on the list is not done yet.")})
        if row.first_yes_by_id is None:
            _first_yes(row, work)
            return False
        if row.first_yes_by_id == actor.person_id:
            raise Refused("the second yes is another person's")
        move(
            row,
            "go_live",
            work=work,
            organisation_id=row.organisation_id,
            also={"second_yes_by_id": actor.person_id, "second_yes_at": at, "changed_at": at},
        )
        _give_role(row, at)
        tell(row, "mentor_ready", work=work)
        return True


def _first_yes(row: Volunteer, work: Work) -> None:
    Volunteer.objects.filter(pk=row.pk).update(
        first_yes_by_id=work.actor.person_id, first_yes_at=work.at, changed_at=work.at
    )
    work.audit(
        "volunteer.first_yes",
        row,
        organisation_id=row.organisation_id,
        fields=("first_yes_by", "first_yes_at"),
    )
    tell_staff(row, "mentor_second_yes", cause=row, work=work)


def _give_role(row: Volunteer, at: datetime) -> None:
    """Whoever has an account sees other people's data with it from now on: with a second step."""
    membership_id = people.grant_role(
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        role=people.Role.MENTOR,
        actor=_ROLES,
        at=at,
    )
    Volunteer.objects.filter(pk=row.pk).update(membership_id=membership_id)


def pause(volunteer_id: UUID, *, until: date | None = None, actor: Actor, at: datetime) -> None:
    """The volunteer, or who looks after them, pauses: nobody new is suggested to them.

    `until` is when they think to come back; nothing happens by itself. Raises NotFound out of
    sight, Invalid for a day that is over, Conflict unless they are ready."""
    if until is not None and until <= london_date(at):
        raise Invalid({"until": _("Choose a day that is still to come.")})
    row = get_visible(own_or_looked_after(actor), volunteer_id)
    with unit(actor=actor, at=at) as work:
        let_proposals_go(Volunteer.objects.select_for_update().get(pk=row.pk), work)
        move(
            row,
            "pause",
            work=work,
            organisation_id=row.organisation_id,
            also={"paused_until": until, "changed_at": at},
        )


def resume(volunteer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Back from a pause. Raises NotFound out of sight, Conflict unless they are paused."""
    row = get_visible(own_or_looked_after(actor), volunteer_id)
    with unit(actor=actor, at=at) as work:
        move(
            row,
            "resume",
            work=work,
            organisation_id=row.organisation_id,
            also={"paused_until": None, "changed_at": at},
        )


def stop(volunteer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The volunteer stops, without a reason, or who looks after them ends it. Their links and
    their role end.

    Raises NotFound out of sight, Conflict when they stopped before."""
    row = get_visible(own_or_looked_after(actor), volunteer_id)
    with unit(actor=actor, at=at) as work:
        end(row, work)


def stop_volunteering(*, person_id: UUID, actor: Actor, at: datetime) -> int:
    """Stops whatever the person is as a volunteer, in the unit in which they take their consent
    back. Returns how much that was; again: none."""
    with unit(actor=actor, at=at) as work:
        rows = list(
            Volunteer.objects.select_for_update().filter(
                person_id=person_id, state__in=sorted(OPEN)
            )
        )
        for row in rows:
            end(row, work)
        return len(rows)


def end(row: Volunteer, work: Work) -> None:
    """Stops a volunteer within the open unit."""
    move(
        row,
        "stop",
        work=work,
        organisation_id=row.organisation_id,
        also={"changed_at": work.at, "paused_until": None},
    )
    leave_all(row, work)
    revoke_links(row, work=work)
    for reference in row.references.filter(given_at=None):
        revoke_links(reference, work=work)
    if row.membership_id is not None:
        with suppress(NotFound):  # an administrator ended it before
            people.end_role(membership_id=row.membership_id, actor=_ROLES, at=work.at)  # noqa: TID251 - a mentor reads no worries


def clear_for_under_18(volunteer_id: UUID, *, cleared: bool, actor: Actor, at: datetime) -> None:
    """The safeguarding lead lets a volunteer meet people under 18, or no longer.

    Raises NotFound out of sight, Refused for anybody but the lead and for themselves, Conflict once
    they have stopped."""
    seen = get_visible(looked_after(actor), volunteer_id)
    if not seeing.may_clear(actor, seen.organisation_id) or seeing.is_self(actor, seen.person_id):
        raise Refused("the safeguarding lead decides this")
    with unit(actor=actor, at=at) as work:
        row = hold_open(seen)
        if row.cleared_for_under_18 == cleared:
            return
        Volunteer.objects.filter(pk=row.pk).update(cleared_for_under_18=cleared, changed_at=at)
        work.audit(
            "volunteer.cleared_for_under_18",
            row,
            organisation_id=row.organisation_id,
            fields=("cleared_for_under_18",),
        )
