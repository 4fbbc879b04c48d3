"""Twilio, which charities can buy: texts."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import requests
from django.conf import settings

from alongside.domain.messaging.providers.base import ForGood, ForNow, InTheDark, Parcel
from alongside.domain.messaging.providers.said import Answer, Outcome, Said

TIMEOUT_SECONDS = (5, 20)
# To connect, and to answer. A handset that is off or out of reach may be on later.
_UNREACHABLE = frozenset({"30001", "30003", "30008", "30017", "30022"})
_FAILED = frozenset({"undelivered", "failed"})


class Twilio:
    """Twilio tells later what became of a text."""

    name: ClassVar[str] = "twilio"
    local: ClassVar[bool] = False
    keep: ClassVar[timedelta | None] = timedelta(days=4)

    def hand_over(self, parcel: Parcel) -> str:
        """Sends it. Raises ForNow, InTheDark or ForGood."""
        chosen = settings.CARRIERS["twilio"]
        sender = "MessagingServiceSid" if chosen["from"].startswith("MG") else "From"
        form = {
            "To": parcel.address,
            sender: chosen["from"],
            "Body": parcel.body,
            "StatusCallback": callback_address(str(parcel.message_id)),
        }
        answer = _asked("POST", data=form)
        return str(answer["sid"])

    def find(self, parcel: Parcel, *, since: datetime) -> str:
        """Twilio is asked for what it sent to this number since that day with these words."""
        day = since.astimezone(UTC).date().isoformat()
        answer = _asked("GET", params={"To": parcel.address, "DateSent>": day, "PageSize": "100"})
        for message in answer.get("messages", ()):
            if message.get("body") == parcel.body and message.get("status") not in _FAILED:
                return str(message["sid"])
        return ""


def callback_address(message_id: str) -> str:
    """Where Twilio tells what became of a message. Its incoming texts come to the same without."""
    last = f"{message_id}/" if message_id else ""
    return f"{settings.SITE_ADDRESS}/callbacks/twilio/{last}"


def said(form: Mapping[str, str], *, message_id: str, signature: str) -> Said | None:
    """What one of Twilio's callbacks says: an outcome, an answer, or None for a step on the way.

    `signature` is the header as it came. Raises ForGood unless Twilio signed just this."""
    address = callback_address(message_id)
    if not hmac.compare_digest(signature.encode(), signature_of(address, form).encode()):
        raise ForGood("not from Twilio")
    if not message_id:
        return Answer(
            provider=Twilio.name,
            provider_id=form.get("MessageSid", "")[:100],
            sender=form.get("From", ""),
            text=form.get("Body", ""),
        )
    status = form.get("MessageStatus", "")
    if status == "delivered":
        return Outcome(Twilio.name, message_id, "delivered")
    if status in _FAILED:
        later = form.get("ErrorCode", "") in _UNREACHABLE
        return Outcome(Twilio.name, message_id, "failed_for_now" if later else "failed_for_good")
    return None


def signature_of(address: str, form: Mapping[str, str]) -> str:
    """Twilio's signature: HMAC-SHA1 over the address and the form's fields in order, in base64."""
    signed = address + "".join(f"{name}{form[name]}" for name in sorted(form))
    token = settings.CARRIERS["twilio"]["token"].encode()
    digest = hmac.new(token, signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def _asked(method: str, **what: Any) -> Any:
    chosen = settings.CARRIERS["twilio"]
    address = f"{chosen['url']}/2010-04-01/Accounts/{chosen['account']}/Messages.json"
    try:
        answer = requests.request(
            method,
            address,
            auth=(chosen["account"], chosen["token"]),
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
            **what,
        )
    except requests.ConnectTimeout as away:
        raise ForNow("Twilio: no connection") from away
    except requests.RequestException as broken:
        raise InTheDark(f"Twilio: {type(broken).__name__}") from broken
    if answer.status_code >= 500:
        raise InTheDark(f"Twilio: {answer.status_code}")
    if answer.status_code == 400:
        raise ForGood("Twilio: 400")
    if answer.status_code not in {200, 201}:
        raise ForNow(f"Twilio: {answer.status_code}")
    try:
        return answer.json()
    except ValueError as unclear:
        raise InTheDark("Twilio: no clear answer") from unclear
