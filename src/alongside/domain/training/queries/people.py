"""Who is in training, for those who look after them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.domain.people import public as people
from alongside.domain.training import rules
from alongside.domain.training.models import Enrolment
from alongside.domain.training.modules import module, modules
from alongside.domain.training.queries.progress import names_of, of_person, with_parts
from alongside.domain.training.queries.visible import visible
from alongside.domain.training.records import (
    RENEW_AHEAD_DAYS,
    Candidate,
    Desk,
    Learner,
    LearnerModule,
    ModuleSessions,
    Renewal,
)
from alongside.domain.training.states import OPEN, EnrolmentState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible

PER_PAGE = 25


def _looked_after(actor: Actor) -> QuerySet[Enrolment]:
    """What those see who look after others. Raises Refused for anybody else."""
    if not rules.may_look(actor):
        raise Refused("how others stand is for coordinators and safeguarding leads")
    if actor.is_system:
        return Enrolment.objects.all()
    return Enrolment.objects.filter(organisation_id__in=actor.organisations(*rules.SEES))


def learners(
    *,
    actor: Actor,
    at: datetime,
    unfinished: bool = False,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> Page[Learner]:
    """Everybody who takes part, by name; or only those with something open. As many queries for
    thirty as for one.

    Raises Refused for whoever neither coordinates nor looks after safety."""
    seen = _looked_after(actor)
    among = seen.filter(state__in=OPEN) if unfinished else seen
    # One enrolment stands for each person.
    earlier = among.filter(person=OuterRef("person"), pk__lt=OuterRef("pk"))
    rows = among.filter(~Exists(earlier)).select_related("person")
    held: dict[UUID, list[Enrolment]] = {}
    names: dict[UUID, str] = {}
    called: dict[UUID, str] = {}

    def read(shown: list[Enrolment]) -> None:
        called.update(people.shown_names(each.person_id for each in shown))
        own = list(with_parts(seen.filter(person_id__in=[each.person_id for each in shown])))
        names.update(names_of(own))
        for each in own:
            held.setdefault(each.person_id, []).append(each)

    today = london_date(at)
    return page_of(
        rows.order_by("person__name", "person_id"),
        lambda row: Learner(
            row.person_id, called[row.person_id], of_person(held[row.person_id], today, names)
        ),
        number=page,
        per_page=per_page,
        prepare=read,
    )


def learner(person_id: UUID, *, actor: Actor, at: datetime) -> Learner:
    """One person in training. Raises NotFound when out of sight, Refused as `learners`."""
    own = list(with_parts(_looked_after(actor).filter(person_id=person_id)))
    if not own:
        raise NotFound("people.person")
    shown = of_person(own, london_date(at), names_of(own))
    return Learner(person_id, people.person_name(person_id), shown)


def enrolment(enrolment_id: UUID, *, actor: Actor, at: datetime) -> LearnerModule:
    """One enrolment with its sessions and skills, for whoever writes them down.

    Raises NotFound when out of sight, Refused for whoever does not coordinate there."""
    found = get_visible(with_parts(visible(actor)).select_related("person"), enrolment_id)
    if not rules.may_coordinate(actor, found.organisation_id):
        raise Refused("only a coordinator writes this down")
    (shown,) = of_person([found], london_date(at), names_of([found]))
    return LearnerModule(found.person_id, found.person.name, found.pk, shown)


def desk(*, actor: Actor, at: datetime, unfinished: bool = False, page: int = 1) -> Desk:
    """The first page of whoever looks after training: as `learners`, with what is due again.

    Raises Refused for whoever neither coordinates nor looks after safety."""
    writes = bool(actor.organisations(people.Role.COORDINATOR))
    return Desk(
        learners=learners(actor=actor, at=at, unfinished=unfinished, page=page),
        renewals=due_for_renewal(actor=actor, at=at),
        waiting=len(candidates(actor=actor, at=at)) if writes else 0,
        writes=writes,
    )


def sessions(*, actor: Actor, at: datetime) -> tuple[ModuleSessions, ...]:
    """The sessions of every module in force, each with how many people are awaited. One query.

    Raises Refused for whoever coordinates nowhere."""
    own = actor.organisations(people.Role.COORDINATOR)
    if not own:
        raise Refused("only a coordinator writes sessions down")
    rows = Enrolment.objects.filter(
        organisation_id__in=own, state=EnrolmentState.ENROLLED
    ).prefetch_related("attendances")
    awaited_at: Counter[tuple[str, str]] = Counter()
    for row in rows:
        been = {each.session for each in row.attendances.all()}
        for each in module(row.module).sessions:
            awaited_at[row.module, each.slug] += each.slug not in been
    return tuple(
        ModuleSessions(
            each, tuple((held, awaited_at[each.slug, held.slug]) for held in each.sessions)
        )
        for each in modules(london_date(at))
    )


def awaited(
    module_slug: str, session: str, *, actor: Actor, at: datetime, whole: bool = False
) -> tuple[tuple[UUID, str], ...]:
    """Who is in the module and was not at that session yet, by name; `whole`: also who was.

    Raises NotFound for a session that there is not, Refused for whoever coordinates nowhere."""
    found = module(module_slug)
    own = actor.organisations(people.Role.COORDINATOR)
    if not own:
        raise Refused("only a coordinator writes sessions down")
    if session not in {each.slug for each in found.sessions}:
        raise NotFound("training.session")
    rows = Enrolment.objects.filter(organisation_id__in=own, module=found.slug, state__in=OPEN)
    if not whole:
        rows = rows.exclude(attendances__session=session)
    ordered = rows.order_by("person__name", "person_id")
    return tuple(dict(ordered.values_list("person_id", "person__name")).items())


def due_for_renewal(
    *, actor: Actor, at: datetime, within_days: int = RENEW_AHEAD_DAYS
) -> tuple[Renewal, ...]:
    """The modules that stop counting within so many days, or have stopped, and that were not done
    again; the first to end on top. Two queries.

    Raises Refused for whoever neither coordinates nor looks after safety."""
    seen = _looked_after(actor)
    again = seen.filter(person=OuterRef("person"), module=OuterRef("module"))
    newer = again.filter(state=EnrolmentState.DONE).filter(
        Q(renew_on=None) | Q(renew_on__gt=OuterRef("renew_on"))
    )
    today = london_date(at)
    rows = (
        seen.filter(
            ~Exists(newer),
            state__in=(EnrolmentState.DONE, EnrolmentState.LAPSED),
            renew_on__lte=today + timedelta(days=within_days),
            module__in=[each.slug for each in modules(today)],
        )
        .annotate(begun=Exists(again.filter(state__in=OPEN)))
        .select_related("person")
        .order_by("renew_on", "person__name", "person_id", "module")
    )
    last: dict[tuple[UUID, str], Enrolment] = {(row.person_id, row.module): row for row in rows}
    called = people.shown_names(row.person_id for row in last.values())
    return tuple(
        Renewal(
            person_id=row.person_id,
            name=called[row.person_id],
            module=row.module,
            label=module(row.module).label,
            renew_on=row.renew_on,
            begun=row.begun,  # type: ignore[attr-defined]
        )
        for row in last.values()
        if row.renew_on is not None
    )


def candidates(*, actor: Actor, at: datetime, whole: bool = False) -> tuple[Candidate, ...]:
    """Who holds a role that asks for a programme and takes part in nothing of it yet, by name;
    `whole`: also who does.

    At the organisations where the actor coordinates; Raises Refused for whoever does not."""
    own = actor.organisations(people.Role.COORDINATOR)
    if not own:
        raise Refused("only a coordinator puts people into training")
    found = []
    today = london_date(at)
    for organisation_id in sorted(own):
        for role, programme in rules.ASKED_OF.items():
            slugs = [each.slug for each in modules(today, programme)]
            known = set(
                Enrolment.objects.filter(
                    organisation_id=organisation_id, module__in=slugs
                ).values_list("person_id", flat=True)
            )
            holders = people.role_holders(role, organisation_id, at=at)
            found += [
                Candidate(person_id, name, programme, organisation_id)
                for person_id, name in holders.items()
                if whole or person_id not in known
            ]
    return tuple(found)
