"""Putting people into training, and taking them out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.training import rules
from alongside.domain.training.models import Enrolment
from alongside.domain.training.modules import module, modules
from alongside.domain.training.queries.people import candidates
from alongside.domain.training.queries.progress import counts_until
from alongside.domain.training.queries.visible import hold
from alongside.domain.training.records import RENEW_AHEAD_DAYS, Module, Programme
from alongside.domain.training.states import ENROLMENT, OPEN, EnrolmentState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def enrol(
    *,
    person_id: UUID,
    organisation_id: UUID,
    programme: str = Programme.MENTOR,
    only: Sequence[str] = (),
    actor: Actor,
    at: datetime,
) -> tuple[UUID, ...]:
    """Puts the person into each module of the programme, or `only` into these of it.

    A module that they are in, or that counts for longer than RENEW_AHEAD_DAYS, is passed over: so
    the same twice is once, and what runs out soon is done again. Returns the new enrolments.
    Raises NotFound for anybody but the person, a coordinator there or a command; Invalid for a
    programme or module that there is not."""
    if not (rules.is_self(actor, person_id) or rules.may_coordinate(actor, organisation_id)):
        raise NotFound("people.person")
    today = london_date(at)
    wanted = _wanted(programme, only, today)
    with unit(actor=actor, at=at) as work:
        own = Enrolment.objects.filter(person_id=person_id, organisation_id=organisation_id)
        held = [each for each in own if _is_enough(each, today)]
        passed_over = {each.module for each in held}
        made = [
            _enrol(each, person_id, organisation_id, work)
            for each in wanted
            if each.slug not in passed_over
        ]
    return tuple(each.pk for each in made if each is not None)


def enrol_several(chosen: Iterable[tuple[UUID, str]], *, actor: Actor, at: datetime) -> int:
    """Puts people into programmes, as (person, programme), where the actor coordinates.

    All of them or none; returns how many enrolments were made. Who is in it already is passed over.
    Raises Conflict for whoever does not hold the role, Refused for whoever coordinates nowhere."""
    offered = {
        (one.person_id, one.programme): one for one in candidates(actor=actor, at=at, whole=True)
    }
    with unit(actor=actor, at=at):
        made = 0
        for key in dict.fromkeys(chosen):
            one = offered.get((key[0], Programme(key[1])))
            if one is None:
                raise Conflict("somebody else was quicker, or they have that role no more")
            made += len(
                enrol(
                    person_id=one.person_id,
                    organisation_id=one.organisation_id,
                    programme=one.programme,
                    actor=actor,
                    at=at,
                )
            )
    return made


def renew(enrolment_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    """The person does a module again that ends soon or has ended; returns whom it concerns.

    Done twice it is once. Raises NotFound when out of sight, Refused for whoever does not
    coordinate there."""
    with unit(actor=actor, at=at):
        enrolment = hold(enrolment_id, actor=actor)
        enrol(
            person_id=enrolment.person_id,
            organisation_id=enrolment.organisation_id,
            programme=module(enrolment.module).programmes[0],
            only=(enrolment.module,),
            actor=actor,
            at=at,
        )
        return enrolment.person_id


def stop(enrolment_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    """Takes the person out of a module that is not done, and returns who it is.

    What was written down stays.

    Raises NotFound when out of sight, Refused, Conflict when it is over."""
    with unit(actor=actor, at=at) as work:
        enrolment = hold(enrolment_id, actor=actor)
        if enrolment.state != EnrolmentState.STOPPED:
            move(enrolment, "stop", work=work, organisation_id=enrolment.organisation_id)
        return enrolment.person_id


def take_back(
    *, person_id: UUID, organisation_id: UUID, since: datetime, actor: Actor, at: datetime
) -> int:
    """What was begun since then was begun by mistake: the enrolments go, and how many that were is
    returned. Only where nothing is written upon any of them.

    For journeys, in whose unit the reason for them goes. Raises NotFound for whoever does not
    coordinate there, Conflict once somebody has read, attended or signed something off."""
    if not rules.may_coordinate(actor, organisation_id):
        raise NotFound("people.person")
    with unit(actor=actor, at=at) as work:
        begun = Enrolment.objects.select_for_update().filter(
            person_id=person_id, organisation_id=organisation_id, enrolled_at__gte=since
        )
        rows = list(begun.order_by("pk"))
        for row in rows:
            untouched = row.state == ENROLMENT.initial and row.read_on is None
            if not untouched or row.attendances.exists() or row.sign_offs.exists():
                raise Conflict(_("It is too late: their training has begun."))
            work.audit("enrolment.taken_back", row, organisation_id=organisation_id)
            row.delete()
        return len(rows)


def _wanted(programme: str, only: Sequence[str], today: date) -> tuple[Module, ...]:
    offered = modules(today, programme) if programme in set(Programme) else ()
    if not offered:
        raise Invalid({"programme": _("Choose one of the programmes.")})
    if not set(only) <= {each.slug for each in offered}:
        raise Invalid({"only": _("Choose from the modules of this programme.")})
    return tuple(each for each in offered if not only or each.slug in only)


def _is_enough(enrolment: Enrolment, today: date) -> bool:
    if enrolment.state in OPEN:
        return True
    until = counts_until(enrolment, today)
    return until is not None and (
        until == date.max or until > today + timedelta(days=RENEW_AHEAD_DAYS)
    )


def _enrol(module: Module, person_id: UUID, organisation_id: UUID, work: Work) -> Enrolment | None:
    """The new enrolment; None where somebody else made it at the same moment."""
    made = Enrolment(
        person_id=person_id,
        organisation_id=organisation_id,
        module=module.slug,
        module_version=module.version,
        state=ENROLMENT.initial,
        enrolled_at=work.at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        again = Enrolment.objects.filter(
            person_id=person_id, organisation_id=organisation_id, module=module.slug, state__in=OPEN
        )
        if not again.exists():  # it was something else: an unknown person, say
            raise
        return None
    work.audit("enrolment.made", made, organisation_id=organisation_id, fields=("person", "module"))
    return made
