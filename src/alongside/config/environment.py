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
        "ALONGSIDE_API_RATE", "1200", "Requests a minute that one address may make of the API."
    ),
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
