"""Who may do what to a request, and the days that the service promises.

The numbers are promises on pages, so they stand here, in one place, and not in settings.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people.public import Role
from alongside.domain.signposting.states import RequestState
from alongside.engines.worktime import add_working_days
from alongside.foundation.actor import Actor

REMIND_AFTER, RING_AFTER = 2, 4  # working days after the group was asked
RING_WITHIN = 1
# After so many more working days the next group is offered, whatever has not been done.
OFFER_ANYWAY_AFTER = 2
CHOOSE_WITHIN = 2
ANSWER_OFFER_WITHIN = 5
LOOK_AT_WAITING_AFTER = 20
CALL_BACK_WITHIN = 1
SILENCE_DAYS = 7  # after *How was it?*; then the request is closed without a word
CHANCES = 2  # who could not come so often is not asked again
MOST_OFFERS = 3
LATEST_FIRST_DAY = timedelta(days=370)
REQUEST_LINK_DAYS = ANSWER_LINK_DAYS = 120
OFFER_LINK_DAYS = 30
SHORT_LINK_MINUTES = 60
TELL_FOR_DAYS = 365
NEAR_KM = 25.0
LONGEST_NOTE, LONGEST_REASON, LONGEST_MEETS = 1_000, 300, 200

_WORKING_DAYS: dict[str, int] = {
    RequestState.ASKED: REMIND_AFTER,
    RequestState.REMINDED: RING_AFTER - REMIND_AFTER,
    RequestState.TO_RING: RING_WITHIN,
    RequestState.WAITING: LOOK_AT_WAITING_AFTER,
    RequestState.NOT_THIS_ONE: CHOOSE_WITHIN,
    RequestState.OFFERED: ANSWER_OFFER_WITHIN,
    RequestState.CALL_BACK: CALL_BACK_WITHIN,
}
_POSTER_CODE = re.compile(r"[A-Za-z0-9_-]{1,80}")
_REFERENCE = "23456789BCDFGHJKMNPQRTVWXY"  # no vowels, so no words; nothing that looks like another


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, by England's bank holidays."""
    return add_working_days(day, count, catalogue.days_off())


def due_on(state: str, today: date, first_day: date | None) -> date | None:
    """The day on which a request that came into `state` today is due; None for a closed one."""
    if state == RequestState.COMING:
        return first_day
    if state == RequestState.ASKED_HOW:
        return today + timedelta(days=SILENCE_DAYS)
    if state in _WORKING_DAYS:
        return working_days_after(today, _WORKING_DAYS[state])
    return None


def promised_by(asked_on: date) -> date:
    """The day by which somebody answers, told to whoever asks: the group, or who rings for it."""
    return working_days_after(asked_on, RING_AFTER + RING_WITHIN)


def coordinates(actor: Actor, steward_id: UUID) -> bool:
    """Whether the actor looks after the requests of that organisation."""
    return actor.is_system or actor.holds(Role.COORDINATOR, steward_id)


def may_print_posters(actor: Actor) -> bool:
    """Posters hold nothing about anybody: whoever sends people here may print them."""
    return actor.is_system or bool(
        actor.organisations(Role.COORDINATOR, Role.REFERRER, Role.ORG_ADMIN)
    )


def sees_exact_counts(actor: Actor, service_organisation_id: UUID | None) -> bool:
    """Who coordinates the service itself sees how many, however few."""
    return actor.is_system or (
        service_organisation_id is not None
        and actor.holds(Role.COORDINATOR, service_organisation_id)
    )


def is_poster_code(code: str) -> bool:
    """Whether it can be the code of a practice or the slug of a team."""
    return _POSTER_CODE.fullmatch(code) is not None


def new_reference() -> str:
    """Eight letters and numbers to be read out on the telephone, such as K7MP-4QXH."""
    drawn = "".join(secrets.choice(_REFERENCE) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def first_name(name: str) -> str:
    """What somebody is called by a group that they asked: the first word of the name."""
    return name.split()[0] if name.split() else ""


def tidy(text: str) -> str:
    """The text without blanks around it and without signs that only steer a screen."""
    kept = "".join(letter for letter in text if letter == "\n" or _is_plain(letter))
    return re.sub(r"\n{3,}", "\n\n", kept.replace("\r", "")).strip()


def _is_plain(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cs"}


def fault_of_text(text: str, *, longest: int) -> str:
    """What is wrong with a text that was tidied, or nothing."""
    if len(text) > longest:
        return _("Use %(longest)d letters or fewer.") % {"longest": longest}
    return ""


def fault_of_day(day: date, today: date) -> str:
    """What is wrong with a first day, or nothing."""
    if day < today:
        return _("Choose a day that is still to come.")
    if day > today + LATEST_FIRST_DAY:
        return _("Choose a day within a year.")
    return ""


def needs_of_help(slugs: Iterable[str] | None = None) -> frozenset[str]:
    """The recorded needs that this help to come is; when none is named, all that there are."""
    wanted = None if slugs is None else set(slugs)
    return frozenset(
        term.content["need"]
        for term in catalogue.terms("help_to_come")
        if term.content.get("need") and (wanted is None or term.slug in wanted)
    )


def unknown(kind: str, slugs: Collection[str]) -> bool:
    """Whether one of the slugs names nothing in the catalogue. What was retired since the page was
    opened is still understood."""
    return not set(slugs) <= {term.slug for term in catalogue.terms(kind)}
