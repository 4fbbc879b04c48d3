"""Who carries messages, from the settings."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ImproperlyConfigured
from environ import Env

from alongside.config.environment import Environment

_CHANNELS = {
    "text": ("ALONGSIDE_TEXTS", {"outbox", "console", "notify", "twilio"}),
    "email": ("ALONGSIDE_EMAILS", {"outbox", "console", "smtp", "notify"}),
    "letter": ("ALONGSIDE_LETTERS", {"outbox", "console", "notify", "print"}),
}
# They show messages to whoever looks: for invented people alone.
_SHOWN = frozenset({"outbox", "console"})
_NEEDED = {
    "smtp": {"from": "ALONGSIDE_EMAIL_FROM", "url": "ALONGSIDE_SMTP_URL"},
    "notify": {
        "key": "ALONGSIDE_NOTIFY_KEY",
        "token": "ALONGSIDE_NOTIFY_TOKEN",
        "url": "ALONGSIDE_NOTIFY_URL",
    },
    "twilio": {
        "account": "ALONGSIDE_TWILIO_ACCOUNT",
        "token": "ALONGSIDE_TWILIO_TOKEN",
        "from": "ALONGSIDE_TWILIO_FROM",
        "url": "ALONGSIDE_TWILIO_URL",
    },
}
_UNLESS_TOLD = {"letter": "print"}
_NOTIFY_TEMPLATES = {
    "text": "ALONGSIDE_NOTIFY_TEXT",
    "email": "ALONGSIDE_NOTIFY_EMAIL",
    "letter": "ALONGSIDE_NOTIFY_LETTER",
}


def messaging_settings(env: Environment, *, demo: bool) -> dict[str, str]:
    """The carrier of each channel, "" for none.

    Unless told otherwise a demo shows everything on its outbox, and letters wait for a person, who
    can post one without any provider. Raises ImproperlyConfigured for a carrier that does not
    fit."""
    chosen = {}
    for channel, (name, carriers) in _CHANNELS.items():
        carrier = env.text(name) or ("outbox" if demo else _UNLESS_TOLD.get(channel, ""))
        if carrier and carrier not in carriers:
            fit = ", ".join(sorted(carriers))
            raise ImproperlyConfigured(f"{name} is '{carrier}'. Write one of {fit}.")
        if carrier in _SHOWN and not demo:
            raise ImproperlyConfigured(f"{name}: '{carrier}' is for demos alone.")
        chosen[channel] = carrier
    return chosen


def carrier_settings(env: Environment, chosen: dict[str, str]) -> dict[str, dict[str, str]]:
    """What each chosen carrier needs to know. Raises ImproperlyConfigured for what is missing."""
    carriers = {}
    for carrier in sorted(set(chosen.values()) & _NEEDED.keys()):
        names = dict(_NEEDED[carrier])
        if carrier == "notify":
            names |= {each: _NOTIFY_TEMPLATES[each] for each in chosen if chosen[each] == carrier}
        carriers[carrier] = _read(env, carrier, names)
    return carriers


def mail_settings(carriers: dict[str, dict[str, str]]) -> dict[str, object]:
    """Django's settings of the mail server, from its address."""
    return Env.email_url_config(carriers["smtp"]["url"]) if "smtp" in carriers else {}


def _read(env: Environment, carrier: str, names: dict[str, str]) -> dict[str, str]:
    values = {each: env.text(name) for each, name in names.items()}
    missing: Collection[str] = [names[each] for each, value in values.items() if not value]
    if missing:
        raise ImproperlyConfigured(f"To send by {carrier}, set {', '.join(sorted(missing))}.")
    return values
