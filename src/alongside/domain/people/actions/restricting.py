"""Details that are kept and not used: asked for, told that it ends, lifted. UK GDPR, Article 18."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.people import rules
from alongside.domain.people.actions.faults import refuse_faults
from alongside.domain.people.models import Person, Restriction
from alongside.domain.people.queries.service import home_id
from alongside.domain.people.records import How, RestrictBecause, ToldHow
from alongside.domain.people.states import RestrictionState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def restrict(
    *,
    person_id: UUID,
    because: str,
    about: str = "",
    how: str = How.PAGE,
    actor: Actor,
    at: datetime,
) -> UUID:
    """From now on the person's details are kept and not used. Asked again while that holds, it is
    the same one. `about` is what it is about, in their words.

    For the person, by their account or a link; for staff of the service, who say how they were
    asked; and for a command. Raises NotFound for anybody else and for somebody who was deleted,
    Invalid by field."""
    about = about.strip()
    refuse_faults(
        {
            "because": "" if because in set(RestrictBecause) else _("Choose a reason"),
            "how": "" if how in set(How) else _("Choose how they asked"),
            "about": rules.fault_of_text(about, longest=2_000),
        }
    )
    if not rules.may_restrict(actor, person_id, home_id()):
        raise NotFound("people.person")
    own = rules.is_self(actor, person_id)
    with unit(actor=actor, at=at) as work:
        # The person's row is the lock: of two who ask at once one makes it.
        if not Person.objects.select_for_update().filter(pk=person_id, erased_at=None).exists():
            raise NotFound("people.person")
        there = _held(person_id)
        if there is not None:
            return there.pk
        row = Restriction.objects.create(
            person_id=person_id,
            because=because,
            about=about,
            how=How.PAGE if own else how,
            recorded_by_id=None if own else actor.person_id,
            asked_at=at,
        )
        work.audit(
            "restriction.asked",
            row,
            organisation_id=home_id(),
            fields=("person", "because", "about", "how", "recorded_by"),
        )
        return row.pk


def tell_of_lifting(*, person_id: UUID, how: str, actor: Actor, at: datetime) -> datetime:
    """Notes that the person was told that their details will be used again, and how; returns from
    when it may be lifted. Told again, the first time counts.

    Raises NotFound where nothing holds, Refused for anybody but staff of the service or a command,
    Invalid for another way."""
    refuse_faults({"how": "" if how in set(ToldHow) else _("Choose how you told them")})
    _refuse_others(person_id, actor)
    with unit(actor=actor, at=at) as work:
        row = _locked(person_id)
        if row.state == RestrictionState.IN_FORCE:
            move(
                row,
                "tell",
                work=work,
                organisation_id=home_id(),
                also={"told_how": how, "told_at": at, "told_by_id": actor.person_id},
            )
        return rules.lift_from(row.told_how, row.told_at) or at


def lift_restriction(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """From now on the person's details are used as before, since the reason is gone.

    It takes two: whoever told the person does not lift it. Raises NotFound where nothing holds,
    Refused for that one and for anybody but staff of the service or a command, Conflict before the
    person was told, and within a week of telling them in writing."""
    _refuse_others(person_id, actor)
    with unit(actor=actor, at=at) as work:
        row = _locked(person_id)
        may_from = rules.lift_from(row.told_how, row.told_at)
        if may_from is None or at < may_from:
            raise Conflict("the person is told first, and has time to answer")
        if row.told_by_id is not None and row.told_by_id == actor.person_id:
            raise Refused("somebody else lifts it")
        _end(row, "lift", work)


def take_back_restriction(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """The person themselves lets their details be used again. Where nothing holds, it does nothing.

    Raises NotFound for anybody else."""
    if not rules.is_self(actor, person_id):
        raise NotFound("people.restriction")
    with unit(actor=actor, at=at) as work:
        end_restriction(person_id, work)


def end_restriction(person_id: UUID, work: Work) -> None:
    """Ends what holds, within the open unit: because the person said so, or is deleted."""
    row = _held(person_id)
    if row is not None:
        _end(row, "take_back", work)


def _end(row: Restriction, event: str, work: Work) -> None:
    move(
        row,
        event,
        work=work,
        organisation_id=home_id(),
        also={"lifted_at": work.at, "lifted_by_id": work.actor.person_id},
    )


def _held(person_id: UUID) -> Restriction | None:
    held = Restriction.objects.exclude(state=RestrictionState.LIFTED)
    return held.select_for_update().filter(person_id=person_id).first()


def _locked(person_id: UUID) -> Restriction:
    row = _held(person_id)
    if row is None:
        raise NotFound("people.restriction")
    return row


def _refuse_others(person_id: UUID, actor: Actor) -> None:
    """Nobody lifts their own as staff: they take it back, which needs no telling."""
    staff = rules.may_ask_erasure(actor, home_id()) and not rules.is_self(actor, person_id)
    if not (actor.is_system or staff):
        raise Refused("staff of the service lift what somebody asked for")
