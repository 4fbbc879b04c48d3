"""What safety holds about a person, and what happens when they ask for it to be deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from alongside.domain.people import public as people
from alongside.domain.safety import rules
from alongside.domain.safety.actions.forgetting import CONTACT, without_names
from alongside.domain.safety.models import Concern, Decision, Reader, SafetySetup, Step
from alongside.domain.safety.states import ConcernState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.unit import unit


def personal_data(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """What the person told while saying who they are; and as one who reads worries: what they are
    named as, which worries are with them, which they were let in to, and which steps they took.

    A worry that is kept from them is nowhere in it. What readers wrote about a worry is not in it:
    it is about others too, and its copy could reach the very person whom somebody is afraid of. The
    caller says so, and whom to ask."""
    told = Concern.objects.filter(reporter_id=person_id).order_by("received_at")
    steps = Step.objects.filter(by_id=person_id).select_related("concern").order_by("pk")
    return {
        "worries": [
            {
                "reference": each.reference,
                "told_at": each.received_at.isoformat(),
                "danger_now": each.danger_now,
                "what_happened": each.what_happened,
                "about": each.about,
                "about_name": each.about_name,
                "may_contact": each.may_contact,
                **{name: getattr(each, name) for name in CONTACT},
                "may_leave_message": each.may_leave_message,
                "state": each.state,
            }
            for each in told
        ],
        "steps_taken": [
            {"reference": each.concern.reference, "kind": each.kind, "at": each.at.isoformat()}
            for each in steps
        ],
        "decisions_taken": [
            {"reference": each.concern.reference, "at": each.at.isoformat()}
            for each in Decision.objects.filter(by_id=person_id)
            .select_related("concern")
            .order_by("pk")
        ],
        **_as_reader(person_id),
    }


def _as_reader(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    setup = SafetySetup.objects.filter(Q(lead_id=person_id) | Q(deputy_id=person_id)).first()
    named = "lead" if setup and setup.lead_id == person_id else "deputy"
    owned = Concern.objects.filter(owner_id=person_id).exclude(kept_from_id=person_id)
    let_in = Reader.objects.filter(person_id=person_id).exclude(concern__kept_from_id=person_id)
    return {
        "named_to_look_after_safety": [
            {"as": named, "telephone": each.telephone, "changed_at": each.changed_at.isoformat()}
            for each in (setup,)
            if each is not None
        ],
        "worries_with_you": [
            {"reference": each.reference, "received_at": each.received_at.isoformat()}
            for each in owned.order_by("received_at", "pk")
        ],
        "worries_you_were_let_in_to": [
            {"reference": each.concern.reference, "at": each.let_in_at.isoformat()}
            for each in let_in.select_related("concern").order_by("let_in_at", "pk")
        ],
    }


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Takes the person's name and contact details out of the worries that they told and that are
    closed, and returns how many were changed and how many are kept.

    What was told, and what was done about it, is kept: somebody's safety, and the proof that it was
    looked after, may depend on it. A worry that is still open is kept whole until it is closed, so
    that it can be looked after; then the name goes with closing it. Raises Refused for anybody but
    the person, the service's administrator or a command."""
    service = people.service()
    organisation_id = service.organisation_id if service else None
    if actor.person_id != person_id and not rules.may_set_up(actor, organisation_id):
        raise Refused("not yours to erase")
    with unit(actor=actor, at=at) as work:
        own = Concern.objects.filter(reporter_id=person_id)
        kept = own.exclude(state=ConcernState.CLOSED).count()
        closed = without_names(own.filter(state=ConcernState.CLOSED), work)
    return {"worries_without_name": closed, "worries_kept_open": kept}
