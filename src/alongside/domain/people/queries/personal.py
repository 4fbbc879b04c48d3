"""What people holds about a person, whole, for the person's own copy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from alongside.domain.people.models import (
    CarerOffer,
    CarerPermission,
    Complaint,
    Consent,
    ErasureRequest,
    Invitation,
    Membership,
    Person,
    Restriction,
)
from alongside.domain.people.queries.consents import words_shown
from alongside.foundation.errors import NotFound
from alongside.foundation.plain import plain

Rows = list[dict[str, Any]]


def personal_data(person_id: UUID) -> dict[str, Rows]:
    """Table by table, rows of plain values. Secrets (a password, the key of a second step) are not
    in it: a copy of them would open the account. Raises NotFound."""
    person = Person.objects.select_related("user").filter(pk=person_id).first()
    if person is None:
        raise NotFound("people.person")
    return {
        "person": [plain(person, "id", "name", "about", "created_at", "erased_at")],
        "account": _account(person),
        "roles": [
            plain(row, "role", "checks_listings", "valid_from", "ended_at")
            | {"organisation": row.organisation.name}
            for row in Membership.objects.filter(person=person).select_related("organisation")
        ],
        "consents": [
            plain(row, "purpose", "words_version", "how", "given_at", "withdrawn_at")
            | {"words": words_shown(row.purpose, row.words_version)}
            | {"recorded_by": row.recorded_by.name if row.recorded_by else ""}
            for row in Consent.objects.filter(person=person).select_related("recorded_by")
        ],
        "carers": _carers(person),
        "offers_to_carers": [
            plain(row, "what", "until", "made_at", "taken_at", "withdrawn_at")
            for row in CarerOffer.objects.filter(person=person)
        ],
        "complaints": [
            plain(
                row, "reference", "state", "name", "about", "wanted", "reply_by", "reply_to",
                "safely", "may_leave_message", "received_at", "due_on", "answer", "answered_at",
            )
            for row in Complaint.objects.filter(person=person)
        ],
        "invitations_made_or_taken": [
            plain(row, "role", "made_at", "valid_until", "taken_at", "withdrawn_at")
            for row in Invitation.objects.filter(Q(made_by=person) | Q(taken_by=person))
        ],
        "wishes_to_be_deleted": [
            plain(row, "state", "asked_at", "decided_at")
            for row in ErasureRequest.objects.filter(person=person)
        ],
        "kept_and_not_used": [
            plain(
                row, "state", "because", "about", "how", "asked_at", "told_how", "told_at",
                "lifted_at",
            )
            for row in Restriction.objects.filter(person=person)
        ],
        "written_down_for_others": _written_down_for_others(person),
    }  # fmt: skip


def _written_down_for_others(person: Person) -> Rows:
    """What they did at work for somebody else, without whom."""
    consents = Consent.objects.filter(recorded_by=person)
    erasures = ErasureRequest.objects.filter(Q(asked_by=person) | Q(decided_by=person))
    restrictions = Restriction.objects.filter(
        Q(recorded_by=person) | Q(told_by=person) | Q(lifted_by=person)
    ).exclude(person=person)
    return [
        *(plain(row, "purpose", "how", "given_at") for row in consents),
        *(plain(row, "state", "asked_at", "decided_at") for row in erasures),
        *(plain(row, "because", "asked_at", "told_at", "lifted_at") for row in restrictions),
    ]


def _account(person: Person) -> Rows:
    if person.user is None:
        return []
    addresses = apps.get_model("account", "EmailAddress").objects.filter(user=person.user)
    steps = apps.get_model("mfa", "Authenticator").objects.filter(user=person.user)
    return [
        plain(person.user, "email", "is_active", "confirmed_at", "date_joined", "last_login")
        | {
            "addresses": [plain(row, "email", "verified", "primary") for row in addresses],
            "second_steps": [plain(row, "type", "created_at", "last_used_at") for row in steps],
        }
    ]


def _carers(person: Person) -> Rows:
    rows = CarerPermission.objects.filter(Q(person=person) | Q(carer=person))
    return [
        plain(row, "what", "valid_until", "given_at", "ended_at")
        | {"person": row.person.name, "carer": row.carer.name}
        for row in rows.select_related("person", "carer").order_by("given_at", "what")
    ]
