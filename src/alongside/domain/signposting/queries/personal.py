"""All that signposting knows of a person, as plain values: for access and portability."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.signposting.models import Offer, Request, Said, ToldOf, UnmetNeed
from alongside.foundation.plain import plain


def personal_data(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row that is about the person, by table, each column with its value; and as a
    coordinator, which requests are with them and what they noted, with nothing about who asked.

    The key of the form that a request came from is left out: it opens a further link."""
    own = Request.objects.filter(person_id=person_id)
    needs = UnmetNeed.objects.filter(person_id=person_id)
    return {
        "signposting.request": _plain(own, but=("key",)),
        "signposting.offer": _plain(Offer.objects.filter(request__in=own)),
        "signposting.said": _plain(Said.objects.filter(request__in=own)),
        "signposting.unmetneed": _plain(needs, but=("key",)),
        "signposting.toldof": _plain(ToldOf.objects.filter(need__in=needs)),
        "requests_you_took_on": [
            plain(row, "reference", "state", "due_on")
            for row in Request.objects.filter(owner_kind="coordinator", owner_id=person_id)
        ],
        "what_you_noted": [
            plain(row, "what", "about", "at") for row in Said.objects.filter(recorded_by=person_id)
        ],
    }


def _value(value: Any) -> Any:
    if isinstance(value, date | time):  # a moment is a date too
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _plain(rows: QuerySet[Any], but: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    return [
        {column: _value(value) for column, value in row.items() if column not in but}
        for row in rows.order_by("pk").values()
    ]
