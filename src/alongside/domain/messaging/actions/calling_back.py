"""What providers tell of their own accord: believed only where it is signed as agreed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from alongside.domain.messaging.actions.receiving import receipt
from alongside.domain.messaging.actions.replying import reply
from alongside.domain.messaging.providers import ForGood, notify, twilio
from alongside.domain.messaging.providers.said import Answer, Said
from alongside.foundation.errors import NotFound, Refused


def notify_says(body: bytes, *, authorization: str, at: datetime) -> None:
    """Takes a callback of GOV.UK Notify: a receipt or a text that somebody sent.

    Whatever is late, doubled, unknown or not understood changes nothing. Raises NotFound where the
    service does not send by Notify, Refused without the token that was agreed."""
    _require("notify")
    try:
        said = notify.said(body, authorization=authorization)
    except ForGood as false:
        raise Refused(str(false)) from false
    _take(said, at)


def twilio_says(form: Mapping[str, str], *, message_id: str, signature: str, at: datetime) -> None:
    """Takes a callback of Twilio at `/callbacks/twilio/<message_id>/`; "" for incoming texts.

    Whatever is late, doubled, unknown or not understood changes nothing. Raises NotFound where the
    service does not send by Twilio, Refused unless Twilio signed it."""
    _require("twilio")
    try:
        said = twilio.said(form, message_id=message_id, signature=signature)
    except ForGood as false:
        raise Refused(str(false)) from false
    _take(said, at)


def _require(carrier: str) -> None:
    if carrier not in settings.CARRIERS:
        raise NotFound("messaging.carrier")


def _take(said: Said | None, at: datetime) -> None:
    if isinstance(said, Answer):
        if said.provider_id:
            reply(
                provider=said.provider,
                provider_id=said.provider_id,
                sender=said.sender,
                text=said.text,
                at=at,
            )
    elif said is not None:
        receipt(provider=said.provider, reference=said.reference, outcome=said.outcome, at=at)
