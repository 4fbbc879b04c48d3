"""All that referrals know of a person, as plain values: for access and portability."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.domain.referrals.models import Episode, FitGrade, Joined, Referral
from alongside.domain.referrals.queries.one import number_of
from alongside.foundation.plain import plain

_HIDDEN = frozenset({"key", "nhs_digest", "name_digest", "reach_digest", "nhs_number"})


def personal_data(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row that is about the person, by table, each column with its value; and of staff, which
    referrals they wrote or took on, with nothing about who was referred.

    The key of the form that a referral came from is left out: it opens a further link. The NHS
    number stands there opened."""
    own = Referral.objects.filter(person_id=person_id)
    tables: dict[str, Any] = {
        "referrals.referral": own,
        "referrals.episode": Episode.objects.filter(referral__in=own),
        "referrals.joined": Joined.objects.filter(other__in=own),
        "referrals.fitgrade": FitGrade.objects.filter(referral__in=own),
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for label, rows in tables.items():
        names = [field.attname for field in rows.model._meta.concrete_fields]
        shown = [name for name in names if name not in _HIDDEN]
        found[label] = [plain(row, *shown) for row in rows.order_by("pk")]
    for told, row in zip(found["referrals.referral"], own.order_by("pk"), strict=True):
        told["nhs_number"] = number_of(row)
    written = Referral.objects.filter(referrer_id=person_id).exclude(person_id=person_id)
    taken = Referral.objects.filter(owner_kind="coordinator", owner_id=person_id)
    for name, rows in (("referrals_you_wrote", written), ("referrals_you_took_on", taken)):
        found[name] = [
            plain(row, "reference", "state", "made_at") for row in rows.order_by("made_at", "pk")
        ]
    return found
