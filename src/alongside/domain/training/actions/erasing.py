"""A person's training is erased with them; what they observed in others stays, without a name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.training.models import Attendance, Enrolment, SignOff
from alongside.foundation.actor import Actor
from alongside.foundation.unit import unit


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Deletes what the person took part in, and returns how many rows, by table.

    That they signed off others stays: it is these people's record. Again: nothing more. The caller
    vouches for who may ask."""
    with unit(actor=actor, at=at) as work:
        own = list(Enrolment.objects.select_for_update().filter(person_id=person_id))
        signed = SignOff.objects.filter(enrolment__in=own).delete()[0]
        attended = Attendance.objects.filter(enrolment__in=own).delete()[0]
        for each in own:
            work.audit("enrolment.erased", each, organisation_id=each.organisation_id)
        Enrolment.objects.filter(pk__in=[each.pk for each in own]).delete()
    return {
        "training.enrolment": len(own),
        "training.attendance": attended,
        "training.sign_off": signed,
    }
