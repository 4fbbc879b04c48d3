"""Who may do what to a referral, and the days that the service promises.

The numbers are promises on pages, so they stand here, in one place, and not in settings.
"""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people.public import Role
from alongside.domain.referrals.states import NEWS_EXPECTED, ReferralState
from alongside.engines.worktime import add_working_days
from alongside.foundation.actor import Actor

UNDO_FOR = timedelta(seconds=30)
NEWS_AFTER = 10  # working days
LINK_DAYS = 365
DIGEST_FOR = timedelta(days=180)  # so long after their last referral a practice gets its digest
DISCARD_DRAFT_AFTER = 5  # working days after it was due
WANTS = ("mentor", "group", "course", "not_sure")
MADE_BY = ("clinician", "link_worker", "carer", "self")
GRADES = ("good", "partly", "not")
LONGEST_TEXT, LONGEST_RISK, LONGEST_NOTE = 1_000, 500, 300
LONGEST_CAME_IN, LONGEST_REFERRER = 4_000, 1_000  # of what comes in a file, whole or not at all
LONG_AGO = date(1990, 1, 1)
MOST_PLACES = 10_000
_WORKING_DAYS: dict[str, int] = {
    ReferralState.DRAFT: 2,
    ReferralState.RECEIVED: 2,
    ReferralState.ACCEPTED: 5,
    ReferralState.WAITING: 20,
    ReferralState.CONTACTED: 10,
    ReferralState.PLAN_AGREED: 20,
    ReferralState.ATTENDING: 60,
}
_REFERENCE = "23456789BCDFGHJKMNPQRTVWXY"  # no vowels, so no words; nothing that looks like another
_PRACTICE = re.compile(r"[A-Za-z0-9]{1,12}")


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, by England's bank holidays."""
    return add_working_days(day, count, catalogue.days_off())


def working_days_before(day: date, count: int) -> date:
    """The last day whose `count`-th working day has come by `day`."""
    found = day - timedelta(days=count)
    while working_days_after(found, count) > day:
        found -= timedelta(days=1)
    return found


def due_on(state: str, today: date, paused_until: date | None = None) -> date | None:
    """The day on which a referral that came into `state` today is due; None for a closed one.

    A service that pauses decides on the first working day after it."""
    if state == ReferralState.SENT:
        return today
    if state not in _WORKING_DAYS:
        return None
    due = working_days_after(today, _WORKING_DAYS[state])
    if state == ReferralState.RECEIVED and paused_until is not None and paused_until >= today:
        return max(due, working_days_after(paused_until, 1))
    return due


def news_due(state: str, received_on: date | None, told_on: date | None, today: date) -> bool:
    """Whether the referrer has heard nothing for as long as nobody should."""
    if state not in NEWS_EXPECTED or received_on is None:
        return False
    return working_days_after(max(received_on, told_on or received_on), NEWS_AFTER) <= today


def may_refer(actor: Actor) -> bool:
    """Who introduces others at work."""
    return actor.is_system or actor.holds(Role.REFERRER) or actor.holds(Role.COORDINATOR)


def coordinates(actor: Actor, service_id: UUID) -> bool:
    """Whether the actor looks after the referrals of that service."""
    return actor.is_system or actor.holds(Role.COORDINATOR, service_id)


def undo_until(sent_at: datetime) -> datetime:
    """Until when a referral, or a decision about one, can be taken back."""
    return sent_at + UNDO_FOR


def new_reference() -> str:
    """Eight letters and numbers to be read out on the telephone, such as K7MP-4QXH."""
    drawn = "".join(secrets.choice(_REFERENCE) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def is_practice_code(code: str) -> bool:
    """Whether it can be the code of a practice."""
    return _PRACTICE.fullmatch(code) is not None


def tidy(text: str) -> str:
    """The text without blanks around it and without signs that only steer a screen."""
    kept = "".join(
        letter
        for letter in text.replace("\r\n", "\n")
        if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"}
    )
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def fault_of_text(text: str, *, longest: int) -> str:
    """What is wrong with a text that was tidied, or nothing."""
    if len(text) > longest:
        return _("Use %(longest)d letters or fewer.") % {"longest": longest}
    return ""


def fault_of_birth(born: date | None, today: date) -> str:
    """What is wrong with a date of birth, or nothing."""
    if born is not None and not today.year - 120 <= born.year:
        return _("Check the year of birth.")
    if born is not None and born > today:
        return _("A date of birth lies in the past.")
    return ""


def digests(kind: str, text: str) -> tuple[str, ...]:
    """What is kept of `text` so that the same can be found and nothing read: under the key of now,
    then under older ones. Nothing for nothing."""
    if not text:
        return ()
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    said = f"alongside.referrals.{kind}:{text}".encode()
    return tuple(hmac.new(str(key).encode(), said, sha256).hexdigest() for key in keys)


def digest(kind: str, text: str) -> str:
    """The digest under the key of now; "" for nothing."""
    return next(iter(digests(kind, text)), "")


def same_name(name: str) -> str:
    """A name by which two spellings of it are one: without accents, capitals, signs and order.

    A name of signs alone stays itself, so that no two of them are one."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(sorted(letters.split())) or plain.strip()


def same_reach(number: str, email: str) -> str:
    """A number or address by which two spellings of it are one."""
    if number:
        digits = re.sub(r"\D", "", number)
        return "0" + digits[2:] if digits.startswith("44") else digits
    return email.strip().casefold()
