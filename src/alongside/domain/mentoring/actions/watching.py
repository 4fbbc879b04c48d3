"""The rota; a mentor who goes out and comes back; and the alarm for whoever does not.

There is an alarm only where somebody is on the rota at its moment, and the mentor is told before
they go. What was told then stands: is the rota another meanwhile, somebody hears all the same.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import UUID

import structlog
from django.utils.translation import gettext as _

from alongside.domain.mentoring.models import CheckIn, Volunteer, Watch
from alongside.domain.mentoring.queries.visible import own
from alongside.domain.mentoring.queries.watching import (
    GRACE,
    alarm_at,
    holders_of,
    kept_rota,
    on_rota,
    open_check_in,
    seen_alarms,
)
from alongside.domain.mentoring.states import LIVE
from alongside.domain.mentoring.watch_records import OUT_FOR
from alongside.domain.messaging import public as messaging
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

log = structlog.get_logger(__name__)


def add_watch(
    organisation_id: UUID,
    *,
    person_id: UUID,
    weekday: int,
    starts: time,
    ends: time,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Puts somebody on the rota for some hours of a weekday, in London; the same again is the same.

    Raises Refused for whoever does not coordinate there, Invalid by field."""
    if not actor.holds(Role.COORDINATOR, organisation_id):
        raise Refused("only a coordinator keeps the rota")
    faults = {}
    if person_id not in holders_of(organisation_id, at):
        faults["person_id"] = _("Choose one of the people shown.")
    if weekday not in range(7):
        faults["weekday"] = _("Choose a day of the week.")
    if starts >= ends:
        faults["ends"] = _("The end must be later than the beginning, on the same day.")
    if faults:
        raise Invalid(faults)
    with unit(actor=actor, at=at) as work:
        row, made = Watch.objects.get_or_create(
            organisation_id=organisation_id,
            person_id=person_id,
            weekday=weekday,
            starts=starts,
            ends=ends,
            ended_at=None,
            defaults={"added_at": at},
        )
        if made:
            fields = ("person", "weekday", "starts", "ends")
            work.audit("watch.added", row, organisation_id=organisation_id, fields=fields)
        return row.pk


def end_watch(watch_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Takes these hours off the rota. Whoever went out before keeps whom they were told.

    Again does nothing. Raises NotFound for whoever does not coordinate there."""
    seen = get_visible(kept_rota(actor), watch_id)
    with unit(actor=actor, at=at) as work:
        if Watch.objects.filter(pk=seen.pk, ended_at=None).update(ended_at=at):
            work.audit(
                "watch.ended", seen, organisation_id=seen.organisation_id, fields=("ended_at",)
            )


def check_in(volunteer_id: UUID, *, minutes: int, key: UUID, actor: Actor, at: datetime) -> UUID:
    """The mentor goes out and is back in so many minutes (one of OUT_FOR). Somebody watches where
    the rota has somebody at the moment of the alarm.

    The same `key` again, or while they are out, is the same. Raises NotFound for anybody else,
    Invalid for another length, Conflict for somebody who meets nobody here."""
    seen = get_visible(own(actor), volunteer_id)
    if minutes not in OUT_FOR:
        raise Invalid({"minutes": _("Choose one of the answers shown.")})
    with unit(actor=actor, at=at) as work:
        volunteer = Volunteer.objects.select_for_update().get(pk=seen.pk)
        if volunteer.state not in LIVE:
            raise Conflict("they meet nobody here")
        row = CheckIn.objects.filter(key=key, volunteer=volunteer).first()
        row = row or open_check_in(volunteer.pk)
        if row is not None:
            return row.pk
        moment = alarm_at(at, minutes)
        row = CheckIn.objects.create(
            key=key,
            volunteer=volunteer,
            started_at=at,
            back_by=at + timedelta(minutes=minutes),
            watched_by_id=on_rota(
                volunteer.organisation_id, moment, but=volunteer.person_id, at=at
            ),
        )
        work.audit(
            "checkin.started",
            row,
            organisation_id=volunteer.organisation_id,
            fields=("started_at", "back_by", "watched_by"),
        )
        return row.pk


def check_out(volunteer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The mentor is back; after an alarm, whoever heard it hears that too. Again does nothing.

    Raises NotFound for anybody else."""
    seen = get_visible(own(actor), volunteer_id)
    with unit(actor=actor, at=at) as work:
        volunteer = Volunteer.objects.select_for_update().get(pk=seen.pk)
        row = open_check_in(volunteer.pk)
        if row is None:
            return
        row.volunteer = volunteer
        CheckIn.objects.filter(pk=row.pk).update(back_at=at)
        work.audit(
            "checkin.back", row, organisation_id=volunteer.organisation_id, fields=("back_at",)
        )
        if row.alarmed_at is not None:
            _tell("meeting_back", row, work)


def settle_overdue(check_in_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Somebody who looks after volunteers reached the mentor, who is safe. Again does nothing.

    Raises NotFound out of sight."""
    seen = get_visible(seen_alarms(actor).select_related("volunteer"), check_in_id)
    with unit(actor=actor, at=at) as work:
        still = CheckIn.objects.filter(pk=seen.pk, settled_at=None, back_at=None)
        if still.update(settled_at=at, settled_by_id=actor.person_id):
            work.audit(
                "checkin.settled",
                seen,
                organisation_id=seen.volunteer.organisation_id,
                fields=("settled_at", "settled_by"),
            )


def raise_alarms(*, actor: Actor, at: datetime) -> int:
    """Tells of each mentor who was to be back a quarter of an hour ago: whoever is on the rota now
    and whom the mentor was told of, or everybody who looks after volunteers where these are no
    longer there. Once for each.

    Returns how many. Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    due = CheckIn.objects.filter(
        watched_by__isnull=False,
        alarmed_at=None,
        back_at=None,
        settled_at=None,
        back_by__lte=at - GRACE,
    )
    raised = 0
    for key in list(due.order_by("back_by", "pk").values_list("pk", flat=True)):
        try:
            with unit(actor=actor, at=at) as work:
                raised += _raise(key, work)
        except Exception as failure:
            # One alarm must not keep the others.
            log.error("alarm_failed", check_in=str(key), failure=type(failure).__name__)
    return raised


def _raise(key: UUID, work: Work) -> bool:
    seen = CheckIn.objects.only("volunteer_id").get(pk=key)
    volunteer = Volunteer.objects.select_for_update().get(pk=seen.volunteer_id)
    if not CheckIn.objects.filter(pk=key, alarmed_at=None, back_at=None, settled_at=None).update(
        alarmed_at=work.at
    ):
        return False
    row = CheckIn.objects.get(pk=key)
    row.volunteer = volunteer
    organisation_id = volunteer.organisation_id
    work.audit("checkin.alarmed", row, organisation_id=organisation_id, fields=("alarmed_at",))
    _tell("meeting_overdue", row, work)
    return True


def _tell(template: str, row: CheckIn, work: Work) -> None:
    organisation_id = row.volunteer.organisation_id
    out = row.volunteer.person_id
    holders = [one for one in holders_of(organisation_id, work.at) if one != out]
    watcher = on_rota(organisation_id, work.at, but=out, at=work.at)
    told = {one for one in (watcher, row.watched_by_id) if one in holders} or set(holders)
    for person_id in sorted((one for one in told if one), key=str):
        messaging.send(
            template,
            to=messaging.to_staff(person_id),
            cause=row,
            key=f"{template}/{row.pk}/{person_id}",
            organisation_id=organisation_id,
            actor=work.actor,
            at=work.at,
        )
