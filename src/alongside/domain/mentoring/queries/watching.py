"""The rota, whether a mentor is out, and who is overdue."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.domain.mentoring.models import CheckIn, Meeting, Watch
from alongside.domain.mentoring.queries.pairs import reached_at
from alongside.domain.mentoring.queries.visible import looked_after, own, require_looks_after
from alongside.domain.mentoring.rules.covers import mentor_of
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.rules.seeing import LOOKS_AFTER
from alongside.domain.mentoring.watch_records import OUT_FOR, OutRecord, OverdueRow, Rota, WatchRow
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import in_london, london_date
from alongside.foundation.errors import Refused
from alongside.foundation.scoping import get_visible

# So long after the hour that was said, the alarm: a bus may be late.
GRACE = timedelta(minutes=15)


def holders_of(organisation_id: UUID, at: datetime) -> dict[UUID, str]:
    """Who looks after the organisation's volunteers now, coordinators first: id to name."""
    found: dict[UUID, str] = {}
    for role in LOOKS_AFTER:
        found = {**people.role_holders(role, organisation_id, at=at), **found}
    return found


def on_rota(organisation_id: UUID, moment: datetime, *, but: UUID, at: datetime) -> UUID | None:
    """Who watches at that moment over somebody who is out (`but`), of those who may now; None where
    nobody does. Nobody watches over themselves."""
    then = in_london(moment)
    rows = Watch.objects.filter(
        organisation_id=organisation_id,
        ended_at=None,
        weekday=then.weekday(),
        starts__lte=then.time(),
        ends__gt=then.time(),
    )
    may = holders_of(organisation_id, at)
    found = rows.order_by("starts", "added_at", "pk").values_list("person_id", flat=True)
    return next((one for one in found if one in may and one != but), None)


def rota(organisation_id: UUID, *, actor: Actor, at: datetime) -> Rota:
    """The rota of the week. A constant number of queries.

    Raises Refused for whoever does not look after volunteers there."""
    if organisation_id not in actor.organisations(*LOOKS_AFTER):
        raise Refused("only who looks after volunteers sees the rota")
    may = holders_of(organisation_id, at)
    rows = list(
        Watch.objects.filter(organisation_id=organisation_id, ended_at=None).order_by(
            "weekday", "starts", "added_at"
        )
    )
    names = people.names(row.person_id for row in rows)
    return Rota(
        rows=tuple(
            WatchRow(
                watch_id=row.pk,
                name=names.get(row.person_id, ""),
                weekday=row.weekday,
                starts=row.starts,
                ends=row.ends,
                counts=row.person_id in may,
            )
            for row in rows
        ),
        may=tuple(may.items()),
    )


def kept_rota(actor: Actor) -> QuerySet[Watch]:
    """The rotas that the actor keeps: of the organisations where they coordinate."""
    return Watch.objects.filter(organisation_id__in=actor.organisations(Role.COORDINATOR))


def open_check_in(volunteer_id: UUID) -> CheckIn | None:
    """The mentor's own, while they are out."""
    return CheckIn.objects.filter(volunteer_id=volunteer_id, back_at=None, settled_at=None).first()


def out(volunteer_id: UUID, *, actor: Actor, at: datetime) -> OutRecord:
    """Whether the mentor is out, and whether anybody watches. Raises NotFound for anybody else."""
    volunteer = get_visible(own(actor), volunteer_id)
    row = open_check_in(volunteer.pk)
    if row is None:
        here, but = volunteer.organisation_id, volunteer.person_id
        would = tuple(
            (minutes, _called(on_rota(here, alarm_at(at, minutes), but=but, at=at)))
            for minutes in OUT_FOR
        )
        return OutRecord(False, None, None, "", False, would)
    return OutRecord(
        out=True,
        back_by=row.back_by,
        alarm_at=row.back_by + GRACE if row.watched_by_id else None,
        watcher=_called(row.watched_by_id),
        alarmed=row.alarmed_at is not None,
        would=(),
    )


def alarm_at(at: datetime, minutes: int) -> datetime:
    """When the alarm is for whoever goes out now for so long."""
    return at + timedelta(minutes=minutes) + GRACE


def _called(person_id: UUID | None) -> str:
    return first_name(people.person_name(person_id)) if person_id else ""


def seen_alarms(actor: Actor) -> QuerySet[CheckIn]:
    """The alarms, over or not, of the organisations whose volunteers the actor looks after: of
    others than themselves."""
    rows = CheckIn.objects.filter(alarmed_at__isnull=False)
    if actor.is_system:
        return rows
    return rows.filter(volunteer__in=looked_after(actor))


def _still(actor: Actor) -> QuerySet[CheckIn]:
    return seen_alarms(actor).filter(back_at=None, settled_at=None)


def overdue_count(actor: Actor) -> int:
    """How many are in `overdue`: one query."""
    return _still(actor).count()


def overdue(*, actor: Actor, at: datetime) -> tuple[OverdueRow, ...]:
    """Who has not said that they are back, the longest overdue first; how each is reached is looked
    up for each. Raises Refused for whoever looks after volunteers nowhere."""
    require_looks_after(actor)
    rows = list(_still(actor).select_related("volunteer").order_by("back_by", "pk"))
    names = people.names(
        [row.volunteer.person_id for row in rows]
        + [row.watched_by_id for row in rows if row.watched_by_id]
    )
    places = _places(rows)
    return tuple(
        OverdueRow(
            check_in_id=row.pk,
            person_id=row.volunteer.person_id,
            name=names.get(row.volunteer.person_id, ""),
            reach=reached_at(row.volunteer.person_id),
            back_by=row.back_by,
            place=places.get(row.volunteer_id, ""),
            watcher=names.get(row.watched_by_id, "") if row.watched_by_id else "",
        )
        for row in rows
    )


def _places(rows: list[CheckIn]) -> dict[UUID, str]:
    """The kept place that each of these mentors had planned for the day."""
    out = [row.volunteer_id for row in rows]
    planned = Meeting.objects.filter(
        Q(pair__volunteer__in=out, cover=None) | Q(cover__volunteer__in=out),
        on__in={london_date(row.started_at) for row in rows},
        place__isnull=False,
    ).select_related("place", "pair__volunteer", "cover__volunteer")
    return {
        mentor_of(row).pk: f"{row.place.name}, {row.place.address}" for row in planned if row.place
    }
