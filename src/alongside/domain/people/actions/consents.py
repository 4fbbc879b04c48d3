"""Consent: given for one purpose under the words that were shown, withdrawn in one step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.people import rules
from alongside.domain.people.models import Consent, Person
from alongside.domain.people.queries.carers import carer_may
from alongside.domain.people.queries.consents import consent_words
from alongside.domain.people.records import CarerMay, How
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, NotFound
from alongside.foundation.statements import insert
from alongside.foundation.unit import unit

# What a carer may agree to for somebody who lets them ask for support.
REFERRAL = "referral"


def give_consent(
    *,
    person_id: UUID,
    purpose: str,
    how: str,
    organisation_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Notes that the person agrees to the purpose under its newest words; given twice, it is one.

    `how` is page, phone, paper or in_person; the audit goes to `organisation_id`'s chain. For a
    visitor the page vouches that this is the person. Raises NotFound for an unknown purpose and
    for a person whom the actor may not speak for, Invalid for an unknown `how`."""
    if how not in {known.value for known in How}:
        raise Invalid({"how": _("Choose how they agreed.")})
    words = consent_words(purpose)
    own = rules.is_self(actor, person_id)
    if not (own or actor.kind == "visitor"):
        _refuse_stranger(person_id, actor)
    with unit(actor=actor, at=at) as work:
        row = Consent(
            person_id=person_id,
            purpose=purpose,
            words_version=words.version,
            how=how,
            recorded_by_id=None if own else actor.person_id,
            given_at=at,
        )
        # Without looking first: two presses of one button make one row, whichever comes first.
        Consent.objects.bulk_create([row], ignore_conflicts=True)
        kept = Consent.objects.values_list("pk", flat=True).get(
            person_id=person_id,
            purpose=purpose,
            words_version=words.version,
            withdrawn_at=None,
        )
        if kept == row.pk:
            work.audit(
                "consent.given",
                row,
                organisation_id=organisation_id,
                fields=("person", "purpose", "words_version", "how"),
            )
        return kept


def give_consents(
    *,
    person_id: UUID,
    purposes: Iterable[str],
    how: str,
    new: bool = False,
    organisation_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Notes several consents at once, each as `give_consent`: two statements for all of them, one
    for somebody `new`, who was added in the caller's unit.

    Raises NotFound and Invalid as `give_consent`."""
    if how not in {known.value for known in How}:
        raise Invalid({"how": _("Choose how they agreed.")})
    wanted = [consent_words(purpose) for purpose in dict.fromkeys(purposes)]
    own = rules.is_self(actor, person_id)
    by_carer = {words.purpose for words in wanted} == {REFERRAL} and carer_may(
        actor, person_id, CarerMay.REFER, at=at
    )
    if not (own or by_carer or actor.kind == "visitor"):
        _refuse_stranger(person_id, actor)
    with unit(actor=actor, at=at) as work:
        given = set() if new else _standing(person_id)
        rows = [
            Consent(
                person_id=person_id,
                purpose=words.purpose,
                words_version=words.version,
                how=how,
                recorded_by_id=None if own else actor.person_id,
                given_at=at,
            )
            for words in wanted
            if (words.purpose, words.version) not in given
        ]
        if new:
            insert(rows)
        else:
            Consent.objects.bulk_create(rows, ignore_conflicts=True)
        for row in rows:
            work.audit(
                "consent.given",
                row,
                organisation_id=organisation_id,
                fields=("person", "purpose", "words_version", "how"),
            )


def _standing(person_id: UUID) -> set[tuple[str, int]]:
    stand = Consent.objects.filter(person_id=person_id, withdrawn_at=None)
    return set(stand.values_list("purpose", "words_version"))


def withdraw_consent(
    *,
    person_id: UUID,
    purpose: str,
    organisation_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """The person agrees no longer; `has_consent` says no from now on.

    What was shared for the purpose is taken back in the same unit by whoever calls this: pages call
    `journeys.consent.withdraw`. For a visitor the page vouches, as in `give_consent`. Raises
    NotFound where nothing was agreed to, for an unknown purpose and for a person whom the actor may
    not speak for."""
    consent_words(purpose)
    if not (rules.is_self(actor, person_id) or actor.kind == "visitor"):
        _refuse_stranger(person_id, actor)
    with unit(actor=actor, at=at) as work:
        rows = list(
            Consent.objects.select_for_update().filter(
                person_id=person_id, purpose=purpose, withdrawn_at=None
            )
        )
        if not rows:
            raise NotFound("people.consent")
        Consent.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn_at=at)
        for row in rows:
            work.audit(
                "consent.withdrawn",
                row,
                organisation_id=organisation_id,
                fields=("withdrawn_at",),
            )


def _refuse_stranger(person_id: UUID, actor: Actor) -> None:
    known = Person.objects.filter(pk=person_id, erased_at=None).exists()
    if not known or not rules.may_speak_for(actor):
        raise NotFound("people.person")
