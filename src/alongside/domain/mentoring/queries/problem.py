"""The matching problem of an organisation, from everybody who waits and every mentor who is ready.

It names nobody: people stand in it by the ids of their places, mentors by those of volunteers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.models import Cover, Pair, Place, Volunteer
from alongside.domain.mentoring.pair_records import WISH_TERMS
from alongside.domain.mentoring.queries.offers import offer_of, ready_mentors
from alongside.domain.mentoring.rules.pairs import waiting_since
from alongside.domain.mentoring.states import CoverState, PairState, PlaceState
from alongside.domain.people import public as people
from alongside.engines.matching import Problem, parse_problem
from alongside.engines.matching_check import broken_rules
from alongside.foundation.clock import london_date

FAIR_AFTER_DAYS = 90
SETTINGS = {"allow_under_18": False, "fair_after_days": FAIR_AFTER_DAYS}
WAITING = (PlaceState.WAITING, PlaceState.CHOOSING)


def labels() -> dict[str, str]:
    """Words for every slug that a reason may name, as the engine takes them."""
    return {
        f"{term.kind}:{term.slug}": _within(_said(term), kind)
        for kind in ("condition", "treatment", "topic", "time", "language", "interest")
        for term in catalogue.terms(kind)
    }


def _said(term: catalogue.Term) -> str:
    return str(term.content.get("plural") or term.content.get("within") or term.label)


def _within(words: str, kind: str) -> str:
    """The words as they stand within a sentence; what has a capital by nature keeps it."""
    return words[:1].lower() + words[1:] if kind in ("treatment", "topic", "interest") else words


def problem_of(organisation_id: UUID, *, at: datetime) -> Problem:
    """Everybody who waits and everybody who could help, on this day. Mentors who are asked already
    have one place fewer. Nobody whose details are kept and not used. A constant number of
    queries."""
    on = london_date(at)
    places = Place.objects.filter(organisation_id=organisation_id, state__in=WAITING)
    places = places.exclude(person__in=people.restricted())
    return parse_problem(
        {
            "on": on.isoformat(),
            "mentees": [mentee_of(place, on) for place in places.order_by("pk")],
            "mentors": mentors_of(organisation_id, at=at),
            "settings": dict(SETTINGS),
        }
    )


def mentors_of(organisation_id: UUID, *, at: datetime) -> list[dict[str, Any]]:
    """Everybody who is ready as the matching takes them, with one place fewer for each pair and
    each cover about which they are asked."""
    proposed = Pair.objects.filter(
        volunteer__organisation_id=organisation_id, state=PairState.PROPOSED
    )
    covers = Cover.objects.filter(
        volunteer__organisation_id=organisation_id, state=CoverState.ASKED_MENTOR
    )
    asked = Counter(
        str(key)
        for rows in (proposed, covers)
        for key in rows.values_list("volunteer_id", flat=True)
    )
    return [
        replace(offer, capacity=max(0, offer.capacity - asked[offer.id])).plain()
        for offer in ready_mentors(organisation_id, at=at)
    ]


def mentee_of(place: Place, on: date) -> dict[str, Any]:
    """A place as the matching takes it."""
    fields: dict[str, Any] = {name: list(getattr(place, name)) for name in WISH_TERMS}
    return fields | {
        "id": str(place.pk),
        "lat": place.lat,
        "lon": place.lon,
        "max_km": place.max_km,
        "age": age_on(place.birth_date, on),
        "gender": place.gender or None,
        "mentor_gender": place.mentor_gender or None,
        "language_required": place.language_required,
        "waiting_days": max(0, (on - london_date(waiting_since(place))).days),
        "blocks": sorted(place.blocks),
    }


def age_on(born: date | None, on: date) -> int | None:
    """The age on a day in London; None where no birth date was told."""
    if born is None:
        return None
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def broken_on(place: Place, volunteer: Volunteer, on: date) -> list[str]:
    """Which hard rules the two break on a day, by the independent checker; none where they fit."""
    problem = {"on": on.isoformat(), "settings": dict(SETTINGS)}
    return list(broken_rules(problem, mentee_of(place, on), offer_of(volunteer, on).plain()))
