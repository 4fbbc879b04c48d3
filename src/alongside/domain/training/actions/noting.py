"""What is written down on the way through a module: read, attended, observed.

Each moves the enrolment as far as it then is; what is sent twice is done once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.training import rules
from alongside.domain.training.events import ModuleDone
from alongside.domain.training.models import Attendance, Enrolment, SignOff
from alongside.domain.training.modules import module
from alongside.domain.training.queries.visible import hold, visible
from alongside.domain.training.states import OPEN, EnrolmentState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def note_read(enrolment_id: UUID, *, actor: Actor, at: datetime) -> str:
    """The learner says that they have read the materials; returns which module. The first day
    stands.

    Raises NotFound when out of sight, Refused for anybody but the learner."""
    with unit(actor=actor, at=at) as work:
        enrolment = get_visible(visible(actor), enrolment_id)
        if not rules.is_self(actor, enrolment.person_id):
            raise Refused("only the learner says that")
        changed = Enrolment.objects.filter(pk=enrolment.pk, read_on=None)
        if changed.update(read_on=london_date(at)):
            _note(work, "enrolment.read", enrolment, "read_on")
        return enrolment.module


def note_attended(
    enrolment_id: UUID, *, sessions: Sequence[str], on: date, actor: Actor, at: datetime
) -> None:
    """The person was at these sessions on that day. With the last one they have attended.

    The first day that was written down for a session stands. Raises NotFound when out of sight,
    Refused for whoever does not coordinate there, Invalid for a session that the module has not
    and for a day that cannot be, Conflict when the enrolment is over."""
    _refuse_day(on, at)
    with unit(actor=actor, at=at) as work:
        enrolment = hold(enrolment_id, actor=actor)
        _attend(enrolment, sessions, on, work)


def note_session(
    module_slug: str,
    session: str,
    *,
    person_ids: Iterable[UUID],
    on: date,
    actor: Actor,
    at: datetime,
) -> int:
    """These people were at a session on that day; returns for how many that was news.

    For each, their open enrolment that the actor coordinates. Nothing is written down when one of
    them has none: Raises Conflict; NotFound for a module that there is not; otherwise as
    `note_attended`."""
    _refuse_day(on, at)
    wanted = set(person_ids)
    found = module(module_slug)
    with unit(actor=actor, at=at) as work:
        rows = visible(actor).filter(module=found.slug, person_id__in=wanted, state__in=OPEN)
        mine = {
            each.person_id: each
            for each in rows.order_by("pk")
            if rules.may_coordinate(actor, each.organisation_id)
        }
        if wanted - mine.keys():
            raise Conflict("somebody is not in this module any more")
        return sum(
            _attend(hold(each.pk, actor=actor), [session], on, work) for each in mine.values()
        )


def sign_off(
    enrolment_id: UUID,
    *,
    skills: Sequence[str],
    on: date,
    words: str = "",
    actor: Actor,
    at: datetime,
) -> None:
    """The actor saw, on that day, that the learner can do these; with the last skill it is done.

    `words` is what they tell the learner, who reads it. A skill that was signed off stays as it
    was. Raises NotFound when out of sight; Refused for the learner themselves, for whoever does not
    coordinate there, and for a command, which sees nobody; Invalid by field; Conflict before every
    session was attended, and when the enrolment is over."""
    _refuse_day(on, at)
    words = words.strip()
    if len(words) > rules.LONGEST_WORDS:
        raise Invalid({"words": _("Use 600 letters or fewer.")})
    with unit(actor=actor, at=at) as work:
        enrolment = hold(enrolment_id, actor=actor)
        if actor.person_id is None or rules.is_self(actor, enrolment.person_id):
            raise Refused("another person than the learner signs off")
        _sign_off(enrolment, skills, on, words, work)


def _attend(enrolment: Enrolment, sessions: Sequence[str], on: date, work: Work) -> bool:
    """Writes the sessions down; returns whether one of them was news."""
    needed = {each.slug for each in module(enrolment.module).sessions}
    if not sessions or not set(sessions) <= needed:
        raise Invalid({"sessions": _("Select the sessions that they were at.")})
    known = set(enrolment.attendances.values_list("session", flat=True))
    news = [each for each in dict.fromkeys(sessions) if each not in known]
    if not news:
        return False
    if enrolment.state != EnrolmentState.ENROLLED:
        raise Conflict("this module is over for them, or was attended")
    Attendance.objects.bulk_create(
        Attendance(
            enrolment=enrolment,
            session=each,
            on=on,
            noted_by_id=work.actor.person_id,
            noted_at=work.at,
        )
        for each in news
    )
    _note(work, "enrolment.attended_session", enrolment, "attendances")
    if needed <= known | set(news):
        move(enrolment, "attend", work=work, organisation_id=enrolment.organisation_id)
    return True


def _sign_off(
    enrolment: Enrolment, skills: Sequence[str], on: date, words: str, work: Work
) -> None:
    found = module(enrolment.module)
    needed = {each.slug for each in found.skills}
    if not skills or not set(skills) <= needed:
        raise Invalid({"skills": _("Select the skills that you observed.")})
    known = set(enrolment.sign_offs.values_list("skill", flat=True))
    news = [each for each in dict.fromkeys(skills) if each not in known]
    if not news:
        return
    if enrolment.state not in (EnrolmentState.ATTENDED, EnrolmentState.OBSERVED):
        raise Conflict("every session comes first, or this module is over for them")
    assert work.actor.person_id is not None
    SignOff.objects.bulk_create(
        SignOff(
            enrolment=enrolment,
            learner_id=enrolment.person_id,
            skill=each,
            on=on,
            by_id=work.actor.person_id,
            words=words,
            at=work.at,
        )
        for each in news
    )
    _note(work, "enrolment.signed_off", enrolment, "sign_offs")
    where = enrolment.organisation_id
    if enrolment.state == EnrolmentState.ATTENDED:
        move(enrolment, "observe", work=work, organisation_id=where)
    if needed <= known | set(news):
        days = [
            *enrolment.attendances.values_list("on", flat=True),
            *enrolment.sign_offs.values_list("on", flat=True),
        ]
        done_on = max(days)
        renew_on = rules.last_day(done_on, found.renew_after_months)
        also = {"done_on": done_on, "renew_on": renew_on}
        move(enrolment, "finish", work=work, organisation_id=where, also=also)
        work.publish(ModuleDone(enrolment.person_id, where, enrolment.module, work.at))


def _refuse_day(on: date, at: datetime) -> None:
    fault = rules.fault_of_day(on, london_date(at))
    if fault:
        raise Invalid({"on": fault})


def _note(work: Work, action: str, enrolment: Enrolment, field: str) -> None:
    work.audit(action, enrolment, organisation_id=enrolment.organisation_id, fields=(field,))
