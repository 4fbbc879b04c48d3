"""What may be wished of a mentor."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.pair_records import WISH_TERMS, Wishes
from alongside.domain.mentoring.rules.profiles import FURTHEST_KM
from alongside.foundation.clock import london_date

_OLDEST = date(1900, 1, 1)


def faults_of_wishes(wishes: Wishes, *, at: datetime) -> dict[str, str]:
    """What is wrong with what somebody would like of a mentor, by field."""
    faults = {}
    for field, kind in WISH_TERMS.items():
        slugs = set(getattr(wishes, field))
        if not slugs <= {term.slug for term in catalogue.terms(kind)}:
            faults[field] = _("Choose from the answers shown.")
    for field in ("conditions", "times", "modes"):
        if not getattr(wishes, field):
            faults[field] = _("Choose at least one.")
    if wishes.place and catalogue.place(wishes.place) is None:
        faults["place"] = _("We do not know this place.")
    if wishes.max_km is not None and not 1 <= wishes.max_km <= FURTHEST_KM:
        faults["max_km"] = _("Choose how far you can travel.")
    if wishes.birth_date is not None and not _OLDEST <= wishes.birth_date <= london_date(at):
        faults["birth_date"] = _("Enter the day on which they were born.")
    return faults


def wish_columns(wishes: Wishes) -> dict[str, Any]:
    """Wishes as the columns of a place, with where it lies."""
    found = catalogue.place(wishes.place) if wishes.place else None
    columns: dict[str, Any] = {name: getattr(wishes, name) for name in Wishes.__dataclass_fields__}
    columns |= {name: list(columns[name]) for name in WISH_TERMS}
    return columns | {"lat": found.lat if found else None, "lon": found.lon if found else None}
