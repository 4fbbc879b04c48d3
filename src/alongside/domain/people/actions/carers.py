"""Carers: what a person lets somebody do for them, until a day, ended in one step.

No permission reaches how a person is contacted safely, or what anybody worries about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.people import rules
from alongside.domain.people.actions.faults import refuse_faults
from alongside.domain.people.models import CarerOffer, CarerPermission, Person
from alongside.domain.people.queries.carers import open_offer
from alongside.domain.people.records import CarerMay
from alongside.foundation.actor import Actor
from alongside.foundation.clock import add_months, london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.links import make_link, revoke_links
from alongside.foundation.unit import Work, unit

OFFER_LINK = "carer"
OFFER_STANDS_FOR = timedelta(days=7)
LONGEST_MONTHS = 12


def offer_carer(
    *, person_id: UUID, what: Iterable[str], until: date, actor: Actor, at: datetime
) -> str:
    """A link, good once and for a week, by which somebody with an account becomes the carer.

    Nobody's address is typed, so nobody learns who has an account. An offer made before is
    withdrawn. Raises NotFound unless the actor is the person; Invalid for nothing chosen and for a
    day that is over or more than a year away."""
    _refuse_another(actor, person_id)
    chosen = _checked(what, until, at)
    with unit(actor=actor, at=at) as work:
        _withdraw(person_id, work)
        row = CarerOffer.objects.create(
            person_id=person_id, what=list(chosen), until=until, made_at=at
        )
        work.audit("carer.offered", row, fields=("person", "what", "until"))
        return make_link(OFFER_LINK, row, valid_until=at + OFFER_STANDS_FOR, work=work)


def withdraw_carer_offer(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Makes the person's open offer worthless; none open: nothing done. Raises NotFound unless
    the actor is the person."""
    _refuse_another(actor, person_id)
    with unit(actor=actor, at=at) as work:
        _withdraw(person_id, work)


def take_carer_offer(token: str, *, actor: Actor, at: datetime) -> UUID:
    """Makes the actor, who signed in, the carer of the person whose link this is; returns whose.

    Raises NotFound for a link that is false, taken, withdrawn or too old; Refused for a visitor and
    for the person themselves."""
    if not actor.is_person or actor.person_id is None:
        raise Refused("sign in first")
    with unit(actor=actor, at=at) as work:
        row = open_offer(token, at=at, lock=True)
        if row.person_id == actor.person_id:
            raise Refused("nobody is their own carer")
        CarerOffer.objects.filter(pk=row.pk).update(taken_at=at)
        revoke_links(row, work=work)
        work.audit("carer.offer_taken", row, fields=("taken_at",))
        _give(row.person_id, actor.person_id, row.what, row.until, work)
        return row.person_id


def allow_carer(
    *,
    person_id: UUID,
    carer_id: UUID,
    what: Iterable[str],
    until: date,
    actor: Actor,
    at: datetime,
) -> None:
    """Lets the carer do these things, up to and with that day, and nothing else from now on.

    The same twice is once. Raises NotFound unless the actor is the person, and for a carer without
    an account; Invalid as `offer_carer`; Refused for the person themselves."""
    _refuse_another(actor, person_id)
    chosen = _checked(what, until, at)
    if carer_id == person_id:
        raise Refused("nobody is their own carer")
    if not Person.objects.filter(pk=carer_id, user__is_active=True).exists():
        raise NotFound("people.person")
    with unit(actor=actor, at=at) as work:
        _give(person_id, carer_id, chosen, until, work)


def end_carer(*, person_id: UUID, carer_id: UUID, actor: Actor, at: datetime) -> None:
    """Ends all that the carer may do for the person, at once.

    The person ends it, or the carer. Raises NotFound where there is nothing to end, or the actor is
    neither of them."""
    if not (rules.is_self(actor, person_id) or rules.is_self(actor, carer_id)):
        raise NotFound("people.carerpermission")
    with unit(actor=actor, at=at) as work:
        held = _held(person_id, carer_id)
        if not held:
            raise NotFound("people.carerpermission")
        for row in held:
            _end(row, work)


def _refuse_another(actor: Actor, person_id: UUID) -> None:
    if not rules.is_self(actor, person_id):
        raise NotFound("people.person")


def _checked(what: Iterable[str], until: date, at: datetime) -> tuple[str, ...]:
    chosen = tuple(may.value for may in CarerMay if may.value in set(what))
    today = london_date(at)
    in_time = today <= until <= add_months(today, LONGEST_MONTHS)
    refuse_faults(
        {
            "what": "" if chosen else _("Select what they may do."),
            "until": "" if in_time else _("Choose a day from today up to a year from now."),
        }
    )
    return chosen


def _held(person_id: UUID, carer_id: UUID) -> list[CarerPermission]:
    open_now = CarerPermission.objects.filter(ended_at=None)
    return list(open_now.select_for_update().filter(person_id=person_id, carer_id=carer_id))


def _give(person_id: UUID, carer_id: UUID, what: Iterable[str], until: date, work: Work) -> None:
    # The person's row is the lock: what is allowed twice at once is allowed once.
    if not Person.objects.select_for_update().filter(pk=person_id, erased_at=None).exists():
        raise NotFound("people.person")
    wanted = set(what)
    for row in _held(person_id, carer_id):
        if row.what in wanted and row.valid_until == until:
            wanted.discard(row.what)
        else:
            _end(row, work)
    for each in sorted(wanted):
        new = CarerPermission.objects.create(
            person_id=person_id, carer_id=carer_id, what=each, valid_until=until, given_at=work.at
        )
        work.audit("carer.allowed", new, fields=("person", "carer", "what", "valid_until"))


def _end(row: CarerPermission, work: Work) -> None:
    CarerPermission.objects.filter(pk=row.pk).update(ended_at=work.at)
    work.audit("carer.ended", row, fields=("ended_at",))


def _withdraw(person_id: UUID, work: Work) -> None:
    waiting = CarerOffer.objects.select_for_update().filter(
        person_id=person_id, taken_at=None, withdrawn_at=None
    )
    for row in waiting:
        CarerOffer.objects.filter(pk=row.pk).update(withdrawn_at=work.at)
        revoke_links(row, work=work)
        work.audit("carer.offer_withdrawn", row, fields=("withdrawn_at",))
