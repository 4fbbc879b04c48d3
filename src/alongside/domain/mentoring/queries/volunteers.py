"""Volunteers: their own page, the lists and records of those who look after them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from alongside.domain.mentoring.events import VolunteerWelcomed
from alongside.domain.mentoring.models import Check, Reference, Volunteer
from alongside.domain.mentoring.queries.shown import (
    checklist_of,
    checks_of,
    preview_of,
    profile_of,
    references_of,
)
from alongside.domain.mentoring.queries.visible import (
    looked_after,
    own,
    own_or_looked_after,
    require_looks_after,
    whole,
)
from alongside.domain.mentoring.records import (
    Checklist,
    PreviewRecord,
    Profile,
    ReferenceAsked,
    TrainedElsewhere,
    VolunteerCounts,
    VolunteerRecord,
    VolunteerRow,
)
from alongside.domain.mentoring.rules import seeing
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.rules.steps import (
    counts_until,
    lacking,
    overdue,
    standing_of,
    unsigned,
)
from alongside.domain.mentoring.rules.training import ELSEWHERE
from alongside.domain.mentoring.rules.undoing import answer_until
from alongside.domain.mentoring.states import OPEN, VolunteerState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor, by_link
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.links import open_link
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible

OWN, REFERENCE = "volunteer", "reference"
DUE_WITHIN = timedelta(days=30)
WHICH = ("open", "applied", "preparing", "second_yes", "ready", "checks", "paused", "past")


def by_own_link(token: str, *, at: datetime) -> tuple[UUID, Actor]:
    """The volunteer whose link this is, and themselves acting by it. Raises NotFound."""
    key = open_link(token, OWN, at=at)
    row = Volunteer.objects.only("person_id").get(pk=key)
    return row.pk, by_link(row.person_id)


def by_account(actor: Actor) -> UUID:
    """The volunteer that whoever signed in is now, or was last. Raises NotFound."""
    rows = list(own(actor).order_by("-applied_at").values_list("pk", "state"))
    if not rows:
        raise NotFound("mentoring.volunteer")
    return next((key for key, state in rows if state in OPEN), rows[0][0])


def checklist(volunteer_id: UUID, *, actor: Actor, at: datetime) -> Checklist:
    """The steps of a volunteer: for them, and for who looks after them.

    Raises NotFound out of sight. A constant number of queries."""
    row = get_visible(whole(own_or_looked_after(actor)), volunteer_id)
    return checklist_of(standing_of(row), people.person_name(row.person_id), london_date(at))


def preview(volunteer_id: UUID, *, actor: Actor) -> PreviewRecord:
    """The volunteer exactly as whoever chooses a mentor sees them. Raises NotFound out of sight."""
    row = get_visible(own_or_looked_after(actor), volunteer_id)
    return preview_of(row, people.person_name(row.person_id))


def own_profile(volunteer_id: UUID, *, actor: Actor) -> Profile:
    """What the volunteer said, for themselves to change. Raises NotFound for anybody else."""
    return profile_of(get_visible(own(actor), volunteer_id))


def reference_asked(token: str, *, at: datetime) -> ReferenceAsked:
    """What a referee sees behind their link. Raises NotFound for one that is over."""
    key = open_link(token, REFERENCE, at=at)
    row = Reference.objects.select_related("volunteer").get(pk=key)
    names = people.names([row.referee_id, row.volunteer.person_id])
    return ReferenceAsked(
        first_name=first_name(names[row.volunteer.person_id]),
        referee_name=names[row.referee_id],
        given=row.given_at is not None,
    )


def _list(which: str, today: date) -> Q:
    lists = {
        "open": Q(state__in=sorted(OPEN)),
        "second_yes": Q(state="preparing", first_yes_by__isnull=False),
        "checks": Q(state__in=sorted(OPEN)) & _runs_out(today + DUE_WITHIN),
        "past": Q(state__in=("stopped", "declined")),
    }
    if which not in WHICH:
        raise Invalid({"which": "there is no such list"})
    return lists.get(which) or Q(state=which)


def _runs_out(until: date) -> Q:
    near = Check.objects.filter(volunteer=OuterRef("pk"), current=True, look_again_on__lte=until)
    return Q(Exists(near)) | Q(trained_until__lte=until)


def volunteers(
    *, actor: Actor, which: str = "open", at: datetime, page: int = 1, per_page: int = 25
) -> Page[VolunteerRow]:
    """The volunteers of one list, who waits longest first, each with what they lack.

    `which` is open, applied, preparing, second_yes, ready, checks (they or the training to be done
    again within a month, or overdue), paused or past. A constant number of queries. Raises Refused
    for whoever looks after none, Invalid for another list."""
    require_looks_after(actor)
    today = london_date(at)
    chosen = whole(looked_after(actor).filter(_list(which, today)))
    found = page_of(
        chosen.order_by("applied_at", "pk"), lambda row: row, number=page, per_page=per_page
    )
    names = people.shown_names(row.person_id for row in found.rows)
    rows = tuple(_row(row, names.get(row.person_id, ""), today) for row in found.rows)
    return Page(rows, found.number, found.pages, found.total)


def _row(row: Volunteer, name: str, today: date) -> VolunteerRow:
    standing = standing_of(row)
    return VolunteerRow(
        volunteer_id=row.pk,
        person_id=row.person_id,
        name=name,
        state=row.state,
        applied_on=london_date(row.applied_at),
        lacking=lacking(standing, today),
        first_yes=row.first_yes_by_id is not None and row.state == VolunteerState.PREPARING,
        overdue=overdue(row, today),
        look_again_on=counts_until(standing),
        capacity=row.capacity,
        unsigned=unsigned(row),
    )


def without_training(
    *, person_id: UUID | None = None, actor: Actor
) -> tuple[VolunteerWelcomed, ...]:
    """Whom the service goes on with and whose training is not noted as done: all, or one person, as
    they were told. One query. Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    rows = Volunteer.objects.filter(state=VolunteerState.PREPARING, trained_on=None)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    return tuple(
        VolunteerWelcomed(row.pk, row.person_id, row.organisation_id, row.changed_at)
        for row in rows.order_by("applied_at", "pk")
    )


def volunteer_counts(*, actor: Actor, at: datetime) -> VolunteerCounts:
    """How many volunteers wait for something: one query.

    Raises Refused for whoever looks after none."""
    require_looks_after(actor)
    today = london_date(at)
    rows: QuerySet[Volunteer] = looked_after(actor)
    counts = rows.aggregate(
        applied=Count("pk", filter=_list("applied", today)),
        preparing=Count("pk", filter=_list("preparing", today)),
        second_yes=Count("pk", filter=_list("second_yes", today)),
        checks_due=Count("pk", filter=_list("checks", today)),
        checks_overdue=Count(
            "pk",
            filter=Q(state__in=sorted(OPEN)) & _runs_out(today - timedelta(days=1)),
        ),
    )
    return VolunteerCounts(**counts)


def volunteer(volunteer_id: UUID, *, actor: Actor, at: datetime) -> VolunteerRecord:
    """One volunteer with references and checks, for who looks after them.

    Raises NotFound out of sight. A constant number of queries."""
    row = get_visible(whole(looked_after(actor)), volunteer_id)
    today, standing = london_date(at), standing_of(row)
    by = (row.first_yes_by_id, row.second_yes_by_id, row.trained_noted_by_id)
    staff = {one for one in by if one is not None}
    names = people.names({row.person_id, *(one.referee_id for one in standing.references), *staff})
    name = names.get(row.person_id, "")
    agreed = [one.agreed_at for one in standing.agreements]
    return VolunteerRecord(
        volunteer_id=row.pk,
        person_id=row.person_id,
        name=name,
        organisation_id=row.organisation_id,
        state=row.state,
        applied_at=row.applied_at,
        profile=profile_of(row),
        preview=preview_of(row, name),
        checklist=checklist_of(standing, name, today),
        references=references_of(standing.references, names),
        checks=checks_of(standing.checks, today),
        met_on=row.met_on,
        trained_on=row.trained_on,
        trained_elsewhere=_elsewhere(row, names),
        agreed_on=london_date(max(agreed)) if agreed else None,
        cleared_for_under_18=row.cleared_for_under_18,
        first_yes_by=names.get(row.first_yes_by_id, "") if row.first_yes_by_id else "",
        second_yes_by=names.get(row.second_yes_by_id, "") if row.second_yes_by_id else "",
        may_say_yes=row.state == VolunteerState.PREPARING
        and not lacking(standing, today)
        and row.first_yes_by_id != actor.person_id
        and seeing.may_say_yes(actor, row.person_id, row.organisation_id),
        undo_until=answer_until(row, at),
    )


def _elsewhere(row: Volunteer, names: dict[UUID, str]) -> TrainedElsewhere | None:
    if row.trained_how != ELSEWHERE:
        return None
    return TrainedElsewhere(
        names.get(row.trained_noted_by_id, "") if row.trained_noted_by_id else "",
        london_date(row.trained_noted_at) if row.trained_noted_at else None,
    )
