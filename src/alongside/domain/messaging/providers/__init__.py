"""Who carries messages: chosen by settings for each channel."""

from __future__ import annotations

from django.conf import settings

from alongside.domain.messaging.providers.base import (
    ForGood,
    ForNow,
    InTheDark,
    Parcel,
    Provider,
)
from alongside.domain.messaging.providers.console import Console
from alongside.domain.messaging.providers.inside import Outbox, Print
from alongside.domain.messaging.providers.notify import Notify
from alongside.domain.messaging.providers.smtp import Smtp
from alongside.domain.messaging.providers.twilio import Twilio
from alongside.domain.messaging.records import Channel

__all__ = [
    "KINDS",
    "ForGood",
    "ForNow",
    "InTheDark",
    "Parcel",
    "Provider",
    "available",
    "provider_of",
]

KINDS: dict[str, type[Provider]] = {
    kind.name: kind for kind in (Outbox, Print, Console, Smtp, Notify, Twilio)
}


def available() -> frozenset[Channel]:
    """The channels for which the settings name a provider."""
    return frozenset(Channel(channel) for channel, name in settings.MESSAGING.items() if name)


def provider_of(channel: str) -> Provider:
    """The provider of a channel. Raises KeyError where the settings name none."""
    return KINDS[settings.MESSAGING[channel]]()
