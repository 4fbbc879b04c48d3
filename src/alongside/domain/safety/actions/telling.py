"""Telling a worry: anybody may, once for all the times that it is sent."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.safety import rules
from alongside.domain.safety.actions.passing_on import try_to_pass_on
from alongside.domain.safety.models import Concern
from alongside.domain.safety.records import Named, Told, Worry
from alongside.domain.safety.standing import Standing, standing
from alongside.domain.safety.states import CONCERN
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Invalid, Refused
from alongside.foundation.unit import Work, unit

# Without letters and digits that are taken for one another, since a reference is read out.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def tell_worry(
    *,
    worry: Worry,
    key: UUID,
    first: Callable[[], None] = lambda: None,
    actor: Actor,
    at: datetime,
) -> Told:
    """Puts a worry before the people who read them, at once, and says who and by when.

    The same `key` again gives the same answer and does nothing. `first` is called before a new one
    is taken; what it raises is raised, and nothing is taken. Whoever is signed in is not noted
    anywhere unless `worry.say_who`. Raises Refused where the service is not open, Invalid by field.
    """
    here = standing(at)
    if here is None or not here.live:
        raise Refused("nobody would read a worry here yet")
    worry = rules.tidy(worry)
    faults = rules.faults_of(worry)
    readers = tuple(each for each in here.readers if each.id != worry.kept_from)
    if not readers:
        faults["kept_from"] = _("Nobody else reads worries at present. Please ring us instead")
    if faults:
        raise Invalid(faults)
    if not Concern.objects.filter(key=key).exists():
        first()
    who = actor if worry.say_who and actor.is_person else VISITOR
    with unit(actor=who, at=at) as work:
        concern = Concern.objects.filter(key=key).first()
        if concern is None:
            concern, made = _make(worry, key, here, readers, work)
            if made:
                _note(concern, here, readers, work)
    return _told(concern, here)


def _make(
    worry: Worry, key: UUID, here: Standing, readers: tuple[Named, ...], work: Work
) -> tuple[Concern, bool]:
    """The worry, and whether it was made here: the same one may be sent twice at once."""
    times, urgent = here.times, worry.danger_now
    concern = Concern(
        key=key,
        reference=new_reference(),
        organisation_id=here.organisation_id,
        state=CONCERN.initial,
        danger_now=urgent,
        what_happened=worry.what_happened,
        about=worry.about,
        about_name=worry.about_name,
        may_contact=worry.may_contact,
        contact_name=worry.contact_name,
        contact_by=worry.contact_by,
        contact_at=worry.contact_at,
        contact_safely=worry.contact_safely,
        may_leave_message=worry.may_leave_message,
        thing=worry.thing,
        thing_id=worry.thing_id,
        reporter_id=work.actor.person_id,
        kept_from_id=worry.kept_from,
        received_at=work.at,
        due_at=times.read_by(work.at, danger_now=urgent),
        escalate_at=times.shared_at(work.at, danger_now=urgent),
        owner_id=readers[0].id,
    )
    try:
        with transaction.atomic():
            concern.save(force_insert=True)
    except IntegrityError:
        return Concern.objects.get(key=key), False
    return concern, True


def _note(concern: Concern, here: Standing, readers: tuple[Named, ...], work: Work) -> None:
    work.audit(
        "concern.told",
        concern,
        organisation_id=here.organisation_id,
        fields=("danger_now", "what_happened", "about", "contact", "due_at", "owner"),
    )
    try_to_pass_on(concern, readers[:1], occasion="told", work=work)


def _told(concern: Concern, here: Standing) -> Told:
    return Told(
        concern_id=concern.pk,
        reference=concern.reference,
        danger_now=concern.danger_now,
        due_at=concern.due_at or concern.received_at,
        readers=tuple(each.name for each in here.readers if each.id != concern.kept_from_id),
    )


def new_reference() -> str:
    """Eight letters and digits in two fours, such as 7K3M-29QX: not a word, and not a count."""
    drawn = "".join(secrets.choice(_LETTERS) for _each in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"
