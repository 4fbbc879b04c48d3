"""Where settings come from: the environment, then the file that `init` or `demo` wrote.

The table below is the single list of settings. `docs/reference/settings.md` is held
against it by a test, so a setting cannot be added without being documented.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its default as text and what it decides."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("ALONGSIDE_MODE", "service", "`service` for a real service, `demo` for invented data."),
    Setting("ALONGSIDE_VAR", "var", "Folder for the database, keys and logs of this deployment."),
    Setting("ALONGSIDE_SECRET_KEY", "", "Signs sessions and links. A real service must set it."),
    Setting(
        "ALONGSIDE_OLD_SECRET_KEYS",
        "",
        "Keys used before, separated by commas: what they signed or sealed still opens.",
    ),
    Setting("ALONGSIDE_HOSTS", "", "Host names that answer, separated by commas."),
    Setting("ALONGSIDE_HTTPS", "off", "`on` when people reach the service by HTTPS."),
    Setting(
        "ALONGSIDE_TRUST_PROXY",
        "off",
        "`on` behind one proxy that sets X-Forwarded-Proto and -For.",
    ),
    Setting("ALONGSIDE_DATABASE_URL", "", "Empty for SQLite in the var folder, or postgres://…"),
    Setting("ALONGSIDE_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
    Setting(
        "ALONGSIDE_EXIT_TO",
        "https://www.bbc.co.uk/weather",
        "Where *Exit this page* leads: an https address that says nothing about anybody.",
    ),
    Setting(
        "ALONGSIDE_API_RATE", "1200", "Requests a minute that one address may make of the API."
    ),
    Setting(
        "ALONGSIDE_EXIT_TO",
        "https://www.bbc.co.uk/weather",
        "Where *Exit this page* leads: an https address that says nothing about anybody.",
    ),
    Setting(
        "ALONGSIDE_ADDRESS",
        "",
        "Where links in messages begin, such as `https://peers.example.org`. Empty: the first of "
        "the host names; in a demo, where it is served.",
    ),
    Setting(
        "ALONGSIDE_SHORT_NAME",
        "",
        "The service's name in texts, 25 letters at most. Empty: its name.",
    ),
    Setting(
        "ALONGSIDE_TEXTS",
        "",
        "Who carries texts: `outbox` (shown on a page, demo only; its default), `console`, "
        "`notify` or `twilio`. Empty: nobody, and each text waits for a person.",
    ),
    Setting("ALONGSIDE_EMAILS", "", "Who carries e-mail: `outbox`, `console`, `smtp` or `notify`."),
    Setting(
        "ALONGSIDE_LETTERS",
        "",
        "Who carries letters: `outbox`, `console`, `notify`, or `print` (a person prints and posts "
        "them; what is so unless it is set).",
    ),
    Setting(
        "ALONGSIDE_EMAIL_FROM",
        "",
        "The address that e-mail comes from. It should name neither the service nor a condition.",
    ),
    Setting(
        "ALONGSIDE_SMTP_URL",
        "",
        "The mail server, such as `smtp+tls://name:password@mail.example.org:587`.",
    ),
    Setting("ALONGSIDE_NOTIFY_KEY", "", "GOV.UK Notify: the API key."),
    Setting("ALONGSIDE_NOTIFY_TOKEN", "", "GOV.UK Notify: the bearer token of its callbacks."),
    Setting("ALONGSIDE_NOTIFY_TEXT", "", "GOV.UK Notify: its template for texts, ((body))."),
    Setting(
        "ALONGSIDE_NOTIFY_EMAIL",
        "",
        "GOV.UK Notify: its template for e-mail, ((subject)), ((body)).",
    ),
    Setting("ALONGSIDE_NOTIFY_LETTER", "", "GOV.UK Notify: its template for letters, ((body))."),
    Setting(
        "ALONGSIDE_NOTIFY_URL",
        "https://api.notifications.service.gov.uk",
        "GOV.UK Notify: its address.",
    ),
    Setting("ALONGSIDE_TWILIO_ACCOUNT", "", "Twilio: the account, AC…"),
    Setting("ALONGSIDE_TWILIO_TOKEN", "", "Twilio: the account's token."),
    Setting(
        "ALONGSIDE_TWILIO_FROM", "", "Twilio: the number that texts come from, or a service, MG…"
    ),
    Setting("ALONGSIDE_TWILIO_URL", "https://api.twilio.com", "Twilio: its address."),
    Setting("ALONGSIDE_UPLOAD_MB", "50", "Largest file, in megabytes, that a page accepts."),
)


class Environment:
    """Reads the settings above; a name that is not in the table is a mistake in the code."""

    def __init__(self) -> None:
        self._defaults = {setting.name: setting.default for setting in SETTINGS}
        self.var = Path(
            os.environ.get("ALONGSIDE_VAR") or self._defaults["ALONGSIDE_VAR"]
        ).resolve()
        written = self.var / "alongside.env"
        if written.is_file():
            environ.Env.read_env(str(written), overwrite=False)

    def text(self, name: str) -> str:
        """The value as text: from the environment, else the documented default."""
        return os.environ.get(name, self._defaults[name]).strip()

    @property
    def served_at(self) -> str:
        """Where `alongside serve` listens, which tells it to all that it starts; else nothing."""
        return os.environ.get("ALONGSIDE_SERVED_AT", "")

    def on(self, name: str) -> bool:
        """True for on, true, yes and 1; false for off, false, no, 0 and nothing.

        Raises ImproperlyConfigured for any other word."""
        value = self.text(name).lower()
        if value in {"on", "true", "yes", "1"}:
            return True
        if value in {"off", "false", "no", "0", ""}:
            return False
        raise ImproperlyConfigured(f"{name} is '{value}'. Write on or off.")

    def number(self, name: str) -> int:
        """A whole number of at least 1. Raises ImproperlyConfigured for anything else."""
        value = self.text(name)
        if not value.isascii() or not value.isdigit() or int(value) < 1:
            raise ImproperlyConfigured(f"{name} is '{value}'. Write a whole number, 1 or more.")
        return int(value)

    def words(self, name: str) -> list[str]:
        """A comma-separated list, without blanks."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]
