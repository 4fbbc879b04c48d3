"""Deleting a person: their own rows here, and the two people whom it takes when staff ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.domain.people import rules
from alongside.domain.people.actions.restricting import end_restriction
from alongside.domain.people.actions.sessions import sign_out_everywhere
from alongside.domain.people.models import (
    CarerOffer,
    CarerPermission,
    Complaint,
    Consent,
    ErasureRequest,
    Membership,
    Organisation,
    Person,
    Restriction,
    User,
)
from alongside.domain.people.queries.restrictions import restricted
from alongside.domain.people.queries.service import home_id
from alongside.domain.people.records import IsRestricted, Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.foundation.links import revoke_links
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

_COMPLAINT_WORDS = ("name", "about", "reply_to", "safely", "answer")


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Takes name, account, carers and consents away; of the person a row with an id stays.

    The account is closed at once, here and on every device. What stays is named in
    `journeys.kept`. Erased twice is once. Raises Refused for anybody but the person or the service
    itself (staff: `ask_erasure`), NotFound, and Conflict for an organisation's last administrator.
    """
    if not (actor.is_system or rules.is_self(actor, person_id)):
        raise Refused("not yours to erase")
    with unit(actor=actor, at=at) as work:
        person = Person.objects.select_for_update().filter(pk=person_id).first()
        if person is None:
            raise NotFound("people.person")
        if person.erased_at is not None:
            return {}
        counts = {
            "roles_ended": _end_roles(person, work),
            "consents_ended": Consent.objects.filter(person=person, withdrawn_at=None).update(
                withdrawn_at=at
            ),
            "carers_deleted": _forget_carers(person, work),
            "complaints_emptied": empty_complaints(
                Complaint.objects.filter(person=person, answered_at__isnull=False), work
            ),
            "accounts_closed": _close_account(person),
        }
        end_restriction(person_id, work)
        Restriction.objects.filter(person=person).update(about="")
        revoke_links(person, work=work)
        Person.objects.filter(pk=person_id).update(name="", about="", erased_at=at)
        work.audit("person.erased", person, fields=("name", "about", "user", "erased_at"))
        return counts


def ask_erasure(*, person_id: UUID, actor: Actor, at: datetime) -> UUID:
    """Takes down that a person wishes to be deleted; somebody else confirms it. Twice is once.

    Raises NotFound for an unknown or erased person, Refused for anybody but a coordinator or
    administrator of the service, IsRestricted for somebody who asked that their details are kept:
    that is lifted first."""
    asked_by = _staff(actor)
    with unit(actor=actor, at=at) as work:
        refuse_restricted(person_id)
        if not Person.objects.select_for_update().filter(pk=person_id, erased_at=None).exists():
            raise NotFound("people.person")
        row, made = ErasureRequest.objects.get_or_create(
            person_id=person_id,
            state=ErasureRequest.transitions.initial,
            defaults={"asked_by_id": asked_by, "asked_at": at},
        )
        if made:
            work.audit(
                "erasure.asked", row, organisation_id=home_id(), fields=("person", "asked_by")
            )
        return row.pk


def confirm_erasure(
    request_id: UUID, *, erase: Callable[[UUID], object], actor: Actor, at: datetime
) -> UUID:
    """Decides that the person is deleted and calls `erase` with their id, in one unit.

    Raises Refused for whoever asked and for anybody but a coordinator or administrator of the
    service, NotFound, Conflict where it was decided already."""
    return _decide(request_id, "confirm", erase, actor=actor, at=at)


def turn_down_erasure(request_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    """Decides that the person is not deleted. Raises as `confirm_erasure`."""
    return _decide(request_id, "turn_down", lambda _person: None, actor=actor, at=at)


def _decide(
    request_id: UUID,
    event: str,
    then: Callable[[UUID], object],
    *,
    actor: Actor,
    at: datetime,
) -> UUID:
    decided_by = _staff(actor)
    with unit(actor=actor, at=at) as work:
        row = ErasureRequest.objects.select_for_update().filter(pk=request_id).first()
        if row is None:
            raise NotFound("people.erasurerequest")
        if row.asked_by_id == decided_by:
            raise Refused("somebody else confirms it")
        ErasureRequest.objects.filter(pk=row.pk).update(decided_by_id=decided_by, decided_at=at)
        move(row, event, work=work, organisation_id=home_id())
        then(row.person_id)
        return row.person_id


def refuse_restricted(person_id: UUID) -> None:
    """Raises IsRestricted for somebody who asked that their details are kept and not used."""
    if restricted([person_id]):
        raise IsRestricted("the person asked that their details are kept")


def _staff(actor: Actor) -> UUID:
    if actor.person_id is None or not rules.may_ask_erasure(actor, home_id()):
        raise Refused("a coordinator or administrator of the service asks for this")
    return actor.person_id


def _end_roles(person: Person, work: Work) -> int:
    held = Membership.objects.filter(person=person, ended_at=None)
    places = [row.organisation_id for row in held if row.role == Role.ORG_ADMIN]
    # The organisation's row is the lock, as where a role is ended: one administrator stays.
    for place in Organisation.objects.select_for_update().filter(pk__in=places).order_by("pk"):
        others = Membership.objects.filter(
            organisation=place, role=Role.ORG_ADMIN, ended_at=None
        ).exclude(person=person)
        if not others.exists():
            raise Conflict("an organisation keeps one administrator")
    for row in held:
        work.audit(
            "membership.ended", row, organisation_id=row.organisation_id, fields=("ended_at",)
        )
    return held.update(ended_at=work.at)


def _forget_carers(person: Person, work: Work) -> int:
    for offer in CarerOffer.objects.filter(person=person):
        revoke_links(offer, work=work)
    CarerOffer.objects.filter(person=person).delete()
    gone, _each = CarerPermission.objects.filter(Q(person=person) | Q(carer=person)).delete()
    return gone


def empty_complaints(answered: QuerySet[Complaint], work: Work) -> int:
    """Takes words and names out of complaints that are answered, within the open unit.

    One that is not answered stays until it is: whoever wrote it waits."""
    for row in answered:
        work.audit("complaint.emptied", row, organisation_id=home_id(), fields=_COMPLAINT_WORDS)
    return answered.update(
        **dict.fromkeys(_COMPLAINT_WORDS, ""), may_leave_message=False, person=None
    )


def _close_account(person: Person) -> int:
    if person.user_id is None:
        return 0
    user_id = person.user_id
    Person.objects.filter(pk=person.pk).update(user=None)
    sign_out_everywhere(user_id)
    # With it go its addresses and second steps: they belong to the account.
    User.objects.filter(pk=user_id).delete()
    return 1
