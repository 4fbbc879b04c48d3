"""Messages for tests: through the door, unsurprising."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.domain.people.models import Person
from alongside.foundation.actor import system
from factories.people import PersonFactory

SYSTEM = system("test")
# A Monday in winter, at ten.
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
MOBILE = "+447700900123"


def person(**changes: Any) -> Person:
    """A person who likes texts, at a number that nobody else has, unless told otherwise."""
    row = PersonFactory(user=None)
    number = f"07700 900{Person.objects.count() % 1_000:03}"
    defaults: dict[str, Any] = {"channels": ("text",), "text_number": number}
    messaging.set_profile(person_id=row.pk, changes=defaults | changes, actor=SYSTEM, at=AT)
    return row


def send(
    to: Person | messaging.Recipient,
    template: str = "join_called_back",
    *,
    key: str = "",
    values: Mapping[str, str] | None = None,
    at: datetime = AT,
    not_before: datetime | None = None,
    organisation_id: UUID | None = None,
) -> Message:
    """A message in the outbox."""
    recipient = messaging.to_person(to.pk) if isinstance(to, Person) else to
    cause = to if isinstance(to, Person) else PersonFactory(user=None)
    sent = messaging.send(
        template,
        to=recipient,
        values=VALUES.get(template, {}) if values is None else values,
        cause=cause,
        key=key or f"test/{Message.objects.count()}",
        organisation_id=organisation_id,
        not_before=not_before,
        actor=SYSTEM,
        at=at,
    )
    return Message.objects.get(pk=sent.message_id)


def drained(at: datetime = AT, *, later: timedelta = timedelta()) -> messaging.DrainCounts:
    """Sends what is due at that moment."""
    return messaging.drain(now=lambda: at + later)


TOKEN = "abcdefghijklmnopqrstuv"  # noqa: S105
_LINK = {"link": TOKEN}
_BY = {"by_day": "2026-12-03"}
VALUES: dict[str, dict[str, str]] = {
    "join_sent": {"reference": "K7Q-3XF", **_BY, **_LINK},
    "join_to_group": {**_BY, **_LINK},
    "join_nudge": {**_BY, **_LINK},
    "join_coming": {
        "first_day": "2026-12-01T14:00",
        "meets_you": "Ruth",
        "group": "Riverside Circle",
        **_LINK,
    },
    "join_called_back": _BY,
    "join_how_was_it": _LINK,
}
