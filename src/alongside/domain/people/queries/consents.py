"""What people agreed to, and the words they saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import rules
from alongside.domain.people.models import Consent
from alongside.domain.people.records import ConsentRecord, ConsentWords
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound

_KIND = "consent"


def consent_words(purpose: str) -> ConsentWords:
    """The newest words for a purpose. Raises NotFound for a purpose that no file has."""
    return _words_of(catalogue.term(_KIND, purpose), -1)


def has_consent(person_id: UUID, purpose: str) -> bool:
    """Whether the person agrees now. Raises NotFound for a purpose that no file has."""
    return person_id in consenting([person_id], purpose)


def consenting(person_ids: Iterable[UUID], purpose: str) -> frozenset[UUID]:
    """Those who agree now, in one query. Raises NotFound for a purpose that no file has."""
    return frozenset(
        Consent.objects.filter(
            person_id__in=set(person_ids),
            purpose=purpose,
            words_version__gte=_counts_from(purpose),
            withdrawn_at=None,
        ).values_list("person_id", flat=True)
    )


def consents(person_id: UUID, *, actor: Actor) -> tuple[ConsentRecord, ...]:
    """All that the person ever agreed to, the newest first: one query.

    Raises NotFound unless the actor is the person or may speak for them."""
    if not (rules.is_self(actor, person_id) or rules.may_speak_for(actor)):
        raise NotFound("people.person")
    found = Consent.objects.filter(person_id=person_id).select_related("recorded_by")
    return tuple(_record(row) for row in found.order_by("-given_at", "purpose", "-words_version"))


def words_shown(purpose: str, version: int) -> str:
    """The words under which somebody agreed. Raises NotFound for a purpose that no file has."""
    return _words_of(catalogue.term(_KIND, purpose), version - 1).words


def _record(row: Consent) -> ConsentRecord:
    words = _words_of(catalogue.term(_KIND, row.purpose), row.words_version - 1)
    return ConsentRecord(
        id=row.pk,
        purpose=row.purpose,
        label=words.label,
        version=row.words_version,
        words=words.words,
        when_withdrawn=words.when_withdrawn,
        how=row.how,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        given_at=row.given_at,
        withdrawn_at=row.withdrawn_at,
        counts=row.withdrawn_at is None and row.words_version >= _counts_from(row.purpose),
    )


def _words_of(term: catalogue.Term, index: int) -> ConsentWords:
    content: Any = term.content
    shown = content["versions"][index]
    return ConsentWords(
        purpose=term.slug,
        version=shown["version"],
        label=term.label,
        words=shown["words"],
        when_withdrawn=content["when_withdrawn"],
    )


def _counts_from(purpose: str) -> int:
    """The oldest version under which a consent still counts."""
    content: Any = catalogue.term(_KIND, purpose).content
    asked = [each["version"] for each in content["versions"] if each["asks_again"] == "yes"]
    return max(asked, default=1)
