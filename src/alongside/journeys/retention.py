"""Forgetting in time: the periods are files in `data/retention`, what they do stands here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation.actor import Actor
from alongside.foundation.clock import LONDON, add_months, london_date
from alongside.foundation.links import forget_links
from alongside.foundation.unit import unit
from alongside.journeys.rights import HOLDERS, Holder, HoldsBack, erase_person

MOST_PEOPLE_AT_ONCE = 500
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T|$)")


class Forgets(Protocol):
    """Forgets what was over before a moment, and returns how much."""

    def __call__(self, *, before: datetime, actor: Actor, at: datetime) -> int:
        """As the class says."""


def _people_without_account(*, before: datetime, actor: Actor, at: datetime) -> int:
    gone = 0
    for person_id in people.without_account(before=before, most=MOST_PEOPLE_AT_ONCE):
        if not any(_holds_back(holder, person_id, before) for holder in HOLDERS):
            erase_person(person_id, actor=actor, at=at)
            gone += 1
    return gone


def _holds_back(holder: Holder, person_id: UUID, before: datetime) -> bool:
    if holder.holds_back == HoldsBack.NEVER:
        return False
    tables = holder.personal_data(person_id)
    if holder.holds_back == HoldsBack.ALWAYS:
        return any(tables.values())
    # Days and moments alike begin with the day, so they are younger or older as text.
    first_kept = london_date(before).isoformat()
    return any(
        str(value)[:10] >= first_kept
        for rows in tables.values()
        for row in rows
        for value in row.values()
        if _DAY.match(str(value))
    )


def _links(*, before: datetime, actor: Actor, at: datetime) -> int:
    return forget_links(before=before)


FORGET: Mapping[str, Forgets] = {
    "answered-complaints": people.forget_complaints,
    "carer-permissions": people.forget_carers,
    "closed-worries": safety.forget_worries,
    "invitations": people.forget_invitations,
    "lifted-restrictions": people.forget_restrictions,
    "links": _links,
    "stories": outcomes.forget_stories,
    "thank-you-notes": mentoring.forget_thanks,
    "people-without-account": _people_without_account,
    "withdrawn-consents": people.forget_consents,
}
"""What each period of `data/retention` ends. A period without months ends nothing."""


@dataclass(frozen=True)
class Period:
    """How long something is kept, in the words of the policy; `months` is None for always."""

    what: str
    months: int | None
    counted_from: str
    then: str
    why: str


def policy(*, on: date) -> tuple[Period, ...]:
    """The service's policy on that day, as its pages tell it."""
    periods = []
    for term in catalogue.terms("retention", on=on):
        content: Any = term.content
        periods.append(
            Period(
                what=term.label,
                months=content["months"],
                counted_from=content["counted_from"],
                then=content["then"],
                why=content["why"],
            )
        )
    return tuple(periods)


def run_retention(*, actor: Actor, at: datetime) -> dict[str, int]:
    """Forgets what has been kept as long as the policy says; run as often as anybody likes.

    Returns how much was forgotten, by the policy's id. Raises Refused unless a command acts."""
    today = london_date(at)
    gone: dict[str, int] = {}
    for term in catalogue.terms("retention", on=today):
        content: Any = term.content
        if content["months"] is None or term.slug not in FORGET:
            continue
        day = add_months(today, -content["months"])
        before = datetime.combine(day, time(), tzinfo=LONDON)
        with unit(actor=actor, at=at):
            gone[term.slug] = FORGET[term.slug](before=before, actor=actor, at=at)
    return gone
