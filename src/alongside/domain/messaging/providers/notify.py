"""GOV.UK Notify, for public bodies: texts, e-mail and letters.

The service has one template for each channel in Notify: for texts ((body)); for e-mail the subject
((subject)) and ((body)); for letters ((body)) under the address. What is said is decided here."""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import APIError, HTTPError

from alongside.domain.messaging.providers.base import ForGood, ForNow, InTheDark, Parcel
from alongside.domain.messaging.providers.said import Answer, Outcome, Said

TIMEOUT_SECONDS = 20
_OUTCOMES = {
    "delivered": "delivered",
    "permanent-failure": "failed_for_good",
    "temporary-failure": "failed_for_now",
    "technical-failure": "failed_for_now",
}


class Notify:
    """Notify tells later what became of a text or e-mail, for up to three days."""

    name: ClassVar[str] = "notify"
    local: ClassVar[bool] = False
    keep: ClassVar[timedelta | None] = timedelta(days=4)

    def hand_over(self, parcel: Parcel) -> str:
        """Sends it. Raises ForNow, InTheDark or ForGood."""
        client, template = _client(), settings.CARRIERS["notify"][parcel.channel]
        reference = str(parcel.message_id)
        try:
            if parcel.channel == "text":
                taken = client.send_sms_notification(
                    parcel.address, template, {"body": parcel.body}, reference
                )
            elif parcel.channel == "email":
                words = {"subject": parcel.subject, "body": parcel.body}
                taken = client.send_email_notification(parcel.address, template, words, reference)
            else:
                taken = client.send_letter_notification(template, _letter(parcel), reference)
        except HTTPError as refused:
            raise _refusal(refused) from refused
        except APIError as unclear:
            raise InTheDark("Notify: no clear answer") from unclear
        return str(taken["id"])

    def find(self, parcel: Parcel, *, since: datetime) -> str:
        """Notify is asked by our reference."""
        try:
            found = _client().get_all_notifications(reference=str(parcel.message_id))
        except APIError as away:
            raise ForNow("Notify: cannot be asked") from away
        return str(found["notifications"][0]["id"]) if found["notifications"] else ""


def said(body: bytes, *, authorization: str) -> Said | None:
    """What one of Notify's callbacks says: an outcome, an answer, or None for what we do not know.

    `authorization` is the header as it came. Raises ForGood unless it bears the token that was
    agreed."""
    expected = f"Bearer {settings.CARRIERS['notify']['token']}"
    if not settings.CARRIERS["notify"]["token"] or not hmac.compare_digest(
        authorization.encode(), expected.encode()
    ):
        raise ForGood("not from Notify")
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    if "source_number" in told and "message" in told:
        return Answer(
            provider=Notify.name,
            provider_id=str(told.get("id", ""))[:100],
            sender=str(told["source_number"]),
            text=str(told["message"]),
        )
    outcome = _OUTCOMES.get(str(told.get("status")), "")
    return Outcome(Notify.name, str(told.get("reference") or ""), outcome) if outcome else None


def _client() -> NotificationsAPIClient:
    chosen = settings.CARRIERS["notify"]
    return NotificationsAPIClient(chosen["key"], base_url=chosen["url"], timeout=TIMEOUT_SECONDS)


def _letter(parcel: Parcel) -> dict[str, str]:
    lines = parcel.address.splitlines()
    address = {f"address_line_{number}": line for number, line in enumerate(lines, 1)}
    return address | {"body": parcel.body}


def _refusal(refused: HTTPError) -> ForNow | ForGood:
    """A wrong number or address is for good; a wrong key, a limit or an outage is not its fault."""
    code = refused.status_code
    if refused.response is None or code >= 500:
        return InTheDark(f"Notify: {code}")
    return ForGood(f"Notify: {code}") if code == 400 else ForNow(f"Notify: {code}")
