"""How far somebody is, and whether they count as trained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.people import public as people
from alongside.domain.training import rules
from alongside.domain.training.models import Enrolment
from alongside.domain.training.modules import module, modules
from alongside.domain.training.queries.visible import visible
from alongside.domain.training.records import (
    RENEW_AHEAD_DAYS,
    Module,
    ModuleProgress,
    MyTraining,
    Programme,
    SessionProgress,
    SkillProgress,
    Standing,
)
from alongside.domain.training.states import OPEN, EnrolmentState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound


def progress(
    person_id: UUID, *, actor: Actor, at: datetime, programme: str = ""
) -> tuple[ModuleProgress, ...]:
    """Each module of the programme and how the person stands with it; without a programme, each
    module that they ever took part in. At most four queries.

    Raises NotFound for anybody but the person, a coordinator or safeguarding lead, or a command;
    what another organisation wrote down does not exist for these."""
    if not (rules.is_self(actor, person_id) or rules.may_look(actor)):
        raise NotFound("people.person")
    own = with_parts(visible(actor).filter(person_id=person_id))
    return of_person(list(own), london_date(at), names_of(own), programme)


def my_training(*, actor: Actor, at: datetime) -> MyTraining:
    """The actor's own modules, and those in force in which they take no part.

    Raises NotFound for a visitor."""
    if actor.person_id is None:
        raise NotFound("people.person")
    own = progress(actor.person_id, actor=actor, at=at)
    known = {each.module.slug for each in own}
    others = (each for each in modules(london_date(at)) if each.slug not in known)
    return MyTraining(own, tuple(others))


def my_module(slug: str, *, actor: Actor, at: datetime) -> ModuleProgress:
    """One module to read, and how the actor themselves stands with it.

    Raises NotFound for a visitor, and for a module that there is not."""
    found = module(slug)
    if actor.person_id is None:
        raise NotFound("training.module")
    own = Enrolment.objects.filter(person_id=actor.person_id, module=found.slug)
    rows = list(with_parts(own))
    return _standing(found, rows, london_date(at), names_of(rows))


def of_person(
    own: Sequence[Enrolment], today: date, names: dict[UUID, str], programme: str = ""
) -> tuple[ModuleProgress, ...]:
    """As `progress`, from enrolments of one person that were read with their parts."""
    by_module: dict[str, list[Enrolment]] = {}
    for each in own:
        by_module.setdefault(each.module, []).append(each)
    if programme:
        shown = modules(today, programme)
    else:
        in_force = modules(today)
        retired = [module(slug) for slug in sorted(set(by_module) - {m.slug for m in in_force})]
        shown = (*(each for each in in_force if each.slug in by_module), *retired)
    return tuple(_standing(each, by_module.get(each.slug, []), today, names) for each in shown)


def with_parts(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """The rows with their sessions and skills, the last one last."""
    return rows.prefetch_related("attendances", "sign_offs").order_by("enrolled_at", "pk")


def names_of(rows: Iterable[Enrolment]) -> dict[UUID, str]:
    """The names of whoever signed something off in these, in one query."""
    return people.names({one.by_id for row in rows for one in row.sign_offs.all()})


def _standing(
    module: Module, own: Sequence[Enrolment], today: date, names: dict[UUID, str]
) -> ModuleProgress:
    until = max((until for each in own if (until := counts_until(each, today))), default=None)
    opened = next((each for each in own if each.state in OPEN), None)
    done = [each for each in own if each.done_on is not None]
    last = opened or (max(done, key=lambda each: each.done_on or date.min) if done else None)
    days = {each.session: each.on for each in last.attendances.all()} if last else {}
    signed = {each.skill: each for each in last.sign_offs.all()} if last else {}
    return ModuleProgress(
        module=module,
        standing=_word(until, opened, last, today),
        enrolment_id=last.pk if last else None,
        is_open=opened is not None,
        read_on=last.read_on if last else None,
        done_on=max((each.done_on for each in done if each.done_on), default=None),
        counts_until=until,
        sessions=tuple(SessionProgress(each, days.get(each.slug)) for each in module.sessions),
        skills=tuple(
            SkillProgress(each, one.on, names.get(one.by_id, ""), one.words)
            if (one := signed.get(each.slug))
            else SkillProgress(each)
            for each in module.skills
        ),
    )


def _word(
    until: date | None, opened: Enrolment | None, last: Enrolment | None, today: date
) -> Standing:
    if until is not None:
        soon = until <= today + timedelta(days=RENEW_AHEAD_DAYS)
        return Standing.RENEW_SOON if soon else Standing.DONE
    if opened is not None:
        return Standing(opened.state)
    return Standing.LAPSED if last is not None else Standing.NOT_STARTED


def counts_until(enrolment: Enrolment, today: date) -> date | None:
    """The last day on which it counts, `date.max` where for ever; None where it does not today.

    By its dates alone, so that it is true also before the night has written it down."""
    if enrolment.state != EnrolmentState.DONE or enrolment.done_on is None:
        return None
    if enrolment.done_on > today:
        return None
    if enrolment.renew_on is None:
        return date.max
    return enrolment.renew_on if enrolment.renew_on >= today else None


def trained_people(
    person_ids: Iterable[UUID], *, programme: str = Programme.MENTOR, at: datetime
) -> dict[UUID, date]:
    """Of these people, those who count as trained, each with their last day (`date.max`: for
    ever). One query. For other domains, which vouch for whom they ask about."""
    today = london_date(at)
    needed = {each.slug for each in modules(today, programme)}
    rows = Enrolment.objects.filter(
        person_id__in=set(person_ids), module__in=needed, state=EnrolmentState.DONE
    )
    held: dict[UUID, dict[str, date]] = {}
    for row in rows:
        until = counts_until(row, today)
        if until is not None:
            days = held.setdefault(row.person_id, {})
            days[row.module] = max(until, days.get(row.module, date.min))
    return {
        person_id: min(days.values())
        for person_id, days in held.items()
        if needed and needed <= days.keys()
    }


def enrolled_people(
    person_ids: Iterable[UUID], *, programme: str = Programme.MENTOR, at: datetime
) -> frozenset[UUID]:
    """Of these people, those who take part in the programme or ever did, also where they stopped.
    One query. For others, which vouch for whom they ask about."""
    offered = {each.slug for each in modules(london_date(at), programme)}
    rows = Enrolment.objects.filter(person_id__in=set(person_ids), module__in=offered)
    return frozenset(rows.values_list("person_id", flat=True))


def trained_until(
    person_id: UUID, programme: str = Programme.MENTOR, *, at: datetime
) -> date | None:
    """The last day on which the person counts as trained for the programme, if nothing is renewed.

    None where they do not today; `date.max` where nothing ever runs out."""
    return trained_people([person_id], programme=programme, at=at).get(person_id)


def is_trained(person_id: UUID, programme: str = Programme.MENTOR, *, at: datetime) -> bool:
    """Whether every module of the programme that is in force today counts today."""
    return trained_until(person_id, programme, at=at) is not None
