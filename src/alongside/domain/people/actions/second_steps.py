"""Second steps that were lost: taken away, so that their owner sets up a new one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from alongside.domain.people import rules
from alongside.domain.people.actions.sessions import sign_out_everywhere
from alongside.domain.people.models import Person
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.unit import unit


def forget_second_step(*, person_id: UUID, actor: Actor, at: datetime) -> str:
    """Takes away the person's app and recovery codes and signs them out everywhere. Returns the
    address of their account, for telling them; "" where there was no second step, and nothing is
    done.

    Until a new one is set up, roles that need it do nothing. Raises Refused unless a command acts:
    whoever runs the machine makes sure that it is they who ask. NotFound for somebody without an
    account."""
    if not rules.may_set_up(actor):
        raise Refused("only a command takes a second step away")
    with unit(actor=actor, at=at) as work:
        person = Person.objects.select_for_update().filter(pk=person_id, user__isnull=False).first()
        if person is None or person.user is None:
            raise NotFound("people.user")
        gone, _each = _second_steps().filter(user=person.user).delete()
        if not gone:
            return ""
        sign_out_everywhere(person.user_id)
        work.audit("user.second_step_forgotten", person.user, fields=("second_step",))
        return str(person.user.email)


def _second_steps() -> Any:
    return apps.get_model("mfa", "Authenticator")._default_manager
