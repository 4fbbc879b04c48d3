"""The six lines that people agree to, and which of a pair did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.models import PairAgreement
from alongside.domain.mentoring.records import AgreementLines
from alongside.foundation.clock import london_date


def agreement_lines(slug: str) -> AgreementLines:
    """The newest lines of an agreement: mentor, or pair. Raises NotFound for another."""
    newest = catalogue.term("agreement", slug).content["versions"][-1]
    return AgreementLines(slug, int(newest["version"]), tuple(newest["lines"]))


def said_yes(pairs: Iterable[UUID]) -> dict[tuple[UUID, UUID], date]:
    """Who of these pairs said yes to the newest lines of how they work together, and on which day:
    by pair and person, in one query."""
    rows = PairAgreement.objects.filter(
        pair__in=list(pairs), version=agreement_lines("pair").version
    )
    return {
        (pair_id, person_id): london_date(agreed_at)
        for pair_id, person_id, agreed_at in rows.values_list("pair", "person", "agreed_at")
    }
